package org.updraft.autoscaler.trial;

import java.time.Duration;

/**
 * Jobs that are submitted.
 *
 * @param at after the beginning of the world
 * @param flavor that they ask for; empty takes what fits
 */
public record Arrival(Duration at, String schedd, String owner, String flavor, int count, Duration runtime) {

    @Override
    public String toString() {
        return owner + " submits " + count + " jobs of " + Times.of(runtime) + " to " + schedd
                + (flavor.isEmpty() ? "" : " for " + flavor);
    }
}
