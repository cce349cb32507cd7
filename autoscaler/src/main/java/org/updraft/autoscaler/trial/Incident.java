package org.updraft.autoscaler.trial;

import java.time.Duration;

/**
 * One thing that goes wrong.
 *
 * @param at after the beginning of the world
 * @param lasts until it is over; what cannot be undone ignores it
 * @param draw decides about everything else, such as whom it hits
 */
public record Incident(Duration at, Fault fault, Duration lasts, long draw) {

    @Override
    public String toString() {
        return fault.label() + " for " + Times.of(lasts);
    }
}
