package org.updraft.autoscaler.ledger;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.updraft.autoscaler.plan.Action;
import org.updraft.autoscaler.plan.Alert;
import org.updraft.autoscaler.plan.Offer;
import org.updraft.autoscaler.plan.Plan;
import org.updraft.autoscaler.plan.Reason;
import org.updraft.autoscaler.plan.Unmet;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.BlindSpot;
import org.updraft.autoscaler.pool.CloudView;
import org.updraft.autoscaler.pool.Demand;
import org.updraft.autoscaler.pool.PoolSnapshot;
import org.updraft.autoscaler.pool.Shape;
import org.updraft.autoscaler.pool.Worker;
import org.updraft.openstack.Belonging;

/**
 * Turns as JSON, written out by hand: others read it (ledger, HTTP API, cron), so a renamed field of ours must not rename
 * it there. Causes stand by their labels, durations in seconds, words are cut at {@value #WORDS_CHARS_MAX} characters.
 */
public final class TurnJson {

    private static final int WORDS_CHARS_MAX = 2000;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private TurnJson() {}

    /** Counts of what was seen. */
    public static ObjectNode digest(PoolSnapshot seen) {
        ObjectNode json = JSON.objectNode();
        json.put("demands", seen.demands().size());
        json.put("jobsWaiting", seen.demands().stream().mapToInt(Demand::count).sum());
        json.put("workers", seen.workers().size());
        ObjectNode byActivity = json.putObject("activities");
        Map<String, Integer> counts = new TreeMap<>();
        seen.workers().forEach(worker -> counts.merge(activity(worker.activity()), 1, Integer::sum));
        counts.forEach(byActivity::put);
        ObjectNode clouds = json.putObject("clouds");
        seen.clouds().forEach(cloud -> clouds.set(cloud.name(), cloud(cloud, seen.workers())));
        ArrayNode blind = json.putArray("blindSpots");
        seen.blindSpots().forEach(spot -> blind.add(blindSpot(spot)));
        seen.frozen().ifPresent(why -> json.put("frozen", bounded(why)));
        return json;
    }

    /** Actions in their order, who waits and why, and what PlanCheck found. */
    public static ObjectNode plan(Plan plan, List<String> violations) {
        ObjectNode json = JSON.objectNode();
        ArrayNode actions = json.putArray("actions");
        plan.actions().forEach(action -> actions.add(action(action)));
        ArrayNode unmet = json.putArray("unmet");
        plan.unmet().forEach(wish -> unmet.add(unmet(wish)));
        if (!plan.alerts().isEmpty()) {
            ArrayNode alerts = json.putArray("alerts");
            plan.alerts().forEach(alert -> alerts.add(alert(alert)));
        }
        if (!violations.isEmpty()) {
            ArrayNode broken = json.putArray("violations");
            violations.forEach(violation -> broken.add(bounded(violation)));
        }
        return json;
    }

    public static ArrayNode outcomes(List<Outcome> outcomes) {
        ArrayNode json = JSON.arrayNode();
        for (Outcome outcome : outcomes) {
            ObjectNode one = json.addObject();
            one.set("action", action(outcome.action()));
            one.put("result", outcome.result().name().toLowerCase(Locale.ROOT));
            ArrayNode workers = one.putArray("workers");
            outcome.workerIds().forEach(workers::add);
            one.put("words", bounded(outcome.words()));
            outcome.autopsy().ifPresent(cause -> one.put("autopsy", cause.label()));
        }
        return json;
    }

    public static ObjectNode action(Action action) {
        ObjectNode json = switch (action) {
            case Action.Boot boot -> boot(boot);
            case Action.Adopt adopt -> of(action, adopt.workerId()).put("server", adopt.serverId());
            case Action.Drain drain -> of(action, drain.workerId()).put("how", how(drain.how()));
            case Action.CancelDrain cancel -> of(action, cancel.workerId());
            case Action.Fence fence -> of(action, fence.workerId());
            case Action.Unfence unfence -> of(action, unfence.workerId());
            case Action.Delete delete -> of(action, delete.workerId());
            case Action.Forget forget -> of(action, forget.workerId());
            case Action.ForgetAd ad ->
                JSON.objectNode()
                        .put("action", kind(ad))
                        .put("machine", ad.machine())
                        .put("server", ad.serverId());
            case Action.Collect collect -> collect(collect);
        };
        return because(json, action.reason());
    }

    /** One word for an action: {@code boot}, {@code cancel-drain}, … */
    public static String kind(Action action) {
        return switch (action) {
            case Action.Boot a -> "boot";
            case Action.Adopt a -> "adopt";
            case Action.Drain a -> "drain";
            case Action.CancelDrain a -> "cancel-drain";
            case Action.Fence a -> "fence";
            case Action.Unfence a -> "unfence";
            case Action.Delete a -> "delete";
            case Action.Forget a -> "forget";
            case Action.ForgetAd a -> "forget-ad";
            case Action.Collect a -> "collect";
        };
    }

