package org.updraft.autoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.updraft.autoscaler.plan.CloudFixture.cloud;
import static org.updraft.autoscaler.plan.DemandFixture.jobs;
import static org.updraft.autoscaler.plan.PlanText.actions;
import static org.updraft.autoscaler.plan.PolicyFixture.policy;
import static org.updraft.autoscaler.plan.PoolFixture.bare;
import static org.updraft.autoscaler.plan.PoolFixture.pool;
import static org.updraft.autoscaler.plan.WorkerFixture.worker;

import org.junit.jupiter.api.Test;
import org.updraft.autoscaler.pool.Terms;
import org.updraft.htcondor.PerCloud;
import org.updraft.openstack.Image;

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

    @Test
    void aWorkerOfAnImageThatOnlyAUserNamesIsNotSharedUnlessTheCloudPublishesIt() {
        var own = new Image("i1", "proj:image", "our-project", "private", 0, 0, 1);
        var published = new Image("i1", "proj:image", "operator", "public", 0, 0, 1);

        assertThat(shared(own, jobs(1).shared())).isFalse();
        assertThat(shared(new Image("i1", "proj:image", "bob", "community", 0, 0, 1), jobs(1).shared()))
                .isFalse();
        assertThat(shared(published, jobs(1).shared())).isTrue();
        assertThat(shared(own, jobs(1).shared().image(PerCloud.NONE))).isTrue();
        assertThat(shared(published, jobs(1))).isFalse();
    }

    @Test
    void roomOnAWorkerBootedForSomebodysOwnImageIsForNobodyElse() {
        var two = pool().demand(
                        jobs(1).of("alice").cpus(4).shared(),
                        jobs(1).of("bob").cpus(4).shared().flavor("c8"));

        assertThat(actions(two))
                .containsExactly("boot 1 x c4 on west for alice: jobs-wait", "boot 1 x c8 on west for bob: jobs-wait");
    }

    private static boolean shared(Image image, DemandFixture demand) {
        var site = policy().vmType("proj:image", "proj:image", null, null);
        Plan plan = PlanText.plan(bare().cloud(cloud("west").images(image)).demand(demand), site);
        return ((Action.Boot) plan.actions().getFirst()).terms().shared();
    }
}
