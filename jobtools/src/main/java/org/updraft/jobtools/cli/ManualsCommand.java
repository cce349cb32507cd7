package org.updraft.jobtools.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "manuals",
        mixinStandardHelpOptions = true,
        version = "updraft 0.1.0",
        description = "Writes the manual page of each command into a folder; packaging/install does it.",
        footer = {
            "",
            "Exit codes: 0 done; 2 usage; 3 the folder cannot be written.",
            "",
            "Examples:",
            "  updraft manuals /tmp/man && man /tmp/man/updraft-submit.1"
        })
public final class ManualsCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "where to; it is made if it is not there")
    Path folder = Path.of("");

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(folder);
        for (CommandSpec command : ManPage.all(spec.root())) {
            Files.writeString(
                    folder.resolve(ManPage.name(command) + ".1"), ManPage.of(command), StandardCharsets.UTF_8);
        }
        return Codes.OK;
    }
}
