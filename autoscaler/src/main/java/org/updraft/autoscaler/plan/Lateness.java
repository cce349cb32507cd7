package org.updraft.autoscaler.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.Flaw;
import org.updraft.autoscaler.pool.PoolSnapshot;
import org.updraft.autoscaler.pool.Worker;
import org.updraft.openstack.Shortage;

/** Tells a zombie: a worker that has been longer than allowed in a state that it should leave by itself. */
final class Lateness {

    /** A server may be missing from one listing; two that were complete are believed. */
    private static final int LISTINGS = 2;

    /**
     * What somebody may leave a server in for good. In rescue, or while it is resized or migrated, somebody is at work on it,
     * and its machine may well run: that is reported and left to whoever does it.
     */
    private static final Set<String> ENDS_IF_STOPPED =
            Set.of("SHUTOFF", "PAUSED", "SUSPENDED", "SHELVED", "SHELVED_OFFLOADED");

    private final Policy policy;
    private final PoolSnapshot pool;

    Lateness(Policy policy, PoolSnapshot pool) {
        this.policy = policy;
        this.pool = pool;
    }

    /** True for a state of a stopped server that it is given up for after its limit. */
    static boolean endsIfStopped(String status) {
        return ENDS_IF_STOPPED.contains(status);
    }

    /** Why nothing is expected of it any more; empty if it is within its limit, or has none. */
    Optional<Reason> of(Worker worker) {
        return notAsMade(worker).or(() -> byActivity(worker));
    }

    /** A server that is not the one we made serves nobody, wherever it stands; where it has joined it is drained, if it is idle. */
    private Optional<Reason> notAsMade(Worker worker) {
        if (!canBeFenced(worker.activity()) || worker.flaw().isEmpty()) {
            return Optional.empty();
        }
        Policy.Zombies limits = policy.patience().zombies();
        return switch (worker.flaw().get()) {
            case Flaw.BlackHole h -> Optional.empty();
            case Flaw.Rebuilt(Instant since, String words) ->
                worker.sight().ads()
                        ? Optional.empty()
                        : after(limits.rebuilt(), since, Cause.REBUILT).map(late -> with(late, words + ", for"));
            case Flaw.Twin(Instant since, String words) ->
                after(limits.twin(), since, Cause.TWIN).map(late -> with(late, words + ", for"));
        };
    }

    private static boolean canBeFenced(Activity activity) {
        return switch (activity) {
            case Activity.Building b -> true;
            case Activity.Joining j -> true;
            case Activity.Idle i -> true;
            case Activity.Unseen u -> true;
            case Activity.Stopped s -> true;
            case Activity.Failed f -> true;
            case Activity.Requested r -> false;
            case Activity.Busy b -> false;
            case Activity.Draining d -> false;
            case Activity.Fenced f -> false;
            case Activity.Deleting d -> false;
            case Activity.Gone g -> false;
        };
    }

    private Optional<Reason> byActivity(Worker worker) {
        Policy.Patience patience = policy.patience();
        Optional<Policy.CloudPolicy> cloud = Optional.ofNullable(policy.clouds().get(worker.cloud()));
        return switch (worker.activity()) {
            case Activity.Requested(Instant since, int listings) ->
                listings >= LISTINGS ? after(patience.settle(), since, Cause.NEVER_APPEARED) : Optional.empty();
            case Activity.Building(Instant since) ->
                cloud.flatMap(c -> after(c.buildWithin(), since, Cause.BUILD_TOO_LONG));
            case Activity.Joining(Instant since) ->
                cloud.flatMap(c -> after(c.joinWithin(), since, Cause.NEVER_JOINED));
            case Activity.Unseen(Instant since) -> after(patience.unseen(), since, Cause.UNSEEN);
            case Activity.Stopped(Instant since, String status) ->
                endsIfStopped(status)
                        ? after(patience.zombies().stopped(), since, Cause.STOPPED)
                                .map(late -> with(late, Words.quoted(status) + " for"))
                        : Optional.empty();
            case Activity.Failed(Instant since, String fault) ->
                Optional.of(new Reason(
                        Shortage.in(fault).isPresent() ? Cause.NO_CAPACITY : Cause.DEAD_ERROR, Words.quoted(fault)));
            case Activity.Idle i -> Optional.empty();
            case Activity.Busy b -> Optional.empty();
            case Activity.Draining d -> Optional.empty();
            case Activity.Fenced f -> Optional.empty();
            case Activity.Deleting d -> Optional.empty();
            case Activity.Gone g -> Optional.empty();
        };
    }

    private Optional<Reason> after(Duration limit, Instant since, Cause cause) {
        Duration age = pool.age(since);
        return age.compareTo(limit) > 0
                ? Optional.of(new Reason(cause, Words.of(age) + ", allowed " + Words.of(limit)))
                : Optional.empty();
    }

    private static Reason with(Reason late, String words) {
        return new Reason(late.cause(), words + " " + late.detail());
    }
}
