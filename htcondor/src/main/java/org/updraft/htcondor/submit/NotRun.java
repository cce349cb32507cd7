package org.updraft.htcondor.submit;

/** What a file says depends on a command, and the caller lets none be run: the file is not known from there on. */
public final class NotRun extends SubmitError {

    private static final long serialVersionUID = 1;

    NotRun(Span place, String command) {
        super(
                place,
                "what follows depends on the command " + Conditions.shown(command)
                        + ", which is not run while a file is only looked at");
    }
}
