package org.updraft.openstack.embedded.model;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.updraft.openstack.Flavor;

/** The sizes this cloud offers to all. */
public final class Flavors {
    private final Map<String, Flavor> flavors = new LinkedHashMap<>();
    private final Set<String> homeless = new HashSet<>();

    Flavors() {}

    public Flavor add(Flavor flavor) {
        flavors.put(flavor.id(), flavor);
        return flavor;
    }

    /** Servers of this flavor never find a host, as with a GPU that no host has. */
    public Flavor addHomeless(Flavor flavor) {
        homeless.add(flavor.id());
        return add(flavor);
    }

    /** Sorted as Nova does, by id. */
    public List<Flavor> all() {
        return flavors.values().stream()
                .sorted(Comparator.comparing(Flavor::id))
                .toList();
    }

    public Optional<Flavor> find(String id) {
        return Optional.ofNullable(flavors.get(id));
    }

    boolean findsNoHost(Flavor flavor) {
        return homeless.contains(flavor.id());
    }
}
