package org.updraft.autoscaler.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.Outcome;
import org.updraft.autoscaler.ledger.Turn;
import org.updraft.autoscaler.plan.Action;
import org.updraft.autoscaler.plan.Cause;
import org.updraft.autoscaler.pool.Breaker;
import org.updraft.autoscaler.pool.Breaker.Kind;
import org.updraft.htcondor.JobGroup;
import org.updraft.htcondor.PerCloud;
import org.updraft.openstack.Server.PowerState;
import org.updraft.openstack.embedded.fault.Effect;
import org.updraft.openstack.embedded.fault.FaultRule;
import org.updraft.openstack.embedded.model.CloudModel;
import org.updraft.openstack.embedded.model.ModelServer;
import org.updraft.openstack.embedded.model.Quotas;
import org.updraft.openstack.embedded.model.ServerListener;
import org.updraft.openstack.embedded.model.StoredImage;
import org.updraft.openstack.embedded.model.VmState;

/** What fails is left alone, tried once, and trusted again: in the whole service, with a cloud that says no in all its ways. */
class BreakerStoriesTest {

    private static final Duration TWENTY_MINUTES = Duration.ofMinutes(20);

    @Test
    void aBrokenImageCostsThreeServersThenOneEachTimeAndServesAgainOnceItIsMended() throws LedgerException {
        SimulatedWorld world = Story.world(21);
        breakImages(world);
        world.pool().submit(Story.jobs("ada"), 20, TWENTY_MINUTES);
        world.runFor(Duration.ofMinutes(11));
        assertThat(world.serversEver()).isEqualTo(3);
        assertThat(breakers(world.nextTurn())).singleElement().satisfies(breaker -> {
            assertThat(breaker.kind()).isEqualTo(Kind.BOOTS_FAIL);
            assertThat(breaker.words()).contains("dead-error").contains("Build of instance aborted");
        });

        world.runFor(Duration.ofMinutes(40));
        assertThat(world.serversEver())
                .as("with probes after 15 and 30 minutes")
                .isEqualTo(5);

        world.model().faults().clear();
        world.runFor(Duration.ofHours(4));
        assertThat(world.pool().counts().finished()).isEqualTo(20);
        assertThat(breakers(world.nextTurn())).isEmpty();
    }

    @Test
    void aServiceKilledWhileABreakerIsOpenFindsItOpen() throws LedgerException {
        SimulatedWorld world = Story.world(22);
        breakImages(world);
        world.pool().submit(Story.jobs("ada"), 20, TWENTY_MINUTES);
        world.runFor(Duration.ofMinutes(11));
        List<Breaker> before = breakers(world.nextTurn());
        assertThat(before).hasSize(1);

        for (int restart = 0; restart < 4; restart++) {
            world.restartService();
            Turn turn = world.nextTurn();
            assertThat(breakers(turn)).isEqualTo(before);
            assertThat(turn.plan().unmet())
                    .extracting(unmet -> unmet.reason().cause())
                    .containsOnly(Cause.BOOTS_FAIL);
        }
        assertThat(world.serversEver()).isEqualTo(3);
    }

    @Test
    void whereOneFlavorHasNoHostTheNextTurnTakesAnother() throws LedgerException {
        SimulatedWorld world = Story.world(23);
        world.model()
                .faults()
                .add(FaultRule.of("full", new Effect.BuildError(500, "No valid host was found. "))
                        .times(1));
        world.pool().submit(Story.jobs("ada"), 1, TWENTY_MINUTES);
        String full = flavors(world.nextTurn()).getFirst();

        Turn second = world.nextTurn();
        assertThat(breakers(second)).extracting(Breaker::kind).containsExactly(Kind.NO_CAPACITY);
        assertThat(flavors(second)).isNotEmpty().doesNotContain(full);

        world.runFor(Duration.ofHours(1));
        assertThat(world.pool().counts().finished()).isEqualTo(1);
        assertThat(world.ledger().histories(world.now()).values())
                .as("nothing speaks against the image")
                .allSatisfy(history -> assertThat(history.failuresInRow()).isZero());
    }

