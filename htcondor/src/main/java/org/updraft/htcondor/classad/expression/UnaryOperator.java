package org.updraft.htcondor.classad.expression;

import java.util.Optional;

public enum UnaryOperator {
    PLUS("+"),
    MINUS("-"),
    NOT("!"),
    COMPLEMENT("~");

    private final String symbol;

    UnaryOperator(String symbol) {
        this.symbol = symbol;
    }

    public String symbol() {
        return symbol;
    }

    static Optional<UnaryOperator> of(Token token) {
        for (UnaryOperator operator : values()) {
            if (token.is(operator.symbol)) {
                return Optional.of(operator);
            }
        }
        return Optional.empty();
    }
}
