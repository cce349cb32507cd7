package org.updraft.htcondor.submit;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers and strings in C's formats of printf, as far as submit files use them. Empty where the format is for something else. */
final class PrintFormat {

    private static final Pattern FORMAT =
            Pattern.compile("([^%]*)%([-+ 0#]{0,5})([0-9]{0,3})(?:\\.([0-9]{0,3}))?(?:ll|l)?([a-zA-Z])([^%]*)");
    /** What C calls %.16G, and HTCondor takes where no format is given. */
    private static final MathContext SIXTEEN = new MathContext(16);

    private PrintFormat() {}

    static Optional<String> whole(String format, long value) {
        return format.isEmpty() ? Optional.of(Long.toString(value)) : formatted(format, "diuxXo", value);
    }

    /** A format of its own gives what is a real number at first sight: without a point it gets .0 at its end. */
    static Optional<String> real(String format, double value) {
        return format.isEmpty()
                ? Optional.of(shortest(value))
                : formatted(format, "eEfFgG", value).map(text -> text.indexOf('.') < 0 ? text + ".0" : text);
    }

    static Optional<String> text(String format, String value) {
        return format.isEmpty() ? Optional.of(value) : formatted(format, "s", value);
    }

    private static Optional<String> formatted(String format, String kinds, Object value) {
        Matcher parts = FORMAT.matcher(format);
        if (!parts.matches() || kinds.indexOf(parts.group(5).charAt(0)) < 0) {
            return Optional.empty();
        }
        String kind = parts.group(5).equals("i") || parts.group(5).equals("u")
                ? "d"
                : parts.group(5).equals("F") ? "f" : parts.group(5);
        boolean precise = parts.group(4) != null && !kind.matches("[dxXo]");
        String flags = parts.group(2).replaceAll(parts.group(2).contains("-") ? "0" : "$^", "");
        if (kind.equalsIgnoreCase("g") && value instanceof Double real && flags.indexOf('#') < 0) {
            String digits = general(real, parts.group(4), kind.equals("G"));
            String width = parts.group(3);
            String padded = "%" + (flags.contains("-") ? "-" : "") + width + "s";
            return Optional.of(parts.group(1)
                    + (width.isEmpty() ? digits : String.format(Locale.ROOT, padded, digits))
                    + parts.group(6));
        }
        String java = "%" + flags + parts.group(3) + (precise ? "." + parts.group(4) : "") + kind;
        try {
            return Optional.of(parts.group(1) + String.format(Locale.ROOT, java, value) + parts.group(6));
        } catch (java.util.IllegalFormatException e) {
            // flags that C passes over and Java does not
            return Optional.empty();
        }
    }

    /** As C does %g: so many digits, none that say nothing. */
    private static String general(double value, @Nullable String precision, boolean upper) {
        int digits = precision == null ? 6 : precision.isEmpty() ? 1 : Math.max(1, Integer.parseInt(precision));
        return shortest(value, new MathContext(digits), upper ? "E" : "e");
    }

    private static String shortest(double value) {
        return shortest(value, SIXTEEN, "E");
    }

    /** So many digits at most, none that say nothing; with an exponent where C's %G has one. */
    private static String shortest(double value, MathContext digitsMost, String sign) {
        if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
            return value == 0 ? "0" : Double.isNaN(value) ? "NAN" : value < 0 ? "-INF" : "INF";
        }
        BigDecimal rounded = new BigDecimal(value).round(digitsMost).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= -4 && exponent < digitsMost.getPrecision()) {
            return rounded.toPlainString();
        }
        String digits = rounded.unscaledValue().abs().toString();
        return (value < 0 ? "-" : "")
                + digits.charAt(0)
                + (digits.length() > 1 ? "." + digits.substring(1) : "")
                + String.format(Locale.ROOT, "%s%s%02d", sign, exponent < 0 ? "-" : "+", Math.abs(exponent));
    }
}
