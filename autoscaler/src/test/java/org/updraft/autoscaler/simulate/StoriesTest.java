package org.updraft.autoscaler.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.Outcome;
import org.updraft.autoscaler.ledger.Turn;
import org.updraft.autoscaler.plan.Action;
import org.updraft.autoscaler.plan.Cause;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.openstack.embedded.fault.Effect;
import org.updraft.openstack.embedded.fault.FaultRule;

/** The whole service in a simulated world, told as stories: what operators fear most must not happen. */
class StoriesTest {

    private static final Duration TWENTY_MINUTES = Duration.ofMinutes(20);

    @Test
    void aQueueIsServedAndItsWorkersLeave() throws LedgerException {
        SimulatedWorld world = Story.world(7);
        world.pool().submit(Story.jobs("ada"), 12, TWENTY_MINUTES);
        world.runFor(Duration.ofHours(2));
        assertThat(world.pool().counts()).isEqualTo(new SimulatedQueue.Counts(12, 0, 0, 12, 0));
        assertThat(world.servers()).isZero();
        assertThat(world.ledger().living()).isEmpty();
        assertThat(world.serversEver()).isBetween(1, 12);
    }

    @Test
    void theSameSeedIsTheSameStory() throws LedgerException {
        assertThat(told(11)).isEqualTo(told(11)).isNotEqualTo(told(12));
    }

    private static String told(long seed) throws LedgerException {
        SimulatedWorld world = Story.world(seed);
        world.pool().submit(Story.jobs("ada"), 9, TWENTY_MINUTES);
        StringBuilder story = new StringBuilder();
        for (int turn = 0; turn < 120; turn++) {
            story.append(world.nextTurn().outcomes()).append('\n');
        }
        return story.toString();
    }

    @Test
    void aSilentCollectorKillsNobodyHoweverLong() throws LedgerException {
        SimulatedWorld world = Story.world(1);
        world.pool().submit(Story.jobs("ada"), 10, Duration.ofHours(3));
        world.runFor(Duration.ofMinutes(15));
        int servers = world.servers();
        world.pool().collector().silence(true);
        world.runFor(Duration.ofHours(2));
        assertThat(world.servers()).isEqualTo(servers);
        assertThat(world.pool().counts().killed()).isZero();
        world.pool().collector().silence(false);
        world.runFor(Duration.ofHours(3));
        assertThat(world.pool().counts().finished()).isEqualTo(10);
        assertThat(world.servers()).isZero();
    }

    @Test
    void aRestartedCollectorThatKnowsNobodyRemovesNobody() throws LedgerException {
        SimulatedWorld world = Story.world(2);
        world.pool().submit(Story.jobs("ada"), 10, Duration.ofHours(2));
        world.runFor(Duration.ofMinutes(15));
        int servers = world.servers();
        for (int restart = 0; restart < 10; restart++) {
            world.pool().collector().restart();
            world.runFor(Duration.ofMinutes(5));
        }
        assertThat(world.servers()).isEqualTo(servers);
        assertThat(world.pool().counts().killed()).isZero();
    }

    @Test
    void aSilentScheddFreezesRemovalsAndNothingIsDeletedWithoutItsWord() throws LedgerException {
        SimulatedWorld world = Story.world(3);
        world.pool().submit(Story.jobs("ada"), 4, TWENTY_MINUTES);
        world.runFor(Duration.ofMinutes(15));
        world.pool().queue().silence(true);
        int servers = world.servers();
        world.runFor(Duration.ofHours(2));
        assertThat(world.servers()).isEqualTo(servers);
        world.pool().queue().silence(false);
        world.runFor(Duration.ofHours(1));
        assertThat(world.servers()).isZero();
    }

    @Test
    void aWorkerCutOffFromTheCollectorOnlyKeepsItsJobAndItsServer() throws LedgerException {
        SimulatedWorld world = Story.world(4);
        world.pool().submit(Story.jobs("ada"), 1, Duration.ofHours(4));
        world.runFor(Duration.ofMinutes(10));
        world.pool()
                .machines()
                .cutOffFromCollector(world.pool().machines().joined().getFirst());
        world.runFor(Duration.ofMinutes(210));
        assertThat(world.servers()).isEqualTo(1);
        assertThat(world.pool().counts().running()).isEqualTo(1);
        // its job over, nobody sees it any more: fenced, looked at, deleted
        world.runFor(Duration.ofHours(3));
        assertThat(world.pool().counts()).isEqualTo(new SimulatedQueue.Counts(1, 0, 0, 1, 0));
        assertThat(world.servers()).isZero();
    }

