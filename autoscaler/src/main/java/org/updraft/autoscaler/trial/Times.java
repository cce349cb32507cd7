package org.updraft.autoscaler.trial;

import java.time.Duration;

/** Durations as people write them. */
final class Times {

    private Times() {}

    /** Such as {@code 03:20:05}. */
    static String of(Duration time) {
        return "%02d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }
}
