package org.updraft.htcondor.classad.evaluation;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.updraft.htcondor.classad.expression.Dialect;
import org.updraft.htcondor.classad.expression.RelativeTime;

/** One kind of value taken for another, as HTCondor's functions {@code int}, {@code real} and {@code string} do. */
final class Values {

    private static final int LONGEST_WORDS = 60;

    static final Value UNDEFINED = new Value.Undefined();
    static final Value TRUE = new Value.Truth(true);
    static final Value FALSE = new Value.Truth(false);

    private Values() {}

    /** For messages: what the value is, cut to a line's length. */
    static String words(Value value) {
        String words = switch (value) {
            case Value.Items i -> "a list";
            case Value.Nested n -> "an ad";
            case Value.Text text
            when text.text().length() > LONGEST_WORDS ->
                Value.of(text.text().substring(0, LONGEST_WORDS) + "...").print(Dialect.OLD);
            case Value.Text t -> value.print(Dialect.OLD);
            case Value.Undefined u -> "undefined";
            case Value.Failure e -> "error";
            case Value.Truth t -> value.print(Dialect.OLD);
            case Value.Whole w -> value.print(Dialect.OLD);
            case Value.Real r -> value.print(Dialect.OLD);
            case Value.Instant i -> value.print(Dialect.OLD);
            case Value.Interval i -> value.print(Dialect.OLD);
        };
        return words;
    }

    static boolean isScalar(Value value) {
        return !(value instanceof Value.Items || value instanceof Value.Nested);
    }

    /** A whole number or a boolean, which counts as 1 or 0. */
    static OptionalLong whole(Value value) {
        return switch (value) {
            case Value.Whole whole -> OptionalLong.of(whole.number());
            case Value.Truth truth -> OptionalLong.of(truth.value() ? 1 : 0);
            default -> OptionalLong.empty();
        };
    }

    /** A number or a boolean. */
    static OptionalDouble number(Value value) {
        return switch (value) {
            case Value.Real real -> OptionalDouble.of(real.number());
            case Value.Whole whole -> OptionalDouble.of((double) whole.number());
            case Value.Truth truth -> OptionalDouble.of(truth.value() ? 1 : 0);
            default -> OptionalDouble.empty();
        };
    }

    /** What {@code real()} makes of it: strings and times are numbers, too. */
    static OptionalDouble real(Value value) {
        return switch (value) {
            case Value.Text text -> CNumber.read(text.text());
            case Value.Instant instant ->
                OptionalDouble.of((double) instant.time().seconds());
            case Value.Interval interval -> OptionalDouble.of((double) interval.seconds());
            default -> number(value);
        };
    }

    /** As C on x86-64 cuts it: what does not fit becomes the least number. */
    static long cut(double number) {
        return number >= -0x1p63 && number < 0x1p63 ? (long) number : Long.MIN_VALUE;
    }

    /** As {@link #cut}, for times, of which HTCondor keeps 32 bits. */
    static int cutTime(double seconds) {
        double whole = seconds < 0 ? Math.ceil(seconds) : Math.floor(seconds);
        return whole >= Integer.MIN_VALUE && whole <= Integer.MAX_VALUE ? (int) whole : Integer.MIN_VALUE;
    }

    /** Of a value that {@link #real} has a number for, the seconds that it means as a time. */
    static int seconds(Value value) {
        return value instanceof Value.Whole whole
                ? (int) whole.number()
                : cutTime(real(value).orElse(0));
    }

    /** What {@code string()} makes of it; empty for undefined and error. */
    static Optional<String> text(Value value) {
        return switch (value) {
            case Value.Undefined u -> Optional.empty();
            case Value.Failure e -> Optional.empty();
            case Value.Text text -> Optional.of(text.text());
            case Value.Instant instant -> Optional.of(instant.time().words());
            case Value.Interval interval -> Optional.of(RelativeTime.words((double) interval.seconds()));
            default -> Optional.of(value.print(Dialect.NEW));
        };
    }
}
