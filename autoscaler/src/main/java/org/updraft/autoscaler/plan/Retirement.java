package org.updraft.autoscaler.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.BlindSpot;
import org.updraft.autoscaler.pool.Flaw;
import org.updraft.autoscaler.pool.PoolSnapshot;
import org.updraft.autoscaler.pool.Stray;
import org.updraft.autoscaler.pool.Worker;

/**
 * Says which workers leave, one step at a time: a free one is drained and then deleted; a zombie is fenced, looked at again
 * and then deleted; what was seen too badly is left alone. At most one action for a worker.
 */
final class Retirement {

    private final Policy policy;
    private final PoolSnapshot pool;
    private final Policy.Zombies limits;
    private final Lateness lateness;
    private final Grounds grounds;
    private final Marks marks;
    private final Placement.Placed placed;

    Retirement(Policy policy, PoolSnapshot pool, Lateness lateness, Placement.Placed placed) {
        this.policy = policy;
        this.pool = pool;
        this.limits = policy.patience().zombies();
        this.lateness = lateness;
        this.grounds = new Grounds(policy, pool);
        this.marks = new Marks(pool, limits);
        this.placed = placed;
    }

    List<Action> actions() {
        return Stream.concat(
                        pool.workers().stream().flatMap(worker -> judge(worker).stream()),
                        pool.strays().stream().flatMap(stray -> ghost(stray).stream()))
                .toList();
    }

    private Optional<Action> judge(Worker worker) {
        if (!worker.recorded() && worker.serverId().isPresent()) {
            return adopt(worker, worker.serverId().get());
        }
        if (marks.isKept(worker) && !isAtWork(worker.activity())) {
            return Optional.empty();
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
        Optional<Action> fence = fenceIfLate(worker);
        if (fence.isPresent() || !canBeDrained(worker)) {
            return fence;
        }
        return grounds.toEmpty(worker)
                .or(() -> demandIsKnown(worker) ? tired(worker, idle) : Optional.empty())
                .map(reason -> drain(worker, Activity.How.IF_IDLE, reason));
    }

    /** Where two machines have one name, an order to one may reach the other. */
    private static boolean canBeDrained(Worker worker) {
        return worker.sight().ads()
                && worker.sight().unclaimed()
                && worker.claims().isEmpty()
                && !worker.sight().blindTo().contains(new BlindSpot.Source.OfWorker(worker.id()))
                && !(worker.flaw().orElse(null) instanceof Flaw.Twin);
    }

    /** Idle for longer than it may; a shorter keep-alive does not hide that the jobs beside it are its own. */
    private Optional<Reason> tired(Worker worker, Activity.Idle idle) {
        Duration been = pool.age(idle.since());
        if (placed.besideOwn().contains(worker.id())) {
            return been.compareTo(limits.useless()) >= 0
                    ? Optional.of(new Reason(
                            Cause.USELESS,
                            "idle " + Words.of(been) + " beside jobs of demand " + worker.demandKey() + ", allowed "
                                    + Words.of(limits.useless())))
                    : Optional.empty();
        }
        Duration allowed = shorter(worker.keepAlive(), policy.keepAliveMax());
        boolean pastIt = been.compareTo(allowed) >= 0 && !justJoined(worker);
        return pastIt && !placed.wanted().contains(worker.id())
                ? Optional.of(new Reason(
                        Cause.IDLE_PAST_KEEP_ALIVE, "idle " + Words.of(been) + ", allowed " + Words.of(allowed)))
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

    /**
     * A job that refuses retirement would be evicted by any order to leave; its worker is left alone until it is idle. So is a
     * rebuilt one: what is said to run there may be a claim that outlived its machine.
     */
    private Optional<Action> busy(Worker worker, Activity.Busy busy) {
        boolean jobsAreKnown = worker.sight().ads() && worker.sight().blindTo().isEmpty();
        return jobsAreKnown && !busy.refusesRetirement() && !worker.isNotAsMade()
                ? grounds.toEmpty(worker)
                        .map(reason -> drain(
                                worker,
                                Activity.How.PEACEFULLY,
                                new Reason(
                                        reason.cause(),
                                        (reason.detail().isEmpty() ? "" : reason.detail() + "; ")
                                                + Words.count(busy.jobs(), "job") + " will finish first")))
                : Optional.empty();
    }

    private Optional<Action> draining(Worker worker, Activity.Draining draining) {
        Duration been = pool.age(draining.since());
        if (placed.recalled().contains(worker.id())) {
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
     * Ads that are fresh and do not say drained after so long: the startd restarted, somebody cancelled, or slots stay that no
     * schedd knows a job in. Back to where it was, from where it is drained again under a new id if it still is not wanted.
     * Where the ads are gone there is nobody to take it back from, and a fence goes before the delete.
     */
    private Optional<Action> drainLost(Worker worker, Duration been) {
        if (!worker.sight().ads()) {
            return been.compareTo(limits.drainStuck()) > 0 && nobodyIsThere(worker)
                    ? Optional.of(new Action.Fence(
                            worker.id(), new Reason(Cause.DRAIN_STUCK, Words.of(been) + ", and its ads are gone")))
                    : Optional.empty();
        }
        if (worker.sight().unclaimed()) {
            return been.compareTo(policy.patience().drainShown()) > 0
                    ? Optional.of(new Action.CancelDrain(worker.id(), new Reason(Cause.DRAIN_LOST, Words.of(been))))
                    : Optional.empty();
        }
        boolean nobodyKnowsAJob =
                worker.claims().isEmpty() && worker.sight().blindTo().isEmpty();
        return nobodyKnowsAJob && been.compareTo(limits.drainStuck()) > 0
                ? Optional.of(new Action.CancelDrain(
                        worker.id(), new Reason(Cause.DRAIN_STUCK, Words.of(been) + ", and a slot is still claimed")))
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
        Duration allowed = policy.patience().deleteAgain().multipliedBy(Math.max(1, deleting.asked()));
        return been.compareTo(allowed) > 0 && worker.sight().server()
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

    /** Its ads delay matches and mislead people. One that was heard of lately is alive, whatever it says of its server. */
    private Optional<Action> ghost(Stray stray) {
        boolean dead = stray.gone()
                && !stray.claimed()
                && stray.blindTo().isEmpty()
                && pool.age(stray.heard()).compareTo(limits.ghost()) > 0;
        return dead
                ? Optional.of(new Action.ForgetAd(
                        stray.machine(),
                        stray.serverId(),
                        stray.heard(),
                        new Reason(Cause.GHOST_AD, "not renewed for " + Words.of(pool.age(stray.heard())))))
                : Optional.empty();
    }

    /** Of a black hole: what it still does must be brought to an end; all else would take away what is to be looked into. */
    private static boolean isAtWork(Activity activity) {
        return switch (activity) {
            case Activity.Idle i -> true;
            case Activity.Busy b -> true;
            case Activity.Fenced f -> true;
            case Activity.Deleting d -> true;
            case Activity.Gone g -> true;
            case Activity.Draining d -> false;
            case Activity.Stopped s -> false;
            case Activity.Unseen u -> false;
            case Activity.Failed f -> false;
            case Activity.Requested r -> true;
            case Activity.Building b -> true;
            case Activity.Joining j -> true;
        };
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
