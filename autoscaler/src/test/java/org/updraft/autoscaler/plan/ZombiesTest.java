package org.updraft.autoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.updraft.autoscaler.plan.CloudFixture.C4;
import static org.updraft.autoscaler.plan.CloudFixture.combination;
import static org.updraft.autoscaler.plan.DemandFixture.jobs;
import static org.updraft.autoscaler.plan.PlanText.actions;
import static org.updraft.autoscaler.plan.PlanText.unmet;
import static org.updraft.autoscaler.plan.PolicyFixture.policy;
import static org.updraft.autoscaler.plan.PoolFixture.hours;
import static org.updraft.autoscaler.plan.PoolFixture.minutes;
import static org.updraft.autoscaler.plan.PoolFixture.pool;
import static org.updraft.autoscaler.plan.WorkerFixture.worker;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.BlindSpot;
import org.updraft.autoscaler.pool.Mark;

/** Workers that run, or seem to, and cannot serve: each by its limit, each with a neighbour that must be left alone. */
class ZombiesTest {

    @Nested
    class Stopped {

        @Test
        void goAfterTheirOwnLimitOnlyIfSomebodyMayHaveLeftThemSoForGood() {
            for (String status : List.of("SHUTOFF", "PAUSED", "SUSPENDED", "SHELVED", "SHELVED_OFFLOADED")) {
                assertThat(actions(pool().worker(
                                        worker("w1").stopped(minutes(11), status),
                                        worker("w2").stopped(minutes(9), status),
                                        worker("w3")
                                                .stopped(minutes(11), status)
                                                .claimed(),
                                        worker("w4")
                                                .stopped(minutes(11), status)
                                                .blindToSchedd(),
                                        worker("w5")
                                                .stopped(minutes(11), status)
                                                .blindToCollector())))
                        .as(status)
                        .containsExactly("fence w1: stopped");
            }
            for (String status : List.of("RESCUE", "RESIZE", "VERIFY_RESIZE", "REVERT_RESIZE", "MIGRATING")) {
                PoolFixture pool = pool().worker(worker("w1").stopped(hours(90), status));
                assertThat(actions(pool)).as(status).isEmpty();
                assertThat(alerts(pool)).as(status).containsExactly("w1: stopped");
            }
        }
    }

    @Nested
    class Useless {

        @Test
        void isWhoStandsIdleBesideTheVeryJobsItWasBootedFor() {
            assertThat(actions(pool().worker(
                                    worker("w1").idle(minutes(20)).freeFor(minutes(20)),
                                    worker("w2").idle(minutes(19)).freeFor(minutes(19)),
                                    worker("w3")
                                            .idle(minutes(21))
                                            .freeFor(minutes(21))
                                            .blindToSchedd())
                            .demand(jobs(9).waitingFor(minutes(30)))))
                    .containsExactly("drain w1 if_idle: useless");
        }

        @Test
        void isNobodyWhoseJobsHaveOnlyJustCome() {
            assertThat(actions(pool().worker(worker("w1")
                                    .idle(minutes(21))
                                    .freeFor(minutes(21))
                                    .keepAlive(hours(1)))
                            .demand(jobs(1).waitingFor(minutes(1)))))
                    .isEmpty();
        }

        @Test
        void isNobodyWhoWasBootedForOtherJobs() {
            assertThat(actions(pool().worker(worker("w1")
                                    .idle(minutes(21))
                                    .freeFor(minutes(21))
                                    .keepAlive(hours(1))
                                    .forDemand("others"))
                            .demand(jobs(1).waitingFor(minutes(30)).targets("nowhere"))))
                    .isEmpty();
        }

        @Test
        void isNotDrainedForItsKeepAliveBeforeItIsFoundOut() {
            assertThat(actions(pool().worker(worker("w1")
                                    .idle(minutes(12))
                                    .freeFor(minutes(12))
                                    .keepAlive(minutes(10)))
                            .demand(jobs(1).waitingFor(minutes(12)).targets("nowhere"))))
                    .isEmpty();
        }

        @Test
        void twoOfThemAreEnoughToBootNoMore() {
            PoolFixture pool = pool().worker(
                            worker("w1").idle(minutes(9)).freeFor(minutes(9)),
                            worker("w2").idle(minutes(9)).freeFor(minutes(9)))
                    .demand(jobs(9).waitingFor(minutes(30)));

            assertThat(actions(pool)).isEmpty();
            assertThat(unmet(pool)).containsExactly("9 of jobs: unmatched");
        }
    }

