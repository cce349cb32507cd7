package org.updraft.jobtools.cli;

import java.util.List;

/** The commands that people wait for at every call: read by hand, so that picocli and all that it needs stay unloaded. */
public final class HotCommands {

    /** The words are for the whole command line: another command, a call for help, or something to complain of. */
    public static final int NOT_MINE = -1;

    private HotCommands() {}

    public static int run(String command, List<String> words) {
        return switch (command) {
            case "validate" -> JobArguments.validate(words).map(Validating::run).orElse(NOT_MINE);
            case "submit" -> JobArguments.submit(words).map(Submitting::run).orElse(NOT_MINE);
            default -> NOT_MINE;
        };
    }
}
