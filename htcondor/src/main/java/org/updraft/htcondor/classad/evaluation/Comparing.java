package org.updraft.htcondor.classad.evaluation;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.updraft.htcondor.classad.expression.BinaryOperator;

/** Operators that compare. Strings are compared by their bytes, for all but {@code =?=} with ASCII letters in any case. */
final class Comparing {

    private Comparing() {}

    /** {@code =?=}: never undefined, and an error for two lists or two ads only. */
    static Value identical(Value left, Value right) {
        return switch (left) {
            case Value.Undefined u -> Value.of(right instanceof Value.Undefined);
            case Value.Failure e -> Value.of(right instanceof Value.Failure);
            case Value.Real l -> Value.of(right instanceof Value.Real r && l.number() == r.number());
            case Value.Truth l -> Value.of(l.equals(right));
            case Value.Whole l -> Value.of(l.equals(right));
            case Value.Text l -> Value.of(l.equals(right));
            case Value.Instant l -> Value.of(l.equals(right));
            case Value.Interval l -> Value.of(l.equals(right));
            case Value.Items l -> right instanceof Value.Items ? incomparable("lists") : Values.FALSE;
            case Value.Nested l -> right instanceof Value.Nested ? incomparable("ads") : Values.FALSE;
        };
    }

    private static Value incomparable(String what) {
        return Value.error("two " + what + " can not be compared");
    }

    /** For the other operators that compare; both sides are neither undefined nor an error. */
    static Value compare(BinaryOperator operator, Value left, Value right) {
        if (left instanceof Value.Text l && right instanceof Value.Text r) {
            return result(operator, TextOrder.compareInAnyCase(l.text(), r.text()));
        }
        if (left instanceof Value.Instant l && right instanceof Value.Instant r) {
            return result(operator, Long.compare(l.time().seconds(), r.time().seconds()));
        }
        if (left instanceof Value.Interval l && right instanceof Value.Interval r) {
            return result(operator, Long.compare(l.seconds(), r.seconds()));
        }
        OptionalInt order = numbers(left, right);
        if (order.isPresent()) {
            return result(operator, order.getAsInt());
        }
        return Values.number(left).isPresent() && Values.number(right).isPresent()
                ? Value.of(operator == BinaryOperator.NOT_EQUAL)
                : Arithmetic.mismatch(operator, left, right);
    }

    /** Empty if one is no number, or NaN. */
    private static OptionalInt numbers(Value left, Value right) {
        OptionalLong leftWhole = Values.whole(left);
        OptionalLong rightWhole = Values.whole(right);
        if (leftWhole.isPresent() && rightWhole.isPresent()) {
            return OptionalInt.of(Long.compare(leftWhole.getAsLong(), rightWhole.getAsLong()));
        }
        OptionalDouble l = Values.number(left);
        OptionalDouble r = Values.number(right);
        if (l.isEmpty() || r.isEmpty() || Double.isNaN(l.getAsDouble()) || Double.isNaN(r.getAsDouble())) {
            return OptionalInt.empty();
        }
        // not Double.compare, for which 0.0 and -0.0 differ
        return OptionalInt.of(l.getAsDouble() < r.getAsDouble() ? -1 : l.getAsDouble() > r.getAsDouble() ? 1 : 0);
    }

    private static Value result(BinaryOperator operator, int order) {
        return Value.of(
                switch (operator) {
                    case EQUAL -> order == 0;
                    case NOT_EQUAL -> order != 0;
                    case LESS -> order < 0;
                    case AT_MOST -> order <= 0;
                    case AT_LEAST -> order >= 0;
                    case MORE -> order > 0;
                    default -> throw new IllegalArgumentException("does not compare: " + operator);
                });
    }
}