    @Nested
    class Marked {

        @Test
        void areNotBootedForTheSameDemandForAWhile() {
            assertThat(unmet(pool().demand(jobs(9)).mark(Mark.Kind.USELESS, minutes(59))))
                    .containsExactly("9 of jobs: useless");
            assertThat(unmet(pool().demand(jobs(9)).mark(Mark.Kind.BLACK_HOLE, hours(23))))
                    .containsExactly("9 of jobs: black-hole");
        }

        @Test
        void areTriedOneAtATimeAfterIt() {
            assertThat(actions(pool().demand(jobs(9)).mark(Mark.Kind.USELESS, minutes(60))))
                    .containsExactly("boot 1 x c4 on west for jobs: probe");
            PoolFixture tried = pool().demand(jobs(9))
                    .mark(Mark.Kind.USELESS, minutes(70))
                    .worker(worker("w1").requestedAgo(minutes(2)).building(minutes(2)));
            assertThat(actions(tried)).isEmpty();
            assertThat(unmet(tried)).containsExactlyInAnyOrder("1 of jobs: covered", "8 of jobs: useless");
        }

        @Test
        void areTrustedOnceOneHasServed() {
            assertThat(actions(pool().demand(jobs(9)).mark(Mark.Kind.USELESS, minutes(10), true)))
                    .containsExactly("boot 9 x c4 on west for jobs: jobs-wait");
            assertThat(actions(pool().demand(jobs(9))
                            .mark(Mark.Kind.USELESS, minutes(90))
                            .worker(worker("w1")
                                    .requestedAgo(minutes(29))
                                    .joined(minutes(21))
                                    .busy(4))))
                    .containsExactly("boot 9 x c4 on west for jobs: jobs-wait");
        }

        @Test
        void areBootedForOthersAsIfNothingHadBeen() {
            assertThat(actions(pool().demand(jobs(4).of("bob").key("bobs")).mark(Mark.Kind.BLACK_HOLE, minutes(1))))
                    .containsExactly("boot 4 x c4 on west for bobs: jobs-wait");
        }

        @Test
        void areNotBootedWhileABlackHoleThatStillHasAJobLives() {
            PoolFixture pool = pool().demand(jobs(4))
                    .worker(worker("w1").busyWithJobThatRefusesRetirement().blackHole(minutes(3)));
            assertThat(actions(pool)).isEmpty();
            assertThat(unmet(pool)).containsExactly("4 of jobs: black-hole");
        }

        @Test
        void areNotBootedByAPlanThatTheCheckWouldPass() {
            PoolFixture pool = pool().demand(jobs(4)).mark(Mark.Kind.BLACK_HOLE, minutes(1));
            Plan booting = PlanText.plan(pool().demand(jobs(4)), policy());
            assertThat(PlanCheck.violations(booting, pool.seen(), policy().is()))
                    .singleElement()
                    .asString()
                    .contains("useless or a black hole");
        }
    }

    @Nested
    class BlackHoles {

        @Test
        void areEmptiedAndKeptAndReported() {
            PoolFixture pool = pool().worker(
                            worker("w1").idle(minutes(1)).blackHole(minutes(1)).forDemand("a"),
                            worker("w2").busy(1).blackHole(minutes(1)).forDemand("b"),
                            worker("w3")
                                    .drained(minutes(9))
                                    .blackHole(hours(23))
                                    .forDemand("c"),
                            worker("w4")
                                    .stopped(hours(9), "SHUTOFF")
                                    .blackHole(hours(23))
                                    .forDemand("d"),
                            worker("w5").unseen(hours(9)).blackHole(hours(23)).forDemand("e"));
            assertThat(actions(pool))
                    .containsExactly("drain w1 if_idle: black-hole", "drain w2 peacefully: black-hole");
            assertThat(alerts(pool))
                    .containsExactly(
                            "w1: black-hole", "w2: black-hole", "w3: black-hole", "w4: black-hole", "w5: black-hole");
        }

        @Test
        void areLetAloneWithAJobThatWouldBeEvictedOrThatNobodyCanSee() {
            assertThat(actions(pool().worker(
                                    worker("w1")
                                            .busyWithJobThatRefusesRetirement()
                                            .blackHole(hours(1)),
                                    worker("w2").busy(1).blackHole(hours(1)).blindToSchedd(),
                                    worker("w3")
                                            .idle(hours(1))
                                            .blackHole(hours(1))
                                            .claimedBySlotOnly())))
                    .isEmpty();
        }

