package org.updraft.autoscaler.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.BlindSpot;
import org.updraft.autoscaler.pool.PoolSnapshot;
import org.updraft.autoscaler.pool.Worker;

/**
 * Says which workers leave, one step at a time: a free one is drained and then deleted; a zombie is fenced, looked at again
 * and then deleted; what was seen too badly is left alone. At most one action for a worker.
 */
final class Retirement {

    private final Policy policy;
    private final PoolSnapshot pool;
    private final Lateness lateness;
    private final Set<String> wanted;
    private final Set<String> recalled;

    /**
     * @param wanted workers whose free room a demand needs
     * @param recalled draining workers that a demand needs
     */
    Retirement(Policy policy, PoolSnapshot pool, Lateness lateness, Set<String> wanted, Set<String> recalled) {
        this.policy = policy;
        this.pool = pool;
        this.lateness = lateness;
        this.wanted = wanted;
        this.recalled = recalled;
    }

    List<Action> actions() {
        return pool.workers().stream().flatMap(worker -> judge(worker).stream()).toList();
    }

    private Optional<Action> judge(Worker worker) {
        if (!worker.recorded() && worker.serverId().isPresent()) {
            return adopt(worker, worker.serverId().get());
        }
        return switch (worker.activity()) {
            case Activity.Requested r -> lateness.of(worker).map(late -> new Action.Forget(worker.id(), late));
            case Activity.Building b -> fenceIfLate(worker);
            case Activity.Joining j -> fenceIfLate(worker);
            case Activity.Failed f -> fenceIfLate(worker);
            case Activity.Unseen u -> fenceIfLate(worker);
            case Activity.Stopped s -> fenceIfLate(worker);
            case Activity.Idle idle -> idle(worker, idle);
            case Activity.Busy busy -> busy(worker, busy);
            case Activity.Draining draining -> draining(worker, draining);
            case Activity.Fenced fenced -> fenced(worker, fenced);
            case Activity.Deleting deleting -> deleting(worker, deleting);
            case Activity.Gone gone -> gone(worker);
        };
    }

    private static Optional<Action> adopt(Worker worker, String serverId) {
        boolean doubtful = worker.sight().blindTo().contains(new BlindSpot.Source.OfWorker(worker.id()));
        return doubtful
                ? Optional.empty()
                : Optional.of(new Action.Adopt(worker.id(), serverId, new Reason(Cause.APPEARED, serverId)));
    }

    private Optional<Action> fenceIfLate(Worker worker) {
        return lateness.of(worker)
                .filter(late -> nobodyIsThere(worker))
                .map(late -> new Action.Fence(worker.id(), late));
    }

    private Optional<Action> idle(Worker worker, Activity.Idle idle) {
        if (!worker.sight().ads()
                || !worker.sight().unclaimed()
                || !worker.claims().isEmpty()) {
            return Optional.empty();
        }
        if (worker.retiring().isPresent()) {
            return Optional.of(drain(worker, Activity.How.IF_IDLE, new Reason(Cause.OPERATOR, "")));
        }
        Duration allowed = shorter(worker.keepAlive(), policy.keepAliveMax());
        Duration been = pool.age(idle.since());
        boolean pastIt = been.compareTo(allowed) >= 0 && !justJoined(worker);
        return pastIt && !wanted.contains(worker.id()) && demandIsKnown(worker)
                ? Optional.of(drain(
                        worker,
                        Activity.How.IF_IDLE,
                        new Reason(
                                Cause.IDLE_PAST_KEEP_ALIVE,
                                "idle " + Words.of(been) + ", allowed " + Words.of(allowed))))
                : Optional.empty();
    }

    private boolean justJoined(Worker worker) {
        Duration grace = policy.patience().joinGrace();
        return worker.joinedAt()
                .filter(joined -> pool.age(joined).compareTo(grace) < 0)
                .isPresent();
    }

    /** A schedd that does not answer may have jobs for it; and drained, it could not be deleted before that schedd is back. */
    private static boolean demandIsKnown(Worker worker) {
        return worker.sight().blindTo().stream().noneMatch(source -> source instanceof BlindSpot.Source.OfSchedd);
    }

    /** A job that refuses retirement would be evicted by any order to leave; its worker is left alone until it is idle. */
    private static Optional<Action> busy(Worker worker, Activity.Busy busy) {
        boolean jobsAreKnown = worker.sight().ads() && worker.sight().blindTo().isEmpty();
        return worker.retiring().isPresent() && jobsAreKnown && !busy.refusesRetirement()
                ? Optional.of(drain(
                        worker,
                        Activity.How.PEACEFULLY,
                        new Reason(Cause.OPERATOR, Words.count(busy.jobs(), "job") + " will finish first")))
                : Optional.empty();
    }

