package org.updraft.autoscaler.simulate;

import java.io.Serial;

/** kill -9: no part of the service catches it. */
public final class SimulatedDeath extends Error {
    @Serial
    private static final long serialVersionUID = 1L;

    SimulatedDeath(String words) {
        super(words, null, false, false);
    }
}
