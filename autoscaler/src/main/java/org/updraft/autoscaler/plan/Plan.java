package org.updraft.autoscaler.plan;

import java.util.List;
import org.updraft.autoscaler.pool.Breaker;

/**
 * What to do this turn, and who waits and why.
 *
 * @param alerts what somebody should look at
 * @param breakers what is left alone after failures, or tried once more
 */
public record Plan(List<Action> actions, List<Unmet> unmet, List<Alert> alerts, List<Breaker> breakers) {

    /** With nothing to look at. */
    public Plan(List<Action> actions, List<Unmet> unmet) {
        this(actions, unmet, List.of());
    }

    /** With nothing that failed lately. */
    public Plan(List<Action> actions, List<Unmet> unmet, List<Alert> alerts) {
        this(actions, unmet, alerts, List.of());
    }

    public Plan {
        actions = List.copyOf(actions);
        unmet = List.copyOf(unmet);
        alerts = List.copyOf(alerts);
        breakers = List.copyOf(breakers);
    }
}
