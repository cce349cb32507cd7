package org.updraft.autoscaler.act;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.updraft.autoscaler.plan.Cause;
import org.updraft.autoscaler.plan.Plan;
import org.updraft.autoscaler.plan.Reason;
import org.updraft.autoscaler.plan.Unmet;
import org.updraft.autoscaler.pool.Demand;
import org.updraft.autoscaler.pool.PoolSnapshot;
import org.updraft.autoscaler.pool.Shape;
import org.updraft.autoscaler.pool.Terms;
import org.updraft.autoscaler.simulate.SimulatedClock;
import org.updraft.autoscaler.simulate.SimulatedPool;
import org.updraft.htcondor.CondorException;
import org.updraft.htcondor.JobGroup;
import org.updraft.htcondor.JobId;
import org.updraft.htcondor.PerCloud;

class HoldingTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final SimulatedPool pool = new SimulatedPool(new SimulatedClock(NOON), 1, server -> Optional.empty());

    @Test
    void jobsThatCanNeverBeServedAreHeldOnceTheyHaveWaitedLongEnough() throws CondorException {
        assertThat(waitingAfter(Cause.UNKNOWN_IMAGE, Duration.ofMinutes(59))).isEqualTo(1);
        assertThat(waitingAfter(Cause.UNKNOWN_IMAGE, Duration.ofMinutes(60))).isZero();
    }

    @Test
    void jobsThatOnlyNeedPatienceAreNeverHeld() throws CondorException {
        assertThat(waitingAfter(Cause.QUOTA, Duration.ofDays(30))).isEqualTo(1);
        assertThat(waitingAfter(Cause.CLOUD_BLIND, Duration.ofDays(30))).isEqualTo(1);
    }

    private int waitingAfter(Cause cause, Duration waited) throws CondorException {
        JobGroup group = new JobGroup(
                SimulatedPool.SCHEDD,
                "ada",
                new JobGroup.VmAttributes(
                        Optional.of("survey"),
                        PerCloud.plain("no-such-image"),
                        PerCloud.NONE,
                        Optional.empty(),
                        Optional.empty(),
                        List.of()),
                1,
                1000,
                1024,
                0,
                0,
                false,
                false,
                1,
                new JobId(0, 0),
                new JobId(0, 0),
                List.of());
        if (pool.queue().waiting(SimulatedPool.SCHEDD).isEmpty()) {
            pool.submit(group, 1, Duration.ofMinutes(1));
        }
        List<JobGroup> groups = pool.queue().waiting(SimulatedPool.SCHEDD);
        Demand demand =
                new Demand("d1", "ada", "survey", Terms.PLAIN, new Shape(1, 1000, 1, 0), groups, NOON.minus(waited));
        PoolSnapshot seen =
                new PoolSnapshot(NOON, List.of(demand), List.of(), List.of(), Map.of(), List.of(), Optional.empty());
        Plan plan = new Plan(List.of(), List.of(new Unmet("d1", 1, new Reason(cause, "no-such-image"))));
        new Holding(pool.queue(), Duration.ofHours(1)).hold(seen, plan);
        return pool.queue().waiting(SimulatedPool.SCHEDD).stream()
                .mapToInt(JobGroup::count)
                .sum();
    }
}
