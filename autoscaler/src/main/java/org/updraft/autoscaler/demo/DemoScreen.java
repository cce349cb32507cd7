package org.updraft.autoscaler.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.updraft.autoscaler.ledger.Outcome;
import org.updraft.autoscaler.ledger.Turn;
import org.updraft.autoscaler.plan.Action;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.Worker;
import org.updraft.autoscaler.simulate.SimulatedQueue;

/** Shows the demo on a terminal: a table redrawn in place, or, plain, one line for each thing that happens. */
final class DemoScreen {

    private static final int ROWS_MAX = 16;
    private static final int EVENTS_SHOWN = 6;
    private static final int BAR = 40;

    private final PrintStream out;
    private final boolean plain;
    private final Instant start;
    private final String where;
    private final Deque<String> events = new ArrayDeque<>();
    private int linesDrawn;
    private String lastPlain = "";

    DemoScreen(PrintStream out, boolean plain, Instant start, String where) {
        this.out = out;
        this.plain = plain;
        this.start = start;
        this.where = where;
    }

    void show(Turn turn, SimulatedQueue.Counts jobs) {
        List<String> news = news(turn);
        if (plain) {
            showPlain(turn, jobs, news);
        } else {
            news.forEach(events::addLast);
            while (events.size() > EVENTS_SHOWN) {
                events.removeFirst();
            }
            redraw(picture(turn, jobs));
        }
    }

    private void showPlain(Turn turn, SimulatedQueue.Counts jobs, List<String> news) {
        if (lastPlain.isEmpty()) {
            out.println("demo: page " + where);
        }
        news.forEach(out::println);
        String line = String.format(
                Locale.ROOT,
                "%s  jobs: %d waiting, %d running, %d done  workers: %s",
                clock(turn),
                jobs.idle(),
                jobs.running(),
                jobs.finished(),
                tally(turn.seen().workers()));
        if (!line.substring(line.indexOf("jobs")).equals(lastPlain)) {
            out.println(line);
            lastPlain = line.substring(line.indexOf("jobs"));
        }
    }

    private void redraw(List<String> lines) {
        StringBuilder screen = new StringBuilder();
        if (linesDrawn > 0) {
            screen.append("\033[").append(linesDrawn).append('A');
        }
        lines.forEach(line -> screen.append("\r\033[2K").append(line).append('\n'));
        screen.append("\033[J");
        out.print(screen);
        out.flush();
        linesDrawn = lines.size();
    }

    private List<String> picture(Turn turn, SimulatedQueue.Counts jobs) {
        List<String> lines = new ArrayList<>();
        lines.add(bold("Updraft demo") + "  " + clock(turn) + " simulated   turn " + turn.number() + "   " + where);
        lines.add("jobs     " + bar(jobs) + "  " + jobs.finished() + " of " + jobs.submitted() + " done, "
                + jobs.running() + " running, " + jobs.idle() + " waiting");
        lines.add("workers  " + tally(turn.seen().workers()));
        lines.add("");
        lines.add(bold(String.format("%-14s %-6s %-9s %-12s %s", "WORKER", "USER", "VMTYPE", "FLAVOR", "DOES")));
        turn.seen().workers().stream()
                .limit(ROWS_MAX)
                .forEach(worker -> lines.add(String.format(
                        "%-14s %-6s %-9s %-12s %s",
                        worker.id(),
                        worker.owner(),
                        worker.vmType(),
                        worker.flavorName(),
                        does(worker, turn.seen().takenAt()))));
        int more = turn.seen().workers().size() - ROWS_MAX;
        if (more > 0) {
            lines.add("… and " + more + " more");
        }
        lines.add("");
        lines.addAll(events);
        return lines;
    }

    private static String does(Worker worker, Instant now) {
        return switch (worker.activity()) {
            case Activity.Requested r -> "requested";
            case Activity.Building b -> "\033[33mbuilding\033[0m  " + since(b.since(), now);
            case Activity.Joining j -> "\033[33mjoining\033[0m   " + since(j.since(), now);
            case Activity.Idle i ->
                "\033[36midle\033[0m      " + since(i.since(), now) + ", may be for " + minutes(worker.keepAlive());
            case Activity.Busy b ->
                "\033[32mbusy\033[0m      " + "▮".repeat(Math.min(8, b.jobs())) + " " + b.jobs()
                        + (b.jobs() == 1 ? " job" : " jobs");
            case Activity.Draining d -> "\033[35mdraining\033[0m";
            case Activity.Fenced f -> "\033[31mfenced\033[0m";
            case Activity.Deleting d -> "\033[35mdeleting\033[0m";
            case Activity.Stopped s -> "\033[31mstopped\033[0m   " + s.status();
            case Activity.Unseen u -> "\033[31munseen\033[0m    " + since(u.since(), now);
            case Activity.Failed f -> "\033[31mfailed\033[0m    " + f.fault();
            case Activity.Gone g -> "gone";
        };
    }

    /** What happened in a turn, in the past tense of an operator's log. */
    private List<String> news(Turn turn) {
        List<String> news = new ArrayList<>();
        for (Outcome outcome : turn.outcomes()) {
            String who = String.join(" ", outcome.workerIds());
            String what = switch (outcome.action()) {
                case Action.Boot b -> "boot " + who + " (" + b.offer().flavor().name() + " for " + b.owner() + ")";
                case Action.Adopt a -> "adopt " + who;
                case Action.Drain d -> "drain " + who;
                case Action.CancelDrain c -> "take back the drain of " + who;
                case Action.Fence f -> "fence " + who;
                case Action.Unfence u -> "unfence " + who;
                case Action.Delete d -> "delete " + who;
                case Action.Forget f -> "forget " + who;
                case Action.ForgetAd f -> "forget the ads of " + f.machine();
            };
            String how = outcome.result() == Outcome.Result.DONE ? "" : "  " + outcome.result() + " " + outcome.words();
            news.add(clock(turn) + "  " + what + ": " + outcome.action().reason() + how);
        }
        return news;
    }

    private static String tally(List<Worker> workers) {
        long starting = workers.stream().filter(Worker::isStarting).count();
        long busy = workers.stream()
                .filter(w -> w.activity() instanceof Activity.Busy)
                .count();
        long idle = workers.stream()
                .filter(w -> w.activity() instanceof Activity.Idle)
                .count();
        return workers.size() + " (" + starting + " starting, " + busy + " busy, " + idle + " idle, "
                + (workers.size() - starting - busy - idle) + " leaving)";
    }

    private static String bar(SimulatedQueue.Counts jobs) {
        int all = Math.max(1, jobs.submitted());
        int done = BAR * jobs.finished() / all;
        int running = BAR * (jobs.finished() + jobs.running()) / all - done;
        return "\033[32m" + "█".repeat(done) + "\033[33m" + "▓".repeat(running) + "\033[0m"
                + "░".repeat(BAR - done - running);
    }

    private String clock(Turn turn) {
        return minutes(Duration.between(start, turn.seen().takenAt()));
    }

    private static String since(Instant then, Instant now) {
        return minutes(Duration.between(then, now));
    }

    private static String minutes(Duration time) {
        return String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
    }

    private static String bold(String text) {
        return "\033[1m" + text + "\033[0m";
    }
}
