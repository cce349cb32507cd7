package org.updraft.autoscaler.plan;

import java.time.Duration;
import java.util.Optional;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.BlindSpot;
import org.updraft.autoscaler.pool.Leftover;
import org.updraft.autoscaler.pool.PoolSnapshot;

/** Asks again, of each thing that is to be collected, whether it was seen well enough and is nobody's any more. */
final class LeftoverCheck {

    private final PoolSnapshot pool;
    private final Policy policy;

    LeftoverCheck(PoolSnapshot pool, Policy policy) {
        this.pool = pool;
        this.policy = policy;
    }

    /** What speaks against it; empty if nothing does. */
    Optional<String> objection(Action.Collect collect) {
        Leftover leftover = collect.leftover();
        String serverId = leftover.thing().serverId();
        boolean seen = pool.leftovers().contains(leftover);
        boolean blind = pool.blindSpots().stream()
                .map(BlindSpot::source)
                .anyMatch(new BlindSpot.Source.OfCloud(leftover.cloud())::equals);
        boolean lives =
                pool.workers().stream().anyMatch(worker -> worker.serverId().equals(Optional.of(serverId)));
        boolean inFlight = pool.workers().stream()
                .anyMatch(worker -> worker.activity() instanceof Activity.Requested
                        && worker.cloud().equals(leftover.cloud()));
        Duration been = pool.age(leftover.since());
        if (!seen) {
            return Optional.of("no such thing was seen");
        }
        if (leftover.workerId().isEmpty()) {
            return Optional.of("no worker of ours is known to have left it");
        }
        if (leftover.thing().attached()) {
            return Optional.of("it is in use");
        }
        if (lives) {
            return Optional.of("a worker has that server");
        }
        if (inFlight) {
            return Optional.of("a boot is not settled there");
        }
        if (blind || leftover.looks() <= 1) {
            return Optional.of("its cloud was not seen whole twice");
        }
        return been.compareTo(policy.patience().settle()) > 0
                ? Optional.empty()
                : Optional.of("it was left a moment ago");
    }
}
