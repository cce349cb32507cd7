package org.updraft.autoscaler.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.updraft.autoscaler.ledger.Turn;
import org.updraft.autoscaler.ledger.TurnJson;
import org.updraft.autoscaler.plan.Action;
import org.updraft.autoscaler.plan.Cause;
import org.updraft.autoscaler.plan.Remedy;
import org.updraft.autoscaler.plan.Unmet;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.BlindSpot;
import org.updraft.autoscaler.pool.Demand;
import org.updraft.autoscaler.pool.Worker;
import org.updraft.htcondor.Claim;
import org.updraft.htcondor.JobGroup;

/**
 * Workers and demands of one turn as JSON, as much of each as the caller may see. Instants are ISO 8601 in UTC; lengths of
 * time are seconds, measured at {@code now}.
 */
final class Views {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Turn turn;
    private final Instant now;
    private final Caller caller;
    private final Mask mask;

    Views(Turn turn, Instant now, Caller caller, Mask mask) {
        this.turn = turn;
        this.now = now;
        this.caller = caller;
        this.mask = mask;
    }

    /** {@code workers} in full or masked, and what others have, in sums by activity. */
    ObjectNode workers() {
        ObjectNode json = JSON.objectNode();
        ArrayNode shown = json.putArray("workers");
        Map<String, Integer> others = new TreeMap<>();
        for (Worker worker : turn.seen().workers()) {
            worker(worker)
                    .ifPresentOrElse(
                            shown::add, () -> others.merge(TurnJson.activity(worker.activity()), 1, Integer::sum));
        }
        others.forEach(json.putObject("others")::put);
        return json;
    }

    /** {@code demands} in full or masked, and the others' waiting jobs by cause. */
    ObjectNode demands() {
        ObjectNode json = JSON.objectNode();
        ArrayNode shown = json.putArray("demands");
        Map<String, Integer> others = new TreeMap<>();
        for (Demand demand : turn.seen().demands()) {
            demand(demand)
                    .ifPresentOrElse(
                            shown::add,
                            () -> causes(demand)
                                    .forEach((cause, jobs) -> others.merge(cause.label(), jobs, Integer::sum)));
        }
        others.forEach(json.putObject("others")::put);
        return json;
    }

    /** Empty if the caller sees it in sums only. */
    Optional<ObjectNode> worker(Worker worker) {
        return switch (caller.insightInto(worker.owner())) {
            case FULL -> Optional.of(whose(plain(worker), worker));
            case MASKED -> Optional.of(plain(worker).put("owner", mask.of(worker.owner())));
            case COUNTED -> Optional.empty();
        };
    }

    Optional<ObjectNode> demand(Demand demand) {
        return switch (caller.insightInto(demand.owner())) {
            case FULL -> Optional.of(full(demand));
            case MASKED -> Optional.of(masked(demand));
            case COUNTED -> Optional.empty();
        };
    }

    private ObjectNode plain(Worker worker) {
        ObjectNode json = JSON.objectNode();
        json.put("id", worker.id());
        json.put("name", worker.name());
        json.put("cloud", worker.cloud());
        json.put("flavor", worker.flavorName());
        worker.serverId().ifPresent(id -> json.put("server", id));
        json.put("activity", TurnJson.activity(worker.activity()));
        since(worker.activity())
                .ifPresent(since -> json.put("since", since.toString()).put("sinceSeconds", seconds(since)));
        json.put("jobs", worker.jobs());
        json.put("requestedAt", worker.requestedAt().toString());
        json.put("ageSeconds", seconds(worker.requestedAt()));
        worker.joinedAt().ifPresent(at -> json.put("joinedAt", at.toString()));
        json.put("keepAliveSeconds", worker.keepAlive().toSeconds());
        if (worker.activity() instanceof Activity.Idle idle) {
            json.put("idleUntil", idle.since().plus(worker.keepAlive()).toString());
        }
        worker.retiring().ifPresent(at -> json.put("retiringAt", at.toString()));
        json.set("shape", TurnJson.shape(worker.shape()));
        json.set("free", TurnJson.shape(worker.free()));
        ArrayNode blind = json.putArray("blindTo");
        worker.sight().blindTo().stream().map(BlindSpot.Source::label).sorted().forEach(blind::add);
        return json;
    }

    private static ObjectNode whose(ObjectNode json, Worker worker) {
        json.put("owner", worker.owner());
        json.put("vmType", worker.vmType());
        json.put("demand", worker.demandKey());
        worker.flaw()
                .map(flaw -> TurnJson.bounded(flaw.words()))
                .or(() -> words(worker.activity()))
                .ifPresent(words -> json.put("words", words));
        ArrayNode claims = json.putArray("claims");
        for (Claim claim : worker.claims()) {
            claims.addObject()
                    .put("schedd", claim.schedd())
                    .put("job", claim.id().toString())
                    .put("owner", claim.owner());
        }
        return json;
    }

