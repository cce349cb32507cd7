package org.updraft.autoscaler.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.updraft.autoscaler.pool.Breaker;
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
    /** The wait is doubled no more often than this. */
    private static final int LONGEST = 16;

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
        Optional<Breaker> breaker = breaker(combination);
        return breaker.isPresent() ? breaker.flatMap(open -> obstacle(combination, open)) : unproven(combination);
    }

    void take(Combination combination) {
        notJoined.merge(combination, 1, Integer::sum);
    }

    /** Boots of it are probes. */
    boolean isOpen(Combination combination) {
        return breaker(combination).isPresent();
    }

    /** Of every combination that has failed too often in a row. */
    List<Breaker> breakers() {
        return pool.histories().keySet().stream()
                .sorted(Comparator.comparing(Combination::toString))
                .flatMap(combination -> breaker(combination).stream())
                .toList();
    }

    private Optional<Breaker> breaker(Combination combination) {
        CombinationHistory history = pool.histories().getOrDefault(combination, CombinationHistory.NONE);
        return history.opened().map(opened -> {
            Instant last = history.lastFailure().orElse(opened);
            // of a failure from the future, before the clock was set back, nobody knows how long ago it was
            boolean known = !last.isAfter(pool.takenAt());
            Breaker.Scope scope = new Breaker.Scope.OfCombination(combination);
            Duration wait = new Wait(patience.probe(), patience.probe().multipliedBy(LONGEST))
                    .after(scope.label(), 1 + history.failedProbes());
            return new Breaker(
                    Breaker.Kind.BOOTS_FAIL,
                    scope,
                    history.failuresInRow(),
                    opened,
                    known ? last.plus(wait) : pool.takenAt(),
                    history.lastWords());
        });
    }

    private Optional<Reason> obstacle(Combination combination, Breaker open) {
        String failed = open.failures() + " on " + combination.cloud() + " did not join; ";
        String last = open.words().isEmpty() ? "" : "; the last: " + Words.failure(open.words());
        if (open.holdsAt(pool.takenAt())) {
            Duration left = Duration.between(pool.takenAt(), open.until());
            return Optional.of(
                    new Reason(Cause.BOOTS_FAIL, failed + "one more will be tried in " + Words.of(left) + last));
        }
        // also while a failed probe is being removed: its failure is written down only then
        return notJoined.getOrDefault(combination, 0) == 0
                ? Optional.empty()
                : Optional.of(new Reason(Cause.BOOTS_FAIL, failed + "one more is being tried" + last));
    }

    /** Each failure since the last that joined takes one place of the few: so a failing one costs no more than these. */
    private Optional<Reason> unproven(Combination combination) {
        CombinationHistory history = pool.histories().getOrDefault(combination, CombinationHistory.NONE);
        boolean proven = history.lastJoin()
                .filter(join -> pool.age(join).compareTo(patience.proof()) < 0)
                .isPresent();
        int waiting = notJoined.getOrDefault(combination, 0);
        return proven || waiting + history.failuresInRow() < UNPROVEN_MAX
                ? Optional.empty()
                : Optional.of(new Reason(
                        Cause.UNPROVEN,
                        Words.count(waiting, "worker") + " on " + combination.cloud() + " not yet joined"
                                + (history.failuresInRow() == 0 ? "" : ", " + history.failuresInRow() + " failed")));
    }
}
