package org.updraft.autoscaler.simulate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The service's clock, which somebody may have set wrong; the world's own goes on. */
public final class SkewedClock implements InstantSource {

    private final InstantSource world;
    private Duration skew = Duration.ZERO;

    SkewedClock(InstantSource world) {
        this.world = world;
    }

    /** @param by how far it is before the world's; negative behind it */
    public void skew(Duration by) {
        skew = by;
    }

    @Override
    public Instant instant() {
        return world.instant().plus(skew);
    }
}
