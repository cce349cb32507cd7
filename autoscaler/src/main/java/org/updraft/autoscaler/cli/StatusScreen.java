package org.updraft.autoscaler.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.updraft.autoscaler.plan.Cause;

/** The answer to {@code /status} in one screen: the state of the service first, then what one would ask next. */
final class StatusScreen {

    /** Of each kind; the other commands show all. */
    private static final int ROWS = 8;

    private final Row status;
    private final Screen screen = new Screen();

    StatusScreen(Row status) {
        this.status = status;
    }

    boolean isReady() {
        return status.text("notReady").isEmpty();
    }

    Screen screen() {
        service();
        trouble();
        sums();
        waiting();
        workers("STARTING", "starting");
        workers("IDLE", "idle");
        workers("AILING", "ailing");
        clouds();
        joins();
        failures();
        return screen;
    }

    private void service() {
        Row turn = status.child("turn");
        String turns = turn.json().isMissingNode()
                ? "no turn yet"
                : "turn " + turn.text("number") + ", " + turn.age("ageSeconds") + " ago, took "
                        + turn.text("tookSeconds") + " s";
        String every = "; one every " + status.number("intervalSeconds") + " s; up since " + status.clock("startedAt");
        screen.say("pool " + status.text("pool"), turns + every);
        if (status.is("dryRun")) {
            screen.say("DRY RUN", "it plans, and acts on nothing");
        }
    }

    private void trouble() {
        if (!isReady()) {
            screen.say("NOT READY", status.text("notReady"));
        }
        status.child("turn")
                .json()
                .path("violations")
                .forEach(words -> screen.say("PLAN REFUSED", "nothing was done in this turn: " + words.asText()));
        String blind = status.child("joins").text("blind");
        if (!blind.isEmpty()) {
            screen.say("BLIND", "requests of workers that join: " + blind);
        }
        if (status.child("joins").is("full")) {
            screen.say(
                    "NO JOINS",
                    status.child("joins").number("waiting") + " requests for tokens wait at the collector, which takes"
                            + " no more: no worker can join until they expire or it is restarted");
        }
        status.rows("blindSpots")
                .limit(ROWS)
                .forEach(spot -> screen.say(
                        "BLIND", spot.text("source") + " since " + spot.clock("since") + ": " + spot.text("words")));
        status.rows("alerts")
                .limit(ROWS)
                .forEach(alert -> screen.say(
                        "LOOK AT",
                        alert.text("subject") + ": " + alert.text("words")
                                + (alert.text("detail").isEmpty() ? "" : " (" + alert.text("detail") + ")")
                                + (alert.text("remedy").isEmpty() ? "" : "; " + alert.text("remedy"))));
        status.rows("breakers").limit(ROWS).forEach(breaker -> screen.say("BREAKER", words(breaker)));
    }

