package org.updraft.htcondor.classad.evaluation;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.TimeZone;
import org.updraft.htcondor.classad.expression.AbsoluteTime;

/** C's {@code strftime} in the C locale, without flags and modifiers. */
final class TimeFormat {

    private final AbsoluteTime time;
    private final LocalDateTime local;
    private final ZoneId zone;
    private final Budget budget;
    private final StringBuilder text = new StringBuilder();

    TimeFormat(AbsoluteTime time, ZoneId zone, Budget budget) {
        this.time = time;
        this.local = time.local();
        this.zone = zone;
        this.budget = budget;
    }

    String format(String format) {
        for (int at = 0; at < format.length(); at++) {
            char c = format.charAt(at);
            if (c == '%' && at + 1 < format.length()) {
                field(format.charAt(++at));
            } else {
                text.append(c);
            }
            budget.chargeText(text.length());
        }
        return text.toString();
    }

    private void field(char letter) {
        switch (letter) {
            case 'a' -> text.append(local.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ROOT));
            case 'A' -> text.append(local.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
            case 'b', 'h' -> text.append(local.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH));
            case 'B' -> text.append(local.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
            case 'c' -> fields("a b e T Y");
            case 'C' -> number(local.getYear() / 100, 2, '0');
            case 'd' -> number(local.getDayOfMonth(), 2, '0');
            case 'D', 'x' -> fields("m/d/y");
            case 'e' -> number(local.getDayOfMonth(), 2, ' ');
            case 'F' -> fields("Y-m-d");
            case 'g' -> number(local.get(IsoFields.WEEK_BASED_YEAR) % 100, 2, '0');
            case 'G' -> text.append(local.get(IsoFields.WEEK_BASED_YEAR));
            case 'H' -> number(local.getHour(), 2, '0');
            case 'I' -> number((local.getHour() + 11) % 12 + 1, 2, '0');
            case 'j' -> number(local.getDayOfYear(), 3, '0');
            case 'k' -> number(local.getHour(), 2, ' ');
            case 'l' -> number((local.getHour() + 11) % 12 + 1, 2, ' ');
            case 'm' -> number(local.getMonthValue(), 2, '0');
            case 'M' -> number(local.getMinute(), 2, '0');
            case 'n' -> text.append('\n');
            case 'p' -> text.append(local.getHour() < 12 ? "AM" : "PM");
            case 'P' -> text.append(local.getHour() < 12 ? "am" : "pm");
            case 'r' -> fields("I:M:S p");
            case 'R' -> fields("H:M");
            case 's' -> text.append(time.seconds());
            case 'S' -> number(local.getSecond(), 2, '0');
            case 't' -> text.append('\t');
            case 'T', 'X' -> fields("H:M:S");
            case 'u' -> text.append(local.getDayOfWeek().getValue());
            case 'U' -> number((local.getDayOfYear() + 6 - weekday()) / 7, 2, '0');
            case 'V' -> number(local.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2, '0');
            case 'w' -> text.append(weekday());
            case 'W' -> number((local.getDayOfYear() + 6 - (weekday() + 6) % 7) / 7, 2, '0');
            case 'y' -> number(Math.floorMod(local.getYear(), 100), 2, '0');
            case 'Y' -> text.append(local.getYear());
            case 'z' -> {
                text.append(time.offset() < 0 ? '-' : '+');
                number(Math.abs(time.offset()) / 3600 * 100 + Math.abs(time.offset()) / 60 % 60, 4, '0');
            }
            case 'Z' -> text.append(zoneName());
            case '%' -> text.append('%');
            default -> text.append('%').append(letter);
        }
    }

    /** Letters are fields, all else stands for itself. */
    private void fields(String fields) {
        for (int at = 0; at < fields.length(); at++) {
            char c = fields.charAt(at);
            if (Character.isLetter(c)) {
                field(c);
            } else {
                text.append(c);
            }
        }
    }

    private void number(int number, int width, char padding) {
        String digits = Integer.toString(number);
        text.repeat(padding, Math.max(0, width - digits.length())).append(digits);
    }

    /** From Sunday, 0. */
    private int weekday() {
        return local.getDayOfWeek().getValue() % 7;
    }

    private String zoneName() {
        boolean summer = zone.getRules().isDaylightSavings(Instant.ofEpochSecond(time.seconds()));
        String name = TimeZone.getTimeZone(zone).getDisplayName(summer, TimeZone.SHORT, Locale.ROOT);
        return name.equals("Z") || name.equals("GMT+00:00") ? "UTC" : name;
    }
}
