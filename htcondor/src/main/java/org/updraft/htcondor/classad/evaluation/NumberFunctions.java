package org.updraft.htcondor.classad.evaluation;

import java.util.OptionalDouble;

final class NumberFunctions {

    private NumberFunctions() {}

    static Value round(Call call) {
        if (call.count() != 1) {
            return call.wrongCount();
        }
        Value value = call.value(0);
        if (value instanceof Value.Whole) {
            return value;
        }
        OptionalDouble number = Values.real(value);
        if (number.isEmpty()) {
            return call.wrong(value);
        }
        return Value.of(Values.cut(
                switch (TextOrder.lower(call.name())) {
                    case "floor" -> Math.floor(number.getAsDouble());
                    case "ceil", "ceiling" -> Math.ceil(number.getAsDouble());
                    default -> Math.rint(number.getAsDouble());
                }));
    }

    static Value pow(Call call) {
        if (call.count() != 2) {
            return call.wrongCount();
        }
        Value base = call.value(0);
        Value exponent = call.value(1);
        OptionalDouble b = Values.real(base);
        OptionalDouble e = Values.real(exponent);
        if (b.isEmpty() || e.isEmpty()) {
            return call.wrong(b.isEmpty() ? base : exponent);
        }
        double power = Math.pow(b.getAsDouble(), e.getAsDouble());
        if (base instanceof Value.Whole && exponent instanceof Value.Whole whole && whole.number() >= 0) {
            // as HTCondor rounds: pow(-2,3) is -7
            return Value.of(Values.cut(power + 0.5));
        }
        return Value.of(power);
    }

    static Value random(Call call) {
        if (call.count() > 1) {
            return call.wrongCount();
        }
        if (call.count() == 0) {
            return Value.of(call.surroundings().random().nextDouble());
        }
        Value limit = call.value(0);
        return switch (limit) {
            case Value.Whole whole
            when whole.number() > 0 -> Value.of(call.surroundings().random().nextLong(whole.number()));
            case Value.Real real
            when real.number() > 0 && Double.isFinite(real.number()) ->
                Value.of(call.surroundings().random().nextDouble() * real.number());
            default -> call.wrong(limit);
        };
    }
}
