package org.updraft.jobtools.cli;

import java.io.PrintStream;
import java.util.List;

/** The commands that people wait for at every call: read by hand, so that picocli and all that it needs stay unloaded. */
public final class HotCommands {

    /** The words are for the whole command line: another command, a call for help, or something to complain of. */
    public static final int NOT_MINE = -1;

    private HotCommands() {}

    /** As {@code validate}, with what it prints going elsewhere. */
    public static void rehearse(List<String> words, PrintStream elsewhere) {
        Here real = Here.ofProcess();
        Here here = new Here(elsewhere, elsewhere, real.environment(), real.clock(), real.folder());
        JobArguments.validate(words).ifPresent(request -> Validating.run(request, here));
        JobArguments.submit(List.of("--dry-run", "--offline", words.getLast()))
                .ifPresent(request -> Submitting.run(request, here));
    }

    public static int run(String command, List<String> words) {
        return switch (command) {
            case "validate" -> JobArguments.validate(words).map(Validating::run).orElse(NOT_MINE);
            case "submit" -> JobArguments.submit(words).map(Submitting::run).orElse(NOT_MINE);
            default -> NOT_MINE;
        };
    }
}