    @Test
    void aServiceKilledAtAnyTurnGoesOnWhereItWas() throws LedgerException {
        SimulatedWorld world = Story.world(5);
        world.pool().submit(Story.jobs("ada"), 8, TWENTY_MINUTES);
        for (int turn = 0; turn < 60; turn++) {
            world.restartService();
            world.nextTurn();
        }
        // an idle time begins anew with each start, so the last workers leave once it stays up
        world.runFor(Duration.ofMinutes(90));
        assertThat(world.pool().counts()).isEqualTo(new SimulatedQueue.Counts(8, 0, 0, 8, 0));
        assertThat(world.servers()).isZero();
        assertThat(world.ledger().living()).isEmpty();
    }

    @Test
    void aBootWhoseReplyIsLostIsAdoptedAndNotDoubled() throws LedgerException {
        SimulatedWorld world = Story.world(6);
        world.model()
                .faults()
                .add(FaultRule.of("lost", new Effect.LostReply(false)).onOperation("servers.create"));
        world.pool().submit(Story.jobs("ada"), 1, TWENTY_MINUTES);
        Turn first = world.nextTurn();
        assertThat(first.outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.result()).isEqualTo(Outcome.Result.FAILED);
            assertThat(outcome.words()).contains("may have been booted");
        });
        Turn second = world.nextTurn();
        assertThat(second.outcomes())
                .extracting(Outcome::action)
                .anySatisfy(action -> assertThat(action).isInstanceOf(Action.Adopt.class));
        world.runFor(Duration.ofHours(1));
        assertThat(world.serversEver()).isEqualTo(1);
        assertThat(world.pool().counts().finished()).isEqualTo(1);
        assertThat(world.servers()).isZero();
    }

    @Test
    void aPageThatIsMissingFromTheListingMakesNobodyGoneAndNothingTwice() throws LedgerException {
        SimulatedWorld world = Story.world(8);
        world.pool().submit(Story.jobs("ada"), 8, Duration.ofHours(1));
        world.runFor(Duration.ofMinutes(10));
        int servers = world.servers();
        world.model()
                .faults()
                .add(FaultRule.of("short", new Effect.PartialPage(1)).onOperation("servers.list"));
        world.runFor(Duration.ofMinutes(30));
        assertThat(world.serversEver()).isEqualTo(servers);
        assertThat(world.pool().counts().killed()).isZero();
    }

    @Test
    void aCloudThatIsAwayStopsBootsThereAndRemovesNothing() throws LedgerException {
        SimulatedWorld world = Story.world(9);
        world.pool().submit(Story.jobs("ada"), 4, Duration.ofHours(1));
        world.runFor(Duration.ofMinutes(10));
        int servers = world.serversEver();
        world.model()
                .faults()
                .add(FaultRule.of("away", new Effect.Answer(503, Optional.empty(), Optional.empty()))
                        .onService("compute"));
        world.pool().submit(Story.jobs("bo"), 4, TWENTY_MINUTES);
        Turn turn = world.nextTurn();
        assertThat(turn.plan().actions()).isEmpty();
        assertThat(turn.plan().unmet())
                .extracting(unmet -> unmet.reason().cause())
                .containsOnly(Cause.CLOUD_BLIND);
        world.runFor(Duration.ofMinutes(40));
        assertThat(world.serversEver()).isEqualTo(servers);
        world.model().faults().clear();
        world.runFor(Duration.ofHours(2));
        assertThat(world.pool().counts()).isEqualTo(new SimulatedQueue.Counts(8, 0, 0, 8, 0));
        assertThat(world.servers()).isZero();
    }

    @Test
    void anImageThatNeverJoinsIsTriedWithCareAndNotForEver() throws LedgerException {
        SimulatedWorld world = Story.world(10);
        world.model().faults().add(FaultRule.of("broken", new Effect.BuildError(500, "Build of instance aborted")));
        world.pool().submit(Story.jobs("ada", "c2-7.5gb"), 20, TWENTY_MINUTES);
        world.runFor(Duration.ofHours(6));
        // three at once at first, then single probes after 15 min, 30 min, 1 h, 2 h
        assertThat(world.serversEver()).isEqualTo(3 + 4);
        Turn turn = world.nextTurn();
        assertThat(turn.plan().unmet())
                .extracting(unmet -> unmet.reason().cause())
                .contains(Cause.BOOTS_FAIL);
    }

    @Test
    void aBuildThatHangsIsFencedThenDeletedAndTheJobsGetAnother() throws LedgerException {
        SimulatedWorld world = Story.world(13);
        world.model()
                .faults()
                .add(new FaultRule(
                        "stuck",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Pattern.compile("^updraft-")),
                        0,
                        Optional.of(1),
                        1.0,
                        new Effect.StuckBuild()));
        world.pool().submit(Story.jobs("ada"), 1, TWENTY_MINUTES);
        world.runFor(Duration.ofHours(3));
        assertThat(world.pool().counts().finished()).isEqualTo(1);
        assertThat(world.serversEver()).isEqualTo(2);
        assertThat(world.servers()).isZero();
    }

    @Test
    void aWorkerOfAnotherUserIsNeverTouched() throws LedgerException {
        SimulatedWorld world = Story.world(14);
        world.pool().submit(Story.jobs("ada"), 2, TWENTY_MINUTES);
        for (int turn = 0; turn < 200; turn++) {
            Turn taken = world.nextTurn();
            assertThat(taken.violations()).isEmpty();
            taken.seen().workers().forEach(worker -> assertThat(worker.name()).startsWith("updraft-simulated-"));
            assertThat(taken.seen().workers()).noneMatch(worker -> worker.activity() instanceof Activity.Unseen);
        }
        assertThat(world.servers()).isZero();
    }

    @Test
    void aClockThatIsSetHoursAheadMakesNobodyUnseenAndIdleForHours() throws LedgerException {
        SimulatedWorld world = Story.world(15);
        world.pool().submit(Story.jobs("ada"), 6, Duration.ofHours(2));
        world.runFor(Duration.ofMinutes(15));
        int servers = world.servers();
        world.service().clock().skew(Duration.ofHours(5));
        Turn turn = world.nextTurn();
        assertThat(turn.seen().blindSpots())
                .extracting(spot -> spot.source().label())
                .contains("clock");
        assertThat(turn.plan().actions()).isEmpty();
        world.runFor(Duration.ofMinutes(3));
        assertThat(world.servers()).isEqualTo(servers);
        world.service().clock().skew(Duration.ZERO);
        assertThat(world.nextTurn().plan().actions()).isEmpty();
        world.runFor(Duration.ofMinutes(30));
        assertThat(world.pool().counts().killed()).isZero();
        assertThat(world.servers()).isEqualTo(servers);
    }

    @Test
    void whoIsBlindForAQuarterOfAnHourSaysSo() throws LedgerException {
        SimulatedWorld world = Story.world(16);
        world.pool().queue().silence(true);
        world.runFor(Duration.ofMinutes(15));
        assertThat(world.nextTurn().plan().alerts()).isEmpty();
        assertThat(world.nextTurn().plan().alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.subject()).isEqualTo("schedd:batch");
            assertThat(alert.reason().cause()).isEqualTo(Cause.CANNOT_SEE);
        });
        world.pool().queue().silence(false);
        assertThat(world.nextTurn().plan().alerts()).isEmpty();
    }

    @Test
    void aWorkerThatDiesWhileTheCollectorShowsNobodyGoesOnceTheOthersAreBack() throws LedgerException {
        SimulatedWorld world = Story.world(17);
        world.pool().submit(Story.jobs("ada"), 8, Duration.ofHours(4));
        world.runFor(Duration.ofMinutes(15));
        int servers = world.servers();
        assertThat(servers).isGreaterThanOrEqualTo(3);
        String dead = world.pool().machines().joined().getFirst();
        world.pool().collector().tell(SimulatedCollector.Sight.EMPTY);
        world.pool().machines().loseAdsOf(dead);
        world.runFor(Duration.ofMinutes(5));
        world.pool().collector().tell(SimulatedCollector.Sight.WHOLE);
        // its job runs on, and its schedd says so
        world.runFor(Duration.ofHours(3));
        assertThat(world.servers()).isEqualTo(servers);
        world.runFor(Duration.ofHours(3));
        assertThat(world.pool().counts()).isEqualTo(new SimulatedQueue.Counts(8, 0, 0, 8, 0));
        assertThat(world.servers()).isZero();
    }
}
