package org.updraft.autoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.updraft.autoscaler.plan.DemandFixture.jobs;
import static org.updraft.autoscaler.plan.PlanText.actions;
import static org.updraft.autoscaler.plan.PolicyFixture.policy;
import static org.updraft.autoscaler.plan.PoolFixture.hours;
import static org.updraft.autoscaler.plan.PoolFixture.minutes;
import static org.updraft.autoscaler.plan.PoolFixture.pool;
import static org.updraft.autoscaler.plan.WorkerFixture.worker;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.updraft.autoscaler.pool.Activity;

class RetirementTest {

    @Nested
    class IdleWorkers {

        @Test
        void leaveOncePastTheirKeepAlive() {
            var pool = pool().worker(
                            worker("w1").idle(minutes(11)).keepAlive(minutes(10)),
                            worker("w2").idle(minutes(9)).keepAlive(minutes(10)));

            assertThat(actions(pool)).containsExactly("drain w1 if_idle: idle-past-keep-alive");
        }

        @Test
        void mayNotStayLongerThanTheSiteAllowsWhateverTheJobSaid() {
            var pool = pool().worker(worker("w1").idle(minutes(61)).keepAlive(hours(8)));

            assertThat(actions(pool, policy().keepAliveMax(minutes(60))))
                    .containsExactly("drain w1 if_idle: idle-past-keep-alive");
        }

        @Test
        void sayHowLongTheyWereIdleAndHowLongTheyMight() {
            var plan = PlanText.plan(pool().worker(worker("w1").idle(minutes(61))), policy());

            assertThat(plan.actions().getFirst().reason())
                    .hasToString("idle longer than its keep-alive: idle 61 min, allowed 10 min");
        }

        @Test
        void stayWhileADemandNeedsTheirRoom() {
            var pool = pool().worker(worker("w1").idle(minutes(30))).demand(jobs(1));

            assertThat(actions(pool)).isEmpty();
        }

        @Test
        void leaveIfOthersHaveRoomEnoughForTheDemand() {
            var pool = pool().worker(
                            worker("w1").idle(minutes(30)), worker("w2").idle(minutes(30)))
                    .demand(jobs(1));

            assertThat(actions(pool)).containsExactly("drain w2 if_idle: idle-past-keep-alive");
        }

        @Test
        void leaveIfOnlyOtherUsersOrOtherTypesWait() {
            var pool = pool().worker(worker("w1").idle(minutes(30)))
                    .demand(jobs(1).of("bob").targets("nowhere"))
                    .demand(jobs(1).key("other").vmType("other").targets("nowhere"));

            assertThat(actions(pool)).containsExactly("drain w1 if_idle: idle-past-keep-alive");
        }

        @Test
        void withoutKeepAliveLeaveAtOnce() {
            var pool = pool().worker(worker("w1").idle(Duration.ZERO).keepAlive(Duration.ZERO));

            assertThat(actions(pool)).containsExactly("drain w1 if_idle: idle-past-keep-alive");
        }

        @Test
        void withoutKeepAliveGetTwoNegotiationCyclesAfterJoining() {
            var pool = pool().worker(
                            worker("w1")
                                    .idle(Duration.ZERO)
                                    .keepAlive(Duration.ZERO)
                                    .joined(Duration.ofSeconds(119)),
                            worker("w2")
                                    .idle(Duration.ZERO)
                                    .keepAlive(Duration.ZERO)
                                    .joined(Duration.ofSeconds(121)));

            assertThat(actions(pool)).containsExactly("drain w2 if_idle: idle-past-keep-alive");
        }

        @Test
        void areLeftAloneIfTheirOwnAdsWereNotSeen() {
            assertThat(actions(pool().worker(worker("w1").idle(hours(5)).withoutAds())))
                    .isEmpty();
        }

        @Test
        void areLeftAloneWhileAScheddThatMayHaveJobsForThemDoesNotAnswer() {
            assertThat(actions(pool().worker(worker("w1").idle(hours(5)).blindToSchedd())))
                    .isEmpty();
        }

        @Test
        void areLeftAloneIfAnyoneKnowsAJobThere() {
            assertThat(actions(pool().worker(
                                    worker("w1").idle(hours(5)).claimedBySlotOnly(),
                                    worker("w2").idle(hours(5)).claimedButSaidToBeClear())))
                    .isEmpty();
        }

        @Test
        void areDrainedWhenAnOperatorSaysSoHoweverYoung() {
            assertThat(actions(pool().worker(worker("w1").idle(Duration.ZERO).retiring())))
                    .containsExactly("drain w1 if_idle: operator");
        }
    }

    @Nested
    class BusyWorkers {

        @Test
        void areLeftAlone() {
            assertThat(actions(pool().worker(worker("w1").busy(2)))).isEmpty();
        }

        @Test
        void areOrderedOffPeacefullyWhenAnOperatorWantsThemEmpty() {
            assertThat(actions(pool().worker(worker("w1").busy(2).retiring())))
                    .containsExactly("drain w1 peacefully: operator");
        }

