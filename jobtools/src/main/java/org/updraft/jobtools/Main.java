package org.updraft.jobtools;

import java.util.Arrays;
import java.util.List;
import org.updraft.jobtools.cli.CommandLines;
import org.updraft.jobtools.cli.HotCommands;

/** {@code updraft}: all commands of the service and of the job tools. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    static int run(String[] args) {
        List<String> words = Arrays.asList(args);
        int code = words.isEmpty()
                ? HotCommands.NOT_MINE
                : HotCommands.run(words.getFirst(), words.subList(1, words.size()));
        return code == HotCommands.NOT_MINE ? Everything.run(args) : code;
    }

    /** A class of its own, so that picocli is loaded only where it is needed. */
    private static final class Everything {
        static int run(String[] args) {
            return CommandLines.all().execute(args);
        }
    }
}
