package org.updraft.htcondor.submit;

/** Part of a file's text, from one offset to before another. */
public record Span(SourceText source, int from, int to) {

    public String file() {
        return source.name();
    }

    /** From 1. */
    public int line() {
        return source.line(from);
    }

    /** From 1, in characters. */
    public int column() {
        return source.column(from);
    }

    /** The whole line in which it begins. */
    public String lineText() {
        return source.lineText(line());
    }

    public String text() {
        return source.text().substring(from, to);
    }

    /** A place within. */
    public Span at(int offset) {
        int place = Math.min(from + Math.max(0, offset), to);
        return new Span(source, place, to);
    }

    @Override
    public String toString() {
        return file() + ":" + line() + ":" + column();
    }
}