        @Test
        void areLeftAloneWhenAJobOfTheirsWouldBeEvicted() {
            assertThat(actions(pool().worker(worker("w1")
                            .busyWithJobThatRefusesRetirement()
                            .retiring())))
                    .isEmpty();
        }

        @Test
        void areLeftAloneWhenAScheddThatCouldKnowSuchAJobDoesNotAnswer() {
            assertThat(actions(pool().worker(
                                    worker("w1").busy(1).retiring().blindToSchedd(),
                                    worker("w2").busy(1).retiring().withoutAds())))
                    .isEmpty();
        }
    }

    @Nested
    class DrainingWorkers {

        @Test
        void areDeletedOnceTheirAdsShowOurDrain() {
            assertThat(actions(pool().worker(worker("w1").drained(minutes(3))))).containsExactly("delete w1: drained");
        }

        @Test
        void areNotDeletedUnlessEveryoneWhoCouldKnowAJobAnswered() {
            assertThat(actions(pool().worker(
                                    worker("w1").drained(minutes(3)).blindToSchedd(),
                                    worker("w2").drained(minutes(3)).blindToCloud(),
                                    worker("w3").drained(minutes(3)).blindToCollector(),
                                    worker("w4").drained(minutes(3)).withoutAds(),
                                    worker("w5").drained(minutes(3)).claimed(),
                                    worker("w6").drained(minutes(3)).contradictory())))
                    .isEmpty();
        }

        @Test
        void areWaitedForWhileTheAdsDoNotShowTheDrainYet() {
            assertThat(actions(pool().worker(worker("w1").draining(minutes(3), Activity.How.IF_IDLE))))
                    .isEmpty();
        }

        @Test
        void areTakenBackWhenTheDrainGotLost() {
            assertThat(actions(pool().worker(
                                    worker("w1").draining(minutes(16), Activity.How.IF_IDLE),
                                    worker("w2")
                                            .draining(minutes(16), Activity.How.IF_IDLE)
                                            .claimed(),
                                    worker("w3")
                                            .draining(minutes(14), Activity.How.IF_IDLE)
                                            .withoutAds())))
                    .containsExactly("canceldrain w1: drain-lost");
        }

        @Test
        void areTakenBackWhenNewJobsWantThem() {
            var pool = pool().worker(worker("w1").drained(minutes(3))).demand(jobs(1));

            assertThat(actions(pool)).containsExactly("canceldrain w1: wanted-again");
        }

        @Test
        void areNotTakenBackForJobsThatLeftThemIdle() {
            var pool = pool().worker(worker("w1").drained(minutes(3))).demand(jobs(1).waitingFor(minutes(10)));

            assertThat(actions(pool)).containsExactly("delete w1: drained", "boot 1 x c4 on west for jobs: jobs-wait");
        }

        @Test
        void areNotTakenBackUnlessTheirAdsShowThemFree() {
            var pool = pool().worker(
                            worker("w1").drained(minutes(3)).withoutAds(),
                            worker("w2")
                                    .draining(minutes(3), Activity.How.IF_IDLE)
                                    .claimed(),
                            worker("w3")
                                    .draining(minutes(3), Activity.How.IF_IDLE)
                                    .contradictory())
                    .demand(jobs(1));

            assertThat(actions(pool)).containsExactly("boot 1 x c4 on west for jobs: jobs-wait");
        }

        @Test
        void areNotTakenBackFromAnOperator() {
            var pool =
                    pool().worker(worker("w1").drained(minutes(3)).retiring()).demand(jobs(1));

            assertThat(actions(pool)).containsExactly("delete w1: drained", "boot 1 x c4 on west for jobs: jobs-wait");
        }

        @Test
        void areFencedOncePeacefullyOffAndTheirAdsAreGone() {
            assertThat(actions(pool().worker(
                                    worker("w1")
                                            .draining(minutes(6), Activity.How.PEACEFULLY)
                                            .withoutAds(),
                                    worker("w2")
                                            .draining(hours(90), Activity.How.PEACEFULLY)
                                            .claimed(),
                                    worker("w3")
                                            .draining(hours(90), Activity.How.PEACEFULLY)
                                            .withoutAds()
                                            .claimed(),
                                    worker("w4")
                                            .draining(hours(90), Activity.How.PEACEFULLY)
                                            .blindToCollector(),
                                    worker("w5")
                                            .draining(minutes(4), Activity.How.PEACEFULLY)
                                            .withoutAds())))
                    .containsExactly("fence w1: drained");
        }
    }

    @Nested
    class Zombies {

