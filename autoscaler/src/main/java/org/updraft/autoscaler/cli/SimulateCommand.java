package org.updraft.autoscaler.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;
import org.updraft.autoscaler.trial.CrashPoints;
import org.updraft.autoscaler.trial.Fault;
import org.updraft.autoscaler.trial.TrialResult;
import org.updraft.autoscaler.trial.Trials;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "simulate",
        description = {
            "Puts the service on trial in simulated worlds, one for each seed, in which things go wrong, and holds every call it"
                    + " makes against the invariants.",
            "The same seed gives the same world. Needs no HTCondor and no OpenStack, and touches nothing."
        },
        footer = {
            "",
            "Exit codes: 0 no violation; 1 a violation, with its seed and its story made short; 2 usage; 3 outside world.",
            "",
            "Examples:",
            "  updraft simulate --seeds 1..1000",
            "  updraft simulate --seeds 42 --faults collector-silent,killed --trace story.txt",
            "  updraft simulate --crash-points",
            "  updraft simulate --list"
        })
public final class SimulateCommand implements Callable<Integer> {

    private static final Pattern SEEDS = Pattern.compile("(\\d{1,15})(?:\\.\\.(\\d{1,15}))?");

    private static final int HEAD_LINES = 50;
    private static final int TAIL_LINES = 10;

    @Option(
            names = "--seeds",
            paramLabel = "A..B",
            defaultValue = "1..100",
            description = "one seed, or all from A to B (${DEFAULT-VALUE})")
    String seeds = "";

    @Option(
            names = "--faults",
            paramLabel = "LIST",
            defaultValue = "all",
            description = "what may go wrong: all, none, or labels with commas; see --list (${DEFAULT-VALUE})")
    String faults = "";

