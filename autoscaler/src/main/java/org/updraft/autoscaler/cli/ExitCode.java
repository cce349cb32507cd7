package org.updraft.autoscaler.cli;

/** What every command's exit code means. */
public final class ExitCode {

    public static final int OK = 0;
    /** It worked, and what it found is not all right; or it was refused. */
    public static final int FINDINGS = 1;

    public static final int USAGE = 2;
    /** Something outside could not be reached or failed. */
    public static final int OUTSIDE = 3;

    private ExitCode() {}
}
