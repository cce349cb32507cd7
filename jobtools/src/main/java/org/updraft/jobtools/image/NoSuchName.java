package org.updraft.jobtools.image;

import java.util.List;

/** A name stands for nothing, or for several things. The message is one line; {@link #candidates} are what there is. */
public final class NoSuchName extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<String> candidates;

    NoSuchName(String message, List<String> candidates) {
        super(message);
        this.candidates = List.copyOf(candidates);
    }

    /** One line each, the nearest first. */
    public List<String> candidates() {
        return candidates;
    }

    /** The message with the candidates, in one line. */
    public String inOneLine() {
        return candidates.isEmpty()
                ? String.valueOf(getMessage())
                : getMessage() + ": " + String.join("; ", candidates);
    }
}
