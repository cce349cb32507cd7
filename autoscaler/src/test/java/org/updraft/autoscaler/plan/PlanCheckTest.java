package org.updraft.autoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.updraft.autoscaler.plan.CloudFixture.C1;
import static org.updraft.autoscaler.plan.CloudFixture.C4;
import static org.updraft.autoscaler.plan.CloudFixture.cloud;
import static org.updraft.autoscaler.plan.CloudFixture.combination;
import static org.updraft.autoscaler.plan.DemandFixture.jobs;
import static org.updraft.autoscaler.plan.PolicyFixture.policy;
import static org.updraft.autoscaler.plan.PoolFixture.NOW;
import static org.updraft.autoscaler.plan.PoolFixture.bare;
import static org.updraft.autoscaler.plan.PoolFixture.hours;
import static org.updraft.autoscaler.plan.PoolFixture.minutes;
import static org.updraft.autoscaler.plan.PoolFixture.pool;
import static org.updraft.autoscaler.plan.WorkerFixture.worker;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.CombinationHistory;
import org.updraft.autoscaler.pool.Shape;
import org.updraft.autoscaler.pool.Terms;
import org.updraft.openstack.Flavor;

/** Plans made bad by hand, one way each: all must be caught, and their good neighbours must pass. */
class PlanCheckTest {

    private static final Reason WHY = new Reason(Cause.OPERATOR, "");

    @Nested
    class Workers {

