package org.updraft.htcondor.classad.expression;

/**
 * A part of an expression's text.
 *
 * @param from offset of its first character, from 0
 * @param to offset behind its last character
 */
public record Span(int from, int to) {

    /** From the beginning of this to the end of {@code last}. */
    public Span to(Span last) {
        return new Span(from, last.to());
    }

    /** The text that this is a part of, cut to it. */
    public String of(String text) {
        return text.substring(from, to);
    }
}
