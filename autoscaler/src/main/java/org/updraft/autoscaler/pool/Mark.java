package org.updraft.autoscaler.pool;

import java.time.Instant;

/**
 * The last worker of a kind that was booted for a demand in vain: the same is not booted for it again for a while.
 *
 * @param demandKey whom it was booted for
 * @param at when it was drained for this
 * @param refuted a worker of the same kind, asked for later, has served since
 */
public record Mark(String demandKey, Combination combination, Kind kind, String workerId, Instant at, boolean refuted) {

    public enum Kind {
        /** It stood idle beside the very jobs it was booted for. */
        USELESS,
        /** Jobs ended badly on it, one after the other. */
        BLACK_HOLE
    }
}
