package org.updraft.autoscaler.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "why",
        mixinStandardHelpOptions = true,
        description =
                "Why a job waits, or why a worker is there, does what it does, or went. Users may ask of their own.",
        footer = {"", ApiOptions.EXIT_CODES, "", "Examples:", "  updraft why 1204.0", "  updraft why 0tl5c3kq7xa2f"})
public class WhyCommand implements Callable<Integer> {

    private static final int CONSOLE_SHOWN = 12;

    @Mixin
    ApiOptions service = new ApiOptions();

    @Parameters(paramLabel = "JOB_OR_WORKER", description = "a job as 12.0, or a worker's id or name")
    String subject = "";

    /** What was asked about. */
    protected String subject() {
        return subject;
    }

    @Override
    public Integer call() {
        return service.ask(
                "/why/" + ApiOptions.part(subject), answer -> new ApiOptions.Shown(screen(answer), ExitCode.OK));
    }

    private static Screen screen(JsonNode answer) {
        Screen screen = new Screen();
        for (JsonNode one : answer.path("answers")) {
            screen.say(
                    "",
                    one.path("subject").asText("") + " of " + one.path("owner").asText("") + ": "
                            + one.path("state").asText(""));
            one.path("sentences").forEach(sentence -> screen.say(" ", sentence.asText()));
            console(screen, one.path("autopsy").path("console"));
        }
        return screen;
    }

    /** The last lines of a worker that did not join; all that were kept are in the JSON. */
    private static void console(Screen screen, JsonNode lines) {
        if (!lines.isEmpty()) {
            screen.say(" ", "Its console ended with:");
        }
        for (int at = Math.max(0, lines.size() - CONSOLE_SHOWN); at < lines.size(); at++) {
            screen.line("    | " + lines.path(at).asText());
        }
    }
}
