package org.updraft.htcondor.classad.evaluation;

import java.util.OptionalDouble;
import org.updraft.htcondor.classad.expression.Node;

/** {@code quantize()}: the next multiple of a step, or the next number of a list. */
final class QuantizeFunction {

    private QuantizeFunction() {}

    static Value quantize(Call call) {
        if (call.count() != 2) {
            return call.wrongCount();
        }
        Value value = call.value(0);
        Value step = call.value(1);
        if (Values.real(value).isEmpty()) {
            return call.wrong(value);
        }
        return step instanceof Value.Items list ? next(call, value, list) : multiple(call, value, step);
    }

    private static Value next(Call call, Value value, Value.Items list) {
        double least = Values.real(value).orElse(0);
        Value last = value;
        for (Node item : list.items()) {
            last = call.value(item, list.within());
            OptionalDouble number = Values.real(last);
            if (number.isEmpty()) {
                return call.wrong(last);
            }
            if (number.getAsDouble() >= least) {
                return last;
            }
        }
        return list.items().isEmpty() ? value : multiple(call, value, last);
    }

    private static Value multiple(Call call, Value value, Value step) {
        OptionalDouble size = Values.real(step);
        if (size.isEmpty()) {
            return call.wrong(step);
        }
        if (size.getAsDouble() == 0) {
            return value;
        }
        if (value instanceof Value.Whole v && step instanceof Value.Whole s) {
            return Value.of((v.number() + s.number() - 1) / s.number() * s.number());
        }
        double number = Values.real(value).orElse(0);
        return Value.of(Math.ceil(number / size.getAsDouble()) * size.getAsDouble());
    }
}
