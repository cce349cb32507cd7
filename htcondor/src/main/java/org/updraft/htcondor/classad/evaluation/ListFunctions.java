package org.updraft.htcondor.classad.evaluation;

import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.updraft.htcondor.classad.expression.BinaryOperator;
import org.updraft.htcondor.classad.expression.Node;

/** Functions of lists. */
final class ListFunctions {

    private ListFunctions() {}

    static Value size(Call call) {
        if (call.count() != 1) {
            return call.wrongCount();
        }
        Value value = call.value(0);
        return switch (value) {
            case Value.Undefined u -> u;
            case Value.Text text -> Value.of(TextOrder.toBytes(text.text()).length());
            case Value.Items list -> Value.of(list.items().size());
            case Value.Nested nested -> Value.of(nested.ad().attributes().size());
            default -> call.wrong(value);
        };
    }

    /** {@code sum}, {@code avg}, {@code min} and {@code max} of what is defined. */
    static Value summary(Call call) {
        if (call.count() != 1) {
            return call.wrongCount();
        }
        Value argument = call.value(0);
        if (argument instanceof Value.Undefined) {
            return argument;
        }
        if (!(argument instanceof Value.Items list)) {
            return call.wrong(argument);
        }
        List<Value> numbers = call.values(list).stream()
                .filter(value -> !(value instanceof Value.Undefined))
                .toList();
        for (Value value : numbers) {
            if (Values.number(value).isEmpty()) {
                return call.wrong(value);
            }
        }
        return switch (TextOrder.lower(call.name())) {
            case "sum" -> sum(numbers);
            case "avg" -> average(numbers);
            case "min" -> extreme(numbers, BinaryOperator.LESS);
            default -> extreme(numbers, BinaryOperator.MORE);
        };
    }

    private static Value sum(List<Value> numbers) {
        Value sum = numbers.isEmpty() ? Value.of(0) : numbers.getFirst();
        for (Value number : numbers.subList(Math.min(1, numbers.size()), numbers.size())) {
            sum = Evaluator.strict(BinaryOperator.PLUS, sum, number);
        }
        return sum;
    }

    private static Value average(List<Value> numbers) {
        if (numbers.isEmpty()) {
            return Value.of(0);
        }
        OptionalDouble sum = Values.number(sum(numbers));
        return sum.isPresent() ? Value.of(sum.getAsDouble() / numbers.size()) : sum(numbers);
    }

    /** A real number if any is. */
    private static Value extreme(List<Value> numbers, BinaryOperator better) {
        if (numbers.isEmpty()) {
            return Values.UNDEFINED;
        }
        Value best = numbers.getFirst();
        boolean anyReal = best instanceof Value.Real;
        for (Value number : numbers) {
            anyReal |= number instanceof Value.Real;
            best = Logic.isTrue(Comparing.compare(better, number, best)) ? number : best;
        }
        if (anyReal) {
            return Value.of(Values.number(best).orElse(0));
        }
        return numbers.size() > 1 && best instanceof Value.Truth truth ? Value.of(truth.value() ? 1L : 0L) : best;
    }

    static Value member(Call call) {
        if (call.count() != 2) {
            return call.wrongCount();
        }
        boolean identical = call.name().equalsIgnoreCase("identicalMember");
        Value wanted = call.value(0);
        Value argument = call.value(1);
        if (argument instanceof Value.Undefined || (!identical && wanted instanceof Value.Undefined)) {
            return Values.UNDEFINED;
        }
        if (!Values.isScalar(wanted) || (!identical && wanted instanceof Value.Failure)) {
            return call.wrong(wanted);
        }
        if (!(argument instanceof Value.Items list)) {
            return call.wrong(argument);
        }
        for (Node item : list.items()) {
            Value value = call.value(item, list.within());
            if (Logic.isTrue(
                    identical
                            ? Comparing.identical(value, wanted)
                            : Evaluator.strict(BinaryOperator.EQUAL, value, wanted))) {
                return Values.TRUE;
            }
        }
        return Values.FALSE;
    }

    /** {@code anyCompare} and {@code allCompare}. */
    static Value compare(Call call) {
        if (call.count() != 3) {
            return call.wrongCount();
        }
        Value symbol = call.value(0);
        Value argument = call.value(1);
        if (symbol instanceof Value.Undefined || argument instanceof Value.Undefined) {
            return Values.UNDEFINED;
        }
        BinaryOperator operator = symbol instanceof Value.Text text ? operator(text.text()) : null;
        if (operator == null) {
            return call.wrong(symbol);
        }
        if (!(argument instanceof Value.Items list)) {
            return call.wrong(argument);
        }
        boolean any = call.name().equalsIgnoreCase("anyCompare");
        Value wanted = call.value(2);
        for (Node item : list.items()) {
            Value result = compared(operator, call.value(item, list.within()), wanted);
            if (result instanceof Value.Failure) {
                return result;
            }
            if (result instanceof Value.Undefined) {
                return Values.FALSE;
            }
            if (Logic.isTrue(result) == any) {
                return Value.of(any);
            }
        }
        return Value.of(!any);
    }

    private static Value compared(BinaryOperator operator, Value item, Value wanted) {
        return switch (operator) {
            case IS -> Comparing.identical(item, wanted);
            case IS_NOT -> Logic.not(Comparing.identical(item, wanted));
            default -> Evaluator.strict(operator, item, wanted);
        };
    }

    private static @Nullable BinaryOperator operator(String symbol) {
        return switch (symbol) {
            case "<" -> BinaryOperator.LESS;
            case "<=" -> BinaryOperator.AT_MOST;
            case "==" -> BinaryOperator.EQUAL;
            case "!=" -> BinaryOperator.NOT_EQUAL;
            case ">=" -> BinaryOperator.AT_LEAST;
            case ">" -> BinaryOperator.MORE;
            case "is" -> BinaryOperator.IS;
            case "isnt" -> BinaryOperator.IS_NOT;
            default -> null;
        };
    }
}
