package org.updraft.htcondor.classad.expression;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.updraft.htcondor.classad.expression.Token.Kind;

/** Operators between two operands; all of them take the left two first. */
public enum BinaryOperator {
    OR("||", 1),
    AND("&&", 2),
    BIT_OR("|", 3),
    BIT_XOR("^", 4),
    BIT_AND("&", 5),
    EQUAL("==", 6),
    NOT_EQUAL("!=", 6),
    IS("=?=", 6),
    IS_NOT("=!=", 6),
    LESS("<", 7),
    AT_MOST("<=", 7),
    AT_LEAST(">=", 7),
    MORE(">", 7),
    SHIFT_LEFT("<<", 8),
    SHIFT_RIGHT(">>", 8),
    SHIFT_RIGHT_UNSIGNED(">>>", 8),
    PLUS("+", 9),
    MINUS("-", 9),
    TIMES("*", 10),
    DIVIDE("/", 10),
    MODULO("%", 10);

    static final int WEAKEST = 1;

    private static final Map<String, BinaryOperator> BY_SYMBOL = new HashMap<>();

    static {
        for (BinaryOperator operator : values()) {
            BY_SYMBOL.put(operator.symbol, operator);
        }
    }

    private final String symbol;
    private final int strength;

    BinaryOperator(String symbol, int strength) {
        this.symbol = symbol;
        this.strength = strength;
    }

    /** As {@link Dialect} writes it. */
    public String symbol(Dialect dialect) {
        if (dialect == Dialect.OLD) {
            return symbol;
        }
        return this == IS ? "is" : this == IS_NOT ? "isnt" : symbol;
    }

    /** The higher, the closer it binds. */
    int strength() {
        return strength;
    }

    static Optional<BinaryOperator> of(Token token) {
        return token.kind() == Kind.OPERATOR ? Optional.ofNullable(BY_SYMBOL.get(token.text())) : Optional.empty();
    }
}
