package org.updraft.htcondor.classad.expression;

/**
 * A ClassAd expression as it was written.
 *
 * @param text what it was read from; every {@link Node#span} is a part of it
 */
public record Expression(String text, Node root) {

    /** Characters that one may have; condor_submit's own additions to Requirements take some 400. */
    public static final int LONGEST = 64 * 1024;
    /** How deep parentheses, arguments and the like may be nested. HTCondor takes 999. */
    public static final int DEEPEST = 200;

    /** As in a submit file. */
    public static Expression parse(String text) throws ExpressionError {
        return parse(text, Dialect.OLD);
    }

    /**
     * @throws ExpressionError if HTCondor would not take it, or if it is longer than {@link #LONGEST} or nested deeper than
     *     {@link #DEEPEST}
     */
    public static Expression parse(String text, Dialect dialect) throws ExpressionError {
        if (text.length() > LONGEST) {
            throw new ExpressionError("an expression may have at most " + LONGEST + " characters", LONGEST);
        }
        return new Expression(text, new Parser(Lexer.tokens(text, dialect), dialect, text.length()).parse());
    }

    /** As {@code condor_submit -dry-run} and {@code condor_q -long} print it. */
    public String print() {
        return print(Dialect.OLD);
    }

    public String print(Dialect dialect) {
        return Printer.print(root, dialect);
    }
}
