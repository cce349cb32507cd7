package org.updraft.htcondor;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A value that may differ by cloud: {@code small}, or {@code west:small,east:c2,default:m1.small}.
 *
 * @param fallback the plain value, or the one of the key {@code default}
 * @param byCloud keys are clouds or aliases, sorted
 */
public record PerCloud(Optional<String> fallback, SortedMap<String, String> byCloud) {

    public static final PerCloud NONE = new PerCloud(Optional.empty(), new TreeMap<>());

    public PerCloud {
        byCloud = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(byCloud));
    }

    public static PerCloud plain(String value) {
        return new PerCloud(Optional.of(value), new TreeMap<>());
    }

    public static PerCloud of(Map<String, String> byCloud) {
        SortedMap<String, String> rest = new TreeMap<>(byCloud);
        Optional<String> fallback = Optional.ofNullable(rest.remove("default"));
        return new PerCloud(fallback, rest);
    }

    public boolean isEmpty() {
        return fallback.isEmpty() && byCloud.isEmpty();
    }
}
