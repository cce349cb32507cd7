package org.updraft.htcondor.classad.expression;

import java.util.OptionalDouble;

/** Lengths of time as HTCondor writes them. */
public final class RelativeTime {

    private RelativeTime() {}

    /** Such as {@code 1+02:03:04} for one day and some hours; what is zero in front is left out. */
    public static String words(double seconds) {
        double size = Math.abs(seconds);
        long whole = (long) size;
        StringBuilder words = new StringBuilder(20).append(seconds < 0 ? "-" : "");
        if (whole >= 86_400) {
            words.append(whole / 86_400).append('+');
        }
        if (whole >= 3600) {
            AbsoluteTime.two(words, (int) (whole / 3600 % 24)).append(':');
        }
        if (whole >= 60) {
            AbsoluteTime.two(words, (int) (whole / 60 % 60)).append(':');
        }
        if (size == whole) {
            return AbsoluteTime.two(words, (int) (whole % 60)).toString();
        }
        return words.append(NumberText.write(whole % 60 + (size - whole), Dialect.OLD))
                .toString();
    }

    /** Reads {@code [sign][days+][[hh:]mm:]ss[.fff]} and {@code 1d2h3m4s}, of which any part may be missing. */
    static OptionalDouble read(String text) {
        String bare = text.strip();
        boolean negative = bare.startsWith("-");
        String parts = negative || bare.startsWith("+") ? bare.substring(1) : bare;
        OptionalDouble size =
                parts.chars().anyMatch(c -> "dhmsDHMS".indexOf(c) >= 0) ? ofUnits(parts) : ofColons(parts);
        return size.isPresent() && negative ? OptionalDouble.of(-size.getAsDouble()) : size;
    }

    private static OptionalDouble ofColons(String text) {
        int plus = text.indexOf('+');
        double days = plus < 0 ? 0 : number(text.substring(0, plus));
        double seconds = 0;
        int fields = 0;
        int at = plus + 1;
        while (at <= text.length()) {
            int colon = text.indexOf(':', at);
            int end = colon < 0 ? text.length() : colon;
            seconds = seconds * 60 + number(text.substring(at, end));
            fields++;
            at = end + 1;
        }
        double all = days * 86_400 + seconds;
        return fields <= 3 && !Double.isNaN(all) ? OptionalDouble.of(all) : OptionalDouble.empty();
    }

    private static OptionalDouble ofUnits(String text) {
        double seconds = 0;
        int start = 0;
        for (int at = 0; at < text.length(); at++) {
            int unit = "dhms".indexOf(Character.toLowerCase(text.charAt(at)));
            if (unit >= 0) {
                double size = unit == 0 ? 86_400 : unit == 1 ? 3600 : unit == 2 ? 60 : 1;
                seconds += size * number(text.substring(start, at).strip());
                start = at + 1;
            }
        }
        return Double.isNaN(seconds) || !text.substring(start).isBlank()
                ? OptionalDouble.empty()
                : OptionalDouble.of(seconds);
    }

    /** NaN if it is none. */
    private static double number(String digits) {
        if (digits.isEmpty() || digits.length() > 18) {
            return Double.NaN;
        }
        for (int at = 0; at < digits.length(); at++) {
            char c = digits.charAt(at);
            if ((c < '0' || c > '9') && c != '.') {
                return Double.NaN;
            }
        }
        try {
            return Double.parseDouble(digits);
        } catch (NumberFormatException e) {
            // two points, or nothing but one
            return Double.NaN;
        }
    }
}