        static List<Bad> bad() {
            return List.of(
                    bad("named twice", worker("w1").idle(minutes(3)), drain(), drain()),
                    bad("no such worker", worker("w2"), new Action.Delete("w1", WHY)),
                    bad("adopted first", worker("w1").unrecorded(), drain()),
                    bad("adopted first", worker("w1").fenced(minutes(3)).unrecorded(), delete()),
                    bad("knows its server", worker("w1"), new Action.Adopt("w1", "server-w1", WHY)),
                    bad("is another one", worker("w1").unrecorded(), new Action.Adopt("w1", "server-x", WHY)),
                    bad("contradict", worker("w1").unrecorded().contradictory(), adopt()),
                    bad("not idle", worker("w1").busy(1), drain()),
                    bad("ad was not seen", worker("w1").withoutAds(), drain()),
                    bad("claimed there", worker("w1").claimed(), drain()),
                    bad("claimed there", worker("w1").claimedBySlotOnly(), drain()),
                    bad("would be evicted", worker("w1").busyWithJobThatRefusesRetirement(), off()),
                    bad("ads were not seen", worker("w1").busy(1).withoutAds(), off()),
                    bad("do not answer", worker("w1").busy(1).blindToSchedd(), off()),
                    bad("not in the pool", worker("w1").joining(minutes(1)), off()),
                    bad("no drain", worker("w1").idle(minutes(1)), new Action.CancelDrain("w1", WHY)),
                    bad(
                            "no drain",
                            worker("w1").draining(minutes(1), Activity.How.PEACEFULLY),
                            new Action.CancelDrain("w1", WHY)),
                    bad("no zombie", worker("w1").idle(hours(9)), fence()),
                    bad("no zombie", worker("w1").joining(minutes(14)), fence()),
                    bad("no zombie", worker("w1").building(minutes(14)), fence()),
                    bad("no zombie", worker("w1").unseen(minutes(39)), fence()),
                    bad("no zombie", worker("w1").stopped(minutes(9), "SHUTOFF"), fence()),
                    bad("no zombie", worker("w1").stopped(hours(9), "RESCUE"), fence()),
                    bad("no zombie", worker("w1").idle(hours(9)).twin(minutes(9)), fence()),
                    bad("no zombie", worker("w1").busyByNoOne().twin(hours(9)), fence()),
                    bad("no zombie", worker("w1").idle(hours(9)).rebuilt(hours(9)), fence()),
                    bad("no zombie", worker("w1").idle(hours(9)).blackHole(hours(9)), fence()),
                    bad("its name", worker("w1").idle(hours(9)).twin(hours(9)), drain()),
                    bad("its name", worker("w1").idle(hours(9)).contradictory(), drain()),
                    bad(
                            "no zombie",
                            worker("w1")
                                    .draining(minutes(14), Activity.How.IF_IDLE)
                                    .withoutAds(),
                            fence()),
                    bad("kept to be looked", worker("w1").drained(hours(1)).blackHole(hours(1)), delete()),
                    bad("no zombie", worker("w1").draining(hours(9), Activity.How.PEACEFULLY), fence()),
                    bad("has no server", worker("w1").requested(hours(9), 9), fence()),
                    bad("claimed there", worker("w1").unseen(hours(9)).claimed(), fence()),
                    bad("claimed there", worker("w1").failed("x").claimedBySlotOnly(), fence()),
                    bad("server was not seen", worker("w1").unseen(hours(9)).blindToCloud(), fence()),
                    bad("do not answer", worker("w1").unseen(hours(9)).blindToSchedd(), fence()),
                    bad("do not answer", worker("w1").unseen(hours(9)).blindToCollector(), fence()),
                    bad("not fenced", worker("w1").idle(minutes(1)), new Action.Unfence("w1", WHY)),
                    bad("neither drained nor fenced", worker("w1").idle(hours(9)), delete()),
                    bad("neither drained nor fenced", worker("w1").busy(1), delete()),
                    bad("neither drained nor fenced", worker("w1").unseen(hours(9)), delete()),
                    bad("neither drained nor fenced", worker("w1").failed("x"), delete()),
                    bad("show our drain", worker("w1").draining(hours(9), Activity.How.IF_IDLE), delete()),
                    bad("ads were not seen", worker("w1").drained(minutes(3)).withoutAds(), delete()),
                    bad("claimed there", worker("w1").drained(minutes(3)).claimed(), delete()),
                    bad("server was not seen", worker("w1").drained(minutes(3)).blindToCloud(), delete()),
                    bad("do not answer", worker("w1").drained(minutes(3)).blindToSchedd(), delete()),
                    bad("not been looked at", worker("w1").fenced(Duration.ZERO), delete()),
                    bad("claimed there", worker("w1").fenced(minutes(3)).claimed(), delete()),
                    bad("claimed there", worker("w1").fenced(minutes(3)).claimedBySlotOnly(), delete()),
                    bad("do not answer", worker("w1").fenced(minutes(3)).blindToSchedd(), delete()),
                    bad("do not answer", worker("w1").fenced(minutes(3)).contradictory(), delete()),
                    bad("server is there", worker("w1").idle(minutes(1)), forget()),
                    bad("server is there", worker("w1").deleting(hours(9)), forget()),
                    bad("may still appear", worker("w1").requested(minutes(9), 9), forget()),
                    bad("may still appear", worker("w1").requested(hours(9), 1), forget()),
                    bad("still claimed", worker("w1").gone().claimed(), forget()),
                    bad("schedd that could", worker("w1").gone().blindToSchedd(), forget()),
                    bad("cloud was not asked", worker("w1").gone().blindToCloud(), forget()));
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("bad")
        void areNotTouchedWithoutWhatTheActionNeeds(Bad bad) {
            assertThat(PlanCheck.violations(
                            plan(bad.actions), pool().worker(bad.worker).seen(), policy().is()))
                    .singleElement()
                    .asString()
                    .contains(bad.words);
        }

        static List<Bad> good() {
            return List.of(
                    bad("", worker("w1").unrecorded(), adopt()),
                    bad("", worker("w1").idle(minutes(1)), drain()),
                    bad("", worker("w1").busy(1), off()),
                    bad("", worker("w1").draining(minutes(1), Activity.How.IF_IDLE), new Action.CancelDrain("w1", WHY)),
                    bad("", worker("w1").joining(minutes(16)), fence()),
                    bad(
                            "",
                            worker("w1")
                                    .draining(hours(9), Activity.How.PEACEFULLY)
                                    .withoutAds(),
                            fence()),
                    bad("", worker("w1").fenced(minutes(1)).claimed(), new Action.Unfence("w1", WHY)),
                    bad("", worker("w1").fenced(minutes(1)), delete()),
                    bad("", worker("w1").drained(minutes(1)), delete()),
                    bad("", worker("w1").deleting(hours(1)), delete()),
                    bad("", worker("w1").gone(), forget()),
                    bad("", worker("w1").requested(minutes(11), 2), forget()));
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("good")
        void areTouchedWhenItIsThere(Bad good) {
            assertThat(PlanCheck.violations(
                            plan(good.actions), pool().worker(good.worker).seen(), policy().is()))
                    .isEmpty();
        }

        private record Bad(String words, WorkerFixture worker, Action... actions) {
            @Override
            public String toString() {
                return actions[0].getClass().getSimpleName() + " of "
                        + worker.worker().activity() + ": " + words;
            }
        }

        private static Bad bad(String words, WorkerFixture worker, Action... actions) {
            return new Bad(words, worker, actions);
        }

        private static Action adopt() {
            return new Action.Adopt("w1", "server-w1", WHY);
        }

        private static Action drain() {
            return new Action.Drain("w1", Activity.How.IF_IDLE, WHY);
        }

        private static Action off() {
            return new Action.Drain("w1", Activity.How.PEACEFULLY, WHY);
        }

        private static Action fence() {
            return new Action.Fence("w1", WHY);
        }

        private static Action delete() {
            return new Action.Delete("w1", WHY);
        }

        private static Action forget() {
            return new Action.Forget("w1", WHY);
        }
    }

    @Nested
    class Boots {

        private final PoolFixture pool = pool().worker(
                        worker("w1").busy(1),
                        worker("w2").of("bob").building(minutes(1)),
                        worker("w3").of("bob").requested(minutes(1), 0),
                        worker("w4").of("bob").deleting(minutes(1)))
                .demand(jobs(4));

        @Test
        void withinEveryLimitPass() {
            assertThat(violations(
                            policy().workersMax(6).startingMax(4).perTurnMax(2).user("alice", 3), boot(2)))
                    .isEmpty();
        }

        @Test
        void aboveAnyLimitAreCaught() {
            assertThat(violations(policy().workersMax(5), boot(2))).containsExactly(exceeded("6 workers", 5));
            assertThat(violations(policy().startingMax(3), boot(2))).containsExactly(exceeded("4 workers starting", 3));
            assertThat(violations(policy().perTurnMax(1), boot(2))).containsExactly(exceeded("2 boots in one turn", 1));
            assertThat(violations(policy().user("alice", 2), boot(2)))
                    .containsExactly(exceeded("3 workers of alice", 2));
            assertThat(violations(policy().cloud("west", 5, 99, 99, 9), boot(2)))
                    .containsExactly(exceeded("6 workers on west", 5));
            assertThat(violations(policy().cloud("west", 9, 23, 99, 9), boot(2)))
                    .containsExactly(exceeded("24 cores on west", 23));
            assertThat(violations(policy().cloud("west", 9, 99, 47, 9), boot(2)))
                    .containsExactly(exceeded("49152 MiB on west", 47 * 1024));
            assertThat(violations(policy().cloud("west", 9, 99, 99, 3), boot(2)))
                    .containsExactly(exceeded("4 starting on west", 3));
        }

        @Test
        void aboveTheQuotaAreCaughtAndIntentsCountAgainstIt() {
            pool.cloud(cloud("west").quota(12, 10, -1, 0));
            assertThat(violations(policy(), boot(2))).containsExactly(exceeded("3 of the free instances of west", 2));
            pool.cloud(cloud("west").quota(-1, 0, 20, 9));
            assertThat(violations(policy(), boot(2))).containsExactly(exceeded("12 of the free cores of west", 11));
            pool.cloud(cloud("west").memoryQuota(30_000, 6_000));
            assertThat(violations(policy(), boot(2)))
                    .containsExactly(exceeded("24576 of the free MiB of west", 24_000));
        }

        @Test
        void thatOnlyTogetherAreTooManyAreCaught() {
            assertThat(violations(policy().perTurnMax(3), boot(2), boot(2)))
                    .containsExactly(exceeded("4 boots in one turn", 3));
        }

        @Test
        void ofTheUnprovenAreAtMostThreeNotYetJoined() {
            pool.unproven();

            assertThat(violations(policy(), boot(1))).isEmpty();
            assertThat(violations(policy(), boot(2)))
                    .singleElement()
                    .asString()
                    .startsWith("boots make it 4 not yet joined of the unproven");
        }

        @Test
        void ofWhatFailedAreOneProbeAndNotTooEarly() {
            var lone = pool().demand(jobs(4));

            lone.history(combination("west", C4), failed(minutes(16)));
            assertThat(violations(lone, policy(), boot(1))).isEmpty();
            assertThat(violations(lone, policy(), boot(2)))
                    .singleElement()
                    .asString()
                    .contains("2 probes of");
            // a wait of 15 minutes is at least 12
            lone.history(combination("west", C4), failed(minutes(11)));
            assertThat(violations(lone, policy(), boot(1)))
                    .singleElement()
                    .asString()
                    .contains("too early");
        }

        @Test
        void onACloudThatCannotTakeThemAreCaught() {
            assertThat(violations(bare().demand(jobs(4)), policy(), boot(1)))
                    .singleElement()
                    .asString()
                    .contains("blind");
            assertThat(violations(bare().cloud(cloud("west").off()).demand(jobs(4)), policy(), boot(1)))
                    .singleElement()
                    .asString()
                    .contains("switched off");
            assertThat(violations(pool().limited("west", minutes(1)).demand(jobs(4)), policy(), boot(1)))
                    .singleElement()
                    .asString()
                    .contains("boots-limited, and it is too early to try again");
            assertThat(violations(bare().cloud(cloud("west").flavors(C1)).demand(jobs(4)), policy(), boot(1)))
                    .singleElement()
                    .asString()
                    .contains("does not have the flavor");
            assertThat(violations(bare().cloud(cloud("west").images()).demand(jobs(4)), policy(), boot(1)))
                    .singleElement()
                    .asString()
                    .contains("does not have the image");
            assertThat(violations(bare().cloud(cloud("west").networks()).demand(jobs(4)), policy(), boot(1)))
                    .singleElement()
                    .asString()
                    .contains("does not have the network");
        }

        @Test
        void thatDoNotServeTheirDemandAreCaught() {
            assertThat(violations(policy(), boot(0))).containsExactly("boot on west for demand jobs: of 0 workers");
            assertThat(violations(policy(), boot(5))).contains("boot for demand jobs: more workers than jobs");
            assertThat(violations(policy(), boot(1, "nobody", "alice", C4, Duration.ZERO)))
                    .contains("boot for demand nobody: it does not wait");
            assertThat(violations(policy(), boot(1, "jobs", "bob", C4, Duration.ZERO)))
                    .contains("boot for demand jobs: another owner or VMType");
            assertThat(violations(policy(), boot(1, "jobs", "alice", C1, Duration.ZERO)))
                    .contains("boot for demand jobs: its jobs do not fit");
            assertThat(violations(policy(), boot(1, "jobs", "alice", C4, hours(2))))
                    .contains("boot on west for demand jobs: may be idle longer than allowed");
            assertThat(violations(pool().demand(jobs(4).targets("east")), policy(), boot(1)))
                    .contains("boot for demand jobs: its jobs may not go to west");
            assertThat(violations(pool().demand(jobs(4).multiNode()), policy(), boot(1)))
                    .contains("boot for demand jobs: workers cannot serve it");
        }

        private List<String> violations(PolicyFixture policy, Action... actions) {
            return violations(pool, policy, actions);
        }

        private static List<String> violations(PoolFixture pool, PolicyFixture policy, Action... actions) {
            Plan plan = new Plan(List.of(actions), List.of(new Unmet("jobs", 4, WHY)));
            return PlanCheck.violations(plan, pool.seen(), policy.is());
        }

        private static CombinationHistory failed(Duration ago) {
            return new CombinationHistory(Optional.of(NOW.minus(hours(1))), 3, Optional.of(NOW.minus(ago)));
        }

        private static String exceeded(String what, int max) {
            return "boots make it " + what + ", at most " + max + " are allowed";
        }

        private static Action boot(int count) {
            return boot(count, "jobs", "alice", C4, Duration.ZERO);
        }

        private static Action boot(int count, String key, String owner, Flavor flavor, Duration keepAlive) {
            Offer offer = new Offer(
                    "west",
                    CloudFixture.IMAGE,
                    flavor,
                    Shape.usableOf(flavor),
                    List.of("n1"),
                    Optional.empty(),
                    PolicyFixture.TEMPLATE);
            return new Action.Boot(offer, key, owner, "proj:image", Terms.PLAIN, keepAlive, count, WHY);
        }
    }

    @Nested
    class Answers {

        @Test
        void areOwedToEveryJobOnce() {
            assertThat(answered()).containsExactly("demand jobs: 0 of 4 jobs are answered for");
            assertThat(answered(unmet(3, Cause.QUOTA))).containsExactly("demand jobs: 3 of 4 jobs are answered for");
            assertThat(answered(unmet(1, Cause.COVERED), unmet(3, Cause.QUOTA))).isEmpty();
            assertThat(answered(unmet(1, Cause.QUOTA), unmet(3, Cause.USER_CAP)))
                    .containsExactly("demand jobs: more than one cause is given");
            assertThat(answered(unmet(4, Cause.QUOTA), new Unmet("x", 1, WHY)))
                    .containsExactly("demand x: is answered for and does not wait");
        }

        @Test
        void areAllThatAFrozenPoolGets() {
            var pool = pool().worker(worker("w1").drained(minutes(3))).frozen("another installation");

            assertThat(PlanCheck.violations(plan(new Action.Delete("w1", WHY)), pool.seen(), policy().is()))
                    .containsExactly("acts although nothing may be done: another installation");
        }

        private static List<String> answered(Unmet... unmet) {
            return PlanCheck.violations(
                    new Plan(List.of(), List.of(unmet)), pool().demand(jobs(4)).seen(), policy().is());
        }

        private static Unmet unmet(int count, Cause cause) {
            return new Unmet("jobs", count, new Reason(cause, ""));
        }
    }

    private static Plan plan(Action... actions) {
        return new Plan(List.of(actions), List.of());
    }
}
