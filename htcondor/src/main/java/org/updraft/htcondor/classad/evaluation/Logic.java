package org.updraft.htcondor.classad.evaluation;

import java.util.Optional;

/** What counts as true. Undefined is neither, and strings, lists, ads and times are errors. */
final class Logic {

    private Logic() {}

    /** Empty for what is neither true nor false. */
    static Optional<Boolean> truth(Value value) {
        return switch (value) {
            case Value.Truth truth -> Optional.of(truth.value());
            case Value.Whole whole -> Optional.of(whole.number() != 0);
            case Value.Real real -> Optional.of(real.number() != 0);
            case Value.Undefined u -> Optional.empty();
            case Value.Failure e -> Optional.empty();
            case Value.Text t -> Optional.empty();
            case Value.Instant i -> Optional.empty();
            case Value.Interval i -> Optional.empty();
            case Value.Items i -> Optional.empty();
            case Value.Nested n -> Optional.empty();
        };
    }

    static boolean isTrue(Value value) {
        return truth(value).orElse(false);
    }

    /** Of a value that is neither true nor false: itself if it is undefined or an error, else an error. */
    static Value neither(Value value) {
        return value instanceof Value.Undefined || value instanceof Value.Failure
                ? value
                : Value.error(Values.words(value) + " is neither true nor false");
    }

    static Value not(Value value) {
        return truth(value).map(truth -> Value.of(!truth)).orElseGet(() -> neither(value));
    }

    /**
     * {@code &&} or {@code ||} once both sides are needed.
     *
     * @param left not what decides it alone
     * @param deciding what the whole is as soon as one side is: false for {@code &&}
     */
    static Value combine(Value left, Value right, boolean deciding) {
        Optional<Boolean> truth = truth(right);
        if (truth.isEmpty()) {
            return neither(right);
        }
        return truth.get() == deciding
                ? Value.of(deciding)
                : left instanceof Value.Undefined ? left : Value.of(!deciding);
    }
}
