package org.updraft.autoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.updraft.autoscaler.plan.CloudFixture.cloud;
import static org.updraft.autoscaler.plan.DemandFixture.jobs;
import static org.updraft.autoscaler.plan.PlanText.actions;
import static org.updraft.autoscaler.plan.PlanText.unmet;
import static org.updraft.autoscaler.plan.PolicyFixture.policy;
import static org.updraft.autoscaler.plan.PoolFixture.hours;
import static org.updraft.autoscaler.plan.PoolFixture.minutes;
import static org.updraft.autoscaler.plan.PoolFixture.pool;
import static org.updraft.autoscaler.plan.WorkerFixture.worker;

import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.Shape;

class PlacementTest {

    @Nested
    class WhatThereIs {

        @Test
        void isFilledBeforeAnythingIsBooted() {
            var pool = pool().worker(worker("w1"), worker("w2").joining(minutes(1)))
                    .demand(jobs(3));

            assertThat(actions(pool)).containsExactly("boot 1 x c4 on west for jobs: jobs-wait");
            assertThat(PlanText.plan(pool, policy()).unmet())
                    .extracting(Unmet::reason)
                    .extracting(Reason::detail)
                    .containsExactly(
                            "1 on 1 worker (w1) in the pool, 1 on 1 worker (w2) starting, 1 on workers booted now");
        }

        @Test
        void countsWhateverIsOnItsWay() {
            var pool = pool().worker(
                            worker("w1").requested(minutes(1), 0),
                            worker("w2").building(minutes(1)),
                            worker("w3").joining(minutes(1)))
                    .demand(jobs(3));

            assertThat(actions(pool)).isEmpty();
            assertThat(unmet(pool)).containsExactly("3 of jobs: covered");
        }

        @Test
        void isPackedByEveryDimension() {
            var fourCpusLittleMemory = new Shape(4, 2500, 40, 0);
            var pool = pool().worker(worker("w1").busy(1).free(fourCpusLittleMemory))
                    .demand(jobs(4).shape(1, 1000, 1).targets("nowhere"));

            assertThat(unmet(pool)).containsExactly("2 of jobs: covered", "2 of jobs: unknown-cloud");
        }

        @Test
        void isNotForOtherUsersNorOtherTypesNorWhileItLeaves() {
            var pool = pool().worker(
                            worker("w1").of("bob"),
                            worker("w2").vmType("other"),
                            worker("w3").retiring(),
                            worker("w4")
                                    .draining(minutes(1), Activity.How.PEACEFULLY)
                                    .claimed(),
                            worker("w5").fenced(Duration.ZERO))
                    .demand(jobs(1));

            assertThat(actions(pool)).contains("boot 1 x c4 on west for jobs: jobs-wait");
        }

        @Test
        void isFilledFromTheFullestSoThatEmptyOnesMayLeave() {
            var pool = pool().worker(
                            worker("w1").idle(minutes(20)), worker("w2").busy(1).free(new Shape(1, 1000, 10, 0)))
                    .demand(jobs(1).cpus(1));

            assertThat(actions(pool)).containsExactly("drain w1 if_idle: idle-past-keep-alive");
        }

        @Test
        void thatStayedUnmatchedForSomeCyclesCountsNoMore() {
            var remainder = new Shape(2, 2000, 10, 0);
            var old = jobs(1).cpus(1).waitingFor(minutes(6));

            assertThat(actions(
                            pool().worker(worker("w1").busy(1).free(remainder).freeFor(minutes(6)))
                                    .demand(old)))
                    .containsExactly("boot 1 x c1 on west for jobs: jobs-wait");
            assertThat(actions(
                            pool().worker(worker("w1").busy(1).free(remainder).freeFor(minutes(4)))
                                    .demand(old)))
                    .isEmpty();
            assertThat(actions(
                            pool().worker(worker("w1").busy(1).free(remainder).freeFor(minutes(6)))
                                    .demand(jobs(1).cpus(1).waitingFor(minutes(4)))))
                    .isEmpty();
        }

        @Test
        void countsForSomeMinutesThoughTheCollectorShowsNobody() {
            var unseen = worker("w1").unseen(minutes(3)).blindToCollector();

            assertThat(actions(pool().worker(unseen).demand(jobs(1)))).isEmpty();
            assertThat(actions(pool().worker(unseen.freeFor(minutes(6))).demand(jobs(1).waitingFor(minutes(6)))))
                    .containsExactly("boot 1 x c4 on west for jobs: jobs-wait");
            assertThat(actions(pool().worker(worker("w1").unseen(minutes(3))).demand(jobs(1))))
                    .containsExactly("boot 1 x c4 on west for jobs: jobs-wait");
            assertThat(actions(pool().worker(worker("w1")
                                    .unseen(minutes(3))
                                    .blindToCollector()
                                    .claimed())
                            .demand(jobs(1))))
                    .containsExactly("boot 1 x c4 on west for jobs: jobs-wait");
        }

        @Test
        void isNamedSoThatWhyHasAnAnswer() {
            var pool = pool().worker(
                            worker("w1").building(minutes(1)),
                            worker("w2").building(minutes(1)),
                            worker("w3").building(minutes(1)),
                            worker("w4").building(minutes(1)),
                            worker("w5").joining(minutes(1)));

            assertThat(PlanText.plan(pool.demand(jobs(4)), policy()).unmet())
                    .containsExactly(
                            new Unmet("jobs", 4, new Reason(Cause.COVERED, "4 on 4 workers (w1, w2, w3, …) starting")));
        }

        @Test
        void thatIsLateStillCountsWhileNobodyCanSeeWhetherItCame() {
            assertThat(actions(pool().worker(worker("w1").joining(hours(1)).blindToCollector())
                            .demand(jobs(1))))
                    .isEmpty();
        }