    @Test
    void aFlavorWithoutHostsIsTriedOneAtATimeAndTakenAgainWhenItHasSome() throws LedgerException {
        SimulatedWorld world = Story.world(24);
        FaultRule full = FaultRule.of("full", new Effect.BuildError(500, "No valid host was found. "));
        world.model().faults().add(full);
        world.pool().submit(Story.jobs("ada", "c2-7.5gb"), 6, TWENTY_MINUTES);
        world.runFor(Duration.ofMinutes(5));
        int wave = world.serversEver();
        assertThat(wave).isLessThanOrEqualTo(4);
        for (int turn = 0; turn < 240; turn++) {
            int before = world.serversEver();
            world.nextTurn();
            assertThat(world.serversEver() - before).isLessThanOrEqualTo(1);
        }
        // after 2, 4, 8, 16 minutes, then every half hour
        assertThat(world.serversEver() - wave).isBetween(4, 9);

        world.model().faults().clear();
        world.runFor(Duration.ofHours(3));
        assertThat(world.pool().counts().finished()).isEqualTo(6);
    }

    @Test
    void aQuotaThatNobodyShowsIsLearnedFromAServerInErrorAndWaitedFor() throws LedgerException {
        SimulatedWorld world = Story.world(25);
        world.model()
                .faults()
                .add(FaultRule.of("ports", new Effect.BuildError(500, "aborted: Maximum number of ports exceeded")));
        world.pool().submit(Story.jobs("ada"), 9, TWENTY_MINUTES);
        world.runFor(Duration.ofHours(2));
        assertThat(world.serversEver()).isBetween(4, 3 + 9);
        Turn turn = world.nextTurn();
        assertThat(breakers(turn)).extracting(Breaker::kind).containsExactly(Kind.QUOTA_FULL);
        assertThat(turn.plan().unmet())
                .extracting(unmet -> unmet.reason().detail())
                .anyMatch(detail -> detail.contains("Maximum number of ports exceeded"));

        world.model().faults().clear();
        world.runFor(Duration.ofHours(3));
        assertThat(world.pool().counts().finished()).isEqualTo(9);
    }

    @Test
    void aFullQuotaOfPortsIsAskedAgainOnlyAfterAWait() throws LedgerException {
        SimulatedWorld world = Story.world(26);
        String project = world.model()
                .identity()
                .project("batch", "default")
                .orElseThrow()
                .id();
        world.model().quotas().set(project, Quotas.Kind.PORT, 2);
        world.pool().submit(Story.jobs("ada"), 8, Duration.ofHours(3));
        int asked = 0;
        for (int turn = 0; turn < 120; turn++) {
            asked += (int) world.nextTurn().outcomes().stream()
                    .filter(outcome -> outcome.result() == Outcome.Result.REFUSED)
                    .count();
        }
        assertThat(world.servers()).isEqualTo(2);
        // the first wave, then after 2, 4, 8, 16 and 30 minutes
        assertThat(asked).isBetween(4, 1 + 6);
        assertThat(world.pool().counts().running()).isGreaterThan(0);

        world.model().quotas().set(project, Quotas.Kind.PORT, 50);
        world.runFor(Duration.ofHours(8));
        assertThat(world.pool().counts().finished()).isEqualTo(8);
        assertThat(world.pool().counts().killed()).isZero();
    }

