package org.updraft.htcondor.classad.evaluation;

import java.util.OptionalDouble;

/** Functions that ask of what kind a value is, or make another kind of it. */
final class KindFunctions {

    private KindFunctions() {}

    static Value is(Call call) {
        if (call.count() != 1) {
            return call.wrongCount();
        }
        Value value = call.value(0);
        return Value.of(
                switch (TextOrder.lower(call.name())) {
                    case "isundefined" -> value instanceof Value.Undefined;
                    case "iserror" -> value instanceof Value.Failure;
                    case "isstring" -> value instanceof Value.Text;
                    case "isinteger" -> value instanceof Value.Whole;
                    case "isreal" -> value instanceof Value.Real;
                    case "isboolean" -> value instanceof Value.Truth;
                    case "islist" -> value instanceof Value.Items;
                    case "isclassad" -> value instanceof Value.Nested;
                    case "isabstime" -> value instanceof Value.Instant;
                    default -> value instanceof Value.Interval;
                });
    }

    static Value whole(Call call) {
        if (call.count() != 1) {
            return call.wrongCount();
        }
        Value value = call.value(0);
        if (value instanceof Value.Undefined || value instanceof Value.Whole) {
            return value;
        }
        OptionalDouble number = Values.real(value);
        return number.isPresent() ? Value.of(Values.cut(number.getAsDouble())) : call.wrong(value);
    }

    static Value real(Call call) {
        if (call.count() != 1) {
            return call.wrongCount();
        }
        Value value = call.value(0);
        if (value instanceof Value.Undefined) {
            return value;
        }
        OptionalDouble number = Values.real(value);
        return number.isPresent() ? Value.of(number.getAsDouble()) : call.wrong(value);
    }

    static Value text(Call call) {
        if (call.count() != 1) {
            return call.wrongCount();
        }
        Value value = call.value(0);
        return Values.text(value).map(call::text).orElse(value);
    }

    static Value truth(Call call) {
        if (call.count() != 1) {
            return call.wrongCount();
        }
        return switch (call.value(0)) {
            case Value.Undefined u -> u;
            case Value.Text text when text.text().equalsIgnoreCase("true") -> Values.TRUE;
            case Value.Text text when text.text().equalsIgnoreCase("false") -> Values.FALSE;
            case Value.Text t -> Values.UNDEFINED;
            case Value.Interval interval -> Value.of(interval.seconds() != 0);
            case Value value -> Logic.truth(value).map(Value::of).orElseGet(() -> call.wrong(value));
        };
    }
}
