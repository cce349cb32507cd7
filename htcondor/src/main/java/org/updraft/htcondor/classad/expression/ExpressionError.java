package org.updraft.htcondor.classad.expression;

/** A text that HTCondor does not take for an expression. The message is for whoever wrote it and says nothing of where it is. */
public final class ExpressionError extends Exception {

    private final int offset;

    ExpressionError(String message, int offset) {
        super(message);
        this.offset = offset;
    }

    /** Of the first character that is wrong, from 0; the text's length if something is missing at its end. */
    public int offset() {
        return offset;
    }
}
