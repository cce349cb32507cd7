package org.updraft.autoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.updraft.autoscaler.plan.DemandFixture.jobs;
import static org.updraft.autoscaler.plan.PlanText.actions;
import static org.updraft.autoscaler.plan.PoolFixture.pool;
import static org.updraft.autoscaler.plan.WorkerFixture.worker;

import org.junit.jupiter.api.Test;
import org.updraft.autoscaler.pool.Terms;

/** Which worker's room is for which jobs. */
class TermsTest {

    private static final String CONFIG = "spool:" + "ab".repeat(32);

    @Test
    void aWorkerThatTakesThreeJobsIsFullAfterThreeHoweverSmallTheyAre() {
        var pool = pool().worker(worker("w1").terms(new Terms(false, 3, ""), 1))
                .demand(jobs(3).cpus(1).maxJobs(3));

        // one where a start is left; by its shape it would take all three
        assertThat(actions(pool)).containsExactly("boot 2 x c1 on west for jobs: jobs-wait");
    }

    @Test
    void eachJobThatWantsAWorkerOfItsOwnGetsOne() {
        assertThat(actions(pool().demand(jobs(3).cpus(1).maxJobs(1))))
                .containsExactly("boot 3 x c1 on west for jobs: jobs-wait");
    }

    @Test
    void aWorkerWithALimitIsForJobsWithTheSameLimitOnly() {
        var limited = pool().worker(worker("w1").terms(new Terms(false, 3, ""), 3));
        assertThat(actions(limited.demand(jobs(1)))).containsExactly("boot 1 x c4 on west for jobs: jobs-wait");

        var plain = pool().worker(worker("w1"));
        assertThat(actions(plain.demand(jobs(1).maxJobs(1))))
                .containsExactly("boot 1 x c4 on west for jobs: jobs-wait");
    }

    @Test
    void aWorkerWithCloudConfigIsForJobsWithTheSameOnly() {
        var with = pool().worker(worker("w1").terms(new Terms(false, 0, CONFIG), Integer.MAX_VALUE));
        assertThat(actions(with.demand(jobs(1).cloudConfig(CONFIG)))).isEmpty();

        var without = pool().worker(worker("w1"));
        assertThat(actions(without.demand(jobs(1).cloudConfig(CONFIG))))
                .containsExactly("boot 1 x c4 on west for jobs: jobs-wait");
    }

    @Test
    void aSharedWorkerIsForEverybodyAndOneOfAnOwnerIsNot() {
        var shared = pool().worker(worker("w1").terms(new Terms(true, 0, ""), Integer.MAX_VALUE));
        assertThat(actions(shared.demand(jobs(1).of("bob").shared()))).isEmpty();

        var alices = pool().worker(worker("w1"));
        assertThat(actions(alices.demand(jobs(1).of("bob").shared())))
                .containsExactly("boot 1 x c4 on west for bob: jobs-wait");
    }
}
