package org.updraft.autoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.updraft.autoscaler.plan.CloudFixture.C4;
import static org.updraft.autoscaler.plan.CloudFixture.C8;
import static org.updraft.autoscaler.plan.CloudFixture.GPU;
import static org.updraft.autoscaler.plan.CloudFixture.cloud;
import static org.updraft.autoscaler.plan.CloudFixture.combination;
import static org.updraft.autoscaler.plan.DemandFixture.jobs;
import static org.updraft.autoscaler.plan.PlanText.actions;
import static org.updraft.autoscaler.plan.PlanText.unmet;
import static org.updraft.autoscaler.plan.PolicyFixture.policy;
import static org.updraft.autoscaler.plan.PoolFixture.NOW;
import static org.updraft.autoscaler.plan.PoolFixture.bare;
import static org.updraft.autoscaler.plan.PoolFixture.hours;
import static org.updraft.autoscaler.plan.PoolFixture.minutes;
import static org.updraft.autoscaler.plan.PoolFixture.pool;
import static org.updraft.autoscaler.plan.WorkerFixture.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.updraft.autoscaler.pool.Breaker;
import org.updraft.autoscaler.pool.Breaker.Kind;
import org.updraft.autoscaler.pool.Breaker.Scope;
import org.updraft.autoscaler.pool.CombinationHistory;
import org.updraft.htcondor.PerCloud;

/** What breakers do to a plan: whom they stop, whom they let try, and where the jobs go meanwhile. */
class BreakersPlanTest {

    @Nested
    class OfACombination {

        /**
         * Every state and what the plan then does for nine jobs.
         *
         * @param joined hours since the last join, -1 for never
         * @param failed servers that did not join since then
         * @param probes those of them that were asked for after the third
         * @param minutes since the last of them
         * @param coming servers not yet joined
         */
        @ParameterizedTest
        @CsvSource(textBlock = """
            # joined, failed, probes, minutes, coming, boots, why not more
                -1,     0,      0,      0,       0,      3,   unproven
                -1,     0,      0,      0,       2,      1,   unproven
                -1,     0,      0,      0,       3,      0,   unproven
                -1,     1,      0,      5,       0,      2,   unproven
                -1,     2,      0,      5,       0,      1,   unproven
                -1,     2,      0,      5,       1,      0,   unproven
                -1,     3,      0,      5,       0,      0,   boots-fail
                -1,     3,      0,     11,       0,      0,   boots-fail
                -1,     3,      0,     16,       0,      1,   boots-fail
                -1,     3,      0,     16,       1,      0,   boots-fail
                -1,     4,      1,     16,       0,      0,   boots-fail
                -1,     4,      1,     31,       0,      1,   boots-fail
                -1,     5,      2,     47,       0,      0,   boots-fail
                -1,     5,      2,     61,       0,      1,   boots-fail
                -1,    30,     27,    191,       0,      0,   boots-fail
                -1,    30,     27,    241,       0,      1,   boots-fail
                -1,    30,     27,    241,       1,      0,   boots-fail
                 1,     0,      0,      0,       0,      9,   none
                 1,     2,      0,      5,       0,      9,   none
                 1,     3,      0,      5,       0,      0,   boots-fail
                 1,     3,      0,     16,       0,      1,   boots-fail
                 1,    20,      0,     16,       0,      1,   boots-fail
                 1,    20,      0,     16,       5,      0,   boots-fail
                25,     0,      0,      0,       0,      3,   unproven
                25,     1,      0,      5,       0,      2,   unproven
            """)
        void closedOpenOrHalfOpenTheTableSaysWhatIsBooted(
                int joined, int failed, int probes, int minutes, int coming, int boots, String why) {
            PoolFixture pool =
                    pool().demand(jobs(9)).history(combination("west", C4), history(joined, failed, probes, minutes));
            for (int i = 0; i < coming; i++) {
                pool.worker(worker("w" + i).of("bob").joining(minutes(1)).requestedAgo(minutes(2)));
            }
            Plan plan = new Planner(policy().is()).plan(pool.seen());

            assertThat(plan.actions().stream()
                            .mapToInt(action -> action instanceof Action.Boot boot ? boot.count() : 0)
                            .sum())
                    .isEqualTo(boots);
            assertThat(unmet(pool)).anyMatch(line -> why.equals("none") || line.endsWith(": " + why));
            assertThat(PlanCheck.violations(plan, pool.seen(), policy().is())).isEmpty();
            assertThat(plan.breakers()).hasSize(failed >= 3 ? 1 : 0);
        }

