package org.updraft.openstack.embedded.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Domains, projects, users and who has which role where. */
public final class Identity {
    public static final Domain DEFAULT_DOMAIN = new Domain("default", "Default");

    private final Chance chance;
    private final Map<String, Domain> domains = new LinkedHashMap<>();
    private final Map<String, Project> projects = new LinkedHashMap<>();
    private final Map<String, User> users = new LinkedHashMap<>();
    private final List<Grant> grants = new ArrayList<>();
    private final Map<Role, String> roleIds = new LinkedHashMap<>();

    Identity(Chance chance) {
        this.chance = chance;
        domains.put(DEFAULT_DOMAIN.id(), DEFAULT_DOMAIN);
        for (Role role : Role.values()) {
            roleIds.put(role, chance.hexId());
        }
    }

    /** What a user may do in a project; an admin may everything everywhere, as Nova's stock policy has it. */
    public enum Role {
        READER,
        MEMBER,
        ADMIN;

        /** As Keystone writes it. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public record Domain(String id, String name) {}

    public record Project(String id, String name, Domain domain, boolean enabled) {}

    public record User(String id, String name, Domain domain, String password) {
        @Override
        public String toString() {
            return "User[id=" + id + ", name=" + name + "]";
        }
    }

    private record Grant(String userId, String projectId, Set<Role> roles) {}

    public Domain addDomain(String id, String name) {
        Domain domain = new Domain(id, name);
        domains.put(id, domain);
        return domain;
    }

    public Project addProject(String name) {
        return addProject(name, DEFAULT_DOMAIN);
    }

    public Project addProject(String name, Domain domain) {
        Project project = new Project(chance.hexId(), name, domain, true);
        projects.put(project.id(), project);
        return project;
    }

    public User addUser(String name, String password) {
        return addUser(name, password, DEFAULT_DOMAIN);
    }

    public User addUser(String name, String password, Domain domain) {
        User user = new User(chance.hexId(), name, domain, password);
        users.put(user.id(), user);
        return user;
    }

    public void grant(User user, Project project, Set<Role> roles) {
        grants.add(new Grant(user.id(), project.id(), Set.copyOf(roles)));
    }

    /** Takes every role away from the user; its tokens go on until they expire. */
    public void revoke(User user, Project project) {
        grants.removeIf(
                grant -> grant.userId().equals(user.id()) && grant.projectId().equals(project.id()));
    }

    /** In the order of the enum, without doubles. */
    public List<Role> roles(User user, Project project) {
        return grants.stream()
                .filter(grant ->
                        grant.userId().equals(user.id()) && grant.projectId().equals(project.id()))
                .flatMap(grant -> grant.roles().stream())
                .distinct()
                .sorted()
                .toList();
    }

    public String roleId(Role role) {
        return roleIds.getOrDefault(role, "");
    }

    public List<Project> projectsOf(User user) {
        return projects.values().stream()
                .filter(project -> !roles(user, project).isEmpty())
                .toList();
    }

    public List<Project> projects() {
        return List.copyOf(projects.values());
    }

    public List<User> users() {
        return List.copyOf(users.values());
    }

    public List<Domain> domains() {
        return List.copyOf(domains.values());
    }

    public Optional<Project> project(String id) {
        return Optional.ofNullable(projects.get(id));
    }

    public Optional<User> user(String id) {
        return Optional.ofNullable(users.get(id));
    }

    /** By the name, within the domain of this id or name. */
    public Optional<User> user(String name, String domainIdOrName) {
        return users.values().stream()
                .filter(user -> user.name().equals(name) && isCalled(user.domain(), domainIdOrName))
                .findFirst();
    }

    /** By the name, within the domain of this id or name. */
    public Optional<Project> project(String name, String domainIdOrName) {
        return projects.values().stream()
                .filter(project -> project.name().equals(name) && isCalled(project.domain(), domainIdOrName))
                .findFirst();
    }

    private static boolean isCalled(Domain domain, String idOrName) {
        return domain.id().equals(idOrName) || domain.name().equalsIgnoreCase(idOrName);
    }
}
