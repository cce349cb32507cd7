package org.updraft.autoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.updraft.autoscaler.plan.CloudFixture.C1;
import static org.updraft.autoscaler.plan.CloudFixture.C4;
import static org.updraft.autoscaler.plan.CloudFixture.C8;
import static org.updraft.autoscaler.plan.CloudFixture.cloud;
import static org.updraft.autoscaler.plan.CloudFixture.combination;
import static org.updraft.autoscaler.plan.DemandFixture.jobs;
import static org.updraft.autoscaler.plan.PlanText.actions;
import static org.updraft.autoscaler.plan.PlanText.unmet;
import static org.updraft.autoscaler.plan.PolicyFixture.policy;
import static org.updraft.autoscaler.plan.PoolFixture.NOW;
import static org.updraft.autoscaler.plan.PoolFixture.hours;
import static org.updraft.autoscaler.plan.PoolFixture.minutes;
import static org.updraft.autoscaler.plan.PoolFixture.pool;
import static org.updraft.autoscaler.plan.WorkerFixture.worker;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.CombinationHistory;

class LimitsTest {

    @Nested
    class Caps {

        @Test
        void ofThePoolCountWorkersWhateverTheyDo() {
            var pool = pool().worker(
                            worker("w1").of("bob").busy(1),
                            worker("w2").of("bob").draining(minutes(1), Activity.How.PEACEFULLY),
                            worker("w3").of("bob").failed("x").claimedBySlotOnly(),
                            worker("w4").of("bob").deleting(minutes(1)),
                            worker("w5").of("bob").stopped(minutes(1), "SHUTOFF"),
                            worker("w6").of("bob").gone().blindToSchedd())
                    .demand(jobs(3));

            assertThat(actions(pool, policy().workersMax(6)))
                    .containsExactly("boot 1 x c4 on west for jobs: jobs-wait");
            assertThat(unmet(pool, policy().workersMax(6))).contains("2 of jobs: pool-cap");
        }

        @Test
        void ofOneUserLeaveOthersAlone() {
            var pool = pool().worker(worker("w1").busy(1)).demand(jobs(5).of("alice"), jobs(5).of("bob"));

            assertThat(actions(pool, policy().user("alice", 3)))
                    .containsExactly(
                            "boot 5 x c4 on west for bob: jobs-wait", "boot 2 x c4 on west for alice: jobs-wait");
            assertThat(unmet(pool, policy().user("alice", 3))).contains("3 of alice: user-cap");
        }

        @Test
        void ofACloudBoundWorkersCoresAndMemory() {
            var pool = pool().worker(worker("w1").of("bob").flavor(C8).busy(1)).demand(jobs(9));

            assertThat(actions(pool, policy().cloud("west", 3, 1000, 4000, 100)))
                    .containsExactly("boot 2 x c4 on west for jobs: jobs-wait");
            assertThat(actions(pool, policy().cloud("west", 100, 20, 4000, 100)))
                    .containsExactly("boot 3 x c4 on west for jobs: jobs-wait");
            assertThat(actions(pool, policy().cloud("west", 100, 1000, 25, 100)))
                    .containsExactly("boot 1 x c4 on west for jobs: jobs-wait");
            assertThat(unmet(pool, policy().cloud("west", 100, 1000, 25, 100))).contains("8 of jobs: cloud-cap");
        }

        @Test
        void countAFlavorThatTheCloudHasWithdrawn() {
            var pool = pool().cloud(cloud("west").flavors(C4))
                    .worker(worker("w1").of("bob").flavor(C8).busy(1))
                    .demand(jobs(9));

            assertThat(actions(pool, policy().cloud("west", 100, 1000, 25, 100)))
                    .containsExactly("boot 1 x c4 on west for jobs: jobs-wait");
        }

        @Test
        void takeAFlavorThatTheCloudHidesForItsWholeSize() {
            assertThat(Machine.of(worker("w1").flavor(C1).worker(), Optional.empty()))
                    .isEqualTo(new Machine(1, 2048));
            assertThat(Machine.of(worker("w1").flavor(C8).worker(), Optional.empty()))
                    .as("one MiB lost to rounding, on the safe side")
                    .isEqualTo(new Machine(8, 16_385));
        }

