package org.updraft.autoscaler.plan;

import java.util.List;

/**
 * What to do this turn, and who waits and why.
 *
 * @param alerts what somebody should look at
 */
public record Plan(List<Action> actions, List<Unmet> unmet, List<Alert> alerts) {

    /** With nothing to look at. */
    public Plan(List<Action> actions, List<Unmet> unmet) {
        this(actions, unmet, List.of());
    }

    public Plan {
        actions = List.copyOf(actions);
        unmet = List.copyOf(unmet);
        alerts = List.copyOf(alerts);
    }
}