        private static CombinationHistory history(int joined, int failed, int probes, int minutes) {
            Optional<Instant> join = joined < 0 ? Optional.empty() : Optional.of(NOW.minus(hours(joined)));
            Instant last = NOW.minus(minutes(minutes));
            List<CombinationHistory.Failure> failures = new ArrayList<>();
            for (int nth = 1; nth <= failed; nth++) {
                boolean probe = nth > failed - probes;
                Instant at = last.minusSeconds(failed - nth);
                failures.add(new CombinationHistory.Failure(probe ? at : last.minus(hours(2)), at, "nobody home"));
            }
            return CombinationHistory.of(join, failures);
        }

        @Test
        void sharesNothingWithOtherFlavorsOrClouds() {
            var pool = bare().cloud(cloud("west"))
                    .cloud(cloud("east").priority(1))
                    .history(combination("west", C4), history(-1, 3, 0, 5))
                    .demand(jobs(2), jobs(1).key("big").shape(8, 12000, 40));

            assertThat(actions(pool))
                    .containsExactlyInAnyOrder(
                            "boot 2 x c4 on east for jobs: jobs-wait", "boot 1 x c8 on west for big: jobs-wait");
        }

        @Test
        void aDearerFlavorIsNoWayRoundABrokenImage() {
            var pool = pool().history(combination("west", C4), history(-1, 3, 0, 5))
                    .demand(jobs(9));

            assertThat(actions(pool)).isEmpty();
        }

        @Test
        void aFailureFromBeforeTheClockWasSetBackLetsOneTry() {
            var pool = pool().history(combination("west", C4), history(-1, 3, 0, -60))
                    .demand(jobs(9));

            assertThat(actions(pool)).containsExactly("boot 1 x c4 on west for jobs: probe");
        }

        @Test
        void itsLastWordsAreInThePlan() {
            var pool = pool().history(combination("west", C4), history(-1, 3, 0, 5))
                    .demand(jobs(9));
            Plan plan = new Planner(policy().is()).plan(pool.seen());

            assertThat(plan.breakers()).singleElement().satisfies(breaker -> {
                assertThat(breaker.kind()).isEqualTo(Kind.BOOTS_FAIL);
                assertThat(breaker.words()).isEqualTo("nobody home");
                assertThat(breaker.until()).isBetween(NOW.plus(minutes(7)), NOW.plus(minutes(10)));
            });
            assertThat(plan.unmet().getFirst().reason().detail())
                    .contains("3 on west did not join")
                    .contains("one more will be tried in")
                    .contains("\"nobody home\"");
        }
    }

    @Nested
    class NoCapacity {

        @Test
        void sendsJobsToTheNextFlavorThatFits() {
            var pool = pool().noCapacity("west", C4, minutes(1)).demand(jobs(2));

            assertThat(actions(pool)).containsExactly("boot 1 x c8 on west for jobs: jobs-wait");
        }

        @Test
        void afterItsWaitOneIsTriedAndTheOthersDoNotWaitForIt() {
            var pool = pool().noCapacity("west", C4, minutes(-1)).demand(jobs(5));

            assertThat(actions(pool))
                    .containsExactly("boot 1 x c4 on west for jobs: probe", "boot 2 x c8 on west for jobs: jobs-wait");
        }

        @Test
        void noSecondIsTriedBeforeTheFirstRuns() {
            var pool = pool().noCapacity("west", C4, minutes(-2))
                    .worker(worker("w1").of("bob").building(minutes(1)).requestedAgo(minutes(1)))
                    .demand(jobs(5));

            assertThat(actions(pool)).containsExactly("boot 3 x c8 on west for jobs: jobs-wait");
        }

        @Test
        void sendsNoJobToAGpuBecauseAllElseIsFull() {
            var pool = bare().cloud(cloud("west").flavors(C4, GPU))
                    .noCapacity("west", C4, minutes(1))
                    .demand(jobs(2).shape(2, 4000, 10));

            assertThat(actions(pool)).isEmpty();
            assertThat(unmet(pool)).containsExactly("2 of jobs: backoff");
        }

