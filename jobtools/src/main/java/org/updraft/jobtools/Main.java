package org.updraft.jobtools;

import org.updraft.jobtools.cli.CommandLines;

/** {@code updraft}: all commands of the service and of the job tools. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(CommandLines.all().execute(args));
    }
}
