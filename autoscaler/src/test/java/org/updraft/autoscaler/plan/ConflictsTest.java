package org.updraft.autoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.updraft.autoscaler.plan.CloudFixture.IMAGE;
import static org.updraft.autoscaler.plan.CloudFixture.cloud;
import static org.updraft.autoscaler.plan.CloudFixture.image;
import static org.updraft.autoscaler.plan.DemandFixture.jobs;
import static org.updraft.autoscaler.plan.PlanText.actions;
import static org.updraft.autoscaler.plan.PlanText.unmet;
import static org.updraft.autoscaler.plan.PolicyFixture.policy;
import static org.updraft.autoscaler.plan.PoolFixture.minutes;
import static org.updraft.autoscaler.plan.PoolFixture.pool;
import static org.updraft.autoscaler.plan.WorkerFixture.worker;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.updraft.htcondor.PerCloud;

/** HTCondor would run jobs on workers of another image, if only the VMType fits. */
class ConflictsTest {

    private static PoolFixture twoImages() {
        return pool().cloud(cloud("west").images(IMAGE, image("i2", "other")));
    }

    @Test
    void ofTwoImagesForOneVmTypeOfAnOwnerTheOneWaitedForLongerIsServed() {
        var pool = twoImages()
                .demand(jobs(1).key("a").image("proj:image").waitingFor(minutes(1)))
                .demand(jobs(1).key("b").image("other").waitingFor(minutes(2)));

        assertThat(actions(pool)).containsExactly("boot 1 x c4 on west for b: jobs-wait");
        assertThat(unmet(pool)).containsExactly("1 of a: vmtype-conflict", "1 of b: covered");
        assertThat(PlanText.plan(pool, policy()).unmet().getFirst().reason().detail())
                .isEqualTo("jobs such as 1.0 want image \"other\", and they want \"proj:image\"");
    }

    @Test
    void theOneThatHasWorkersGoesFirst() {
        var pool = twoImages()
                .worker(worker("w1").busy(1))
                .demand(jobs(1).image("proj:image").waitingFor(minutes(1)))
                .demand(jobs(1).key("b").image("other").waitingFor(minutes(9)));

        assertThat(actions(pool)).containsExactly("boot 1 x c4 on west for jobs: jobs-wait");
        assertThat(unmet(pool)).containsExactly("1 of b: vmtype-conflict", "1 of jobs: covered");
    }

    @Test
    void aWorkerOfAnotherImageKeepsTheVmTypeWhileItLives() {
        var demand = jobs(1).key("b").image("other");
        assertThat(unmet(twoImages().worker(worker("w1").busy(1)).demand(demand)))
                .containsExactly("1 of b: vmtype-conflict");
        assertThat(actions(twoImages().worker(worker("w1").deleting(minutes(1))).demand(demand)))
                .containsExactly("boot 1 x c4 on west for b: jobs-wait");
    }

    @Test
    void anImageThatIsNoMoreWasReplacedByItsSuccessor() {
        var pool = pool().worker(worker("w1").image("withdrawn").busy(1)).demand(jobs(1).key("b"));

        assertThat(actions(pool)).containsExactly("boot 1 x c4 on west for b: jobs-wait");
    }

    @Test
    void ownersAreKeptApartByStart() {
        var pool = twoImages()
                .demand(jobs(1).of("alice").image("proj:image"))
                .demand(jobs(1).of("bob").image("other"));

        assertThat(actions(pool))
                .containsExactly("boot 1 x c4 on west for alice: jobs-wait", "boot 1 x c4 on west for bob: jobs-wait");
    }

    @Test
    void butNotWhereTheyShareWorkers() {
        var pool = twoImages()
                .demand(jobs(1).of("alice").image("proj:image").shared())
                .demand(jobs(1).of("bob").image("other").shared());

        assertThat(unmet(pool)).containsExactly("1 of alice: covered", "1 of bob: vmtype-conflict");
    }

    @Test
    void aNameAndAnIdOfOneImageAreTheSame() {
        var pool = twoImages()
                .demand(jobs(1).key("a").image("proj:image"))
                .demand(jobs(1).key("b").image("i1"));

        assertThat(unmet(pool)).containsExactly("1 of a: covered", "1 of b: covered");
    }

    @Test
    void anImagePerCloudIsOneImage() {
        var pool = twoImages()
                .cloud(cloud("east").images(image("i3", "proj:image")))
                .demand(jobs(1).key("a").image(PerCloud.of(Map.of("west", "other", "east", "i3"))))
                .demand(jobs(1).key("b").image("other").targets("west"))
                .demand(jobs(1).key("c").image("proj:image").targets("west"));

        assertThat(unmet(pool)).containsExactly("1 of a: covered", "1 of b: covered", "1 of c: vmtype-conflict");
    }

    @Test
    void jobsThatGetNoWorkerAnywayKeepNobodyWaiting() {
        var pool = twoImages()
                .demand(jobs(1).key("a")
                        .image("other")
                        .cpus(4000)
                        .targets("west")
                        .waitingFor(minutes(9)))
                .demand(jobs(1).key("b").image("proj:image").waitingFor(minutes(1)));

        assertThat(unmet(pool)).containsExactly("1 of a: no-flavor-fits", "1 of b: covered");
    }
}
