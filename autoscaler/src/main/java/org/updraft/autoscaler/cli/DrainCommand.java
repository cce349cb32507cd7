package org.updraft.autoscaler.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "drain",
        mixinStandardHelpOptions = true,
        description = {
            "Empties a worker, or all: it takes no new demand and is deleted when no job is on it.",
            "Kills no job. For root, the service's user and members of the group updraft."
        },
        footer = {"", ApiOptions.EXIT_CODES, "", "Examples:", "  updraft drain 0tl5c3kq7xa2f", "  updraft drain --all"})
public final class DrainCommand implements Callable<Integer> {

    @Mixin
    ApiOptions service = new ApiOptions();

    @Parameters(arity = "0..1", paramLabel = "WORKER", description = "its id or name")
    Optional<String> worker = Optional.empty();

    @Option(names = "--all", description = "every worker of the pool")
    boolean all;

    @Override
    public Integer call() {
        if (all == worker.isPresent()) {
            service.spec.commandLine().getErr().println("updraft drain: name one WORKER, or say --all");
            return ExitCode.USAGE;
        }
        return service.order(all ? "/drain-all" : "/workers/" + ApiOptions.part(worker.orElseThrow()) + "/drain");
    }
}
