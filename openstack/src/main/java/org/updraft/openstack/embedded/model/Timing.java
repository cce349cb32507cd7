package org.updraft.openstack.embedded.model;

import java.time.Duration;

/**
 * How long things take. Build and delete times are drawn evenly from their range by the seed.
 *
 * @param scheduling from the request until a host is found
 * @param buildMin from the request until ACTIVE, scheduling included
 * @param action pause, stop, start and the like
 * @param tokenLife until a new token expires
 */
public record Timing(
        Duration scheduling,
        Duration buildMin,
        Duration buildMax,
        Duration deleteMin,
        Duration deleteMax,
        Duration action,
        Duration tokenLife) {

    /** As a middling cloud: builds of 30 to 90 s, deletes of 2 to 8 s. */
    public static final Timing USUAL = new Timing(
            Duration.ofSeconds(2),
            Duration.ofSeconds(30),
            Duration.ofSeconds(90),
            Duration.ofSeconds(2),
            Duration.ofSeconds(8),
            Duration.ofSeconds(1),
            Duration.ofHours(1));

    public Timing {
        if (buildMax.compareTo(buildMin) < 0 || deleteMax.compareTo(deleteMin) < 0) {
            throw new IllegalArgumentException("a range ends before it begins: build " + buildMin + " to " + buildMax
                    + ", delete " + deleteMin + " to " + deleteMax);
        }
    }

    public Timing withBuild(Duration min, Duration max) {
        return new Timing(scheduling, min, max, deleteMin, deleteMax, action, tokenLife);
    }

    public Timing withDelete(Duration min, Duration max) {
        return new Timing(scheduling, buildMin, buildMax, min, max, action, tokenLife);
    }

    public Timing withTokenLife(Duration life) {
        return new Timing(scheduling, buildMin, buildMax, deleteMin, deleteMax, action, life);
    }
}
