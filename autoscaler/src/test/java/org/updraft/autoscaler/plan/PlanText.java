package org.updraft.autoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;

/** A plan as lines, so that a test reads like a transcript: {@code boot 2 x c4 on west for jobs: jobs-wait}. */
final class PlanText {

    private PlanText() {}

    /** What the real planner does, once the real check has found nothing wrong with it. */
    static Plan plan(PoolFixture pool, PolicyFixture policy) {
        Plan plan = new Planner(policy.is()).plan(pool.seen());
        assertThat(PlanCheck.violations(plan, pool.seen(), policy.is())).isEmpty();
        return plan;
    }

    static List<String> actions(PoolFixture pool, PolicyFixture policy) {
        return plan(pool, policy).actions().stream().map(PlanText::line).toList();
    }

    static List<String> actions(PoolFixture pool) {
        return actions(pool, PolicyFixture.policy());
    }

    static List<String> unmet(PoolFixture pool, PolicyFixture policy) {
        return plan(pool, policy).unmet().stream().map(PlanText::line).toList();
    }

    static List<String> unmet(PoolFixture pool) {
        return unmet(pool, PolicyFixture.policy());
    }

    static String line(Action action) {
        String what = action.getClass().getSimpleName().toLowerCase(Locale.ROOT) + " ";
        String why = ": " + action.reason().cause().label();
        return switch (action) {
            case Action.Boot boot ->
                what + boot.count() + " x " + boot.offer().flavor().name() + " on "
                        + boot.offer().cloud() + " for " + boot.demandKey() + why;
            case Action.Adopt adopt -> what + adopt.workerId() + " as " + adopt.serverId() + why;
            case Action.Drain drain ->
                what + drain.workerId() + " " + drain.how().name().toLowerCase(Locale.ROOT) + why;
            case Action.CancelDrain cancel -> what + cancel.workerId() + why;
            case Action.Fence fence -> what + fence.workerId() + why;
            case Action.Unfence unfence -> what + unfence.workerId() + why;
            case Action.Delete delete -> what + delete.workerId() + why;
            case Action.Forget forget -> what + forget.workerId() + why;
            case Action.ForgetAd ad -> what + ad.machine() + " of " + ad.serverId() + why;
            case Action.Collect collect -> what + collect.leftover().name() + why;
        };
    }

    static String line(Unmet unmet) {
        return unmet.count() + " of " + unmet.demandKey() + ": "
                + unmet.reason().cause().label();
    }
}
