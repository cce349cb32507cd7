package org.updraft.htcondor.submit.ad;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.updraft.htcondor.classad.evaluation.Evaluation;
import org.updraft.htcondor.classad.evaluation.ExpressionAd;
import org.updraft.htcondor.classad.evaluation.Surroundings;
import org.updraft.htcondor.classad.evaluation.Value;
import org.updraft.htcondor.classad.expression.Dialect;
import org.updraft.htcondor.classad.expression.Expression;
import org.updraft.htcondor.classad.expression.ExpressionError;
import org.updraft.htcondor.submit.Proc;
import org.updraft.htcondor.submit.Span;
import org.updraft.htcondor.submit.SubmitError;

/** An ad in the making: what the proc's commands say, and what has become of them. */
final class AdBuilder {

    private static final Surroundings NOWHERE = new Surroundings(() -> Instant.EPOCH, new Random(0));

    private final Proc proc;
    private final boolean printing;
    private final Map<String, String> ad = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** @param printing expressions are put into HTCondor's form; without, they are only read */
    AdBuilder(Proc proc, boolean printing) {
        this.proc = proc;
        this.printing = printing;
    }

    Proc proc() {
        return proc;
    }

    Map<String, String> ad() {
        return ad;
    }

    /** The value of the first of a command's names that is set to something; null if none is. */
    @Nullable
    String value(String... names) throws SubmitError {
        for (String name : names) {
            String value = proc.value(name);
            if (value != null && !value.isEmpty()) {
                return value;
            }
        }
        return null;
    }

    /** A command that is true or false; null if it is not set. */
    @Nullable
    Boolean truth(String... names) throws SubmitError {
        String value = value(names);
        if (value == null) {
            return null;
        }
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "t", "yes", "y", "1" -> true;
            case "false", "f", "no", "n", "0" -> false;
            default -> computedTruth(names[0], value);
        };
    }

    private boolean computedTruth(String command, String value) throws SubmitError {
        Value computed = computed(value);
        if (computed instanceof Value.Truth truth) {
            return truth.value();
        }
        if (computed instanceof Value.Whole whole) {
            return whole.number() != 0;
        }
        throw error(command, command + " = " + value + " is neither true nor false");
    }

    /** A whole number, or an expression that comes to a number; a fraction is cut off. */
    String wholeNumber(String command, String value) throws SubmitError {
        Value computed = computed(value);
        if (computed instanceof Value.Whole whole) {
            return Long.toString(whole.number());
        }
        if (computed instanceof Value.Real real) {
            return Long.toString((long) real.number());
        }
        throw error(command, command + " = " + value + " is no whole number");
    }

    /** What an expression without attributes comes to; an error if it is none. */
    private static Value computed(String value) {
        try {
            return Evaluation.of(ExpressionAd.of(Map.of()), NOWHERE).value(Expression.parse(value, Dialect.OLD));
        } catch (ExpressionError e) {
            return new Value.Failure(String.valueOf(e.getMessage()));
        }
    }

    void put(String attribute, String expression) {
        ad.put(attribute, expression);
    }

    void text(String attribute, String value) {
        ad.put(attribute, quoted(value));
    }

    /** An expression in the form in which condor_submit prints it. */
    void expression(String attribute, String command, String value) throws SubmitError {
        ad.put(attribute, printed(command, value));
    }

    String printed(String command, String value) throws SubmitError {
        try {
            Expression expression = Expression.parse(value, Dialect.OLD);
            return printing ? expression.print(Dialect.OLD) : value;
        } catch (ExpressionError e) {
            throw error(command, command + " = " + value + " is no expression: " + e.getMessage());
        }
    }

    SubmitError error(String command, String words) {
        Span place = proc.place(command);
        return new SubmitError(place == null ? proc.queue().argumentSpan() : place, words);
    }

    /** As condor_submit prints strings: of what stands in them only quotes are escaped. */
    static String quoted(String text) {
        return "\"" + text.replace("\"", "\\\"") + "\"";
    }
}
