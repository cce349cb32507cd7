package org.updraft.htcondor.classad.expression;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Numbers as HTCondor writes them and as it lets others write them. */
public final class NumberText {

    /** Digits behind the first one in the new dialect, and digits in all in the old one: C's {@code %.15E} and {@code %.16G}. */
    private static final MathContext DIGITS = new MathContext(16, RoundingMode.HALF_EVEN);

    private NumberText() {}

    /** What is wrong with a number as it was written, for people; null if HTCondor takes it. */
    static @Nullable String problem(String written) {
        int whole = digits(written, 0);
        int at = whole;
        if (at < written.length() && written.charAt(at) == '.') {
            at = digits(written, at + 1);
            if (at == whole + 1) {
                return "a digit must follow the point in " + written;
            }
        }
        if (at > 0 && at < written.length() && (written.charAt(at) == 'e' || written.charAt(at) == 'E')) {
            int sign = at + 1 < written.length() && "+-".indexOf(written.charAt(at + 1)) >= 0 ? 1 : 0;
            int end = digits(written, at + 1 + sign);
            at = end > at + 1 + sign ? end : at;
        }
        if (at < written.length()) {
            return written + " is no number (ClassAds know no units, no hexadecimal and no octal numbers)";
        }
        return at == whole && whole > 1 && written.charAt(0) == '0'
                ? written + " is no number: a whole number must not begin with 0"
                : null;
    }

    private static int digits(String written, int from) {
        int at = from;
        while (at < written.length() && written.charAt(at) >= '0' && written.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    /** What a number means that has no {@link #problem}. */
    static Constant read(String written) {
        for (int at = 0; at < written.length(); at++) {
            if (".eE".indexOf(written.charAt(at)) >= 0) {
                return new Constant.Real(Double.parseDouble(written));
            }
        }
        try {
            return new Constant.Whole(Long.parseLong(written));
        } catch (NumberFormatException e) {
            // one that does not fit 64 bits is 0 for HTCondor 23.9, which says nothing
            return new Constant.Whole(0);
        }
    }

    public static String write(double number, Dialect dialect) {
        if (Double.isNaN(number)) {
            return "real(\"NaN\")";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "real(\"INF\")" : "real(\"-INF\")";
        }
        if (number == 0) {
            return 1 / number < 0 ? "-0.0" : "0.0";
        }
        BigDecimal rounded = new BigDecimal(number).round(DIGITS);
        int exponent = rounded.precision() - rounded.scale() - 1;
        return dialect == Dialect.OLD
                ? shortest(rounded, exponent)
                : scientific(rounded, exponent, DIGITS.getPrecision());
    }

    private static String shortest(BigDecimal rounded, int exponent) {
        BigDecimal bare = rounded.stripTrailingZeros();
        if (exponent < -4 || exponent >= DIGITS.getPrecision()) {
            return scientific(bare, exponent, bare.precision());
        }
        String plain = bare.toPlainString();
        return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }

    /** With so many digits, such as {@code 1.500E+00} for 4. */
    private static String scientific(BigDecimal number, int exponent, int digits) {
        String all = number.unscaledValue().abs().toString();
        StringBuilder text = new StringBuilder(number.signum() < 0 ? "-" : "").append(all.charAt(0));
        if (digits > 1) {
            text.append('.').append(all, 1, all.length()).repeat("0", digits - all.length());
        }
        text.append(exponent < 0 ? "E-" : "E+");
        String power = Integer.toString(Math.abs(exponent));
        return text.append(power.length() < 2 ? "0" : "").append(power).toString();
    }
}