    @Test
    void refusedCredentialsStopAllCallsUntilTheWaitIsOverAndRemoveNothing() throws LedgerException {
        SimulatedWorld world = Story.world(27);
        world.pool().submit(Story.jobs("ada"), 4, Duration.ofHours(3));
        world.runFor(Duration.ofMinutes(10));
        int servers = world.serversEver();
        world.pool().submit(Story.jobs("bo"), 4, TWENTY_MINUTES);
        FaultRule refused = FaultRule.of("out", new Effect.Answer(401, Optional.empty(), Optional.empty()));
        world.model().faults().add(refused);
        Turn first = world.nextTurn();
        Breaker opened = breakers(first).getFirst();
        assertThat(opened.kind()).isEqualTo(Kind.LOGIN_REFUSED);
        assertThat(first.plan().unmet())
                .extracting(unmet -> unmet.reason().cause())
                .contains(Cause.CLOUD_BLIND);

        // well again, but nobody is to find out before the wait is over; not even a service that was started anew
        count(world);
        world.restartService();
        while (world.now().plus(SimulatedWorld.TURN_EVERY).isBefore(opened.until())) {
            Turn turn = world.nextTurn();
            assertThat(turn.plan().actions()).noneMatch(action -> action instanceof Action.Delete);
            assertThat(breakers(turn)).containsExactly(opened);
        }
        assertThat(calls(world)).isZero();
        assertThat(world.serversEver()).isEqualTo(servers);
        assertThat(world.servers()).isEqualTo(servers);

        world.runFor(Duration.ofMinutes(1));
        assertThat(calls(world)).isPositive();
        assertThat(breakers(world.nextTurn())).isEmpty();
        world.runFor(Duration.ofHours(4));
        assertThat(world.pool().counts()).isEqualTo(new SimulatedQueue.Counts(8, 0, 0, 8, 0));
    }

    @Test
    void aCloudThatDoesNotAnswerIsAskedLessAndNothingIsRemoved() throws LedgerException {
        SimulatedWorld world = Story.world(28);
        world.pool().submit(Story.jobs("ada"), 4, Duration.ofHours(3));
        world.runFor(Duration.ofMinutes(10));
        int servers = world.servers();
        world.model().faults().add(FaultRule.of("away", new Effect.Answer(503, Optional.empty(), Optional.empty())));
        world.runFor(Duration.ofMinutes(10));
        assertThat(breakers(world.nextTurn())).extracting(Breaker::kind).containsExactly(Kind.NO_ANSWER);
        assertThat(world.servers()).isEqualTo(servers);

        world.model().faults().clear();
        // the longest wait
        world.runFor(Duration.ofMinutes(10));
        assertThat(breakers(world.nextTurn())).isEmpty();
        world.runFor(Duration.ofHours(4));
        assertThat(world.pool().counts()).isEqualTo(new SimulatedQueue.Counts(4, 0, 0, 4, 0));
    }

    @Test
    void aBrokenImageCostsTheOtherImageOfItsCloudNothing() throws LedgerException {
        SimulatedWorld world = Story.world(29);
        String broken = world.model().images().listedFor(project(world.model())).stream()
                .map(StoredImage::image)
                .filter(image -> image.name().equals("debian-12-condor"))
                .findFirst()
                .orElseThrow()
                .id();
        breakImage(world.model(), broken);
        world.pool().submit(Story.jobs("ada"), 12, TWENTY_MINUTES);
        world.pool().submit(jobs("bo", "almalinux-9-condor"), 12, TWENTY_MINUTES);
        world.runFor(Duration.ofHours(2));

        assertThat(world.pool().counts().finished()).isEqualTo(12);
        assertThat(serversOf(world.model(), broken))
                .as("three, then after 15, 30 and 60 minutes")
                .isEqualTo(6);
        assertThat(breakers(world.nextTurn()))
                .singleElement()
                .satisfies(breaker -> assertThat(breaker.scope().label()).contains(broken));
    }

    @Test
    void anImageThatIsBrokenOnOneCloudIsServedByTheOther() throws LedgerException {
        SimulatedWorld world = TwoClouds.world(30);
        TwoClouds.west(world)
                .faults()
                .add(FaultRule.of("broken", new Effect.BuildError(500, "Build of instance aborted")));
        world.pool().submit(Story.jobs("ada"), 12, TWENTY_MINUTES);
        world.runFor(Duration.ofHours(2));

        assertThat(world.pool().counts().finished()).isEqualTo(12);
        assertThat(TwoClouds.west(world).servers().all()).hasSize(3);
    }

