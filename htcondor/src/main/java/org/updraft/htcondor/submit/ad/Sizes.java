package org.updraft.htcondor.submit.ad;

import java.util.Locale;
import org.updraft.htcondor.submit.SubmitError;

/** Amounts of memory and disk: a number with a unit, or an expression. */
final class Sizes {

    private static final String UNITS = "BKMGTP";

    private Sizes() {}

    /** @param unit of the attribute, and of a number without one */
    static String printed(AdBuilder ad, String command, String value, char unit) throws SubmitError {
        String upper = value.toUpperCase(Locale.ROOT);
        if (!upper.matches("([0-9]{1,12}(\\.[0-9]{0,6})?|\\.[0-9]{1,6})\\s*([BKMGTP]B?)?")) {
            return ad.printed(command, value);
        }
        int digits = 0;
        while (digits < upper.length() && (Character.isDigit(upper.charAt(digits)) || upper.charAt(digits) == '.')) {
            digits++;
        }
        String written = upper.substring(digits).strip();
        int power = UNITS.indexOf(written.isEmpty() ? unit : written.charAt(0)) - UNITS.indexOf(unit);
        return Long.toString((long) Math.ceil(Double.parseDouble(upper.substring(0, digits)) * Math.pow(1024, power)));
    }
}