        @Test
        void andQuotasMayBeUsedToTheLastCoreAndMiB() {
            var one = pool().demand(jobs(1));

            assertThat(actions(one, policy().cloud("west", 1, 4, 8, 1))).hasSize(1);
            assertThat(actions(one, policy().cloud("west", 1, 3, 8, 1))).isEmpty();
            assertThat(actions(one, policy().cloud("west", 1, 4, 7, 1))).isEmpty();
            assertThat(actions(one.cloud(cloud("west").quota(5, 4, 40, 36)))).hasSize(1);
            assertThat(actions(one.cloud(cloud("west").quota(5, 4, 40, 37)))).isEmpty();
            assertThat(actions(one.cloud(cloud("west").memoryQuota(20_000, 20_000 - 8192))))
                    .hasSize(1);
            assertThat(actions(one.cloud(cloud("west").memoryQuota(20_000, 20_001 - 8192))))
                    .isEmpty();
        }

        @Test
        void thatAreExceededAlreadyStopBootsAndNothingElse() {
            var pool = pool().worker(worker("w1").busy(1), worker("w2").busy(1)).demand(jobs(1));

            assertThat(actions(pool, policy().workersMax(1))).isEmpty();
            assertThat(PlanText.plan(pool, policy().workersMax(1)).unmet())
                    .containsExactly(new Unmet("jobs", 1, new Reason(Cause.POOL_CAP, "2 of 1")));
        }

        @Test
        void ofWorkersStartingHoldOverAllAndPerCloud() {
            var pool = pool().cloud(cloud("east"))
                    .worker(worker("w1").of("bob").building(minutes(1)))
                    .demand(jobs(9));

            assertThat(actions(pool, policy().startingMax(4)))
                    .containsExactly("boot 3 x c4 on east for jobs: jobs-wait");
            assertThat(actions(pool, policy().cloud("east", 100, 1000, 4000, 2).cloud("west", 100, 1000, 4000, 2)))
                    .containsExactly(
                            "boot 2 x c4 on east for jobs: jobs-wait", "boot 1 x c4 on west for jobs: jobs-wait");
            assertThat(unmet(pool, policy().startingMax(4))).contains("6 of jobs: starting-cap");
        }

        @Test
        void perTurnLeaveTheRestForTheNext() {
            assertThat(actions(pool().demand(jobs(9)), policy().perTurnMax(4)))
                    .containsExactly("boot 4 x c4 on west for jobs: jobs-wait");
            assertThat(unmet(pool().demand(jobs(9)), policy().perTurnMax(4)))
                    .containsExactly("4 of jobs: covered", "5 of jobs: per-turn-cap");
        }
    }

    @Nested
    class Quotas {

        @Test
        void countForeignServersToo() {
            var pool = pool().cloud(cloud("west").quota(10, 8, -1, 0)).demand(jobs(9));

            assertThat(actions(pool)).containsExactly("boot 2 x c4 on west for jobs: jobs-wait");
            assertThat(PlanText.plan(pool, policy()).unmet().getLast().reason())
                    .isEqualTo(new Reason(Cause.QUOTA, "west: 8 of 10 instances"));
        }

        @Test
        void boundCoresAndMemory() {
            assertThat(actions(pool().cloud(cloud("west").quota(-1, 8, 40, 29)).demand(jobs(9))))
                    .containsExactly("boot 2 x c4 on west for jobs: jobs-wait");
            assertThat(actions(pool().cloud(cloud("west").memoryQuota(40_000, 20_000))
                            .demand(jobs(9))))
                    .containsExactly("boot 2 x c4 on west for jobs: jobs-wait");
        }

        @Test
        void countIntentsThatNovaHasNotShownYet() {
            var pool = pool().cloud(cloud("west").quota(10, 8, -1, 0))
                    .worker(worker("w1").of("bob").requested(minutes(1), 0))
                    .demand(jobs(9));

            assertThat(actions(pool)).containsExactly("boot 1 x c4 on west for jobs: jobs-wait");
        }