    @Test
    void aQuotaThatIsFullOnOneCloudSendsTheJobsToTheOtherInTheNextTurn() throws LedgerException {
        SimulatedWorld world = TwoClouds.world(31);
        CloudModel west = TwoClouds.west(world);
        // Nova's own quota, which is read each turn, has room
        west.quotas().set(project(west), Quotas.Kind.PORT, 0);
        world.pool().submit(Story.jobs("ada"), 4, TWENTY_MINUTES);

        Turn first = world.nextTurn();
        assertThat(clouds(first)).containsOnly("west");
        assertThat(first.outcomes()).extracting(Outcome::result).containsOnly(Outcome.Result.REFUSED);
        Turn second = world.nextTurn();
        assertThat(clouds(second)).containsOnly("east");
        assertThat(breakers(second)).extracting(Breaker::kind).containsExactly(Kind.QUOTA_FULL);
        world.runFor(Duration.ofHours(1));
        assertThat(world.pool().counts().finished()).isEqualTo(4);
    }

    @Test
    void aLoginThatOneCloudRefusesLeavesTheOtherAtWork() throws LedgerException {
        SimulatedWorld world = TwoClouds.world(32);
        world.pool().submit(Story.jobs("ada"), 4, Duration.ofHours(2));
        world.runFor(Duration.ofMinutes(10));
        int servers = world.servers();
        TwoClouds.west(world)
                .faults()
                .add(FaultRule.of("out", new Effect.Answer(401, Optional.empty(), Optional.empty())));
        world.nextTurn();
        world.pool().submit(Story.jobs("bo"), 4, TWENTY_MINUTES);
        assertThat(clouds(world.nextTurn())).containsOnly("east");
        world.runFor(Duration.ofMinutes(50));
        assertThat(world.pool().counts()).isEqualTo(new SimulatedQueue.Counts(8, 0, 4, 4, 0));
        assertThat(TwoClouds.west(world).servers().all()).hasSize(servers);
    }

    private static JobGroup jobs(String owner, String image) {
        JobGroup usual = Story.jobs(owner);
        return new JobGroup(
                usual.schedd(),
                owner,
                new JobGroup.VmAttributes(
                        usual.vm().vmType(),
                        PerCloud.plain(image),
                        PerCloud.NONE,
                        usual.vm().keepAliveMinutes(),
                        Optional.empty(),
                        List.of()),
                usual.requestCpus(),
                usual.requestMemoryMiB(),
                usual.requestDiskKiB(),
                0,
                0,
                false,
                false,
                1,
                usual.first(),
                usual.last(),
                List.of());
    }

    private static String project(CloudModel model) {
        return model.identity().project("batch", "default").orElseThrow().id();
    }

    private static List<String> clouds(Turn turn) {
        List<String> clouds = new ArrayList<>();
        for (Action action : turn.plan().actions()) {
            if (action instanceof Action.Boot boot) {
                clouds.add(boot.offer().cloud());
            }
        }
        return clouds;
    }

    /** Servers of it run and crash at once. */
    private static void breakImage(CloudModel model, String imageId) {
        model.servers().listen(new ServerListener() {
            @Override
            public void onActive(ModelServer server, Instant at) {
                if (server.spec().imageId().equals(imageId)) {
                    model.servers().force(server, VmState.ERROR, PowerState.CRASHED);
                }
            }

            @Override
            public void onGone(ModelServer server, Instant at) {}
        });
    }

    private static long serversOf(CloudModel model, String imageId) {
        return model.servers().all().stream()
                .filter(server -> server.spec().imageId().equals(imageId))
                .count();
    }

    private static void breakImages(SimulatedWorld world) {
        world.model().faults().add(FaultRule.of("broken", new Effect.BuildError(500, "Build of instance aborted")));
    }

    private static List<Breaker> breakers(Turn turn) {
        return turn.plan().breakers();
    }

    private static List<String> flavors(Turn turn) {
        List<String> flavors = new ArrayList<>();
        for (Action action : turn.plan().actions()) {
            if (action instanceof Action.Boot boot) {
                flavors.add(boot.offer().flavor().name());
            }
        }
        return flavors;
    }

    /** How many calls have reached the cloud since {@link #count}. */
    private static int calls(SimulatedWorld world) {
        return world.model().faults().tallies().getFirst().hits();
    }

    /** A fault that does nothing, and is counted. */
    private static void count(SimulatedWorld world) {
        world.model().faults().clear();
        world.model().faults().add(FaultRule.of("count", new Effect.Delay(Duration.ZERO)));
    }
}
