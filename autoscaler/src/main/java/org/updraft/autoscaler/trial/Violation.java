package org.updraft.autoscaler.trial;

import java.time.Duration;

/**
 * An invariant that did not hold.
 *
 * @param at after the beginning of the world
 */
public record Violation(Invariant invariant, Duration at, String words) {

    @Override
    public String toString() {
        return Times.of(at) + " " + invariant.label() + ": " + words;
    }
}
