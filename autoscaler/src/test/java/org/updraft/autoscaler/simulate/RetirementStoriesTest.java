package org.updraft.autoscaler.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.Turn;
import org.updraft.autoscaler.plan.Action;
import org.updraft.openstack.embedded.model.ModelServer;
import org.updraft.openstack.embedded.model.VmState;

/** Each sequence of events that a retirement must not fall for, at the very call at which it would do harm. */
class RetirementStoriesTest {

    private static final Duration TWENTY_MINUTES = Duration.ofMinutes(20);

    @Test
    void aWorkerThatJoinsAndIsClaimedBetweenTheLookAndTheFenceKeepsItsJob() throws LedgerException {
        SimulatedWorld world = Story.worldOfCopies(51);
        world.pool().machines().keepEveryMachineToComeOut(true);
        world.pool().submit(Story.jobs("ada"), 1, TWENTY_MINUTES);
        AtomicBoolean happened = once(world, "pause", () -> {
            world.pool().machines().keepEveryMachineToComeOut(false);
            world.advance(Duration.ofSeconds(70));
        });
        world.runFor(Duration.ofMinutes(30));
        assertThat(happened).isTrue();
        assertThat(world.pool().counts().killed()).isZero();
        world.runFor(Duration.ofHours(2));
        assertThat(world.pool().counts()).isEqualTo(new SimulatedQueue.Counts(1, 0, 0, 1, 0));
        assertThat(world.servers()).isZero();
    }

    @Test
    void aWorkerThatNovaCallsBrokenAfterAMigrationWhileItRunsKeepsItsJob() throws LedgerException {
        SimulatedWorld world = Story.world(52);
        world.pool().submit(Story.jobs("ada"), 1, Duration.ofHours(2));
        world.runFor(Duration.ofMinutes(10));
        String id = world.pool().machines().joined().getFirst();
        ModelServer server = world.model().servers().find(id).orElseThrow();
        world.model().servers().resetState(server, VmState.ERROR);
        world.runFor(Duration.ofMinutes(90));
        assertThat(world.pool().machines().isBusy(id)).isTrue();
        world.runFor(Duration.ofHours(2));
        assertThat(world.pool().counts()).isEqualTo(new SimulatedQueue.Counts(1, 0, 0, 1, 0));
    }

    @Test
    void aJobThatComesBetweenADrainAndItsDeleteAsSomebodyTookTheDrainBackIsNotKilled() throws LedgerException {
        SimulatedWorld world = Story.world(53);
        world.pool().submit(Story.jobs("ada"), 1, TWENTY_MINUTES);
        world.runFor(Duration.ofMinutes(10));
        String server = world.pool().machines().joined().getFirst();
        // the second look, right before the delete
        AtomicBoolean happened = once(world, "slotsOf", () -> {
            world.pool().collector().cancelDrain(machineOf(world, server));
            world.pool().submit(Story.jobs("ada"), 1, TWENTY_MINUTES);
            world.advance(Duration.ofSeconds(70));
        });
        while (!happened.get()) {
            world.nextTurn();
        }
        assertThat(world.pool().machines().isBusy(server)).isTrue();
        world.runFor(Duration.ofHours(2));
        assertThat(world.pool().counts()).isEqualTo(new SimulatedQueue.Counts(2, 0, 0, 2, 0));
        assertThat(world.servers()).isZero();
    }

    @Test
    void aDrainThatWasTakenBackWithoutEffectIsNoReasonToDeleteAndDoesNotLast() throws LedgerException {
        SimulatedWorld world = Story.world(54);
        world.pool().submit(Story.jobs("ada"), 1, TWENTY_MINUTES);
        AtomicBoolean lost = new AtomicBoolean();
        world.service().tap(new IoTap() {
            @Override
            public boolean swallows(IoPoint point) {
                return point.call().equals("cancelDrain") && lost.compareAndSet(false, true);
            }
        });
        while (actions(world.nextTurn(), Action.Drain.class).isEmpty()) {
            assertThat(world.pool().counts().killed()).isZero();
        }
        String server = world.pool().machines().joined().getFirst();
        world.pool().submit(Story.jobs("ada"), 1, TWENTY_MINUTES);
        Turn recalled = world.nextTurn();
        assertThat(actions(recalled, Action.CancelDrain.class)).hasSize(1);
        assertThat(lost).isTrue();
        assertThat(actions(world.nextTurn(), Action.Delete.class)).isEmpty();
        world.runFor(Duration.ofHours(2));
        assertThat(world.pool().counts()).isEqualTo(new SimulatedQueue.Counts(2, 0, 0, 2, 0));
        assertThat(world.model().servers().find(server)).isEmpty();
        assertThat(world.ledger().living()).isEmpty();
    }

    @Test
    void aBootInFlightWhenTheServiceIsKilledIsAdoptedAndNotDoubled() throws LedgerException {
        for (String call : List.of("intend", "boot", "serverKnown")) {
            for (boolean afterwards : new boolean[] {false, true}) {
                SimulatedWorld world = Story.world(55);
                world.pool().submit(Story.jobs("ada"), 1, TWENTY_MINUTES);
                world.service().mortality().killAt(point -> point.call().equals(call), afterwards);
                while (world.service().isUp()) {
                    world.step();
                }
                world.restartService();
                world.runFor(Duration.ofHours(2));
                assertThat(world.serversEver()).as("%s %s", call, afterwards).isEqualTo(1);
                assertThat(world.pool().counts().finished()).isEqualTo(1);
                assertThat(world.servers()).isZero();
                assertThat(world.ledger().living()).isEmpty();
            }
        }
    }

    @Test
    void aDiskThatIsFullStopsBootsAndRemovalsAndNotTheLoop() throws LedgerException {
        SimulatedWorld world = Story.world(56);
        world.pool().submit(Story.jobs("ada"), 2, TWENTY_MINUTES);
        world.runFor(Duration.ofMinutes(10));
        int servers = world.servers();
        AtomicBoolean full = new AtomicBoolean(true);
        world.service().tap(new IoTap() {
            @Override
            public void before(IoPoint point) throws LedgerException {
                if (full.get() && point.isLedgerWrite()) {
                    throw new LedgerException("no space left on the simulated disk", null);
                }
            }
        });
        world.pool().submit(Story.jobs("bo", "c8-30gb"), 2, TWENTY_MINUTES);
        world.runFor(Duration.ofHours(1));
        assertThat(world.servers()).isEqualTo(servers);
        assertThat(world.pool().counts().killed()).isZero();
        full.set(false);
        world.runFor(Duration.ofHours(2));
        assertThat(world.pool().counts()).isEqualTo(new SimulatedQueue.Counts(4, 0, 0, 4, 0));
        assertThat(world.servers()).isZero();
    }

    private interface Happening {
        void happens() throws Exception;
    }

    /** Right before the first such call, and never again. */
    private static AtomicBoolean once(SimulatedWorld world, String call, Happening happening) {
        AtomicBoolean happened = new AtomicBoolean();
        world.service().tap(new IoTap() {
            @Override
            public void before(IoPoint point) throws Exception {
                if (point.call().equals(call) && happened.compareAndSet(false, true)) {
                    happening.happens();
                }
            }
        });
        return happened;
    }

    private static String machineOf(SimulatedWorld world, String serverId) {
        return world.model().servers().find(serverId).orElseThrow().name() + ".simulated.invalid";
    }

    private static List<? extends Action> actions(Turn turn, Class<? extends Action> kind) {
        return turn.plan().actions().stream().filter(kind::isInstance).toList();
    }
}
