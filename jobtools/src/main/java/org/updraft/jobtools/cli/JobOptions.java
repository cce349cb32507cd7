package org.updraft.jobtools.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that validate and submit have alike. */
final class JobOptions {

    @Option(
            names = {"-c", "--cert"},
            paramLabel = "PATH",
            description = "the certificate that the jobs take along (default: ~/.ssl/cadcproxy.pem, if it is there)")
    Optional<String> certificate = Optional.empty();

    @Option(
            names = {"-u", "--user"},
            paramLabel = "NAME",
            description = "who the certificate is for, where that is another name than here")
    Optional<String> user = Optional.empty();

    @Option(names = "--executable", paramLabel = "PATH", description = "run this instead of what the file says")
    Optional<String> executable = Optional.empty();

    @Option(
            names = "--cloud-config",
            paramLabel = "FILE",
            description = "cloud-config of your own for the workers of these jobs; it is handed to the service")
    Optional<String> cloudConfig = Optional.empty();

    @Option(
            names = "--queue",
            paramLabel = "ARGUMENTS",
            description = "queue by this, for a file without a queue statement, such as --queue 'x in (1, 2)'")
    Optional<String> queue = Optional.empty();

    @Option(
            names = {"-a", "--append"},
            paramLabel = "LINE",
            description = "one more line for the file, before it is queued; may be given again")
    List<String> append = new ArrayList<>();

    @Option(
            names = "--site",
            paramLabel = "FILE",
            description =
                    "facts about the site, besides /etc/updraft/jobtools.yaml and ~/.config/updraft/jobtools.yaml")
    Optional<String> site = Optional.empty();

    @Option(names = "--offline", description = "ask neither cloud nor pool nor service")
    boolean offline;

    @Option(
            names = "--allow-commands",
            description = "run the commands that the file includes; without it what they would say is not known")
    boolean allowCommands;

    JobWords words(String file, Optional<String> image, Optional<String> flavor) {
        return new JobWords(
                file,
                image,
                flavor,
                certificate,
                user,
                executable,
                cloudConfig,
                queue,
                append,
                site,
                offline,
                allowCommands);
    }
}
