package org.updraft.htcondor.submit;

import java.util.List;

/** A submit file as written: nothing is lost, nothing is interpreted yet. */
public final class SubmitFile {

    private final SourceText source;
    private final List<Statement> statements;

    private SubmitFile(SourceText source, List<Statement> statements) {
        this.source = source;
        this.statements = statements;
    }

    /**
     * @param name as people know the file
     * @throws SubmitError if the bytes are no text, or too many
     */
    public static SubmitFile parse(String name, byte[] bytes) throws SubmitError {
        return parse(SourceText.of(name, bytes));
    }

    public static SubmitFile parse(SourceText source) throws SubmitError {
        return new SubmitFile(source, StatementReader.read(source));
    }

    /** In the order of the file; their spans, one behind the other, are the file. */
    public List<Statement> statements() {
        return statements;
    }

    /** Whether it has a queue statement, be it in a branch that is not taken. */
    public boolean queues() {
        return statements.stream().anyMatch(Statement.Queue.class::isInstance);
    }

    public SourceText source() {
        return source;
    }
}
