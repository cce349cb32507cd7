package org.updraft.autoscaler.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.PoolSnapshot;
import org.updraft.autoscaler.pool.Worker;

/** Tells a zombie: a worker that has been longer than allowed in a state that it should leave by itself. */
final class Lateness {

    /** A server may be missing from one listing; two that were complete are believed. */
    private static final int LISTINGS = 2;

    private final Policy policy;
    private final PoolSnapshot pool;

    Lateness(Policy policy, PoolSnapshot pool) {
        this.policy = policy;
        this.pool = pool;
    }

    /** Why nothing is expected of it any more; empty if it is within its limit, or has none. */
    Optional<Reason> of(Worker worker) {
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
                after(patience.unseen(), since, Cause.STOPPED).map(late -> with(late, status));
            case Activity.Failed(Instant since, String fault) ->
                Optional.of(new Reason(Cause.DEAD_ERROR, Words.quoted(fault)));
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

    private static Reason with(Reason late, String status) {
        return new Reason(late.cause(), Words.quoted(status) + " for " + late.detail());
    }
}
