package org.updraft.jobtools.cli;

/** Exit codes, as autoscaler's commands have them; apart, so that a hot path need not load those. */
final class Codes {

    static final int OK = 0;
    static final int FINDINGS = 1;
    static final int USAGE = 2;
    static final int OUTSIDE = 3;

    private Codes() {}
}
