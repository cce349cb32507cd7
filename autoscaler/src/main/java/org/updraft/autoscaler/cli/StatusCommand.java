package org.updraft.autoscaler.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "The whole pool in one screen.",
            "What waits and why, what boots, what is idle and until when, what failed, who does not answer. "
                    + "Users see sums of all, and rows of what is theirs."
        },
        footer = {
            "",
            "Exit codes: 0 the service does its work; 1 it cannot, as it says; 2 usage; 3 it does not answer.",
            "",
            "Examples:",
            "  updraft status",
            "  updraft status --config /etc/updraft/updraft.yaml --json"
        })
public final class StatusCommand implements Callable<Integer> {

    @Mixin
    ApiOptions service = new ApiOptions();

    @Override
    public Integer call() {
        return service.ask("/status", answer -> {
            StatusScreen status = new StatusScreen(Row.of(answer));
            return new ApiOptions.Shown(status.screen(), status.isReady() ? ExitCode.OK : ExitCode.FINDINGS);
        });
    }
}