    @Option(
            names = "--days",
            paramLabel = "D",
            defaultValue = "0.5",
            description = "for how long things go wrong in each world (${DEFAULT-VALUE})")
    double days;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "write what happens there, line by line: of the seed if it is one, else of the violation")
    Optional<Path> trace = Optional.empty();

    @Option(names = "--list", description = "print what can go wrong, and end")
    boolean list;

    @Option(
            names = "--crash-points",
            description = "instead of seeds: one story, killed right before and after every call of the service")
    boolean crashPoints;

    @Option(names = "--json", description = "one JSON object instead of words")
    boolean json;

    @Override
    public Integer call() throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (list) {
            for (Fault fault : Fault.values()) {
                out.printf("%-20s %s%n", fault.label(), fault.words());
            }
            return ExitCode.OK;
        }
        Matcher range = SEEDS.matcher(seeds);
        Optional<Set<Fault>> chosen = chosen();
        if (!range.matches() || !(days > 0 && days <= 30) || chosen.isEmpty()) {
            System.err.println(
                    "updraft simulate: --seeds is N or A..B, --days above 0 and at most 30, --faults as --list"
                            + " says" + unknown());
            return ExitCode.USAGE;
        }
        long first = Long.parseLong(range.group(1));
        long last = range.group(2) == null ? first : Long.parseLong(range.group(2));
        quieten();
        if (crashPoints) {
            return crashes(out);
        }
        Trials trials = new Trials(chosen.get(), Duration.ofSeconds((long) (days * 86_400)));
        if (first == last && trace.isPresent()) {
            return told(trials, first, trace.get(), out);
        }
        return many(trials, first, last, out);
    }

    /** Things go wrong by the thousand, and the service says so each time. */
    private static void quieten() {
        if (System.getenv("UPDRAFT_LOG") == null && LoggerFactory.getLogger("org.updraft") instanceof Logger logger) {
            logger.setLevel(Level.OFF);
        }
    }

    private int crashes(PrintStream out) throws JsonProcessingException {
        CrashPoints.Sum sum = new CrashPoints().play(done -> {});
        Optional<String> violation = sum.finding().map(finding -> finding.where() + ": " + finding.violation());
        if (json) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("kills", sum.kills());
            all.put("runs", sum.runs());
            all.put("violations", violation.stream().toList());
            out.println(new ObjectMapper().writeValueAsString(all));
        } else {
            sum.kills().forEach((call, kills) -> out.printf("%5d  %s%n", kills, call));
            out.println(sum.runs() + " kills at " + sum.kills().size() + " kinds of calls, "
                    + violation.map(words -> "1 violation").orElse("0 violations"));
            sum.finding().ifPresent(finding -> shortly(finding.story(), out));
            violation.ifPresent(out::println);
        }
        return violation.isPresent() ? ExitCode.FINDINGS : ExitCode.OK;
    }

    private int told(Trials trials, long seed, Path file, PrintStream out) throws IOException {
        TrialResult result;
        try (PrintWriter lines = new PrintWriter(Files.newBufferedWriter(file))) {
            result = trials.tell(seed, lines::println);
        }
        out.println("seed " + seed + ": "
                + result.violation().map(Object::toString).orElse("no violation") + "; what happened is in " + file);
        return result.violation().isPresent() ? ExitCode.FINDINGS : ExitCode.OK;
    }

    private int many(Trials trials, long first, long last, PrintStream out) throws IOException {
        long began = System.nanoTime();
        Trials.Sum sum = trials.play(first, last, so -> {
            if (!json && so.seeds() % 100 == 0) {
                System.err.println("simulate: " + so.seeds() + " of " + (last - first + 1) + " seeds");
            }
        });
        double seconds = (System.nanoTime() - began) / 1e9;
        double hours = sum.workerTime().toSeconds() / 3600.0;
        if (json) {
            out.println(asJson(sum, seconds));
        } else {
            out.printf(
                    "%d seeds, %d violations; %,d incidents, service killed %,d times, %,d jobs finished,"
                            + " %,.0f worker-hours in %.1f s (%,.0f an hour of a second)%n",
                    sum.seeds(),
                    sum.finding().isPresent() ? 1 : 0,
                    sum.incidents(),
                    sum.kills(),
                    sum.jobs(),
                    hours,
                    seconds,
                    hours / seconds);
            sum.finding().ifPresent(finding -> tell(finding, out));
        }
        if (sum.finding().isPresent() && trace.isPresent()) {
            Files.writeString(trace.get(), sum.finding().get().story());
        }
        return sum.finding().isPresent() ? ExitCode.FINDINGS : ExitCode.OK;
    }

    private static void tell(Trials.Finding finding, PrintStream out) {
        TrialResult result = finding.result();
        out.println("seed " + result.script().seed() + ": " + result.violation().orElseThrow());
        out.println("of " + result.script().incidents().size() + " incidents and "
                + result.script().arrivals().size() + " submissions these are enough:");
        shortly(finding.story().lines().toList(), out);
        finding.shrunk().violation().ifPresent(violation -> out.println(violation));
    }

    private static void shortly(List<String> story, PrintStream out) {
        int left = story.size() - HEAD_LINES - TAIL_LINES;
        if (left > 0) {
            story.subList(0, HEAD_LINES).forEach(out::println);
            out.println("... " + left + " lines more (--trace FILE keeps them all)");
            story.subList(story.size() - TAIL_LINES, story.size()).forEach(out::println);
        } else {
            story.forEach(out::println);
        }
    }

    private static String asJson(Trials.Sum sum, double seconds) throws JsonProcessingException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("seeds", sum.seeds());
        json.put("violations", sum.finding().isPresent() ? 1 : 0);
        json.put("incidents", sum.incidents());
        json.put("kills", sum.kills());
        json.put("turns", sum.turns());
        json.put("jobsFinished", sum.jobs());
        json.put("workerHours", sum.workerTime().toSeconds() / 3600);
        json.put("seconds", seconds);
        sum.finding().ifPresent(finding -> {
            var violation = finding.result().violation().orElseThrow();
            json.put("seed", finding.result().script().seed());
            json.put("invariant", violation.invariant().label());
            json.put("words", violation.words());
            json.put("story", finding.story().lines().toList());
        });
        return new ObjectMapper().writeValueAsString(json);
    }

    private Optional<Set<Fault>> chosen() {
        Set<Fault> chosen = EnumSet.noneOf(Fault.class);
        if (faults.equals("all")) {
            return Optional.of(EnumSet.allOf(Fault.class));
        }
        if (faults.equals("none")) {
            return Optional.of(chosen);
        }
        for (String label : faults.split(",", -1)) {
            Optional<Fault> fault = Fault.ofLabel(label.strip());
            if (fault.isEmpty()) {
                return Optional.empty();
            }
            chosen.add(fault.get());
        }
        return Optional.of(chosen);
    }

    private String unknown() {
        for (String label : faults.split(",", -1)) {
            if (!label.equals("all")
                    && !label.equals("none")
                    && Fault.ofLabel(label.strip()).isEmpty()) {
                return "; there is no fault called '" + label + "'";
            }
        }
        return "";
    }
}
