package org.updraft.autoscaler.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.updraft.autoscaler.ledger.Turn;
import org.updraft.autoscaler.ledger.TurnJson;
import org.updraft.autoscaler.plan.Cause;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.CloudView;
import org.updraft.autoscaler.pool.Demand;
import org.updraft.autoscaler.pool.PoolSnapshot;
import org.updraft.autoscaler.pool.Worker;

/** The whole state in one screen: sums of everything, and the few rows that one looks at first. */
final class StatusView {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int ROWS_MAX = 50;
    private static final int ACTIONS_SHOWN = 20;
    private static final int FAILURES_SHOWN = 5;

    private final Desk desk;
    private final Caller caller;
    private final Mask mask;
    private final Instant now;

    StatusView(Desk desk, Caller caller, Mask mask) {
        this.desk = desk;
        this.caller = caller;
        this.mask = mask;
        this.now = desk.clock().instant();
    }

    ObjectNode json(List<Deeds.Entry> deeds) {
        ObjectNode json = JSON.objectNode();
        json.put("pool", desk.pool());
        json.put("now", now.toString());
        json.put("startedAt", desk.startedAt().toString());
        json.put("intervalSeconds", desk.interval().toMillis() / 1000.0);
        json.put("dryRun", desk.dryRun());
        json.putObject("you")
                .put(
                        "role",
                        caller.role().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
                .put("user", caller.user());
        Optional<Turn> last = desk.lastTurn();
        Health.of(desk).notReady().ifPresent(why -> json.put("notReady", why));
        last.ifPresent(turn -> {
            turn(json.putObject("turn"), turn);
            seen(json, turn);
        });
        desk.gate().ifPresent(gate -> json.set("joins", GateView.json(gate, caller, now)));
        actions(json, deeds);
        return json;
    }

    private void turn(ObjectNode json, Turn turn) {
        json.put("number", turn.number());
        json.put("at", turn.seen().takenAt().toString());
        json.put("ageSeconds", Duration.between(turn.seen().takenAt(), now).toSeconds());
        json.put("tookSeconds", turn.took().toMillis() / 1000.0);
        ArrayNode violations = json.putArray("violations");
        turn.violations().forEach(words -> violations.add(TurnJson.bounded(words)));
    }

    private void seen(ObjectNode json, Turn turn) {
        PoolSnapshot seen = turn.seen();
        Views views = new Views(turn, now, caller, mask);
        seen.frozen().ifPresent(why -> json.put("frozen", TurnJson.bounded(why)));
        ArrayNode blind = json.putArray("blindSpots");
        seen.blindSpots().forEach(spot -> blind.add(TurnJson.blindSpot(spot)));
        alerts(json.putArray("alerts"), turn);
        jobs(json.putObject("jobs"), seen);
        waitingByCause(json.putArray("waitingByCause"), turn, views);
        waiting(json.putArray("waiting"), seen, views);
        workers(json.putObject("workers"), seen);
        rows(json.putArray("starting"), seen, views, Worker::isStarting);
        rows(json.putArray("idle"), seen, views, worker -> worker.activity() instanceof Activity.Idle);
        rows(json.putArray("ailing"), seen, views, StatusView::ails);
        ArrayNode clouds = json.putArray("clouds");
        seen.clouds().forEach(cloud -> clouds.add(cloud(cloud, seen)));
        ArrayNode breakers = json.putArray("breakers");
        turn.plan().breakers().stream()
                .limit(ROWS_MAX)
                .forEach(breaker -> breakers.add(BreakerView.json(breaker, seen, now, caller.seesEverything())));
    }

    /** Of a machine that is no worker, only those are told who see everything. */
    private void alerts(ArrayNode json, Turn turn) {
        Map<String, String> owners = turn.seen().workers().stream()
                .collect(Collectors.toMap(Worker::id, Worker::owner, (one, other) -> one));
        turn.plan().alerts().stream().limit(ROWS_MAX).forEach(alert -> {
            String owner = owners.getOrDefault(alert.subject(), "");
            boolean full =
                    caller.seesEverything() || (!owner.isEmpty() && caller.insightInto(owner) == Caller.Insight.FULL);
            if (full) {
                Views.because(
                                json.addObject().put("subject", alert.subject()),
                                alert.reason().cause())
                        .put("detail", TurnJson.bounded(alert.reason().detail()));
            }
        });
    }

    private void jobs(ObjectNode json, PoolSnapshot seen) {
        json.put("waiting", seen.demands().stream().mapToInt(Demand::count).sum());
        json.put("running", seen.workers().stream().mapToInt(Worker::jobs).sum());
        desk.jobsFinished().ifPresent(count -> json.put("finished", count));
    }

    private static void waitingByCause(ArrayNode json, Turn turn, Views views) {
        Map<Cause, Integer> causes = new EnumMap<>(Cause.class);
        turn.seen()
                .demands()
                .forEach(demand ->
                        views.causes(demand).forEach((cause, jobs) -> causes.merge(cause, jobs, Integer::sum)));
        causes.forEach((cause, jobs) -> Views.because(json.addObject(), cause).put("jobs", jobs));
    }

    private static void waiting(ArrayNode json, PoolSnapshot seen, Views views) {
        seen.demands().stream()
                .sorted(Comparator.comparingInt(Demand::count).reversed())
                .flatMap(demand -> views.demand(demand).stream())
                .limit(ROWS_MAX)
                .forEach(json::add);
    }

    private static void workers(ObjectNode json, PoolSnapshot seen) {
        Map<String, Integer> activities = new TreeMap<>();
        seen.workers().forEach(worker -> activities.merge(TurnJson.activity(worker.activity()), 1, Integer::sum));
        json.put("total", seen.workers().size());
        activities.forEach(json.putObject("activities")::put);
    }

    private static void rows(ArrayNode json, PoolSnapshot seen, Views views, Predicate<Worker> which) {
        seen.workers().stream()
                .filter(which)
                .flatMap(worker -> views.worker(worker).stream())
                .limit(ROWS_MAX)
                .forEach(json::add);
    }

    /** Costs and does not serve, or may not. */
    private static boolean ails(Worker worker) {
        return switch (worker.activity()) {
            case Activity.Fenced a -> true;
            case Activity.Stopped a -> true;
            case Activity.Unseen a -> true;
            case Activity.Failed a -> true;
            case Activity.Requested a -> worker.flaw().isPresent();
            case Activity.Building a -> worker.flaw().isPresent();
            case Activity.Joining a -> worker.flaw().isPresent();
            case Activity.Idle a -> worker.flaw().isPresent();
            case Activity.Busy a -> worker.flaw().isPresent();
            case Activity.Draining a -> worker.flaw().isPresent();
            case Activity.Deleting a -> worker.flaw().isPresent();
            case Activity.Gone a -> false;
        };
    }

    private static ObjectNode cloud(CloudView cloud, PoolSnapshot seen) {
        ObjectNode json = JSON.objectNode();
        json.put("name", cloud.name()).put("enabled", cloud.enabled()).put("priority", cloud.priority());
        json.put(
                "workers",
                seen.workers().stream()
                        .filter(worker ->
                                worker.countsAgainstCaps() && worker.cloud().equals(cloud.name()))
                        .count());
        ObjectNode quota = json.putObject("quota");
        used(
                quota.putObject("instances"),
                cloud.quota().instancesUsed(),
                cloud.quota().instancesMax());
        used(quota.putObject("cores"), cloud.quota().coresUsed(), cloud.quota().coresMax());
        used(
                quota.putObject("ramMiB"),
                cloud.quota().ramMiBUsed(),
                cloud.quota().ramMiBMax());
        return json;
    }

    /** A limit of -1 is no limit, and is left out. */
    private static void used(ObjectNode json, int used, int max) {
        json.put("used", used);
        if (max >= 0) {
            json.put("max", max);
        }
    }

    private void actions(ObjectNode json, List<Deeds.Entry> deeds) {
        ArrayNode actions = json.putArray("lastActions");
        deeds.stream()
                .flatMap(entry -> action(entry).stream())
                .limit(ACTIONS_SHOWN)
                .forEach(actions::add);
        ArrayNode failures = json.putArray("lastFailures");
        deeds.stream()
                .filter(entry -> !entry.deed().done())
                .flatMap(entry -> action(entry).stream())
                .limit(FAILURES_SHOWN)
                .forEach(failures::add);
    }

    private Optional<ObjectNode> action(Deeds.Entry entry) {
        ObjectNode json = JSON.objectNode();
        json.put("at", entry.deed().at().toString());
        json.put("ageSeconds", Duration.between(entry.deed().at(), now).toSeconds());
        json.put("turn", entry.turn());
        json.put("action", entry.deed().action());
        json.put("count", entry.count());
        json.put("where", entry.where());
        json.put("cause", entry.deed().reason().cause().label());
        json.put("causeWords", entry.deed().reason().cause().words());
        json.put("result", entry.result());
        entry.autopsy()
                .ifPresent(cause -> json.put("autopsy", cause.label())
                        .put("autopsyWords", cause.words())
                        .put("autopsyRemedy", cause.remedy()));
        entry.deed().workerIds().forEach(json.putArray("workers")::add);
        return switch (caller.insightInto(entry.owner())) {
            case FULL ->
                Optional.of(json.put("owner", entry.owner())
                        .put("detail", entry.deed().reason().detail())
                        .put("words", entry.deed().words()));
            case MASKED -> Optional.of(json.put("owner", mask.of(entry.owner())));
            case COUNTED -> Optional.empty();
        };
    }
}
