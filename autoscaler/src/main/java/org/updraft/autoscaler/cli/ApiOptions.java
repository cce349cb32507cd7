package org.updraft.autoscaler.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.updraft.autoscaler.client.ApiClient;
import org.updraft.autoscaler.client.TurnFile;
import org.updraft.autoscaler.ledger.LastTurn;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.plan.Ages;
import org.updraft.autoscaler.settings.Settings;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options with which a command finds the running service; asks it, and says what came of it. */
final class ApiOptions {

    static final String EXIT_CODES =
            "Exit codes: 0 done; 1 refused, or nothing of that name; 2 usage; 3 the service does not answer.";

    private static final byte[] NOTHING = {};

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @ArgGroup
    Where where = new Where();

    @Option(names = "--json", description = "print what the API answers, as JSON")
    boolean json;

    /** One of both at most. */
    static final class Where {
        @Option(names = "--config", paramLabel = "FILE", description = "updraft.yaml, which names the service's socket")
        Optional<Path> config = Optional.empty();

        @Option(names = "--socket", paramLabel = "PATH", description = "the socket itself (/run/updraft/api.sock)")
        Optional<Path> socket = Optional.empty();
    }

    /** What is shown of an answer, and the exit code that it comes to. */
    record Shown(Screen screen, int code) {}

    /** Asks; changes nothing. */
    int ask(String path, Function<JsonNode, Shown> shown) {
        return send("GET", path, NOTHING, shown);
    }

    /** Gives an order, and says what the service makes of it. */
    int order(String path) {
        return send(
                "POST",
                path,
                NOTHING,
                answer -> new Shown(new Screen().say("", answer.path("ordered").asText("done")), ExitCode.OK));
    }

    /** Hands bytes over. */
    int give(String path, byte[] body, Function<JsonNode, Shown> shown) {
        return send("POST", path, body, shown);
    }

    /** Asks, and has an answer of another kind if the service does not answer and a file says what there is without it. */
    int askOr(
            String method,
            String path,
            Duration deadline,
            Function<JsonNode, Shown> shown,
            ToIntFunction<Settings> otherwise) {
        Silence silence = (socket, settings, words) ->
                settings.map(otherwise::applyAsInt).orElseGet(() -> silent(socket, settings, method, words));
        return send(method, path, NOTHING, deadline, shown, silence);
    }

    /** What was found without the service, as if it had answered that. */
    int show(JsonNode answer, Shown shown) {
        print(
                json
                        ? TerminalText.cleanJson(answer.toPrettyString()) + "\n"
                        : shown.screen().text());
        return shown.code();
    }

    /** A name that somebody typed, as one part of a path. */
    static String part(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** What is done if nobody answers. */
    private interface Silence {
        int then(Path socket, Optional<Settings> settings, String words);
    }

    private int send(String method, String path, byte[] body, Function<JsonNode, Shown> shown) {
        Silence silence = (socket, settings, words) -> silent(socket, settings, method, words);
        return send(method, path, body, ApiClient.DEADLINE, shown, silence);
    }

    private int send(
            String method,
            String path,
            byte[] body,
            Duration deadline,
            Function<JsonNode, Shown> shown,
            Silence silence) {
        if (where.config.isEmpty()) {
            Path socket = where.socket.orElse(Settings.Listen.DEFAULT.socket());
            return send(socket, Optional.empty(), method, path, body, deadline, shown, silence);
        }
        return switch (Settings.load(where.config.get())) {
            case Settings.Loaded.Good good -> {
                Path socket = good.settings().listen().socket();
                yield send(socket, Optional.of(good.settings()), method, path, body, deadline, shown, silence);
            }
            case Settings.Loaded.Faulty faulty -> {
                faulty.errors().forEach(error -> spec.commandLine().getErr().println(error.render()));
                spec.commandLine().getErr().flush();
                yield ExitCode.FINDINGS;
            }
        };
    }

    private int send(
            Path socket,
            Optional<Settings> settings,
            String method,
            String path,
            byte[] body,
            Duration deadline,
            Function<JsonNode, Shown> shown,
            Silence silence) {
        ApiClient.Reply reply;
        try {
            reply = new ApiClient(socket, deadline).send(method, path, body);
        } catch (IOException e) {
            return silence.then(socket, settings, String.valueOf(e.getMessage()));
        }
        if (json) {
            print(TerminalText.cleanJson(reply.body().toPrettyString()) + "\n");
        }
        if (reply.status() != 200) {
            complain(reply.body().path("error").asText("HTTP " + reply.status()));
            return reply.status() >= 500 ? ExitCode.OUTSIDE : ExitCode.FINDINGS;
        }
        Shown answer = shown.apply(reply.body());
        if (!json) {
            print(answer.screen().text());
        }
        return answer.code();
    }

    private int silent(Path socket, Optional<Settings> settings, String method, String words) {
        String outcome = method.equals("POST") ? "; whether the order was taken is not known" : "";
        complain("no answer from the service on " + socket + ": " + words + outcome
                + ". Is it running? systemctl status updraft; --socket or --config name another socket.");
        complain(lastTurn(socket, settings.map(Settings::ledger)));
        return ExitCode.OUTSIDE;
    }

    /** Tells a service that has just stopped from one that never ran. */
    private static String lastTurn(Path socket, Optional<Path> ledger) {
        try {
            Optional<TurnFile> left = TurnFile.beside(socket);
            if (left.isPresent()) {
                return lastTurn(left.get().number(), left.get().at());
            }
            if (ledger.isEmpty()) {
                return "No turn of it is known here.";
            }
            return LastTurn.in(ledger.get())
                    .map(turn -> lastTurn(turn.number(), turn.at()))
                    .orElse("Its ledger has no turn yet.");
        } catch (IOException | LedgerException e) {
            return "How old its last turn is, is not known: " + e.getMessage();
        }
    }

    private static String lastTurn(long number, Instant at) {
        String age = Ages.words(Duration.between(at, InstantSource.system().instant()));
        return "Its last turn, " + number + ", was taken " + age + " ago, at " + at + ".";
    }

    void complain(String words) {
        PrintWriter err = spec.commandLine().getErr();
        err.print(new Screen().say("updraft " + spec.name() + ":", words).text());
        err.flush();
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(text);
        out.flush();
    }
}