    private ObjectNode masked(Demand demand) {
        ObjectNode json = JSON.objectNode();
        json.put("owner", mask.of(demand.owner()));
        counts(json, demand);
        ArrayNode unmet = json.putArray("unmet");
        causes(demand)
                .forEach((cause, jobs) -> because(unmet.addObject(), cause).put("count", jobs));
        return json;
    }

    private ObjectNode full(Demand demand) {
        ObjectNode json = JSON.objectNode();
        json.put("key", demand.key());
        json.put("owner", demand.owner());
        json.put("vmType", demand.vmType());
        counts(json, demand);
        ArrayNode groups = json.putArray("groups");
        for (JobGroup group : demand.groups()) {
            groups.addObject()
                    .put("schedd", group.schedd())
                    .put("count", group.count())
                    .put("first", group.first().toString())
                    .put("last", group.last().toString());
        }
        ArrayNode unmet = json.putArray("unmet");
        for (Unmet wish : turn.plan().unmet()) {
            if (wish.demandKey().equals(demand.key())) {
                because(unmet.addObject(), wish.reason().cause())
                        .put("detail", TurnJson.bounded(wish.reason().detail()))
                        .put("count", wish.count());
            }
        }
        return json;
    }

    private void counts(ObjectNode json, Demand demand) {
        json.put("count", demand.count());
        json.set("shape", TurnJson.shape(demand.shape()));
        json.put("since", demand.since().toString());
        json.put("sinceSeconds", seconds(demand.since()));
        json.put(
                "starting",
                turn.seen().workers().stream()
                        .filter(worker ->
                                worker.isStarting() && worker.demandKey().equals(demand.key()))
                        .count());
        json.put("ordered", ordered(demand));
    }

    /** Workers that this turn asked for. */
    private int ordered(Demand demand) {
        int count = 0;
        for (Action action : turn.plan().actions()) {
            if (action instanceof Action.Boot boot && boot.demandKey().equals(demand.key())) {
                count += boot.count();
            }
        }
        return count;
    }

    /** Jobs of a demand by why they wait; those that no cause names wait for what this turn does. */
    Map<Cause, Integer> causes(Demand demand) {
        Map<Cause, Integer> causes = new TreeMap<>();
        int rest = demand.count();
        for (Unmet wish : turn.plan().unmet()) {
            if (wish.demandKey().equals(demand.key())) {
                causes.merge(wish.reason().cause(), wish.count(), Integer::sum);
                rest -= wish.count();
            }
        }
        if (rest > 0) {
            causes.merge(Cause.JOBS_WAIT, rest, Integer::sum);
        }
        return causes;
    }

    static ObjectNode because(ObjectNode json, Cause cause) {
        json.put("cause", cause.label()).put("words", cause.words());
        Remedy.of(cause).ifPresent(words -> json.put("remedy", words));
        return json;
    }

    private long seconds(Instant then) {
        return Duration.between(then, now).toSeconds();
    }

    private static Optional<Instant> since(Activity activity) {
        return switch (activity) {
            case Activity.Requested a -> Optional.of(a.since());
            case Activity.Building a -> Optional.of(a.since());
            case Activity.Joining a -> Optional.of(a.since());
            case Activity.Idle a -> Optional.of(a.since());
            case Activity.Busy a -> Optional.empty();
            case Activity.Draining a -> Optional.of(a.since());
            case Activity.Fenced a -> Optional.of(a.since());
            case Activity.Deleting a -> Optional.of(a.since());
            case Activity.Stopped a -> Optional.of(a.since());
            case Activity.Unseen a -> Optional.of(a.since());
            case Activity.Failed a -> Optional.of(a.since());
            case Activity.Gone a -> Optional.of(a.since());
        };
    }

    private static Optional<String> words(Activity activity) {
        return switch (activity) {
            case Activity.Stopped stopped -> Optional.of(TurnJson.bounded(stopped.status()));
            case Activity.Failed failed -> Optional.of(TurnJson.bounded(failed.fault()));
            case Activity.Busy busy when busy.refusesRetirement() -> Optional.of("left alone until its jobs are done");
            case Activity.Busy busy -> Optional.empty();
            case Activity.Draining draining -> Optional.of(draining.drained() ? "empty" : "not empty yet");
            case Activity.Requested a -> Optional.empty();
            case Activity.Building a -> Optional.empty();
            case Activity.Joining a -> Optional.empty();
            case Activity.Idle a -> Optional.empty();
            case Activity.Fenced a -> Optional.empty();
            case Activity.Deleting a -> Optional.empty();
            case Activity.Unseen a -> Optional.empty();
            case Activity.Gone a -> Optional.empty();
        };
    }
}