    private Optional<Action> draining(Worker worker, Activity.Draining draining) {
        Duration been = pool.age(draining.since());
        if (recalled.contains(worker.id())) {
            return Optional.of(new Action.CancelDrain(
                    worker.id(), new Reason(Cause.WANTED_AGAIN, "draining for " + Words.of(been))));
        }
        if (draining.drained()) {
            return nobodyIsThere(worker) && worker.sight().ads()
                    ? Optional.of(
                            new Action.Delete(worker.id(), new Reason(Cause.DRAINED, "drain " + draining.drainId())))
                    : Optional.empty();
        }
        return switch (draining.how()) {
            case IF_IDLE -> drainLost(worker, been);
            case PEACEFULLY -> offDone(worker, been);
        };
    }

    /**
     * Ads that are fresh and free and do not say drained after so long: the startd restarted, or somebody cancelled. Back to
     * idle, from where it is drained again under a new id if it still is not wanted.
     */
    private Optional<Action> drainLost(Worker worker, Duration been) {
        boolean lost = been.compareTo(policy.patience().drainShown()) > 0
                && worker.sight().ads()
                && worker.sight().unclaimed();
        return lost
                ? Optional.of(new Action.CancelDrain(worker.id(), new Reason(Cause.DRAIN_LOST, Words.of(been))))
                : Optional.empty();
    }

    /** A startd that was ordered off leaves no ad to read, and absence of ads counts only together with a fence. */
    private Optional<Action> offDone(Worker worker, Duration been) {
        boolean done = been.compareTo(policy.patience().offDone()) > 0
                && !worker.sight().ads()
                && nobodyIsThere(worker);
        return done
                ? Optional.of(new Action.Fence(
                        worker.id(),
                        new Reason(Cause.DRAINED, "ordered off " + Words.of(been) + " ago, and its ads are gone")))
                : Optional.empty();
    }

    /** This snapshot was begun after the fence: what it shows is the second look. */
    private Optional<Action> fenced(Worker worker, Activity.Fenced fenced) {
        Duration been = pool.age(fenced.since());
        if (!worker.sight().unclaimed() || !worker.claims().isEmpty()) {
            return Optional.of(new Action.Unfence(
                    worker.id(),
                    new Reason(Cause.JOB_FOUND, Words.count(worker.claims().size(), "claim"))));
        }
        if (nobodyIsThere(worker)) {
            return been.isPositive()
                    ? Optional.of(new Action.Delete(
                            worker.id(), new Reason(Cause.STILL_CLEAR, "fenced " + Words.of(been) + " ago")))
                    : Optional.empty();
        }
        return been.compareTo(policy.patience().fenceMax()) > 0
                ? Optional.of(new Action.Unfence(
                        worker.id(),
                        new Reason(Cause.CANNOT_SEE, "fenced " + Words.of(been) + " ago; " + blindTo(worker))))
                : Optional.empty();
    }

    private Optional<Action> deleting(Worker worker, Activity.Deleting deleting) {
        Duration been = pool.age(deleting.since());
        return been.compareTo(policy.patience().deleteAgain()) > 0
                        && worker.sight().server()
                ? Optional.of(new Action.Delete(worker.id(), new Reason(Cause.STILL_THERE, Words.of(been))))
                : Optional.empty();
    }

    /** A slot ad that outlived its machine does not count, a schedd's word does. */
    private static Optional<Action> gone(Worker worker) {
        return worker.sight().server() && worker.claims().isEmpty() && demandIsKnown(worker)
                ? Optional.of(new Action.Forget(
                        worker.id(),
                        new Reason(Cause.SERVER_GONE, worker.serverId().orElse(""))))
                : Optional.empty();
    }

    private static boolean nobodyIsThere(Worker worker) {
        return worker.sight().wholeAndUnclaimed() && worker.claims().isEmpty();
    }

    private static String blindTo(Worker worker) {
        Set<BlindSpot.Source> blind = worker.sight().blindTo();
        return blind.isEmpty()
                ? "its server was not seen"
                : "blind: "
                        + String.join(
                                ", ",
                                blind.stream()
                                        .map(BlindSpot.Source::label)
                                        .sorted()
                                        .toList());
    }

    private static Action drain(Worker worker, Activity.How how, Reason reason) {
        return new Action.Drain(worker.id(), how, reason);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
