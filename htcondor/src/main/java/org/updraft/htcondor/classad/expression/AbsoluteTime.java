package org.updraft.htcondor.classad.expression;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * A moment and a time zone to show it in.
 *
 * @param seconds since 1970
 * @param offset seconds that the zone's clocks are ahead of UTC
 */
public record AbsoluteTime(long seconds, int offset) {

    /** Years of more digits than these are shown as the last one that {@link LocalDateTime} knows. */
    private static final long LATEST = 31_556_889_864_403_199L - 86_400 * 2;

    /**
     * Reads {@code 2020-01-31T10:20:30+01:00} and shorter forms of it: the time may be left out from its end on, any character may
     * stand between the numbers, or none. A month 13 is January of the next year, and no day the last one of the month before.
     * Without a zone UTC is meant.
     */
    static Optional<AbsoluteTime> read(String text) {
        return new Reader(text.strip()).read();
    }

    /** Such as {@code 2020-01-31T10:20:30+01:00}; UTC is {@code -00:00}. */
    public String words() {
        LocalDateTime local = local();
        StringBuilder words = new StringBuilder(40).append(local.getYear());
        two(words.append('-'), local.getMonthValue());
        two(words.append('-'), local.getDayOfMonth());
        two(words.append('T'), local.getHour());
        two(words.append(':'), local.getMinute());
        two(words.append(':'), local.getSecond());
        two(words.append(offset > 0 ? '+' : '-'), Math.abs(offset) / 3600);
        two(words.append(':'), Math.abs(offset) / 60 % 60);
        return words.toString();
    }

    /** What clocks show in the zone. */
    public LocalDateTime local() {
        long there = Math.clamp(seconds, -LATEST, LATEST) + Math.clamp(offset, -86_400, 86_400);
        return LocalDateTime.ofEpochSecond(there, 0, ZoneOffset.UTC);
    }

    static StringBuilder two(StringBuilder to, int number) {
        return to.append(number < 10 ? "0" : "").append(number);
    }

    private static final class Reader {
        private final String text;
        private int end;
        private int at;

        Reader(String text) {
            this.text = text;
            this.end = text.length();
        }

        Optional<AbsoluteTime> read() {
            int offset = zone();
            int year = number(4, -1);
            int month = number(2, 1);
            int day = number(2, 0);
            int hour = number(2, 0);
            int minute = number(2, 0);
            int second = number(2, 0);
            if (year < 0 || month < 0 || day < 0 || hour < 0 || minute < 0 || second < 0 || at < end) {
                return Optional.empty();
            }
            LocalDateTime local = LocalDateTime.of(year, 1, 1, 0, 0)
                    .plusMonths(month - 1L)
                    .plusDays(day - 1L)
                    .plusSeconds(hour * 3600L + minute * 60L + second);
            return Optional.of(new AbsoluteTime(local.toEpochSecond(ZoneOffset.UTC) - offset, offset));
        }

        /** Cuts it off. */
        private int zone() {
            if (text.endsWith("Z") || text.endsWith("z")) {
                end--;
                return 0;
            }
            int digits = text.length() >= 3 && text.charAt(text.length() - 3) == ':' ? 5 : 4;
            int sign = text.length() - 1 - digits;
            if (sign < 8 || "+-".indexOf(text.charAt(sign)) < 0) {
                return 0;
            }
            int from = at;
            at = sign + 1;
            int hours = number(2, -1);
            int minutes = number(2, -1);
            at = from;
            if (hours < 0 || minutes < 0) {
                return 0;
            }
            end = sign;
            return (text.charAt(sign) == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
        }

        /** Behind what is no digit; {@code absent} at the end, -1 if there is something else. */
        private int number(int digits, int absent) {
            if (at >= end) {
                return absent;
            }
            while (at > 0 && at < end && !isDigit(at)) {
                at++;
            }
            int number = 0;
            for (int i = 0; i < digits; i++) {
                if (at >= end || !isDigit(at)) {
                    return -1;
                }
                number = number * 10 + text.charAt(at++) - '0';
            }
            return number;
        }

        private boolean isDigit(int where) {
            return text.charAt(where) >= '0' && text.charAt(where) <= '9';
        }
    }
}
