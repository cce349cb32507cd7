package org.updraft.htcondor.classad.evaluation;

/** Ends a whole evaluation, as HTCondor does where an attribute needs itself. Never leaves {@link Evaluation}. */
final class Abandoned extends RuntimeException {

    private static final long serialVersionUID = 1;

    Abandoned(String why) {
        super(why, null, false, false);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
