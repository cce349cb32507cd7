package org.updraft.openstack.embedded;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test turns by hand. */
final class HandClock implements InstantSource {
    private volatile Instant now = Instant.parse("2026-11-22T00:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    synchronized void advance(Duration by) {
        now = now.plus(by);
    }
}