        @Test
        void thatStaysEmptyBesideADemandLetsItHaveOneNewWorkerAtATime() {
            var pool = pool().worker(worker("w1").idle(minutes(6)).freeFor(minutes(6)))
                    .demand(jobs(5).waitingFor(minutes(30)));

            assertThat(actions(pool)).containsExactly("boot 1 x c4 on west for jobs: jobs-wait");
            assertThat(unmet(pool)).containsExactly("1 of jobs: covered", "4 of jobs: unmatched");
            assertThat(actions(pool.worker(worker("w2").joining(minutes(1))))).isEmpty();
        }
    }

    @Nested
    class NewWorkers {

        @Test
        void areTheSmallestThatFits() {
            assertThat(actions(pool().demand(jobs(1).cpus(1))))
                    .containsExactly("boot 1 x c1 on west for jobs: jobs-wait");
            assertThat(actions(pool().demand(jobs(1).cpus(2))))
                    .containsExactly("boot 1 x c4 on west for jobs: jobs-wait");
            assertThat(actions(pool().demand(jobs(1).shape(1, 9000, 1))))
                    .containsExactly("boot 1 x c8 on west for jobs: jobs-wait");
            assertThat(actions(pool().demand(jobs(1).gpus(1))))
                    .containsExactly("boot 1 x gpu on west for jobs: jobs-wait");
        }

        @Test
        void holdAsManyJobsAsFit() {
            assertThat(actions(pool().demand(jobs(9).cpus(2))))
                    .containsExactly("boot 5 x c4 on west for jobs: jobs-wait");
        }

        @Test
        void areSharedByDemandsOfOneUserAndType() {
            var pool = pool().demand(jobs(1).key("a").cpus(3), jobs(1).key("b").cpus(1));

            assertThat(actions(pool)).containsExactly("boot 1 x c4 on west for a: jobs-wait");
            assertThat(unmet(pool)).containsExactly("1 of a: covered", "1 of b: covered");
        }

        @Test
        void areNotSharedByUsers() {
            var pool =
                    pool().demand(jobs(1).of("alice").cpus(1), jobs(1).of("bob").cpus(1));

            assertThat(actions(pool))
                    .containsExactly(
                            "boot 1 x c1 on west for alice: jobs-wait", "boot 1 x c1 on west for bob: jobs-wait");
        }

        @Test
        void goToTheCloudOfLowestPriorityNumberAndOverflowToTheNext() {
            var pool = pool().cloud(cloud("west").priority(5))
                    .cloud(cloud("east").priority(1))
                    .demand(jobs(3));

            assertThat(actions(pool, policy().cloud("east", 2, 1000, 4000, 100)))
                    .containsExactly(
                            "boot 2 x c4 on east for jobs: jobs-wait", "boot 1 x c4 on west for jobs: jobs-wait");
        }

        @Test
        void goToTheCloudWithTheCheaperFlavorWhereCloudsAreLevel() {
            var pool = pool().cloud(cloud("east").flavors(CloudFixture.C8)).demand(jobs(1));

            assertThat(actions(pool)).containsExactly("boot 1 x c4 on west for jobs: jobs-wait");
        }

        @Test
        void keepTheJobsKeepAliveUpToTheSites() {
            assertThat(keepAliveOf(jobs(1).keepAlive(20))).isEqualTo(minutes(20));
            assertThat(keepAliveOf(jobs(1).keepAlive(900))).isEqualTo(minutes(60));
            assertThat(keepAliveOf(jobs(1))).isEqualTo(Duration.ZERO);
        }

        private static Duration keepAliveOf(DemandFixture demand) {
            Action action =
                    PlanText.plan(pool().demand(demand), policy()).actions().getFirst();
            return ((Action.Boot) action).keepAlive();
        }
    }

    @Nested
    class Sharing {

        @Test
        void isEvenWhenThereIsRoomForFew() {
            var pool = pool().demand(jobs(100).of("alice"), jobs(100).of("bob"), jobs(1).of("carol"));

            assertThat(actions(pool, policy().workersMax(7)))
                    .containsExactly(
                            "boot 3 x c4 on west for alice: jobs-wait",
                            "boot 3 x c4 on west for bob: jobs-wait",
                            "boot 1 x c4 on west for carol: jobs-wait");
        }

        @Test
        void givesTheNextWorkerToWhoHasFewest() {
            var pool = pool().worker(
                            worker("w1").of("alice").busy(1),
                            worker("w2").of("alice").busy(1))
                    .demand(jobs(9).of("alice"), jobs(9).of("bob"));

            assertThat(actions(pool, policy().perTurnMax(2))).containsExactly("boot 2 x c4 on west for bob: jobs-wait");
        }

        @Test
        void servesAUsersJobsByPriorityThenByAge() {
            var pool = pool().demand(
                            jobs(1).key("late").waitingFor(minutes(1)),
                            jobs(1).key("early").waitingFor(minutes(3)),
                            jobs(1).key("urgent").priority(10));

            assertThat(actions(pool, policy().workersMax(2)))
                    .containsExactly(
                            "boot 1 x c4 on west for urgent: jobs-wait", "boot 1 x c4 on west for early: jobs-wait");
        }

        @Test
        void countsWorkersNotJobs() {
            var pool = pool().demand(jobs(1_000_000_000).cpus(1));

            assertThat(actions(pool, policy().perTurnMax(3)))
                    .containsExactly("boot 3 x c1 on west for jobs: jobs-wait");
            assertThat(unmet(pool, policy().perTurnMax(3)))
                    .containsExactly("3 of jobs: covered", "999999997 of jobs: per-turn-cap");
        }
    }
}