        @Test
        void goWhenTheirTimeIsOverOrAnOperatorSaysSoOrAnotherIsKept() {
            assertThat(actions(pool().worker(
                                    worker("w1")
                                            .drained(minutes(9))
                                            .blackHole(hours(25))
                                            .forDemand("a"),
                                    worker("w2")
                                            .drained(minutes(9))
                                            .blackHole(hours(1))
                                            .forDemand("b")
                                            .retiring(),
                                    worker("w3")
                                            .drained(minutes(9))
                                            .blackHole(hours(1))
                                            .forDemand("c"),
                                    worker("w4")
                                            .drained(minutes(9))
                                            .blackHole(hours(2))
                                            .forDemand("c"))))
                    .containsExactly("delete w1: drained", "delete w2: drained", "delete w3: drained");
        }

        @Test
        void areNoRoomForJobsNorCalledBack() {
            assertThat(actions(pool().worker(
                                    worker("w1")
                                            .idle(minutes(1))
                                            .blackHole(minutes(1))
                                            .forDemand("x"),
                                    worker("w2")
                                            .drained(minutes(1))
                                            .blackHole(minutes(1))
                                            .forDemand("y"))
                            .demand(jobs(1))))
                    .containsExactly("drain w1 if_idle: black-hole", "boot 1 x c4 on west for jobs: jobs-wait");
        }
    }

    @Nested
    class Old {

        @Test
        void getNoNewJobsAndLeaveInPeace() {
            Duration old = Duration.ofDays(31);
            assertThat(actions(pool().worker(
                                    worker("w1").requestedAgo(old).idle(minutes(1)),
                                    worker("w2").requestedAgo(old).busy(2),
                                    worker("w3").requestedAgo(old).busyWithJobThatRefusesRetirement(),
                                    worker("w4")
                                            .requestedAgo(Duration.ofDays(29))
                                            .busy(2),
                                    worker("w5").requestedAgo(old).busy(2).blindToSchedd())
                            .demand(jobs(1))))
                    .containsExactly(
                            "drain w1 if_idle: max-age",
                            "drain w2 peacefully: max-age",
                            "boot 1 x c4 on west for jobs: jobs-wait");
        }
    }

    @Nested
    class NotAsMade {

        @Test
        void rebuiltOnesAreDrainedInThePoolAndFencedOutsideOfIt() {
            assertThat(actions(pool().worker(
                                    worker("w1").idle(minutes(1)).rebuilt(minutes(1)),
                                    worker("w2").busy(1).rebuilt(hours(9)),
                                    worker("w3").unseen(minutes(11)).rebuilt(minutes(11)),
                                    worker("w4").unseen(minutes(9)).rebuilt(minutes(9)),
                                    worker("w5")
                                            .unseen(minutes(11))
                                            .rebuilt(minutes(11))
                                            .claimed(),
                                    worker("w6")
                                            .unseen(minutes(11))
                                            .rebuilt(minutes(11))
                                            .blindToCollector())))
                    .containsExactly("drain w1 if_idle: rebuilt", "fence w3: rebuilt");
        }

        @Test
        void twinsAreNeverDrainedAsTheOtherHasTheSameName() {
            assertThat(actions(pool().worker(
                                    worker("w1").idle(minutes(9)).twin(minutes(9)),
                                    worker("w2").idle(minutes(11)).twin(minutes(11)),
                                    worker("w3").joining(minutes(11)).twin(minutes(11)),
                                    worker("w4").busy(1).twin(hours(9)),
                                    worker("w5")
                                            .idle(minutes(11))
                                            .twin(minutes(11))
                                            .claimed(),
                                    worker("w6")
                                            .idle(minutes(11))
                                            .twin(minutes(11))
                                            .blindToSchedd(),
                                    worker("w7").idle(hours(9)).contradictory())))
                    .containsExactly("fence w2: twin", "fence w3: twin");
        }
    }

    @Nested
    class Stuck {

