package org.updraft.autoscaler.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "demands",
        mixinStandardHelpOptions = true,
        description = {
            "What waits: jobs that are alike for us make one demand.",
            "SHAPE is CPUs, memory GiB, disk GiB, GPUs of one job; BOOTS is workers that start for it and, "
                    + "after the plus, those that the last turn asked for."
        },
        footer = {"", ApiOptions.EXIT_CODES, "", "Example:", "  updraft demands"})
public final class DemandsCommand implements Callable<Integer> {

    private static final List<String> HEADS =
            List.of("DEMAND", "OWNER", "VMTYPE", "JOBS", "WAITS", "SHAPE", "BOOTS", "WHY");

    /** For what the last column says of one. */
    private static final int LINES = 4;

    @Mixin
    ApiOptions service = new ApiOptions();

    @Override
    public Integer call() {
        return service.ask("/demands", answer -> new ApiOptions.Shown(screen(Row.of(answer)), ExitCode.OK));
    }

    private static Screen screen(Row answer) {
        Screen screen = new Screen();
        List<List<String>> rows =
                answer.rows("demands").map(DemandsCommand::cells).toList();
        if (rows.isEmpty()) {
            screen.say("", "no job" + (answer.tally("others").isEmpty() ? "" : " of yours") + " waits for a worker");
        } else {
            screen.table(HEADS, rows, LINES);
        }
        if (!answer.tally("others").isEmpty()) {
            screen.say("", "jobs of other users: " + answer.tally("others"));
        }
        return screen;
    }

    private static List<String> cells(Row demand) {
        return List.of(
                demand.text("key"),
                demand.text("owner"),
                demand.text("vmType"),
                demand.text("count"),
                demand.age("sinceSeconds"),
                demand.shape("shape"),
                demand.number("starting") + "+" + demand.number("ordered"),
                demand.rows("unmet").map(DemandsCommand::why).collect(Collectors.joining("; ")));
    }

    private static String why(Row unmet) {
        String figures = unmet.text("detail");
        return unmet.text("count") + " " + unmet.text("cause") + (figures.isEmpty() ? "" : ": " + figures);
    }
}
