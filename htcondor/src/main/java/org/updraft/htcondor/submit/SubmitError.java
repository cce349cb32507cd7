package org.updraft.htcondor.submit;

/** What stands in a submit file cannot be submitted. The message says what stands there, why not, and what to write. */
public class SubmitError extends Exception {

    private static final long serialVersionUID = 1;
    private static final int LONGEST = 600;

    private final transient Span place;

    public SubmitError(Span place, String message) {
        super(message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "…");
        this.place = place;
    }

    /** For what is wrong with a file as a whole. */
    static SubmitError of(String file, String message) {
        return new SubmitError(SourceText.of(file, "").span(0, 0), message);
    }

    public Span place() {
        return place;
    }
}
