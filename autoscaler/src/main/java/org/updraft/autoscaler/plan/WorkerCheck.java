package org.updraft.autoscaler.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.BlindSpot;
import org.updraft.autoscaler.pool.Flaw;
import org.updraft.autoscaler.pool.PoolSnapshot;
import org.updraft.autoscaler.pool.Stray;
import org.updraft.autoscaler.pool.Worker;
import org.updraft.htcondor.Claim;

/** Asks again, of each action on a worker, whether it was seen well enough: the table of what each action needs. */
final class WorkerCheck {

    private static final Set<String> LEFT_FOR_GOOD =
            Set.of("SHUTOFF", "PAUSED", "SUSPENDED", "SHELVED", "SHELVED_OFFLOADED");

    private final PoolSnapshot pool;
    private final Policy policy;

    WorkerCheck(PoolSnapshot pool, Policy policy) {
        this.pool = pool;
        this.policy = policy;
    }

    /** What speaks against it; empty if nothing does. */
    Optional<String> objection(Action action, Worker worker) {
        if (!(action instanceof Action.Adopt)
                && !worker.recorded()
                && worker.serverId().isPresent()) {
            return Optional.of("the ledger does not know its server; it must be adopted first");
        }
        return switch (action) {
            case Action.Boot b -> Optional.empty();
            case Action.Adopt adopt -> adopt(adopt, worker);
            case Action.Drain drain ->
                switch (drain.how()) {
                    case IF_IDLE -> drainIfIdle(worker);
                    case PEACEFULLY -> drainPeacefully(worker);
                };
            case Action.CancelDrain c ->
                unless(
                        worker.activity() instanceof Activity.Draining draining
                                && draining.how() == Activity.How.IF_IDLE,
                        "no drain that could be taken back is going on");
            case Action.Fence f -> fence(worker);
            case Action.Unfence u -> unless(worker.activity() instanceof Activity.Fenced, "it is not fenced");
            case Action.Delete d -> delete(worker);
            case Action.Forget f -> forget(worker);
            case Action.ForgetAd f -> Optional.of("it is a worker");
            case Action.Collect c -> Optional.of("it is a worker");
        };
    }

    /** Of an ad that belongs to no worker: its server is gone, nobody claims it, it has been silent, and it is nobody's of ours. */
    Optional<String> objection(Action.ForgetAd forget) {
        Optional<Stray> stray = pool.strays().stream()
                .filter(ad ->
                        ad.machine().equals(forget.machine()) && ad.serverId().equals(forget.serverId()))
                .findFirst();
        if (stray.isEmpty()) {
            return Optional.of("no such ad was seen");
        }
        return unless(stray.get().gone(), "its server is not known to be gone")
                .or(() -> unless(!stray.get().claimed(), "a job is claimed there"))
                .or(() -> unless(stray.get().blindTo().isEmpty(), "some who could know a job there do not answer"))
                .or(() -> unless(
                        isOver(stray.get().heard(), policy.patience().zombies().ghost()), "it was heard of lately"))
                .or(() -> unless(
                        pool.workers().stream()
                                .noneMatch(worker -> worker.serverId().equals(Optional.of(forget.serverId()))),
                        "a worker has that server"));
    }

    private static Optional<String> adopt(Action.Adopt adopt, Worker worker) {
        return unless(!worker.recorded(), "the ledger knows its server")
                .or(() -> unless(worker.serverId().equals(Optional.of(adopt.serverId())), "its server is another one"))
                .or(() -> unless(
                        !worker.sight().blindTo().contains(new BlindSpot.Source.OfWorker(worker.id())),
                        "its sources contradict each other"));
    }

    private static Optional<String> drainIfIdle(Worker worker) {
        if (worker.flaw().orElse(null) instanceof Flaw.Twin
                || worker.sight().blindTo().contains(new BlindSpot.Source.OfWorker(worker.id()))) {
            return Optional.of("another machine may have its name, and would be drained in its place");
        }
        return unless(worker.activity() instanceof Activity.Idle, "it is not idle")
                .or(() -> unless(worker.sight().ads(), "its own ad was not seen"))
                .or(() -> unclaimed(worker));
    }

    private static Optional<String> drainPeacefully(Worker worker) {
        boolean evicts = worker.claims().stream().anyMatch(Claim::refusesRetirement)
                || (worker.activity() instanceof Activity.Busy busy && busy.refusesRetirement());
        return unless(
                        worker.activity() instanceof Activity.Idle || worker.activity() instanceof Activity.Busy,
                        "it is not in the pool")
                .or(() -> unless(!evicts, "a job there has a MaxJobRetirementTime of its own and would be evicted"))
                .or(() -> unless(worker.sight().ads(), "its ads were not seen"))
                .or(() -> seesAll(worker));
    }

    private Optional<String> fence(Worker worker) {
        return unless(worker.serverId().isPresent(), "it has no server")
                .or(() -> unclaimed(worker))
                .or(() -> unless(worker.sight().server(), "its server was not seen"))
                .or(() -> seesAll(worker))
                .or(() -> unless(isStuck(worker), "it is no zombie, or not for long enough"));
    }

