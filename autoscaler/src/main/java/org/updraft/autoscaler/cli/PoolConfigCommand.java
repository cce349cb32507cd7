package org.updraft.autoscaler.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.updraft.autoscaler.poolconfig.PoolConfig;
import org.updraft.autoscaler.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "pool-config",
        description = {
            "Prints what the central manager and access point need for Updraft.",
            "A configuration drop-in, the commands that make its signing key and its token, and how to undo "
                    + "all of it. Changes nothing itself."
        },
        footer = {
            "",
            "Exit codes: 0 printed; 1 the file has mistakes; 2 usage.",
            "",
            "Examples:",
            "  updraft pool-config",
            "  updraft pool-config --section config > /etc/condor/config.d/" + PoolConfig.DROP_IN,
            "  updraft pool-config --section commands --user updraft --folder /etc/updraft"
        })
public final class PoolConfigCommand implements Callable<Integer> {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "takes the name of the signing key from updraft.yaml")
    Optional<Path> config = Optional.empty();

    @Option(names = "--section", paramLabel = "S", description = "only this: config, commands or undo")
    Optional<String> section = Optional.empty();

    @Option(
            names = "--user",
            paramLabel = "NAME",
            defaultValue = "updraft",
            description = "whom the service runs as (${DEFAULT-VALUE})")
    String user = "updraft";

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            defaultValue = "/etc/updraft",
            description = "where its key and token go (${DEFAULT-VALUE})")
    Path folder = Path.of("/etc/updraft");

    @Override
    public Integer call() {
        String key = Settings.Pool.TOKEN_KEY;
        if (config.isPresent()) {
            switch (Settings.load(config.get())) {
                case Settings.Loaded.Good good -> key = good.settings().pool().tokenKey();
                case Settings.Loaded.Faulty faulty -> {
                    faulty.errors().forEach(error -> System.err.println(error.render()));
                    return ExitCode.FINDINGS;
                }
            }
        }
        PoolConfig printed = new PoolConfig(key, "updraft", user, folder);
        if (section.isEmpty()) {
            System.out.print(printed.text());
            return ExitCode.OK;
        }
        for (PoolConfig.Section candidate : PoolConfig.Section.values()) {
            if (candidate.name().toLowerCase(Locale.ROOT).equals(section.get())) {
                System.out.print(printed.text(candidate));
                return ExitCode.OK;
            }
        }
        System.err.println(
                "updraft pool-config: no section " + section.get() + "; there are config, commands and undo");
        return ExitCode.USAGE;
    }
}
