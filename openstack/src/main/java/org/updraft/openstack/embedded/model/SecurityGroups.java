package org.updraft.openstack.embedded.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.updraft.openstack.embedded.model.Net.Rule;
import org.updraft.openstack.embedded.model.Net.SecurityGroup;
import org.updraft.openstack.embedded.model.Quotas.Kind;

/** Security groups; every project gets one named default as soon as anyone looks. */
public final class SecurityGroups {
    private final Chance chance;
    private final Time time;
    private final Quotas quotas;
    private final Map<String, SecurityGroup> groups = new LinkedHashMap<>();

    SecurityGroups(Chance chance, Time time, Quotas quotas) {
        this.chance = chance;
        this.time = time;
        this.quotas = quotas;
    }

    public List<SecurityGroup> of(String projectId) {
        if (named(projectId, "default").isEmpty()) {
            add(projectId, "default", "Default security group");
        }
        return groups.values().stream()
                .filter(group -> group.projectId().equals(projectId))
                .toList();
    }

    public SecurityGroup create(String projectId, String name, String description) {
        if (name.equals("default")) {
            throw new Refusal.Conflict("SecurityGroupDefaultAlreadyExists", "Default security group already exists.");
        }
        if (!quotas.hasRoom(projectId, Kind.SECURITY_GROUP, of(projectId).size(), 1)) {
            throw new Refusal.OverQuota(409, "Quota exceeded for resources: ['security_group'].");
        }
        return add(projectId, name, description);
    }

    public SecurityGroup group(String id) {
        SecurityGroup group = groups.get(id);
        if (group == null) {
            throw new Refusal.NotFound("SecurityGroupNotFound", "Security group " + id + " does not exist");
        }
        return group;
    }

    public Optional<SecurityGroup> find(String id) {
        return Optional.ofNullable(groups.get(id));
    }

    public void delete(String id) {
        groups.remove(group(id).id());
    }

    public Rule addRule(String groupId, Rule draft) {
        SecurityGroup group = group(groupId);
        Rule rule = new Rule(
                chance.uuid(),
                draft.direction(),
                draft.ethertype(),
                draft.protocol(),
                draft.portMin(),
                draft.portMax(),
                draft.remotePrefix(),
                draft.remoteGroupId());
        List<Rule> rules = new ArrayList<>(group.rules());
        rules.add(rule);
        groups.put(
                groupId,
                new SecurityGroup(
                        groupId, group.name(), group.description(), group.projectId(), rules, group.created()));
        return rule;
    }

    /** By id or name within the project, as Nova takes them: a name that several have is refused. */
    Optional<SecurityGroup> find(String projectId, String nameOrId) {
        List<SecurityGroup> all = of(projectId);
        Optional<SecurityGroup> byId =
                all.stream().filter(group -> group.id().equals(nameOrId)).findFirst();
        List<SecurityGroup> named =
                all.stream().filter(group -> group.name().equals(nameOrId)).toList();
        if (byId.isEmpty() && named.size() > 1) {
            throw new Refusal.Conflict("Multiple security_group matches found for name '" + nameOrId
                    + "', use an ID to be more specific.");
        }
        return byId.or(() -> named.stream().findFirst());
    }

    private Optional<SecurityGroup> named(String projectId, String name) {
        return groups.values().stream()
                .filter(group ->
                        group.projectId().equals(projectId) && group.name().equals(name))
                .findFirst();
    }

    private SecurityGroup add(String projectId, String name, String description) {
        String id = chance.uuid();
        List<Rule> rules = new ArrayList<>();
        rules.add(rule("egress", "IPv4", Optional.empty()));
        rules.add(rule("egress", "IPv6", Optional.empty()));
        if (name.equals("default")) {
            rules.add(rule("ingress", "IPv4", Optional.of(id)));
            rules.add(rule("ingress", "IPv6", Optional.of(id)));
        }
        SecurityGroup group = new SecurityGroup(id, name, description, projectId, rules, time.now());
        groups.put(id, group);
        return group;
    }

    private Rule rule(String direction, String ethertype, Optional<String> remoteGroup) {
        return new Rule(
                chance.uuid(),
                direction,
                ethertype,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                remoteGroup);
    }
}
