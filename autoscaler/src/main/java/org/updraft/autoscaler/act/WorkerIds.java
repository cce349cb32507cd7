package org.updraft.autoscaler.act;

import java.time.InstantSource;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Mints ids that sort by time: seconds in base 36, then random letters. Lower case, fit for host names. */
public final class WorkerIds {

    private static final int RANDOM_CHARS = 6;

    private final InstantSource clock;
    private final RandomGenerator random;

    public WorkerIds(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** Thirteen characters, such as {@code 0tl5c3kq7xa2f}. */
    public synchronized String next() {
        StringBuilder id = new StringBuilder();
        String time = Long.toString(clock.instant().getEpochSecond(), 36).toLowerCase(Locale.ROOT);
        id.append("0".repeat(Math.max(0, 7 - time.length()))).append(time);
        for (int i = 0; i < RANDOM_CHARS; i++) {
            id.append(Character.forDigit(random.nextInt(36), 36));
        }
        return id.toString();
    }
}
