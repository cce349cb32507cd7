package org.updraft.htcondor.classad.evaluation;

/** How much may be spent on evaluating, so that no expression keeps us busy: hostile ones are some 100 ms of work. */
final class Budget {

    private static final int STEPS = 1_000_000;
    /** Of parts and of attributes that need each other, together; HTCondor takes some 1,000. */
    private static final int DEEPEST = 400;
    /** Characters of a string that a function makes. */
    static final int LONGEST_TEXT = 1024 * 1024;

    private int left = STEPS;
    private int depth;

    void step() {
        charge(1);
    }

    void charge(int steps) {
        left -= Math.max(steps, 0);
        if (left < 0) {
            throw new Abandoned("it takes too much work");
        }
    }

    /** What is made of so many characters. */
    void chargeText(long length) {
        if (length > LONGEST_TEXT) {
            throw new Abandoned("a string becomes too long");
        }
        charge((int) length / 16);
    }

    void enter() {
        if (++depth > DEEPEST) {
            throw new Abandoned("it needs itself, or what it needs is nested too deep");
        }
    }

    void leave() {
        depth--;
    }

    /** After one was {@link Abandoned} in the depth. */
    void surface() {
        depth = 0;
    }
}
