package org.updraft.autoscaler.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "workers",
        mixinStandardHelpOptions = true,
        description = "Every worker: what it does, since when, for whom.",
        footer = {"", ApiOptions.EXIT_CODES, "", "Example:", "  updraft workers"})
public final class WorkersCommand implements Callable<Integer> {

    private static final List<String> HEADS =
            List.of("WORKER", "DOES", "SINCE", "JOBS", "OWNER", "VMTYPE", "CLOUD", "FLAVOR", "NOTE");

    @Mixin
    ApiOptions service = new ApiOptions();

    @Override
    public Integer call() {
        return service.ask("/workers", answer -> new ApiOptions.Shown(screen(Row.of(answer)), ExitCode.OK));
    }

    private static Screen screen(Row answer) {
        Screen screen = new Screen();
        List<List<String>> rows =
                answer.rows("workers").map(WorkersCommand::cells).toList();
        if (rows.isEmpty()) {
            screen.say("", "no worker" + (answer.tally("others").isEmpty() ? "" : " of yours"));
        } else {
            screen.table(HEADS, rows);
        }
        if (!answer.tally("others").isEmpty()) {
            screen.say("", "of other users: " + answer.tally("others"));
        }
        return screen;
    }

    private static List<String> cells(Row worker) {
        return List.of(
                worker.text("id"),
                worker.text("activity"),
                worker.age("sinceSeconds"),
                worker.text("jobs"),
                worker.text("owner"),
                worker.text("vmType"),
                worker.text("cloud"),
                worker.text("flavor"),
                note(worker));
    }

    /** What one would want to know next of it. */
    static String note(Row worker) {
        if (!worker.text("words").isEmpty()) {
            return worker.text("words");
        }
        if (!worker.text("idleUntil").isEmpty()) {
            return "until " + worker.clock("idleUntil");
        }
        if (!worker.text("retiringAt").isEmpty()) {
            return "to be emptied";
        }
        return worker.json().path("blindTo").isEmpty() ? "" : "not seen by all";
    }
}
