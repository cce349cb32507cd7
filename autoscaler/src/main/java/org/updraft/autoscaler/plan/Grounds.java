package org.updraft.autoscaler.plan;

import java.util.Optional;
import org.updraft.autoscaler.pool.Flaw;
import org.updraft.autoscaler.pool.PoolSnapshot;
import org.updraft.autoscaler.pool.Worker;

/** Why a worker in the pool is to be emptied, whatever waits: it gets no new jobs, and those it has are waited for. */
final class Grounds {

    private final Policy.Zombies limits;
    private final PoolSnapshot pool;

    Grounds(Policy policy, PoolSnapshot pool) {
        this.limits = policy.patience().zombies();
        this.pool = pool;
    }

    /** Empty if it may serve. */
    Optional<Reason> toEmpty(Worker worker) {
        if (worker.retiring().isPresent()) {
            return Optional.of(new Reason(Cause.OPERATOR, ""));
        }
        return worker.flaw().flatMap(this::flaw).or(() -> age(worker));
    }

    /** A twin has the name of another machine, by which orders would go to either: it is never drained. */
    private Optional<Reason> flaw(Flaw flaw) {
        return switch (flaw) {
            case Flaw.BlackHole hole -> Optional.of(new Reason(Cause.BLACK_HOLE, hole.words()));
            case Flaw.Rebuilt rebuilt -> Optional.of(new Reason(Cause.REBUILT, rebuilt.words()));
            case Flaw.Twin t -> Optional.empty();
        };
    }

    private Optional<Reason> age(Worker worker) {
        var old = pool.age(worker.requestedAt());
        return old.compareTo(limits.maxAge()) > 0
                ? Optional.of(new Reason(
                        Cause.MAX_AGE,
                        old.toHours() + " h old, allowed " + limits.maxAge().toHours() + " h"))
                : Optional.empty();
    }

    /** Takes no jobs in a plan: it is leaving, or should not run any. */
    boolean isOutOfService(Worker worker) {
        return worker.flaw().isPresent() || toEmpty(worker).isPresent();
    }
}
