package org.updraft.autoscaler.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "kill",
        mixinStandardHelpOptions = true,
        description = {
            "Deletes a worker at once.",
            "JOBS THAT RUN ON IT DIE, and HTCondor starts them anew elsewhere. updraft drain waits for them "
                    + "instead. For root, the service's user and members of the group updraft."
        },
        footer = {"", ApiOptions.EXIT_CODES, "", "Example:", "  updraft kill 0tl5c3kq7xa2f --yes"})
public final class KillCommand implements Callable<Integer> {

    @Mixin
    ApiOptions service = new ApiOptions();

    @Parameters(paramLabel = "WORKER", description = "its id or name")
    String worker = "";

    @Option(names = "--yes", description = "the jobs on it may die")
    boolean yes;

    @Override
    public Integer call() {
        if (!yes) {
            service.spec
                    .commandLine()
                    .getErr()
                    .println(
                            "updraft kill: jobs that run on the worker die; say --yes if they may, or use updraft drain");
            return ExitCode.USAGE;
        }
        return service.order("/workers/" + ApiOptions.part(worker) + "/kill");
    }
}
