package org.updraft.autoscaler.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "disable",
        mixinStandardHelpOptions = true,
        description = {
            "Switches a cloud off: nothing is booted there; workers that are there go on.",
            "Outlives a restart. For root, the service's user and members of the group updraft."
        },
        footer = {"", ApiOptions.EXIT_CODES, "", "Example:", "  updraft disable west"})
public final class DisableCommand implements Callable<Integer> {

    @Mixin
    ApiOptions service = new ApiOptions();

    @Parameters(paramLabel = "CLOUD", description = "as named in updraft.yaml")
    String cloud = "";

    @Override
    public Integer call() {
        return service.order("/clouds/" + ApiOptions.part(cloud) + "/disable");
    }
}
