package org.updraft.htcondor.command;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.updraft.htcondor.CondorException;

/**
 * Remembers which schedds took too long to tell jobs apart by their Requirements too, the dearest part of a grouping: with a
 * million waiting jobs on a busy machine it may take longer than a tool may. For a while they are asked without.
 */
final class SlowGrouping {
    private static final Logger log = LoggerFactory.getLogger(SlowGrouping.class);

    static final Duration SLOW = Duration.ofSeconds(20);
    static final Duration PAUSE = Duration.ofMinutes(30);

    private final InstantSource clock;
    private final Map<String, Instant> slowUntil = new ConcurrentHashMap<>();

    SlowGrouping(InstantSource clock) {
        this.clock = clock;
    }

    interface Question<T> {
        T ask() throws CondorException;
    }

    boolean isSlow(String schedd) {
        return clock.instant().isBefore(slowUntil.getOrDefault(schedd, Instant.MIN));
    }

    /** Asks and takes the time, also of a question that ends in an exception. */
    <T> T timed(String schedd, Question<T> question) throws CondorException {
        Instant start = clock.instant();
        try {
            return question.ask();
        } finally {
            Duration taken = Duration.between(start, clock.instant());
            if (taken.compareTo(SLOW) >= 0) {
                slowUntil.put(schedd, clock.instant().plus(PAUSE));
                log.warn(
                        "schedd {} took {} s to group its jobs by Requirements too; for {} min these are read once per cluster"
                                + " instead, so that a change by condor_qedit is seen that much later",
                        schedd,
                        taken.toSeconds(),
                        PAUSE.toMinutes());
            }
        }
    }
}
