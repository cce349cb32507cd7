package org.updraft.jobtools;

import org.updraft.jobtools.cli.CommandLines;

/**
 * Does once what people do often, so that the Java machine can note which classes it takes, and keep them in an archive from which
 * later starts are some times as fast. What it prints is of no interest. Arguments: hot or rest, and a submit file.
 */
public final class Rehearsal {

    private Rehearsal() {}

    public static void main(String[] args) {
        String file = args[1];
        if (args[0].equals("hot")) {
            hot(file);
        } else {
            Rest.run(file);
        }
        System.exit(0);
    }

    private static void hot(String file) {
        Main.run(new String[] {"validate", "--offline", file});
        Main.run(new String[] {"submit", "--dry-run", "--offline", file});
    }

    /** A class of its own, so that nothing of it is in the archive of the hot commands. */
    private static final class Rest {
        static void run(String file) {
            CommandLines.all().execute("--help");
            CommandLines.all().execute("status", "--socket", file);
            CommandLines.all().execute("why", "--socket", file, "1.0");
        }
    }
}
