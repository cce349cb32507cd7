package org.updraft.openstack.credentials;

import java.io.StringReader;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * One cloud of a YAML file, flat: what stands under {@code auth} and beside it. Read from the parsed nodes, not from values, so
 * that a password like {@code 0755} or {@code no} stays the text that was written.
 */
record CloudEntry(Map<String, String> values) {
    private static final Map<String, String> OLD = Map.of("tenant_name", "project_name", "tenant_id", "project_id");

    private static final int MERGES_MAX = 10;

    /** Empty if the file has no such cloud. */
    static Optional<CloudEntry> in(SecretFile file, String cloud) throws CredentialsException {
        Map<String, Node> clouds = entries(file, root(file));
        Node under = clouds.get("clouds");
        Node entry = under == null ? null : entries(file, under).get(cloud);
        if (entry == null) {
            return Optional.empty();
        }
        Map<String, String> values = new TreeMap<>();
        for (Map.Entry<String, Node> setting : entries(file, entry).entrySet()) {
            addSetting(file, values, setting.getKey(), setting.getValue());
        }
        if (values.containsKey("profile") && !values.containsKey("auth_url")) {
            throw wrong(file, entry, "a profile of clouds-public.yaml is not looked up; write auth_url here");
        }
        return Optional.of(new CloudEntry(values));
    }

    private static void addSetting(SecretFile file, Map<String, String> values, String key, Node value)
            throws CredentialsException {
        if (key.equals("auth")) {
            for (Map.Entry<String, Node> login : entries(file, value).entrySet()) {
                if (login.getValue() instanceof ScalarNode scalar) {
                    values.put(OLD.getOrDefault(login.getKey(), login.getKey()), scalar.getValue());
                }
            }
        } else if (key.equals("regions") && value instanceof SequenceNode regions) {
            onlyRegion(file, regions).ifPresent(region -> values.putIfAbsent("region_name", region));
        } else if (value instanceof ScalarNode scalar) {
            values.putIfAbsent(key, scalar.getValue());
        }
    }

    /** A list of several regions names none: then region_name must. */
    private static Optional<String> onlyRegion(SecretFile file, SequenceNode regions) throws CredentialsException {
        if (regions.getValue().size() != 1) {
            return Optional.empty();
        }
        Node only = regions.getValue().get(0);
        Node name = only instanceof MappingNode ? entries(file, only).get("name") : only;
        return name instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    private static Node root(SecretFile file) throws CredentialsException {
        LoaderOptions limits = new LoaderOptions();
        limits.setAllowDuplicateKeys(false);
        limits.setMaxAliasesForCollections(20);
        limits.setNestingDepthLimit(20);
        limits.setCodePointLimit(1 << 20);
        try {
            Node root = new Yaml(new SafeConstructor(limits)).compose(new StringReader(file.text()));
            if (root == null) {
                throw new CredentialsException(file.path() + " is empty");
            }
            return root;
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            String at = mark == null ? "" : ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
            // nothing of the file's text, which may show a secret: a password like *x is an alias
            String problem = String.valueOf(e.getProblem()).replaceAll("(?s)(undefined alias).*", "$1");
            throw new CredentialsException(file.path() + at + ": not valid YAML: " + problem);
        } catch (YAMLException e) {
            throw new CredentialsException(file.path() + ": not valid YAML: " + e.getMessage());
        }
    }

    private static Map<String, Node> entries(SecretFile file, Node node) throws CredentialsException {
        return entries(file, node, 0);
    }

    /** @param depth of merges, as one could merge itself */
    private static Map<String, Node> entries(SecretFile file, Node node, int depth) throws CredentialsException {
        if (depth > MERGES_MAX) {
            throw wrong(file, node, "mappings are merged (<<) more than " + MERGES_MAX + " deep");
        }
        if (!(node instanceof MappingNode mapping)) {
            throw wrong(file, node, "here must be a mapping (name: value)");
        }
        Map<String, Node> entries = new TreeMap<>();
        Set<String> own = new HashSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (key.equals("<<")) {
                for (Node base : merged(tuple.getValueNode())) {
                    entries(file, base, depth + 1).forEach(entries::putIfAbsent);
                }
            } else if (own.add(key)) {
                entries.put(key, tuple.getValueNode());
            } else {
                throw wrong(file, tuple.getKeyNode(), key + " is written twice");
            }
        }
        return entries;
    }

    private static List<Node> merged(Node node) {
        return node instanceof SequenceNode several ? several.getValue() : List.of(node);
    }

    private static CredentialsException wrong(SecretFile file, Node node, String what) {
        Mark mark = node.getStartMark();
        return new CredentialsException(
                file.path() + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1) + ": " + what);
    }
}