    /** What failed and is left alone for a while, then tried once. */
    private static String words(Row breaker) {
        String what = Stream.of("cloud", "image", "flavor")
                .map(breaker::text)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.joining(", "));
        String when = breaker.text("state").equals("open")
                ? "left alone until " + breaker.clock("until")
                : "may be tried once since " + breaker.clock("until");
        return what + ": " + breaker.text("kindWords") + "; open since " + breaker.clock("since") + ", " + when
                + ", failed " + breaker.text("failures") + (breaker.number("failures") == 1 ? " time" : " times")
                + (breaker.text("words").isEmpty() ? "" : "; the last words: " + breaker.text("words"));
    }

    private void sums() {
        Row jobs = status.child("jobs");
        Row workers = status.child("workers");
        if (jobs.json().isMissingNode()) {
            return;
        }
        String finished = jobs.text("finished").isEmpty() ? "" : ", " + jobs.text("finished") + " done";
        screen.say("jobs   ", jobs.number("waiting") + " wait, " + jobs.number("running") + " run" + finished);
        String activities = workers.tally("activities");
        screen.say("workers", workers.number("total") + (activities.isEmpty() ? "" : ": " + activities));
    }

    /** By cause, with the figures of the largest demand that has it. */
    private void waiting() {
        List<List<String>> rows = new ArrayList<>();
        status.rows("waitingByCause")
                .sorted((one, other) -> Long.compare(other.number("jobs"), one.number("jobs")))
                .forEach(cause -> rows.add(List.of(
                        cause.text("jobs"), cause.text("cause"), cause.text("words"), figures(cause.text("cause")))));
        table(List.of("WAITING", "CAUSE", "WHICH MEANS", "FIGURES"), rows, "updraft demands");
    }

    private String figures(String cause) {
        List<String> details = status.rows("waiting")
                .flatMap(demand -> demand.rows("unmet"))
                .filter(unmet -> unmet.text("cause").equals(cause))
                .map(unmet -> unmet.text("detail"))
                .filter(detail -> !detail.isEmpty())
                .distinct()
                .toList();
        if (details.isEmpty()) {
            return cause.equals(Cause.JOBS_WAIT.label()) ? coming() : "";
        }
        return details.getFirst() + (details.size() == 1 ? "" : " (and " + (details.size() - 1) + " more)");
    }

    private String coming() {
        long starting = status.rows("waiting")
                .mapToLong(demand -> demand.number("starting"))
                .sum();
        long ordered = status.rows("waiting")
                .mapToLong(demand -> demand.number("ordered"))
                .sum();
        return "the last turn asked for " + ordered + (ordered == 1 ? " worker, " : " workers, ") + starting + " start";
    }

    private void workers(String head, String name) {
        List<List<String>> rows = status.rows(name)
                .map(worker -> List.of(
                        worker.text("id"),
                        worker.text("activity"),
                        worker.age("sinceSeconds"),
                        worker.text("owner"),
                        worker.text("cloud"),
                        worker.text("flavor"),
                        WorkersCommand.note(worker)))
                .toList();
        table(List.of(head, "DOES", "SINCE", "OWNER", "CLOUD", "FLAVOR", "NOTE"), rows, "updraft workers");
    }

    private void clouds() {
        List<List<String>> rows = status.rows("clouds").map(this::cloud).toList();
        table(List.of("CLOUD", "STATE", "WORKERS", "SERVERS", "CORES", "RAM GIB"), rows, "updraft status --json");
    }

    private List<String> cloud(Row cloud) {
        Row quota = cloud.child("quota");
        Row ram = quota.child("ramMiB");
        String gib =
                Row.gib(ram.number("used")) + (ram.text("max").isEmpty() ? "" : " of " + Row.gib(ram.number("max")));
        return List.of(
                cloud.text("name"),
                cloud.is("enabled") ? "on" : "off",
                cloud.text("workers"),
                used(quota.child("instances")),
                used(quota.child("cores")),
                gib);
    }

    private static String used(Row quota) {
        return quota.text("used") + (quota.text("max").isEmpty() ? "" : " of " + quota.text("max"));
    }

    /** Requests for tokens that nobody should see; those that were approved are no news. */
    private void joins() {
        Row joins = status.child("joins");
        List<List<String>> rows = joins.rows("lastRefused")
                .map(request -> List.of(
                        request.age("ageSeconds") + " ago",
                        request.text("reason"),
                        request.text("worker"),
                        request.text("words")))
                .toList();
        table(List.of("NOT LET IN", "REASON", "WORKER", "WORDS"), rows, "updraft status --json");
    }

    private void failures() {
        List<List<String>> rows = status.rows("lastFailures")
                .map(deed -> List.of(
                        deed.age("ageSeconds") + " ago",
                        deed.text("action"),
                        deed.text("result"),
                        deed.text("where"),
                        deed.text("owner"),
                        deed.text("words").isEmpty() ? deed.text("causeWords") : deed.text("words")))
                .toList();
        table(List.of("FAILED", "ACTION", "RESULT", "WHERE", "OWNER", "WORDS"), rows, "updraft turns");
    }

    private void table(List<String> heads, List<List<String>> rows, String all) {
        if (rows.isEmpty()) {
            return;
        }
        screen.blank().table(heads, rows.subList(0, Math.min(ROWS, rows.size())));
        if (rows.size() > ROWS) {
            screen.say("", "… and " + (rows.size() - ROWS) + " more: " + all);
        }
    }
}
