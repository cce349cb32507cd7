package org.updraft.htcondor.classad.evaluation;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.updraft.htcondor.classad.expression.AbsoluteTime;
import org.updraft.htcondor.classad.expression.BinaryOperator;
import org.updraft.htcondor.classad.expression.Dialect;
import org.updraft.htcondor.classad.expression.UnaryOperator;

/** Operators on numbers and times. Whole numbers wrap at 64 bits as in HTCondor. */
final class Arithmetic {

    private Arithmetic() {}

    static Value unary(UnaryOperator operator, Value value) {
        if (value instanceof Value.Undefined || value instanceof Value.Failure) {
            return value;
        }
        return switch (operator) {
            case NOT -> Logic.not(value);
            case PLUS ->
                value instanceof Value.Whole || value instanceof Value.Real || value instanceof Value.Interval
                        ? value
                        : wrong(operator.symbol(), value);
            case MINUS ->
                switch (value) {
                    case Value.Whole whole -> Value.of(-whole.number());
                    case Value.Real real -> Value.of(-real.number());
                    case Value.Interval interval -> new Value.Interval(-interval.seconds());
                    default -> wrong(operator.symbol(), value);
                };
            case COMPLEMENT ->
                value instanceof Value.Whole whole ? Value.of(~whole.number()) : wrong(operator.symbol(), value);
        };
    }

    /** For operators that compute; both sides are neither undefined nor an error. */
    static Value binary(BinaryOperator operator, Value left, Value right) {
        OptionalLong leftWhole = Values.whole(left);
        OptionalLong rightWhole = Values.whole(right);
        if (isOfBits(operator)) {
            return left instanceof Value.Whole l && right instanceof Value.Whole r
                    ? Value.of(bits(operator, l.number(), r.number()))
                    : mismatch(operator, left, right);
        }
        if (leftWhole.isPresent() && rightWhole.isPresent()) {
            return whole(operator, leftWhole.getAsLong(), rightWhole.getAsLong());
        }
        OptionalDouble leftReal = Values.number(left);
        OptionalDouble rightReal = Values.number(right);
        if (leftReal.isPresent() && rightReal.isPresent() && operator != BinaryOperator.MODULO) {
            return real(operator, leftReal.getAsDouble(), rightReal.getAsDouble());
        }
        return time(operator, left, right);
    }

    private static boolean isOfBits(BinaryOperator operator) {
        return switch (operator) {
            case BIT_OR, BIT_XOR, BIT_AND, SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED -> true;
            default -> false;
        };
    }

    private static long bits(BinaryOperator operator, long left, long right) {
        return switch (operator) {
            case BIT_OR -> left | right;
            case BIT_XOR -> left ^ right;
            case BIT_AND -> left & right;
            case SHIFT_LEFT -> left << right;
            case SHIFT_RIGHT -> left >= 0 ? left >> right : left >> Math.clamp(right, 0L, 63L);
            // of a negative number HTCondor keeps as many bits as are left, also where it shifts by none
            default -> left >= 0 ? left >> right : (left >> right) & ((1L << (64 - right)) - 1);
        };
    }

    private static Value whole(BinaryOperator operator, long left, long right) {
        return switch (operator) {
            case PLUS -> Value.of(left + right);
            case MINUS -> Value.of(left - right);
            case TIMES -> Value.of(left * right);
            case DIVIDE -> {
                if (right == 0) {
                    yield Value.error("division by zero");
                }
                yield Value.of(left == Long.MIN_VALUE && right == -1 ? Long.MAX_VALUE : left / right);
            }
            default -> right == 0 ? Value.error("division by zero") : Value.of(left % right);
        };
    }

    private static Value real(BinaryOperator operator, double left, double right) {
        double number = switch (operator) {
            case PLUS -> left + right;
            case MINUS -> left - right;
            case TIMES -> left * right;
            default -> left / right;
        };
        // only the positive one is an error
        return number == Double.POSITIVE_INFINITY ? Value.error("the result is too large") : Value.of(number);
    }

    private static Value time(BinaryOperator operator, Value left, Value right) {
        return switch (operator) {
            case PLUS -> {
                if (left instanceof Value.Instant l && right instanceof Value.Interval r) {
                    yield moved(l, r.seconds());
                }
                if (left instanceof Value.Interval l && right instanceof Value.Instant r) {
                    yield moved(r, l.seconds());
                }
                yield left instanceof Value.Interval l && right instanceof Value.Interval r
                        ? new Value.Interval(l.seconds() + r.seconds())
                        : mismatch(operator, left, right);
            }
            case MINUS -> {
                if (left instanceof Value.Instant l && right instanceof Value.Interval r) {
                    yield moved(l, -r.seconds());
                }
                if (left instanceof Value.Instant l && right instanceof Value.Instant r) {
                    yield new Value.Interval(l.time().seconds() - r.time().seconds());
                }
                yield left instanceof Value.Interval l && right instanceof Value.Interval r
                        ? new Value.Interval(l.seconds() - r.seconds())
                        : mismatch(operator, left, right);
            }
            case TIMES -> {
                if (left instanceof Value.Interval l && isFactor(right)) {
                    yield scaled(l.seconds() * Values.number(right).orElse(0));
                }
                yield right instanceof Value.Interval r && isFactor(left)
                        ? scaled(Values.number(left).orElse(0) * r.seconds())
                        : mismatch(operator, left, right);
            }
            case DIVIDE ->
                left instanceof Value.Interval l && isFactor(right)
                        ? scaled(l.seconds() / Values.number(right).orElse(0))
                        : mismatch(operator, left, right);
            default -> mismatch(operator, left, right);
        };
    }

    private static boolean isFactor(Value value) {
        return value instanceof Value.Whole || value instanceof Value.Real;
    }

    private static Value scaled(double seconds) {
        return Double.isFinite(seconds) ? new Value.Interval(Values.cutTime(seconds)) : Value.error("division by zero");
    }

    private static Value moved(Value.Instant instant, long seconds) {
        return new Value.Instant(new AbsoluteTime(
                instant.time().seconds() + seconds, instant.time().offset()));
    }

    private static Value wrong(String symbol, Value value) {
        return Value.error(symbol + " does not go with " + Values.words(value));
    }

    static Value mismatch(BinaryOperator operator, Value left, Value right) {
        return Value.error(operator.symbol(Dialect.OLD) + " does not go with " + Values.words(left) + " and "
                + Values.words(right));
    }
}
