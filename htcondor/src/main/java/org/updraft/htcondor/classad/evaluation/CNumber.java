package org.updraft.htcondor.classad.evaluation;

import java.util.Locale;
import java.util.OptionalDouble;

/** The number that a text begins with, as C's {@code strtod} finds it. */
final class CNumber {

    private final String text;
    private int at;

    private CNumber(String text) {
        this.text = text;
    }

    /** Empty if it begins with none. Letters behind the number do not matter. */
    static OptionalDouble read(String text) {
        return new CNumber(text).read();
    }

    private OptionalDouble read() {
        while (at < text.length() && (text.charAt(at) == ' ' || (text.charAt(at) >= '\t' && text.charAt(at) <= '\r'))) {
            at++;
        }
        boolean negative = at < text.length() && text.charAt(at) == '-';
        if (at < text.length() && "+-".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        OptionalDouble size = size();
        return negative && size.isPresent() ? OptionalDouble.of(-size.getAsDouble()) : size;
    }

    private OptionalDouble size() {
        String word = text.substring(at, Math.min(text.length(), at + 3)).toLowerCase(Locale.ROOT);
        if (word.equals("inf")) {
            return OptionalDouble.of(Double.POSITIVE_INFINITY);
        }
        if (word.equals("nan")) {
            return OptionalDouble.of(Double.NaN);
        }
        return word.startsWith("0x") ? hexadecimal() : decimal();
    }

    private OptionalDouble decimal() {
        int start = at;
        int digits = digits(10);
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            digits += digits(10);
        }
        if (digits == 0) {
            return OptionalDouble.empty();
        }
        exponent('e');
        return OptionalDouble.of(Double.parseDouble(text.substring(start, at)));
    }

    private OptionalDouble hexadecimal() {
        at += 2;
        int start = at;
        int digits = digits(16);
        boolean point = at < text.length() && text.charAt(at) == '.';
        if (point) {
            at++;
            digits += digits(16);
        }
        if (digits == 0) {
            return OptionalDouble.of(0);
        }
        int end = at;
        exponent('p');
        String power = at == end ? "p0" : "";
        return OptionalDouble.of(Double.parseDouble("0x" + text.substring(start, at) + power));
    }

    private int digits(int base) {
        int start = at;
        while (at < text.length() && text.charAt(at) < 0x7f && Character.digit(text.charAt(at), base) >= 0) {
            at++;
        }
        return at - start;
    }

    private void exponent(char letter) {
        int before = at;
        if (at < text.length() && Character.toLowerCase(text.charAt(at)) == letter) {
            at++;
            if (at < text.length() && "+-".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            if (digits(10) == 0) {
                at = before;
            }
        }
    }
}