    public static ObjectNode alert(Alert alert) {
        return because(JSON.objectNode().put("subject", bounded(alert.subject())), alert.reason());
    }

    public static ObjectNode unmet(Unmet unmet) {
        return because(JSON.objectNode().put("demand", unmet.demandKey()).put("count", unmet.count()), unmet.reason());
    }

    /** One word for what a worker is doing: {@code idle}, {@code draining}, … */
    public static String activity(Activity activity) {
        return switch (activity) {
            case Activity.Requested a -> "requested";
            case Activity.Building a -> "building";
            case Activity.Joining a -> "joining";
            case Activity.Idle a -> "idle";
            case Activity.Busy a -> "busy";
            case Activity.Draining a -> "draining";
            case Activity.Fenced a -> "fenced";
            case Activity.Deleting a -> "deleting";
            case Activity.Stopped a -> "stopped";
            case Activity.Unseen a -> "unseen";
            case Activity.Failed a -> "failed";
            case Activity.Gone a -> "gone";
        };
    }

    private static ObjectNode boot(Action.Boot boot) {
        Offer offer = boot.offer();
        ObjectNode json = JSON.objectNode().put("action", kind(boot));
        json.put("count", boot.count());
        json.put("demand", boot.demandKey());
        json.put("owner", boot.owner());
        json.put("vmType", boot.vmType());
        json.put("cloud", offer.cloud());
        json.set("image", named(offer.image().id(), offer.image().name()));
        json.set("flavor", named(offer.flavor().id(), offer.flavor().name()));
        json.set("shape", shape(offer.shape()));
        json.put("keepAliveSeconds", boot.keepAlive().toSeconds());
        if (!offer.securityGroups().isEmpty()) {
            offer.securityGroups().forEach(json.putArray("securityGroups")::add);
        }
        offer.keyName().ifPresent(name -> json.put("keyName", name));
        json.put("template", offer.templateHash());
        return json;
    }

    private static ObjectNode collect(Action.Collect collect) {
        Belonging thing = collect.leftover().thing();
        ObjectNode json = JSON.objectNode().put("action", kind(collect));
        json.put("cloud", collect.leftover().cloud());
        json.put("kind", kind(thing.kind()));
        return json.put("id", thing.id()).put("server", thing.serverId());
    }

    /** {@code port} or {@code floating-ip}. */
    public static String kind(Belonging.Kind kind) {
        return switch (kind) {
            case PORT -> "port";
            case FLOATING_IP -> "floating-ip";
        };
    }

    private static ObjectNode of(Action action, String workerId) {
        return JSON.objectNode().put("action", kind(action)).put("worker", workerId);
    }

    private static ObjectNode because(ObjectNode json, Reason reason) {
        json.put("cause", reason.cause().label());
        return json.put("detail", bounded(reason.detail()));
    }

    private static ObjectNode cloud(CloudView cloud, List<Worker> workers) {
        ObjectNode json = JSON.objectNode();
        json.put("enabled", cloud.enabled());
        json.put(
                "workers",
                workers.stream()
                        .filter(worker ->
                                worker.countsAgainstCaps() && worker.cloud().equals(cloud.name()))
                        .count());
        json.put("instancesUsed", cloud.quota().instancesUsed());
        json.put("instancesMax", cloud.quota().instancesMax());
        json.put("coresUsed", cloud.quota().coresUsed());
        json.put("coresMax", cloud.quota().coresMax());
        return json;
    }

    public static ObjectNode blindSpot(BlindSpot spot) {
        ObjectNode json = JSON.objectNode().put("source", spot.source().label());
        return json.put("since", spot.since().toString()).put("words", bounded(spot.words()));
    }

    public static ObjectNode shape(Shape shape) {
        ObjectNode json = JSON.objectNode().put("cpus", shape.cpus()).put("memoryMiB", shape.memoryMiB());
        return json.put("diskGiB", shape.diskGiB()).put("gpus", shape.gpus());
    }

    private static ObjectNode named(String id, String name) {
        return JSON.objectNode().put("id", id).put("name", name);
    }

    private static String how(Activity.How how) {
        return switch (how) {
            case IF_IDLE -> "if-idle";
            case PEACEFULLY -> "peacefully";
        };
    }

    /** Cuts words from outside at {@value #WORDS_CHARS_MAX} characters. */
    public static String bounded(String text) {
        return text.length() <= WORDS_CHARS_MAX ? text : text.substring(0, WORDS_CHARS_MAX) + " …";
    }
}
