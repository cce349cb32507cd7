package org.updraft.autoscaler.plan;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.Breaker;
import org.updraft.autoscaler.pool.Combination;
import org.updraft.autoscaler.pool.PoolSnapshot;
import org.updraft.autoscaler.pool.Worker;

/**
 * Keeps boots from where there is no room for them, or nobody to ask: none while a breaker holds, then one, and no more before
 * that one runs. Says nothing against images. Lives for one plan.
 */
final class OfferBreakers {

    private final PoolSnapshot pool;
    private final Map<Breaker, Integer> tried = new HashMap<>();

    OfferBreakers(PoolSnapshot pool) {
        this.pool = pool;
        for (Breaker breaker : pool.breakers()) {
            int probes = (int) pool.workers().stream()
                    .filter(worker -> isProbe(worker, breaker))
                    .count();
            tried.put(breaker, probes);
        }
    }

    /** Why nothing of this can be booted now; empty also if one may be tried. */
    Optional<Reason> held(Combination combination) {
        return covering(combination).stream()
                .filter(breaker -> breaker.holdsAt(pool.takenAt()))
                .findFirst()
                .map(breaker -> {
                    Duration left = Duration.between(pool.takenAt(), breaker.until());
                    return reason(breaker, "tried again in " + Words.of(left));
                });
    }

    /** Why not even one more may be booted now; empty if one may. */
    Optional<Reason> obstacle(Combination combination) {
        return held(combination)
                .or(() -> covering(combination).stream()
                        .filter(breaker -> tried.getOrDefault(breaker, 0) > 0)
                        .findFirst()
                        .map(breaker -> reason(breaker, "one more is being tried")));
    }

    void take(Combination combination) {
        covering(combination).forEach(breaker -> tried.merge(breaker, 1, Integer::sum));
    }

    /** A boot of it shows whether it works again. */
    boolean isOpen(Combination combination) {
        return !covering(combination).isEmpty();
    }

    private List<Breaker> covering(Combination combination) {
        return pool.breakers().stream()
                .filter(breaker -> breaker.scope().covers(combination))
                .toList();
    }

    /** One that runs is no probe any more: with it the breaker is closed. */
    private static boolean isProbe(Worker worker, Breaker breaker) {
        boolean underWay =
                worker.activity() instanceof Activity.Requested || worker.activity() instanceof Activity.Building;
        return underWay
                && breaker.scope().covers(worker.combination())
                && !worker.requestedAt().isBefore(breaker.until());
    }

    private static Reason reason(Breaker breaker, String next) {
        return new Reason(
                Cause.BACKOFF,
                breaker.scope().cloud() + ": " + breaker.kind().words() + "; " + next + "; its words: "
                        + Words.failure(breaker.words()));
    }
}
