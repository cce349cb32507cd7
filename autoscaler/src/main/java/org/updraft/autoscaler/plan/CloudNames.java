package org.updraft.autoscaler.plan;

import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.updraft.htcondor.PerCloud;

/** Resolves what jobs call clouds: names and aliases of updraft.yaml. */
final class CloudNames {

    private final NavigableSet<String> clouds;
    private final Map<String, List<String>> aliases;

    CloudNames(Policy policy) {
        this.clouds = new TreeSet<>(policy.clouds().keySet());
        this.aliases = policy.aliases();
    }

    /** The clouds a job may go to; names that stand for nothing are passed over. No name at all means every cloud. */
    NavigableSet<String> targets(List<String> named) {
        if (named.isEmpty()) {
            return clouds;
        }
        NavigableSet<String> targets = new TreeSet<>();
        for (String name : named) {
            targets.addAll(clouds.contains(name) ? List.of(name) : aliases.getOrDefault(name, List.of()));
        }
        targets.retainAll(clouds);
        return targets;
    }

    /** What a value per cloud says for one: under its own name, under an alias of it, else the default. */
    Optional<String> valueFor(String cloud, PerCloud value) {
        return Optional.ofNullable(value.byCloud().get(cloud))
                .or(() -> value.byCloud().entrySet().stream()
                        .filter(entry ->
                                aliases.getOrDefault(entry.getKey(), List.of()).contains(cloud))
                        .map(Map.Entry::getValue)
                        .findFirst())
                .or(value::fallback);
    }
}