        @Test
        void sendsAFlavorThatTheJobNamesToAnotherCloudOrLetsItWait() {
            var named = jobs(2).flavor(PerCloud.plain("c4"));

            assertThat(unmet(pool().noCapacity("west", C4, minutes(1)).demand(named)))
                    .containsExactly("2 of jobs: backoff");
            assertThat(actions(pool().cloud(cloud("east").priority(1))
                            .noCapacity("west", C4, minutes(1))
                            .demand(named)))
                    .containsExactly("boot 2 x c4 on east for jobs: jobs-wait");
        }

        @Test
        void leavesOtherFlavorsAndCloudsAlone() {
            var pool = pool().noCapacity("west", C8, minutes(1))
                    .noCapacity("east", C4, minutes(1))
                    .demand(jobs(2));

            assertThat(actions(pool)).containsExactly("boot 2 x c4 on west for jobs: jobs-wait");
        }
    }

    @Nested
    class OfACloud {

        private static final Scope WEST = new Scope.OfCloud("west");

        @Test
        void aFullQuotaSendsJobsToAnotherCloudInTheVeryNextPlan() {
            var pool = both(minutes(2)).demand(jobs(3));

            assertThat(actions(pool)).containsExactly("boot 3 x c4 on east for jobs: jobs-wait");
        }

        @Test
        void aJobThatMayGoNowhereElseWaitsAndIsToldWhatTheCloudSaid() {
            var pool = both(minutes(2)).demand(jobs(3).targets("west"));
            Plan plan = new Planner(policy().is()).plan(pool.seen());

            assertThat(unmet(pool)).containsExactly("3 of jobs: backoff");
            assertThat(plan.unmet().getFirst().reason().detail())
                    .contains("west: the project has used up what it may have; tried again in 2 min")
                    .contains("slow down");
        }

        @Test
        void afterTheWaitOneIsTriedThereAndTheRestGoesOnElsewhere() {
            assertThat(actions(both(minutes(-1)).demand(jobs(3))))
                    .containsExactly("boot 1 x c4 on west for jobs: probe", "boot 2 x c4 on east for jobs: jobs-wait");
        }

        @Test
        void oneIsTriedWhateverFlavorTheDemandsWant() {
            var pool = pool().breaker(Kind.QUOTA_FULL, WEST, minutes(-1))
                    .demand(jobs(3), jobs(1).key("big").of("bob").shape(8, 12000, 40));
            Plan plan = new Planner(policy().is()).plan(pool.seen());

            assertThat(plan.actions()).hasSize(1);
            assertThat(PlanCheck.violations(plan, pool.seen(), policy().is())).isEmpty();
        }

        @Test
        void oneThatIsNotAskedIsBlindAndSaysWhy() {
            var pool = bare().breaker(Kind.LOGIN_REFUSED, WEST, minutes(4)).demand(jobs(1).targets("west"));
            Plan plan = new Planner(policy().is()).plan(pool.seen());

            assertThat(plan.unmet()).singleElement().satisfies(unmet -> {
                assertThat(unmet.reason().cause()).isEqualTo(Cause.CLOUD_BLIND);
                assertThat(unmet.reason().detail())
                        .isEqualTo("west: the cloud refuses our login; asked again in 4 min; its words: \"slow down\"");
            });
            assertThat(plan.breakers()).extracting(Breaker::kind).containsExactly(Kind.LOGIN_REFUSED);
        }

        private static PoolFixture both(Duration more) {
            return pool().cloud(cloud("east").priority(1)).breaker(Kind.QUOTA_FULL, WEST, more);
        }
    }

    @Nested
    class APlanThatIgnoresThem {

        @Test
        void isCaught() {
            var held = pool().noCapacity("west", C4, minutes(1)).demand(jobs(5));
            var halfOpen = pool().noCapacity("west", C4, minutes(-1)).demand(jobs(5));
            Plan plan = new Planner(policy().is()).plan(pool().demand(jobs(5)).seen());

            assertThat(PlanCheck.violations(plan, held.seen(), policy().is()))
                    .singleElement()
                    .asString()
                    .contains("no-capacity, and it is too early to try again");
            assertThat(PlanCheck.violations(plan, halfOpen.seen(), policy().is()))
                    .containsExactly(
                            "boots make it 5 tries after no-capacity of west, flavor f4, at most 1 are allowed");
        }
    }
}
