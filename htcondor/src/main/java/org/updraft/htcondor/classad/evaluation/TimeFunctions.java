package org.updraft.htcondor.classad.evaluation;

import java.time.LocalDateTime;
import java.util.List;
import java.util.OptionalDouble;
import org.updraft.htcondor.classad.expression.AbsoluteTime;

/** Functions of times. */
final class TimeFunctions {

    private TimeFunctions() {}

    static Value time(Call call) {
        return call.count() == 0 ? Value.of(call.surroundings().now()) : call.wrongCount();
    }

    static Value currentTime(Call call) {
        return call.count() == 0 ? local(call, call.surroundings().now()) : call.wrongCount();
    }

    private static Value local(Call call, long seconds) {
        return new Value.Instant(new AbsoluteTime(seconds, call.surroundings().offsetAt(seconds)));
    }

    static Value timeZoneOffset(Call call) {
        return call.count() == 0
                ? new Value.Interval(
                        call.surroundings().offsetAt(call.surroundings().now()))
                : call.wrongCount();
    }

    static Value dayTime(Call call) {
        long now = call.surroundings().now();
        return call.count() == 0
                ? new Value.Interval(Math.floorMod(now + call.surroundings().offsetAt(now), 86_400L))
                : call.wrongCount();
    }

    static Value absTime(Call call) {
        if (call.count() == 0) {
            return currentTime(call);
        }
        if (call.count() > 2) {
            return call.wrongCount();
        }
        Value time = call.value(0);
        if (time instanceof Value.Undefined || time instanceof Value.Text || time instanceof Value.Truth) {
            // a string that is not written there as a literal stays as it is, in HTCondor 23.9
            return time instanceof Value.Truth ? call.wrong(time) : time;
        }
        OptionalDouble seconds = Values.real(time);
        if (seconds.isEmpty()) {
            return call.wrong(time);
        }
        if (call.count() == 1) {
            return time instanceof Value.Instant ? time : local(call, Values.cut(seconds.getAsDouble()));
        }
        return call.value(1) instanceof Value.Whole offset
                ? new Value.Instant(new AbsoluteTime(Values.cut(seconds.getAsDouble()), (int) offset.number()))
                : call.wrong(call.value(1));
    }

    static Value relTime(Call call) {
        if (call.count() != 1) {
            return call.wrongCount();
        }
        Value value = call.value(0);
        if (value instanceof Value.Undefined) {
            return value;
        }
        if (value instanceof Value.Text) {
            // as HTCondor 23.9 reads a string that is not written there as a literal
            return new Value.Interval(0);
        }
        OptionalDouble seconds = Values.real(value);
        return seconds.isEmpty() || value instanceof Value.Truth
                ? call.wrong(value)
                : new Value.Interval(Values.cut(seconds.getAsDouble()));
    }

    /** Such as {@code 1+02:03:04}, with the first number as short as it is. */
    static Value interval(Call call) {
        if (call.count() != 1) {
            return call.wrongCount();
        }
        OptionalDouble number = Values.real(call.value(0));
        if (number.isEmpty()) {
            return call.wrong(call.value(0));
        }
        int seconds = (int) Values.cut(number.getAsDouble());
        long size = Math.abs((long) seconds);
        StringBuilder words = new StringBuilder(seconds < 0 ? "-" : "");
        if (size >= 86_400) {
            words.append(size / 86_400).append('+');
        }
        if (size >= 3600) {
            field(words, size / 3600 % 24, size >= 86_400).append(':');
        }
        if (size >= 60) {
            field(words, size / 60 % 60, size >= 3600).append(':');
        }
        return Value.of(field(words, size % 60, size >= 60).toString());
    }

    private static StringBuilder field(StringBuilder to, long number, boolean padded) {
        return to.append(padded && number < 10 ? "0" : "").append(number);
    }

    static Value formatTime(Call call) {
        if (call.count() > 2) {
            return call.wrongCount();
        }
        List<Value> values = call.values();
        Value time = values.isEmpty() ? Value.of(call.surroundings().now()) : values.get(0);
        Value format = values.size() < 2 ? Value.of("%c") : values.get(1);
        if (!(format instanceof Value.Text text)) {
            return call.wrong(format);
        }
        AbsoluteTime moment = switch (time) {
            case Value.Instant instant -> instant.time();
            case Value.Whole whole -> moment(call, (int) whole.number());
            case Value.Real real -> moment(call, (int) Values.cut(real.number()));
            default -> null;
        };
        return moment == null
                ? call.wrong(time)
                : call.text(new TimeFormat(moment, call.surroundings().zone(), call.budget()).format(text.text()));
    }

    private static AbsoluteTime moment(Call call, long seconds) {
        return new AbsoluteTime(seconds, call.surroundings().offsetAt(seconds));
    }

    static Value ofDate(Call call) {
        if (call.count() != 1) {
            return call.wrongCount();
        }
        if (!(call.value(0) instanceof Value.Instant instant)) {
            return call.wrong(call.value(0));
        }
        LocalDateTime local = instant.time().local();
        return Value.of((long)
                switch (TextOrder.lower(call.name())) {
                    case "getyear" -> local.getYear();
                    case "getmonth" -> local.getMonthValue();
                    case "getdayofyear" -> local.getDayOfYear() - 1;
                    case "getdayofmonth" -> local.getDayOfMonth();
                    default -> local.getDayOfWeek().getValue() % 7;
                });
    }

    /** HTCondor 23.9 crashes where it has a time. */
    static Value splitTime(Call call) {
        if (call.count() != 1) {
            return call.wrongCount();
        }
        Value value = call.value(0);
        return value instanceof Value.Undefined ? value : call.wrong(value);
    }

    static Value ofDay(Call call) {
        if (call.count() != 1) {
            return call.wrongCount();
        }
        Value value = call.value(0);
        String name = TextOrder.lower(call.name());
        if (value instanceof Value.Interval interval) {
            long seconds = interval.seconds();
            return Value.of(
                    switch (name) {
                        case "getdays" -> seconds / 86_400;
                        case "gethours" -> seconds / 3600 % 24;
                        case "getminutes" -> seconds / 60 % 60;
                        default -> seconds % 60;
                    });
        }
        if (!(value instanceof Value.Instant instant) || name.equals("getdays")) {
            return call.wrong(value);
        }
        LocalDateTime local = instant.time().local();
        return Value.of((long)
                switch (name) {
                    case "gethours" -> local.getHour();
                    case "getminutes" -> local.getMinute();
                    default -> local.getSecond();
                });
    }
}