        @Test
        void aDrainWhoseAdsAreGoneIsEndedByAFence() {
            assertThat(actions(pool().worker(
                                    worker("w1")
                                            .draining(minutes(16), Activity.How.IF_IDLE)
                                            .withoutAds(),
                                    worker("w2")
                                            .draining(minutes(14), Activity.How.IF_IDLE)
                                            .withoutAds(),
                                    worker("w3")
                                            .draining(minutes(16), Activity.How.IF_IDLE)
                                            .withoutAds()
                                            .claimed(),
                                    worker("w4")
                                            .draining(minutes(16), Activity.How.IF_IDLE)
                                            .blindToCollector())))
                    .containsExactly("fence w1: drain-stuck");
        }

        @Test
        void aDrainWithASlotThatNoScheddKnowsAJobInIsTakenBack() {
            assertThat(actions(pool().worker(
                                    worker("w1")
                                            .draining(minutes(16), Activity.How.IF_IDLE)
                                            .claimedBySlotOnly(),
                                    worker("w2")
                                            .draining(minutes(14), Activity.How.IF_IDLE)
                                            .claimedBySlotOnly(),
                                    worker("w3")
                                            .draining(minutes(16), Activity.How.IF_IDLE)
                                            .claimedBySlotOnly()
                                            .blindToSchedd(),
                                    worker("w4")
                                            .draining(minutes(16), Activity.How.IF_IDLE)
                                            .claimed())))
                    .containsExactly("canceldrain w1: drain-stuck");
        }

        @Test
        void aDeleteIsRepeatedOnceInEachWhileAndReportedAfterThree() {
            PoolFixture pool = pool().worker(
                            worker("w1").deleting(minutes(21), 2),
                            worker("w2").deleting(minutes(19), 2),
                            worker("w3").deleting(minutes(31), 3),
                            worker("w4").deleting(minutes(31), 4));
            assertThat(actions(pool)).containsExactly("delete w1: still-there", "delete w3: still-there");
            assertThat(alerts(pool)).containsExactly("w4: still-there");
        }
    }

    @Nested
    class Ghosts {

        @Test
        void areForgottenOnlyIfNobodyCouldBeThere() {
            PoolFixture pool = pool().ghost("m1", minutes(4))
                    .ghost("m2", minutes(3))
                    .stray("m3", minutes(4), false, false, Set.of())
                    .stray("m4", minutes(4), true, true, Set.of())
                    .stray("m5", minutes(4), true, false, Set.of(new BlindSpot.Source.OfSchedd("batch")));
            assertThat(actions(pool)).containsExactly("forgetad m1 of server-m1: ghost-ad");
            assertThat(alerts(pool)).containsExactly("m2: twin");
        }

        @Test
        void thatArePlannedInSpiteOfThatAreCaught() {
            PoolFixture pool = pool().ghost("m2", minutes(3))
                    .stray("m3", minutes(4), false, false, Set.of())
                    .stray("m4", minutes(4), true, true, Set.of())
                    .stray("m5", minutes(4), true, false, Set.of(new BlindSpot.Source.OfSchedd("batch")))
                    .ghost("w6", minutes(4))
                    .worker(worker("w6"));
            Plan plan = new Plan(
                    List.of(forget("m1"), forget("m2"), forget("m3"), forget("m4"), forget("m5"), forget("w6")),
                    List.of());
            assertThat(PlanCheck.violations(plan, pool.seen(), policy().is()))
                    .hasSize(6)
                    .anyMatch(words -> words.contains("m1: no such ad"))
                    .anyMatch(words -> words.contains("m2: it was heard of lately"))
                    .anyMatch(words -> words.contains("m3: its server is not known to be gone"))
                    .anyMatch(words -> words.contains("m4: a job is claimed there"))
                    .anyMatch(words -> words.contains("m5: some who could"))
                    .anyMatch(words -> words.contains("w6: a worker has that server"));
        }

        private static Action forget(String machine) {
            return new Action.ForgetAd(
                    machine, "server-" + machine, PoolFixture.NOW, new Reason(Cause.GHOST_AD, "test"));
        }
    }

    @Test
    void marksOfOtherImagesAndFlavorsDoNotCount() {
        assertThat(actions(pool().demand(jobs(4))
                        .mark("jobs", combination("east", C4), Mark.Kind.BLACK_HOLE, minutes(1), false)))
                .containsExactly("boot 4 x c4 on west for jobs: jobs-wait");
    }

    private static List<String> alerts(PoolFixture pool) {
        return PlanText.plan(pool, policy()).alerts().stream()
                .map(alert -> alert.subject() + ": " + alert.reason().cause().label())
                .toList();
    }
}
