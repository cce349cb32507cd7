package org.updraft.autoscaler.sense;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Notices that the clock was set, or that this process stood still: ages that were measured across that are worth nothing,
 * and every ad looks old or comes from the future, until the workers have spoken again.
 */
final class ClockWatch {

    private static final Duration GAP = Duration.ofMinutes(10);
    private static final int TIMES_THE_LAST_GAP = 4;

    private final Duration blindFor;
    private Optional<Instant> last = Optional.empty();
    private Optional<Duration> usualGap = Optional.empty();
    private Instant blindUntil = Instant.MIN;
    private String words = "";

    /** @param blindFor how long after it nothing that was measured by the clock counts */
    ClockWatch(Duration blindFor) {
        this.blindFor = blindFor;
    }

    /** Whether the clock moved since the last look. To be asked once in each look. */
    boolean moved(Instant now) {
        Optional<Duration> gap = last.map(before -> Duration.between(before, now));
        last = Optional.of(now);
        if (gap.isEmpty()) {
            return false;
        }
        boolean back = gap.get().isNegative();
        boolean ahead = gap.get().compareTo(GAP) > 0
                && usualGap.filter(usual -> gap.get().compareTo(usual.multipliedBy(TIMES_THE_LAST_GAP)) > 0)
                        .isPresent();
        if (back || ahead) {
            words = back
                    ? "it was set back by " + gap.get().negated().toSeconds() + " s"
                    : "it went on by " + gap.get().toSeconds()
                            + " s since the last look: it was set ahead, or the service stood still";
            blindUntil = now.plus(blindFor);
            return true;
        }
        usualGap = gap;
        return false;
    }

    /** What happened, as long as it matters. */
    Optional<String> blindness(Instant now) {
        return now.isBefore(blindUntil) ? Optional.of(words) : Optional.empty();
    }
}
