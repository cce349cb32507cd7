package org.updraft.autoscaler.plan;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * How long what failed is left alone: twice as long after each failure, up to a limit. Each is up to a fifth shorter than
 * that, by what failed and how often, so that much that failed together is not tried again together; the same failure has the
 * same wait wherever it is worked out.
 */
public record Wait(Duration first, Duration most) {

    private static final int DOUBLINGS_MAX = 20;
    private static final double SPREAD = 0.2;

    /**
     * @param what failed, in words that are the same after a restart
     * @param failures at least 1
     */
    public Duration after(String what, int failures) {
        Duration whole = first.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS_MAX));
        Duration capped = whole.compareTo(most) < 0 ? whole : most;
        double shorter = SPREAD * new SplittableRandom(what.hashCode() * 31L + failures).nextDouble();
        return capped.minusMillis(Math.round(capped.toMillis() * shorter));
    }
}
