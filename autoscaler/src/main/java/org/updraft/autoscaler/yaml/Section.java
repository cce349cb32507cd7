package org.updraft.autoscaler.yaml;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * One mapping of the file. A key is known once it was asked for; what is left at {@link #done} is unknown. What a scalar
 * means is decided by who asks, not by how it looks: {@code no} is a fine name, {@code 22:30} is no number, and nothing is
 * turned into a date. A mistake is noted and the default is answered, so that all mistakes are found in one pass.
 */
public final class Section {

    private final Source source;
    private final String path;
    private final MappingNode node;
    private final Map<String, NodeTuple> entries = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    public Section(Source source, String path, MappingNode node) {
        this.source = source;
        this.path = path;
        this.node = node;
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                source.error(tuple.getKeyNode().getStartMark(), "a key must be one word");
            } else if (entries.containsKey(key.getValue())) {
                int first =
                        entries.get(key.getValue()).getKeyNode().getStartMark().getLine() + 1;
                source.error(key.getStartMark(), key.getValue() + " stands here a second time, first in line " + first);
            } else {
                entries.put(key.getValue(), tuple);
            }
        }
    }

    /** Says which keys nobody knows. To be called when all known keys have been asked for. */
    public void done() {
        entries.forEach((key, tuple) -> {
            if (!known.contains(key)) {
                String where = path.isEmpty() ? "at the top of the file" : "in " + path;
                source.error(
                        tuple.getKeyNode().getStartMark(),
                        "unknown key " + Scalar.shown(key) + " " + where + Nearest.hint(key, known));
            }
        });
    }

    public boolean has(String key) {
        return value(key).isPresent();
    }

    public void error(String key, String words) {
        Node at = entries.containsKey(key) ? entries.get(key).getValueNode() : node;
        source.error(at.getStartMark(), path(key) + " " + words);
    }

    public Optional<String> text(String key, Pattern allowed, String shape) {
        return scalar(key).flatMap(scalar -> scalar.text(allowed, shape));
    }

    public String requiredText(String key, Pattern allowed, String shape) {
        if (!has(key)) {
            source.error(node.getStartMark(), path(key) + " is missing");
        }
        return text(key, allowed, shape).orElse("");
    }

    public String text(String key, String otherwise, Pattern allowed, String shape) {
        return text(key, allowed, shape).orElse(otherwise);
    }

    /** Relative to the file's directory. */
    public Optional<Path> optionalPath(String key) {
        return text(key, Scalar.ANY, "a path").flatMap(text -> resolved(key, text));
    }

    private Optional<Path> resolved(String key, String text) {
        try {
            return Optional.of(source.resolve(text));
        } catch (InvalidPathException e) {
            error(key, "is no path on this machine: " + e.getReason());
            return Optional.empty();
        }
    }

    public Path path(String key, Path otherwise) {
        return optionalPath(key).orElse(otherwise);
    }

    public boolean flag(String key, boolean otherwise) {
        return scalar(key).flatMap(Scalar::flag).orElse(otherwise);
    }

    public int number(String key, int otherwise, int least, int most) {
        return scalar(key).flatMap(scalar -> scalar.number(least, most)).orElse(otherwise);
    }

    public Duration duration(String key, Duration otherwise, Duration least, Duration most) {
        return scalar(key).flatMap(scalar -> scalar.duration(least, most)).orElse(otherwise);
    }

    public List<String> texts(String key, Pattern allowed, String shape) {
        return elements(key, "[" + key + "-1, …]").stream()
                .flatMap(element -> scalar(key, element).flatMap(s -> s.text(allowed, shape)).stream())
                .toList();
    }

    /** A mapping whose keys are fixed; an empty one if it is left out. */
    public Section section(String key) {
        return value(key)
                .flatMap(value -> mapping(path(key), value))
                .orElseGet(() -> new Section(source, path(key), nothing()));
    }

    /** A list of mappings. */
    public List<Section> sections(String key) {
        return elements(key, "each item beginning with - name:").stream()
                .flatMap(element -> mapping(path(key) + "[]", element).stream())
                .toList();
    }

    /** A mapping whose keys are names that the site chooses, read by {@code read} one by one. */
    public <T> Map<String, T> named(String key, Pattern allowed, String shape, Function<NamedEntry, Optional<T>> read) {
        Map<String, T> all = new LinkedHashMap<>();
        Section names = section(key);
        names.entries.forEach((name, tuple) -> {
            if (allowed.matcher(name).matches()) {
                read.apply(new NamedEntry(names, name)).ifPresent(value -> all.put(name, value));
            } else {
                source.error(
                        tuple.getKeyNode().getStartMark(),
                        Scalar.shown(name) + " cannot be a name in " + names.path + "; it must be " + shape);
            }
        });
        return all;
    }

    /** One name of a mapping whose keys the site chooses; read as if that were its only key. */
    public record NamedEntry(Section names, String name) {

        public Optional<Integer> number(int least, int most) {
            return names.value(name)
                    .flatMap(value -> names.scalar(name, value))
                    .flatMap(scalar -> scalar.number(least, most));
        }

        public Section section() {
            return names.section(name);
        }

        public Optional<String> text(Pattern allowed, String shape) {
            return names.value(name)
                    .flatMap(value -> names.scalar(name, value))
                    .flatMap(scalar -> scalar.text(allowed, shape));
        }

        public List<String> texts(Pattern allowed, String shape) {
            return names.texts(name, allowed, shape);
        }
    }

    private String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** What stands for the key; empty if it is left out or null. */
    private Optional<Node> value(String key) {
        known.add(key);
        source.looksFor(path(key));
        return Optional.ofNullable(entries.get(key))
                .map(NodeTuple::getValueNode)
                .filter(value -> !(value instanceof ScalarNode scalar && Scalar.isNull(scalar)));
    }

    private Optional<Scalar> scalar(String key) {
        return value(key).flatMap(value -> scalar(key, value));
    }

    private Optional<Scalar> scalar(String key, Node value) {
        if (value instanceof ScalarNode scalar) {
            return Optional.of(new Scalar(source, path(key), scalar));
        }
        source.error(value.getStartMark(), path(key) + " must be a single value");
        return Optional.empty();
    }

    private List<Node> elements(String key, String example) {
        Optional<Node> value = value(key);
        if (value.isPresent() && !(value.get() instanceof SequenceNode)) {
            source.error(value.get().getStartMark(), path(key) + " must be a list: " + example);
        }
        return value.isPresent() && value.get() instanceof SequenceNode list
                ? new ArrayList<>(list.getValue())
                : List.of();
    }

    private Optional<Section> mapping(String where, Node value) {
        if (value instanceof MappingNode mapping) {
            return Optional.of(new Section(source, where, mapping));
        }
        source.error(value.getStartMark(), where + " must consist of keys and values");
        return Optional.empty();
    }

    private MappingNode nothing() {
        return new MappingNode(
                node.getTag(), true, List.of(), node.getStartMark(), node.getEndMark(), node.getFlowStyle());
    }
}
