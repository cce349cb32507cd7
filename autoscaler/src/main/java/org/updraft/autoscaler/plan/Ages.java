package org.updraft.autoscaler.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as people say them. */
public final class Ages {

    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm:ss'Z'", Locale.ROOT);
    private static final DateTimeFormatter OTHER_DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm'Z'", Locale.ROOT);

    private Ages() {}

    /** {@code 40 s}, {@code 12 min}, {@code 3 h 5 min}, {@code 2 d 4 h}; never less than 0 s. */
    public static String words(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 2 * 3600) {
            return seconds / 60 + " min";
        }
        return seconds < 48 * 3600
                ? seconds / 3600 + " h " + seconds % 3600 / 60 + " min"
                : seconds / 86_400 + " d " + seconds % 86_400 / 3600 + " h";
    }

    /** The time of day, in UTC, and the day too where it is another than that of {@code now}. */
    public static String clock(Instant at, Instant now) {
        boolean today = at.atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .equals(now.atOffset(ZoneOffset.UTC).toLocalDate());
        return (today ? TODAY : OTHER_DAY).format(at.atOffset(ZoneOffset.UTC));
    }
}