    private boolean isStuck(Worker worker) {
        return isNotAsMade(worker) || isStuckAsItIs(worker);
    }

    /** A twin may go wherever it stands, a rebuilt one if it is not in the pool: else it is to be drained. */
    private boolean isNotAsMade(Worker worker) {
        Policy.Zombies limits = policy.patience().zombies();
        boolean over = worker.flaw()
                .filter(flaw -> switch (flaw) {
                    case Flaw.Twin twin -> isOver(twin.since(), limits.twin());
                    case Flaw.Rebuilt rebuilt ->
                        isOver(rebuilt.since(), limits.rebuilt())
                                && !worker.sight().ads();
                    case Flaw.BlackHole h -> false;
                })
                .isPresent();
        return over
                && !(worker.activity() instanceof Activity.Busy)
                && !(worker.activity() instanceof Activity.Draining)
                && !(worker.activity() instanceof Activity.Deleting);
    }

    private boolean isStuckAsItIs(Worker worker) {
        Policy.Patience patience = policy.patience();
        Policy.CloudPolicy cloud = policy.clouds().get(worker.cloud());
        return switch (worker.activity()) {
            case Activity.Building(Instant since) -> cloud != null && isOver(since, cloud.buildWithin());
            case Activity.Joining(Instant since) -> cloud != null && isOver(since, cloud.joinWithin());
            case Activity.Unseen(Instant since) -> isOver(since, patience.unseen());
            case Activity.Stopped(Instant since, String status) ->
                LEFT_FOR_GOOD.contains(status)
                        && isOver(since, patience.zombies().stopped());
            case Activity.Failed f -> true;
            case Activity.Draining draining ->
                !worker.sight().ads()
                        && (draining.how() == Activity.How.PEACEFULLY
                                || isOver(draining.since(), patience.zombies().drainStuck()));
            case Activity.Requested r -> false;
            case Activity.Idle i -> false;
            case Activity.Busy b -> false;
            case Activity.Fenced f -> false;
            case Activity.Deleting d -> false;
            case Activity.Gone g -> false;
        };
    }

    private Optional<String> delete(Worker worker) {
        if (worker.activity() instanceof Activity.Deleting) {
            return unless(worker.serverId().isPresent(), "it has no server");
        }
        Optional<String> evidence = switch (worker.activity()) {
            case Activity.Draining draining ->
                unless(draining.drained(), "its slots do not all show our drain")
                        .or(() -> unless(worker.sight().ads(), "its ads were not seen"))
                        .or(() -> kept(worker));
            case Activity.Fenced fenced ->
                unless(fenced.since().isBefore(pool.takenAt()), "it has not been looked at since it was fenced");
            default -> Optional.of("it is neither drained nor fenced");
        };
        return evidence.or(() -> unless(worker.serverId().isPresent(), "it has no server"))
                .or(() -> unclaimed(worker))
                .or(() -> unless(worker.sight().server(), "its server was not seen"))
                .or(() -> seesAll(worker));
    }

    /** Of the black holes of one kind, one is left to be looked into. */
    private Optional<String> kept(Worker worker) {
        Duration keep = policy.patience().zombies().blackHole().keep();
        boolean isToBeKept = worker.isBlackHole()
                && worker.retiring().isEmpty()
                && !isOver(worker.flaw().orElseThrow().since(), keep)
                && pool.workers().stream()
                        .noneMatch(other -> other.isBlackHole()
                                && !other.id().equals(worker.id())
                                && other.demandKey().equals(worker.demandKey())
                                && other.combination().equals(worker.combination()));
        return unless(!isToBeKept, "it is a black hole, which is kept to be looked into");
    }

    private Optional<String> forget(Worker worker) {
        boolean scheddsAnswered =
                worker.sight().blindTo().stream().noneMatch(BlindSpot.Source.OfSchedd.class::isInstance);
        if (worker.activity() instanceof Activity.Gone) {
            return unless(worker.sight().server(), "its cloud was not asked")
                    .or(() -> unless(worker.claims().isEmpty(), "a job is still claimed there"))
                    .or(() -> unless(scheddsAnswered, "a schedd that could know a job there does not answer"));
        }
        if (worker.activity() instanceof Activity.Requested(Instant since, int listings)) {
            return unless(worker.serverId().isEmpty(), "it has a server")
                    .or(() -> unless(
                            listings >= 2 && isOver(since, policy.patience().settle()), "its server may still appear"));
        }
        return Optional.of("its server is there");
    }

    private boolean isOver(Instant since, Duration limit) {
        return Duration.between(since, pool.takenAt()).compareTo(limit) > 0;
    }

    private static Optional<String> unclaimed(Worker worker) {
        return unless(worker.sight().unclaimed() && worker.claims().isEmpty(), "a job is claimed there");
    }

    private static Optional<String> seesAll(Worker worker) {
        return unless(worker.sight().blindTo().isEmpty(), "some who could know a job there do not answer");
    }

    private static Optional<String> unless(boolean holds, String objection) {
        return holds ? Optional.empty() : Optional.of(objection);
    }
}
