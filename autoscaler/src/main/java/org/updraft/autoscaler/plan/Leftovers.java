package org.updraft.autoscaler.plan;

import java.util.List;
import org.updraft.autoscaler.pool.Leftover;
import org.updraft.autoscaler.pool.PoolSnapshot;

/** Has what gone servers of ours left behind removed, some in each turn. */
final class Leftovers {

    /** So that a mistake stays small, and a turn short. */
    private static final int PER_TURN_MAX = 20;

    private final PoolSnapshot pool;
    private final CollectRule rule;

    Leftovers(Policy policy, PoolSnapshot pool) {
        this.pool = pool;
        this.rule = CollectRule.of(pool, policy);
    }

    List<Action> actions() {
        return pool.leftovers().stream()
                .filter(leftover -> rule.objection(leftover).isEmpty())
                .limit(PER_TURN_MAX)
                .map(this::collect)
                .toList();
    }

    private Action collect(Leftover leftover) {
        String left = "left " + Words.of(pool.age(leftover.since())) + " ago by server "
                + leftover.thing().serverId();
        return new Action.Collect(leftover, new Reason(Cause.LEFT_BEHIND, left));
    }
}
