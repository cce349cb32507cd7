package org.updraft.htcondor.command;

import java.util.Collection;
import java.util.stream.IntStream;

/**
 * When to order drains so that about half of them come before the claim: a volley around the expected moment, narrower after each
 * volley that met both orders and wider after one that did not.
 */
final class DrainAim {
    private static final long WIDEST = 80;
    private static final long NARROWEST = 5;

    private long centre = 250;
    private long apart = 30;

    /** Delays in ms after the start of a negotiation cycle. */
    long[] volley(int size) {
        return IntStream.range(0, size)
                .mapToLong(i -> Math.max(0, centre + apart * (2 * i - size + 1) / 2))
                .toArray();
    }

    /**
     * @param early delays of drains that came before the claim
     * @param late of those that came after it
     */
    void learn(Collection<Long> early, Collection<Long> late) {
        if (early.isEmpty() || late.isEmpty()) {
            long shift = apart * Math.max(early.size(), late.size()) / 2;
            centre = Math.max(0, late.isEmpty() ? centre + shift : centre - shift);
            apart = Math.min(WIDEST, 2 * apart);
        } else {
            long lastEarly = early.stream().mapToLong(Long::longValue).max().orElseThrow();
            long firstLate = late.stream().mapToLong(Long::longValue).min().orElseThrow();
            centre = (lastEarly + firstLate) / 2;
            apart = Math.max(NARROWEST, apart / 2);
        }
    }
}
