package org.updraft.autoscaler.ledger;

import java.time.Duration;
import java.util.List;
import org.updraft.autoscaler.plan.Plan;
import org.updraft.autoscaler.pool.PoolSnapshot;

/**
 * One pass of the loop: what was seen, what was decided, what came of it.
 *
 * @param number counts up over restarts
 * @param violations what PlanCheck found; if any, nothing was done
 * @param took from the start of sensing to the last outcome
 * @param ownTime of it, what we did not spend waiting for others
 */
public record Turn(
        long number,
        PoolSnapshot seen,
        Plan plan,
        List<String> violations,
        List<Outcome> outcomes,
        Duration took,
        Duration ownTime) {

    public Turn {
        violations = List.copyOf(violations);
        outcomes = List.copyOf(outcomes);
    }
}
