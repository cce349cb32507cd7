package org.updraft.autoscaler.plan;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.updraft.autoscaler.pool.Combination;
import org.updraft.autoscaler.pool.CombinationHistory;
import org.updraft.autoscaler.pool.PoolSnapshot;
import org.updraft.autoscaler.pool.Worker;

/**
 * Keeps a broken image from being booted a hundred times (invariant 7): few at once of what has not joined lately, none of
 * what failed three times in a row but a probe now and then. Lives for one plan.
 */
final class Proofs {

    private static final int UNPROVEN_MAX = 3;
    private static final int FAILURES_MAX = 3;

    private final PoolSnapshot pool;
    private final Policy.Patience patience;
    private final Map<Combination, Integer> notJoined = new HashMap<>();

    Proofs(PoolSnapshot pool, Policy.Patience patience) {
        this.pool = pool;
        this.patience = patience;
        for (Worker worker : pool.workers()) {
            // dead ones count until they are gone: nobody has joined in their place
            if (worker.countsAgainstCaps() && worker.joinedAt().isEmpty()) {
                notJoined.merge(worker.combination(), 1, Integer::sum);
            }
        }
    }

    Optional<Reason> obstacle(Combination combination) {
        return breaker(combination).or(() -> unproven(combination));
    }

    void take(Combination combination) {
        notJoined.merge(combination, 1, Integer::sum);
    }

    /** Its breaker is open: boots of it are probes. */
    boolean isOpen(Combination combination) {
        return history(combination).failuresInRow() >= FAILURES_MAX;
    }

    private Optional<Reason> breaker(Combination combination) {
        if (!isOpen(combination)) {
            return Optional.empty();
        }
        CombinationHistory history = history(combination);
        String failed = history.failuresInRow() + " on " + combination.cloud() + " did not join; ";
        Duration since = history.lastFailure().map(pool::age).orElse(patience.probe());
        if (since.compareTo(patience.probe()) < 0) {
            Duration left = patience.probe().minus(since);
            return Optional.of(new Reason(Cause.BOOTS_FAIL, failed + "one more will be tried in " + Words.of(left)));
        }
        // also while a failed probe is being removed: its failure is written down only then
        return notJoined.getOrDefault(combination, 0) == 0
                ? Optional.empty()
                : Optional.of(new Reason(Cause.BOOTS_FAIL, failed + "one more is being tried"));
    }

    private Optional<Reason> unproven(Combination combination) {
        boolean proven = history(combination)
                .lastJoin()
                .filter(join -> pool.age(join).compareTo(patience.proof()) < 0)
                .isPresent();
        int waiting = notJoined.getOrDefault(combination, 0);
        return proven || waiting < UNPROVEN_MAX
                ? Optional.empty()
                : Optional.of(new Reason(
                        Cause.UNPROVEN,
                        Words.count(waiting, "worker") + " on " + combination.cloud() + " not yet joined"));
    }

    private CombinationHistory history(Combination combination) {
        return pool.histories().getOrDefault(combination, CombinationHistory.NONE);
    }
}
