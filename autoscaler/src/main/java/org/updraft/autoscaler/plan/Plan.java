package org.updraft.autoscaler.plan;

import java.util.List;

/** What to do this turn, and who waits and why. */
public record Plan(List<Action> actions, List<Unmet> unmet) {

    public Plan {
        actions = List.copyOf(actions);
        unmet = List.copyOf(unmet);
    }
}
