package org.updraft.htcondor.classad.expression;

import org.jspecify.annotations.Nullable;

/**
 * A word of an expression.
 *
 * @param text a name without quotes, a string's content, a number as it was written, an operator or a bracket; {@code is} and
 *     {@code isnt} are {@code =?=} and {@code =!=} here
 * @param problem why HTCondor does not take it, for people; null if it does, as far as can be told from this word alone
 */
public record Token(
        Kind kind, String text, Span span, @Nullable String problem) {

    public enum Kind {
        NAME,
        QUOTED_NAME,
        STRING,
        NUMBER,
        OPERATOR,
        OPEN,
        CLOSE,
        END
    }

    public boolean is(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }

    public boolean isName() {
        return kind == Kind.NAME || kind == Kind.QUOTED_NAME;
    }
}
