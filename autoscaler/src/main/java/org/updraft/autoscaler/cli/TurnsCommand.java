package org.updraft.autoscaler.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "turns",
        mixinStandardHelpOptions = true,
        description = "The last turns, the newest first: what each saw, and what it did.",
        footer = {
            "",
            ApiOptions.EXIT_CODES,
            "",
            "Examples:",
            "  updraft turns",
            "  updraft turns --most 5 --before 1200 --json"
        })
public final class TurnsCommand implements Callable<Integer> {

    private static final List<String> HEADS = List.of("TURN", "AT", "TOOK", "WAIT", "WORKERS", "BLIND", "DID");

    /** For what the last column says of one. */
    private static final int LINES = 4;

    @Mixin
    ApiOptions service = new ApiOptions();

    @Option(names = "--most", paramLabel = "N", defaultValue = "20", description = "1 to 200 (${DEFAULT-VALUE})")
    int most = 20;

    @Option(names = "--before", paramLabel = "TURN", description = "only turns older than this one")
    Optional<Long> before = Optional.empty();

    @Override
    public Integer call() {
        if (most < 1 || most > 200) {
            service.spec.commandLine().getErr().println("updraft turns: --most is 1 to 200");
            return ExitCode.USAGE;
        }
        String older = before.map(turn -> "&before=" + turn).orElse("");
        return service.ask(
                "/turns?most=" + most + older, answer -> new ApiOptions.Shown(screen(Row.of(answer)), ExitCode.OK));
    }

    private static Screen screen(Row answer) {
        List<List<String>> rows = answer.rows("turns").map(TurnsCommand::cells).toList();
        return rows.isEmpty()
                ? new Screen().say("", "no turn has been taken yet")
                : new Screen().table(HEADS, rows, LINES);
    }

    private static List<String> cells(Row turn) {
        Row digest = turn.child("digest");
        return List.of(
                turn.text("number"),
                // to the second, as everywhere
                turn.text("at").replaceFirst("[.][0-9]+Z$", "Z"),
                turn.text("tookSeconds") + " s",
                digest.text("jobsWaiting"),
                digest.text("workers"),
                String.valueOf(digest.json().path("blindSpots").size()),
                did(turn, digest));
    }

    private static String did(Row turn, Row digest) {
        String frozen = digest.text("frozen").isEmpty() ? "" : "frozen: " + digest.text("frozen");
        Stream<String> deeds = turn.json().path("outcomes").valueStream().map(TurnsCommand::deed);
        return Stream.concat(Stream.of(frozen), deeds)
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String deed(JsonNode outcome) {
        String action = outcome.path("action").isObject()
                ? outcome.path("action").path("action").asText("")
                : outcome.path("action").asText("");
        String workers =
                outcome.path("workers").valueStream().map(JsonNode::asText).collect(Collectors.joining(" "));
        String result = outcome.path("result").asText("");
        return (action + " " + workers).strip() + (result.equals("done") ? "" : " " + result);
    }
}
