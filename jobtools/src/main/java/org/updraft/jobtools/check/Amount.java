package org.updraft.jobtools.check;

import java.util.Locale;
import java.util.OptionalLong;

/** Amounts as submit files state them: a number, a unit behind it or the usual one. */
final class Amount {

    private static final String UNITS = "BKMGTP";

    private Amount() {}

    /**
     * @param usual the unit where none stands there: one of B, K, M, G, T
     * @return in that unit, rounded up; empty if it is an expression, which only HTCondor can tell
     */
    static OptionalLong of(String text, char usual) {
        String bare = text.strip();
        int digits = 0;
        while (digits < bare.length() && (Character.isDigit(bare.charAt(digits)) || bare.charAt(digits) == '.')) {
            digits++;
        }
        String unit = bare.substring(digits).strip().toUpperCase(Locale.ROOT);
        if (digits == 0 || digits > 15 || unit.length() > 2 || (unit.length() == 2 && unit.charAt(1) != 'B')) {
            return OptionalLong.empty();
        }
        int power = unit.isEmpty() ? UNITS.indexOf(usual) : UNITS.indexOf(unit.charAt(0));
        if (power < 0) {
            return OptionalLong.empty();
        }
        try {
            double amount =
                    Double.parseDouble(bare.substring(0, digits)) * Math.pow(1024, power - UNITS.indexOf(usual));
            return OptionalLong.of((long) Math.ceil(amount));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
