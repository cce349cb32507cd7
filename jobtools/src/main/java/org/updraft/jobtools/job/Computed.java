package org.updraft.jobtools.job;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.updraft.htcondor.classad.evaluation.Evaluation;
import org.updraft.htcondor.classad.evaluation.ExpressionAd;
import org.updraft.htcondor.classad.evaluation.Surroundings;
import org.updraft.htcondor.classad.evaluation.Value;
import org.updraft.htcondor.classad.expression.Dialect;
import org.updraft.htcondor.classad.expression.Expression;
import org.updraft.htcondor.classad.expression.ExpressionError;

/** What an expression without attributes comes to, for macros that compute and for the count of a queue statement. */
public final class Computed {

    private final InstantSource clock;
    private final RandomGenerator random;

    public Computed(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** Empty if it is no expression, or comes to an error. */
    public Optional<Object> of(String expression) {
        Optional<Object> number = wholeNumber(expression.strip());
        return number.isPresent() ? number : evaluated(expression);
    }

    /** Most are plain numbers, and need none of the machinery. */
    private static Optional<Object> wholeNumber(String text) {
        boolean digits = !text.isEmpty() && text.length() < 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    private Optional<Object> evaluated(String expression) {
        try {
            Value value = Evaluation.of(ExpressionAd.of(Map.of()), new Surroundings(clock, random))
                    .value(Expression.parse(expression, Dialect.OLD));
            return switch (value) {
                case Value.Whole whole -> Optional.of(whole.number());
                case Value.Real real -> Optional.of(real.number());
                case Value.Truth truth -> Optional.of(truth.value());
                case Value.Text text -> Optional.of(text.text());
                case Value.Failure error -> Optional.empty();
                case Value.Undefined other -> printed(other);
                case Value.Instant other -> printed(other);
                case Value.Interval other -> printed(other);
                case Value.Items other -> printed(other);
                case Value.Nested other -> printed(other);
            };
        } catch (ExpressionError e) {
            // the caller says what cannot stand there
            return Optional.empty();
        }
    }

    private static Optional<Object> printed(Value value) {
        return Optional.of(value.print(Dialect.OLD));
    }
}
