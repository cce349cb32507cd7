package org.updraft.autoscaler.plan;

import java.util.List;
import java.util.stream.Stream;
import org.updraft.autoscaler.pool.Breaker;
import org.updraft.autoscaler.pool.PoolSnapshot;

/**
 * Decides what to do about a pool. The same snapshot gives the same plan: it reads no clock and calls no one. Demand is
 * placed first, on what there is, what is coming and what could be booted; what no demand needs may then leave.
 */
public final class Planner {

    private final Policy policy;

    public Planner(Policy policy) {
        this.policy = policy;
    }

    /** What to do this turn; every waiting job is accounted for by exactly one {@link Unmet}. */
    public Plan plan(PoolSnapshot pool) {
        if (pool.frozen().isPresent()) {
            return frozen(pool, pool.frozen().get());
        }
        Lateness lateness = new Lateness(policy, pool);
        Placement.Placed placed = new Placement(policy, pool, lateness).place();
        Stream<Action> leaving = new Retirement(policy, pool, lateness, placed).actions().stream();
        Stream<Action> collected = new Leftovers(policy, pool).actions().stream();
        return new Plan(
                Stream.concat(Stream.concat(leaving, collected), placed.boots().stream())
                        .toList(),
                placed.unmet(),
                new Alerts(policy, pool).all(),
                breakers(pool));
    }

    private Plan frozen(PoolSnapshot pool, String why) {
        Reason reason = new Reason(Cause.FROZEN, why);
        return new Plan(
                List.of(),
                pool.demands().stream()
                        .map(demand -> new Unmet(demand.key(), demand.count(), reason))
                        .toList(),
                List.of(),
                breakers(pool));
    }

    private List<Breaker> breakers(PoolSnapshot pool) {
        Proofs proofs = new Proofs(pool, policy.patience());
        return Stream.concat(pool.breakers().stream(), proofs.breakers().stream())
                .toList();
    }
}