        @Test
        void thatAreUsedUpSendTheRestToTheNextCloud() {
            var pool = pool().cloud(cloud("west").quota(10, 9, -1, 0))
                    .cloud(cloud("east").priority(1))
                    .demand(jobs(2));

            assertThat(actions(pool))
                    .containsExactly(
                            "boot 1 x c4 on west for jobs: jobs-wait", "boot 1 x c4 on east for jobs: jobs-wait");
        }
    }

    @Nested
    class Proof {

        @Test
        void isAwaitedBeforeMoreThanThreeOfANewImageAreBooted() {
            var pool = pool().unproven().demand(jobs(9));

            assertThat(actions(pool)).containsExactly("boot 3 x c4 on west for jobs: jobs-wait");
            assertThat(unmet(pool)).containsExactly("3 of jobs: covered", "6 of jobs: unproven");
        }

        @Test
        void countsWhatIsStartingAndWhatDiedWithoutJoining() {
            var pool = pool().unproven()
                    .worker(
                            worker("w1").building(minutes(1)),
                            worker("w2").failed("x").claimedBySlotOnly())
                    .demand(jobs(9));

            assertThat(actions(pool)).containsExactly("boot 1 x c4 on west for jobs: jobs-wait");
        }

        @Test
        void doesNotCountWhatHasJoinedNorWhatIsGone() {
            var pool = pool().unproven()
                    .worker(
                            worker("w1").of("bob").busy(1),
                            worker("w2").of("bob").busy(1),
                            worker("w3").neverJoined().gone().blindToSchedd())
                    .demand(jobs(9));

            assertThat(actions(pool)).containsExactly("boot 3 x c4 on west for jobs: jobs-wait");
        }

        @Test
        void isOldAfterADay() {
            var joined = new CombinationHistory(Optional.of(NOW.minus(hours(24))), 0, Optional.empty());

            assertThat(actions(pool().history(combination("west", C4), joined).demand(jobs(9))))
                    .containsExactly("boot 3 x c4 on west for jobs: jobs-wait");
        }

        @Test
        void isAskedOfEachCloudByItself() {
            var pool = pool().cloud(cloud("east").priority(1)).unproven().demand(jobs(9));

            assertThat(actions(pool))
                    .containsExactly(
                            "boot 3 x c4 on west for jobs: jobs-wait", "boot 3 x c4 on east for jobs: jobs-wait");
        }
    }

    @Nested
    class Breaker {

        @Test
        void opensAtTheThirdFailureInARowEvenOfAProvenImage() {
            assertThat(actions(failing(2, minutes(1)).demand(jobs(9))))
                    .containsExactly("boot 9 x c4 on west for jobs: jobs-wait");
            assertThat(actions(failing(3, minutes(1)).demand(jobs(9)))).isEmpty();
            assertThat(unmet(failing(3, minutes(1)).demand(jobs(9)))).containsExactly("9 of jobs: boots-fail");
        }

        @Test
        void letsOneProbeThroughAfterAWhile() {
            assertThat(actions(failing(3, minutes(15)).demand(jobs(9))))
                    .containsExactly("boot 1 x c4 on west for jobs: probe");
            assertThat(unmet(failing(3, minutes(15)).demand(jobs(9))))
                    .containsExactly("1 of jobs: covered", "8 of jobs: boots-fail");
        }

        @Test
        void letsNoSecondProbeThroughWhileTheFirstIsStarting() {
            var pool = failing(3, hours(2))
                    .worker(worker("w1").of("bob").joining(minutes(5)))
                    .demand(jobs(9));

            assertThat(actions(pool)).isEmpty();
        }

        private static PoolFixture failing(int times, Duration lastAgo) {
            return pool().history(
                            combination("west", C4),
                            new CombinationHistory(
                                    Optional.of(NOW.minus(hours(1))), times, Optional.of(NOW.minus(lastAgo))));
        }
    }
}