        @Test
        void areFencedOnceTheyArePastTheirLimit() {
            assertThat(actions(pool().worker(
                                    worker("a1").building(minutes(16)),
                                    worker("a2").building(minutes(14)),
                                    worker("b1").joining(minutes(16)),
                                    worker("b2").joining(minutes(14)),
                                    worker("c1").unseen(minutes(41)),
                                    worker("c2").unseen(minutes(39)),
                                    worker("d1").stopped(minutes(11), "SHUTOFF"),
                                    worker("d2").stopped(minutes(9), "SHUTOFF"),
                                    worker("e1").failed("Failed to allocate the network(s)"),
                                    worker("e2").failed("No valid host was found. "))))
                    .containsExactly(
                            "fence a1: build-too-long",
                            "fence b1: never-joined",
                            "fence c1: unseen",
                            "fence d1: stopped",
                            "fence e1: dead-error",
                            "fence e2: no-capacity");
        }

        @Test
        void areNotFencedUnlessEveryoneWhoCouldKnowAJobAnswered() {
            assertThat(actions(pool().worker(
                                    worker("w1").joining(hours(9)).blindToSchedd(),
                                    worker("w2").joining(hours(9)).blindToCloud(),
                                    worker("w3").joining(hours(9)).blindToCollector(),
                                    worker("w4").unseen(hours(9)).contradictory(),
                                    worker("w5").unseen(hours(9)).claimed(),
                                    worker("w6").failed("x").claimedBySlotOnly(),
                                    worker("w7").failed("x").claimedButSaidToBeClear())))
                    .isEmpty();
        }

        @Test
        void areNotCountedAsRoomForJobs() {
            var pool = pool().worker(worker("w1").joining(minutes(16))).demand(jobs(1));

            assertThat(actions(pool))
                    .containsExactly("fence w1: never-joined", "boot 1 x c4 on west for jobs: jobs-wait");
        }

        @Test
        void areDeletedWhenTheSecondLookIsClear() {
            assertThat(actions(pool().worker(worker("w1").fenced(minutes(1)))))
                    .containsExactly("delete w1: still-clear");
        }

        @Test
        void areNotDeletedOnTheLookThatWasBegunBeforeTheFence() {
            assertThat(actions(pool().worker(worker("w1").fenced(Duration.ZERO))))
                    .isEmpty();
        }

        @Test
        void areLetGoWhenAJobIsFoundThere() {
            assertThat(actions(pool().worker(
                                    worker("w1").fenced(minutes(1)).claimed(),
                                    worker("w2")
                                            .fenced(minutes(1))
                                            .claimedBySlotOnly()
                                            .blindToSchedd(),
                                    worker("w3").fenced(minutes(1)).claimedButSaidToBeClear())))
                    .containsExactly("unfence w1: job-found", "unfence w2: job-found", "unfence w3: job-found");
        }

        @Test
        void areLetGoWhenWeCannotSeeForTooLong() {
            assertThat(actions(pool().worker(
                                    worker("w1").fenced(minutes(21)).blindToSchedd(),
                                    worker("w2").fenced(minutes(19)).blindToSchedd(),
                                    worker("w3").fenced(minutes(21)).blindToCloud())))
                    .containsExactly("unfence w1: cannot-see", "unfence w3: cannot-see");
        }
    }

    @Nested
    class Endings {

        @Test
        void anIntentIsGivenUpAfterTheSettleTimeAndTwoListings() {
            assertThat(actions(pool().worker(
                                    worker("w1").requested(minutes(11), 2),
                                    worker("w2").requested(minutes(11), 1),
                                    worker("w3").requested(minutes(9), 5))))
                    .containsExactly("forget w1: never-appeared");
        }

        @Test
        void aServerThatTheLedgerDoesNotKnowIsAdoptedBeforeAnythingElse() {
            assertThat(actions(pool().worker(
                                    worker("w1").joining(hours(9)).unrecorded(),
                                    worker("w2").joining(hours(9)).unrecorded().contradictory())))
                    .containsExactly("adopt w1 as server-w1: appeared");
        }

        @Test
        void aDeleteIsAskedForAgainAfterAWhile() {
            assertThat(actions(pool().worker(
                                    worker("w1").deleting(minutes(11)),
                                    worker("w2").deleting(minutes(9)),
                                    worker("w3").deleting(minutes(11)).blindToCloud())))
                    .containsExactly("delete w1: still-there");
        }

        @Test
        void aWorkerWhoseServerIsGoneIsForgottenUnlessAScheddNamesAJobThere() {
            assertThat(actions(pool().worker(
                                    worker("w1").gone(),
                                    worker("w2").gone().claimed(),
                                    worker("w3").gone().blindToSchedd(),
                                    worker("w4").gone().claimedBySlotOnly())))
                    .containsExactly("forget w1: server-gone", "forget w4: server-gone");
        }

        @Test
        void nothingIsDoneWhenFrozenAndEveryoneIsTold() {
            var pool = pool().worker(worker("w1").drained(minutes(3)))
                    .demand(jobs(7))
                    .frozen("another installation");

            Plan plan = PlanText.plan(pool, policy());

            assertThat(plan.actions()).isEmpty();
            assertThat(plan.unmet())
                    .isEqualTo(List.of(new Unmet("jobs", 7, new Reason(Cause.FROZEN, "another installation"))));
        }
    }
}
