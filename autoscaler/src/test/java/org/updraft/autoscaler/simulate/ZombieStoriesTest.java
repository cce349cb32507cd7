package org.updraft.autoscaler.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.Turn;
import org.updraft.autoscaler.ledger.WorkerRecord;
import org.updraft.autoscaler.plan.Action;
import org.updraft.autoscaler.plan.Alert;
import org.updraft.autoscaler.plan.Cause;
import org.updraft.autoscaler.plan.Policy;
import org.updraft.autoscaler.plan.Unmet;
import org.updraft.autoscaler.pool.Twins;
import org.updraft.htcondor.JobGroup;
import org.updraft.openstack.Server.PowerState;
import org.updraft.openstack.embedded.fault.Effect;
import org.updraft.openstack.embedded.fault.FaultRule;
import org.updraft.openstack.embedded.model.ModelServer;
import org.updraft.openstack.embedded.model.ServerSpec;
import org.updraft.openstack.embedded.model.VmState;

/**
 * Each zombie in the simulated world: it goes, a healthy worker beside it stays, and one with the same symptom and a job keeps
 * its job.
 */
class ZombieStoriesTest {

    private static final Duration LONG = Duration.ofHours(5);

    // ---- stopped from outside

    @Test
    void aServerThatSomebodySwitchedOffOrPausedOrSuspendedOrShelvedGoesAfterTenMinutes() throws LedgerException {
        for (VmState state : List.of(
                VmState.STOPPED, VmState.PAUSED, VmState.SUSPENDED, VmState.SHELVED, VmState.SHELVED_OFFLOADED)) {
            SimulatedWorld world = Story.world(21);
            String idle = idleWorker(world);
            stop(world, idle, state);
            world.runFor(Duration.ofMinutes(9));
            assertThat(world.model().servers().find(idle)).as(state.word()).isPresent();
            world.runFor(Duration.ofMinutes(4));
            assertThat(world.model().servers().find(idle)).as(state.word()).isEmpty();
            assertThat(endOf(world, idle)).as(state.word()).isEqualTo(Cause.STOPPED);
        }
    }

    @Test
    void aServerThatSomebodyIsAtWorkOnIsReportedAndLeftAlone() throws LedgerException {
        SimulatedWorld world = Story.world(22);
        String idle = idleWorker(world);
        stop(world, idle, VmState.RESCUED);
        world.runFor(Duration.ofHours(2));
        assertThat(world.model().servers().find(idle)).isPresent();
        assertThat(alerts(world.nextTurn())).containsExactly(Cause.STOPPED);
    }

    @Test
    void aPausedWorkerKeepsItsJobWhichGoesOnWhenSomebodyResumesIt() throws LedgerException {
        SimulatedWorld world = Story.world(23);
        world.pool().submit(Story.jobs("ada"), 1, Duration.ofHours(1));
        world.runFor(Duration.ofMinutes(10));
        String server = world.pool().machines().joined().getFirst();
        stop(world, server, VmState.PAUSED);
        // its job's lease is 40 minutes: until then it may come back
        world.runFor(Duration.ofMinutes(35));
        assertThat(world.pool().machines().isBusy(server)).isTrue();
        resume(world, server);
        world.runFor(Duration.ofHours(2));
        assertThat(world.pool().counts()).isEqualTo(new SimulatedQueue.Counts(1, 0, 0, 1, 0));
        assertThat(world.serversEver()).isEqualTo(1);
    }

    // ---- useless

    @Test
    void aWorkerThatTakesNoneOfItsJobsGoesAndTheSameIsNotBootedAgainAndAgain() throws LedgerException {
        SimulatedWorld world = Story.world(24);
        world.pool().machines().makeEveryMachineToComeDeaf(true);
        world.pool().submit(Story.jobs("ada"), 4, Duration.ofMinutes(20));
        Turn last = runFor(world, Duration.ofHours(8));
        // two at most before anything is known; then one in each hour and its twenty minutes
        assertThat(world.serversEver()).isBetween(2, 2 + 8);
        assertThat(ends(world)).containsOnly(Cause.USELESS);
        assertThat(causes(last)).containsAnyOf(Cause.USELESS, Cause.COVERED, Cause.UNMATCHED);
        // another user's jobs of the same image and flavor are served all the while
        world.pool().machines().makeEveryMachineToComeDeaf(false);
        world.pool().submit(Story.jobs("bo"), 4, Duration.ofMinutes(20));
        world.runFor(Duration.ofHours(1));
        assertThat(world.pool().counts().finished()).isGreaterThanOrEqualTo(4);
    }

    @Test
    void jobsWhoseWorkersWereUselessAreServedOnceAWorkerIsGood() throws LedgerException {
        SimulatedWorld world = Story.world(25);
        world.pool().machines().makeEveryMachineToComeDeaf(true);
        world.pool().submit(Story.jobs("ada"), 8, Duration.ofMinutes(30));
        world.runFor(Duration.ofHours(2));
        world.pool().machines().makeEveryMachineToComeDeaf(false);
        world.runFor(Duration.ofHours(6));
        assertThat(world.pool().counts()).isEqualTo(new SimulatedQueue.Counts(8, 0, 0, 8, 0));
        assertThat(world.servers()).isZero();
    }

    @Test
    void aRestartForgetsNothingOfWhatWasUseless() throws LedgerException {
        SimulatedWorld world = Story.world(26);
        world.pool().machines().makeEveryMachineToComeDeaf(true);
        world.pool().submit(Story.jobs("ada"), 1, Duration.ofMinutes(20));
        while (ends(world).isEmpty()) {
            world.nextTurn();
        }
        int servers = world.serversEver();
        world.restartService();
        world.runFor(Duration.ofMinutes(20));
        assertThat(world.serversEver()).isEqualTo(servers);
    }

    // ---- black hole

    @Test
    void aBlackHoleIsDrainedAndKeptAndReportedAndNotBootedAgain() throws LedgerException {
        SimulatedWorld world = Story.world(27);
        world.pool().machines().breakEveryMachineToCome(true);
        world.pool().submit(eightAtOnce("ada"), 8, Duration.ofMinutes(20));
        world.runFor(Duration.ofMinutes(30));
        assertThat(world.pool().counts().finished()).isEqualTo(8);
        world.pool().submit(eightAtOnce("ada"), 200, Duration.ofMinutes(20));
        Turn last = runFor(world, Duration.ofHours(3));
        int eaten = world.pool().counts().finished();
        assertThat(eaten).as("none of the later ones").isEqualTo(8);
        assertThat(world.servers()).as("one is kept to be looked into").isEqualTo(1);
        assertThat(alerts(last)).containsExactly(Cause.BLACK_HOLE);
        assertThat(causes(last)).containsExactly(Cause.BLACK_HOLE);
        assertThat(last.plan().actions()).isEmpty();
        int ever = world.serversEver();
        world.restartService();
        last = runFor(world, Duration.ofHours(3));
        assertThat(alerts(last)).containsExactly(Cause.BLACK_HOLE);
        assertThat(world.pool().counts().finished()).isEqualTo(eaten);
        assertThat(world.serversEver()).isEqualTo(ever);
    }

    @Test
    void aBlackHoleGoesWhenItsTimeIsOverThoughItsMachineHasTurnedItselfOffMeanwhile() throws LedgerException {
        SimulatedWorld world = Story.world(28);
        world.pool().machines().breakEveryMachineToCome(true);
        world.pool().submit(eightAtOnce("ada"), 8, Duration.ofMinutes(20));
        world.runFor(Duration.ofMinutes(30));
        String kept = onlyServer(world);
        stop(world, kept, VmState.STOPPED);
        world.runFor(Duration.ofHours(20));
        assertThat(world.model().servers().find(kept)).isPresent();
        world.runFor(Duration.ofHours(5));
        assertThat(world.model().servers().find(kept)).isEmpty();
    }

    @Test
    void anOperatorWhoDrainsTheBlackHoleHasItDeletedAndMoreBooted() throws LedgerException {
        SimulatedWorld world = Story.world(29);
        world.pool().machines().breakEveryMachineToCome(true);
        world.pool().submit(eightAtOnce("ada"), 8, Duration.ofMinutes(20));
        world.runFor(Duration.ofMinutes(30));
        world.pool().submit(eightAtOnce("ada"), 22, Duration.ofMinutes(20));
        world.runFor(Duration.ofMinutes(10));
        String kept = onlyServer(world);
        world.pool().machines().breakEveryMachineToCome(false);
        for (WorkerRecord worker : world.ledger().living()) {
            world.ledger().retiring(worker.id(), world.now());
        }
        world.runFor(Duration.ofHours(3));
        assertThat(world.model().servers().find(kept)).isEmpty();
        assertThat(world.pool().counts().finished()).isEqualTo(30);
        assertThat(world.servers()).isZero();
    }

    @Test
    void aBlackHoleThatStillHasAGoodJobLetsItFinish() throws LedgerException {
        SimulatedWorld world = Story.world(30);
        world.pool().submit(eightAtOnce("ada"), 1, Duration.ofHours(4));
        world.runFor(Duration.ofMinutes(10));
        String server = onlyServer(world);
        world.pool().machines().breakDown(server);
        world.pool().submit(eightAtOnce("ada"), 40, Duration.ofMinutes(20));
        Turn last = runFor(world, Duration.ofHours(2));
        assertThat(alerts(last)).contains(Cause.BLACK_HOLE);
        assertThat(world.pool().machines().isBusy(server)).as("its good job").isTrue();
        assertThat(world.pool().machines().startsOn(server))
                .as("no more jobs are eaten")
                .isLessThanOrEqualTo(1 + 7 + 7);
        world.runFor(Duration.ofHours(3));
        assertThat(world.pool().counts().killed()).isZero();
        assertThat(world.model().servers().find(server)).as("kept").isPresent();
    }

    @Test
    void shortJobsThatEndWellAreNoBlackHole() throws LedgerException {
        SimulatedWorld world = Story.world(31);
        world.pool().submit(Story.jobs("ada"), 100, Duration.ofSeconds(3));
        Turn last = runFor(world, Duration.ofHours(2));
        assertThat(world.pool().counts().finished()).isEqualTo(100);
        assertThat(alerts(last)).isEmpty();
        assertThat(world.servers()).isZero();
    }

    @Test
    void aHistoryThatDoesNotAnswerIsNoEvidenceAndHoldsNothingUp() throws LedgerException {
        SimulatedWorld world = Story.world(32);
        world.pool().queue().silenceHistory(true);
        world.pool().machines().breakEveryMachineToCome(true);
        world.pool().submit(Story.jobs("ada"), 12, Duration.ofMinutes(20));
        Turn last = runFor(world, Duration.ofHours(2));
        assertThat(world.pool().counts().finished()).isEqualTo(12);
        assertThat(last.seen().blindSpots()).isEmpty();
        assertThat(world.servers()).isZero();
    }

    // ---- stuck deletes and drains

    @Test
    void aDeleteThatHasNoEffectIsRepeatedThenReportedAndDoneInTheEnd() throws LedgerException {
        SimulatedWorld world = Story.world(33);
        world.model()
                .faults()
                .add(FaultRule.of("stuck", new Effect.DeleteFails("Failed to terminate"))
                        .times(4));
        world.pool().submit(Story.jobs("ada"), 1, Duration.ofMinutes(5));
        List<Cause> alerts = new ArrayList<>();
        List<Action> repeats = new ArrayList<>();
        for (int turn = 0; turn < 360 && (turn < 60 || world.servers() > 0); turn++) {
            Turn taken = world.nextTurn();
            alerts.addAll(alerts(taken));
            taken.plan().actions().stream()
                    .filter(action -> action.reason().cause() == Cause.STILL_THERE)
                    .forEach(repeats::add);
        }
        assertThat(repeats).hasSize(4);
        assertThat(alerts).contains(Cause.STILL_THERE);
        assertThat(world.servers()).isZero();
    }

    @Test
    void aDrainedWorkerWhoseHTCondorDiesIsFencedAndDeleted() throws LedgerException {
        SimulatedWorld world = Story.world(34);
        String server = idleWorker(world);
        world.pool().machines().hangSlot(server, false);
        // cut off in the moment between the order and its showing
        Turn turn = world.nextTurn();
        while (turn.plan().actions().stream().noneMatch(Action.Drain.class::isInstance)) {
            turn = world.nextTurn();
        }
        world.pool().machines().loseAdsOf(server);
        world.runFor(Duration.ofMinutes(14));
        assertThat(world.model().servers().find(server)).isPresent();
        world.runFor(Duration.ofMinutes(5));
        assertThat(world.model().servers().find(server)).isEmpty();
        assertThat(endOf(world, server)).isEqualTo(Cause.DRAIN_STUCK);
    }

    @Test
    void aDrainWhoseSlotHangsIsTakenBackAndItsWorkerStays() throws LedgerException {
        SimulatedWorld world = Story.world(35);
        String server = idleWorker(world);
        Turn turn = world.nextTurn();
        while (turn.plan().actions().stream().noneMatch(Action.Drain.class::isInstance)) {
            turn = world.nextTurn();
        }
        world.pool().machines().hangSlot(server, true);
        List<Cause> seen = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            world.nextTurn()
                    .plan()
                    .actions()
                    .forEach(action -> seen.add(action.reason().cause()));
        }
        assertThat(seen).contains(Cause.DRAIN_STUCK);
        assertThat(world.model().servers().find(server)).isPresent();
        world.pool().machines().hangSlot(server, false);
        world.runFor(Duration.ofMinutes(30));
        assertThat(world.model().servers().find(server)).isEmpty();
    }

    // ---- ghosts

    @Test
    void anAdWhoseServerIsGoneIsForgottenSoonAndOneThatLivesIsNot() throws LedgerException {
        SimulatedWorld world = Story.world(36);
        String busy = busyWorker(world, LONG);
        String gone = "11111111-2222-4333-8444-555555555555";
        String elsewhere = "11111111-2222-4333-8444-666666666666";
        String foreign = "11111111-2222-4333-8444-777777777777";
        world.pool().machines().advertise("ghost", "0ghost", gone, installation(world), true);
        world.pool().machines().advertise("lives", "0lives", elsewhere, installation(world), false);
        world.pool().machines().advertise("foreign", "0foreign", foreign, "of-another", true);
        world.runFor(Duration.ofMinutes(2));
        assertThat(world.pool().collector().advertised()).contains("ghost");
        Turn last = runFor(world, Duration.ofMinutes(3));
        assertThat(world.pool().collector().advertised())
                .doesNotContain("ghost")
                .contains("lives", "foreign");
        assertThat(alerts(last)).containsExactly(Cause.TWIN);
        assertThat(world.pool().machines().isBusy(busy)).isTrue();
    }

    @Test
    void whileACloudOrTheScheddIsAwayNoAdIsForgotten() throws LedgerException {
        SimulatedWorld world = Story.world(37);
        busyWorker(world, LONG);
        world.pool()
                .machines()
                .advertise("ghost", "0ghost", "11111111-2222-4333-8444-555555555555", installation(world), true);
        world.model()
                .faults()
                .add(FaultRule.of("away", new Effect.Answer(503, Optional.empty(), Optional.empty()))
                        .onOperation("servers.show"));
        world.runFor(Duration.ofMinutes(6));
        assertThat(world.pool().collector().advertised()).contains("ghost");
        world.model().faults().clear();
        world.pool().queue().silence(true);
        world.runFor(Duration.ofMinutes(4));
        assertThat(world.pool().collector().advertised()).contains("ghost");
        world.pool().queue().silence(false);
        world.runFor(Duration.ofMinutes(1));
        assertThat(world.pool().collector().advertised()).doesNotContain("ghost");
    }

    // ---- rebuilt

    @Test
    void aRebuiltWorkerIsDrainedIfItIsIdleAndLeftAloneWhileItHasAJob() throws LedgerException {
        SimulatedWorld world = Story.world(38);
        String busy = busyWorker(world, Duration.ofHours(1));
        rebuild(world, busy);
        Turn last = runFor(world, Duration.ofMinutes(30));
        assertThat(world.pool().machines().isBusy(busy)).isTrue();
        assertThat(alerts(last)).containsExactly(Cause.REBUILT);
        world.runFor(Duration.ofHours(1));
        assertThat(world.pool().counts()).isEqualTo(new SimulatedQueue.Counts(1, 0, 0, 1, 0));
        assertThat(endOf(world, busy)).isEqualTo(Cause.REBUILT);
    }

    @Test
    void aRebuiltWorkerThatDoesNotComeBackToThePoolIsFencedAndDeleted() throws LedgerException {
        SimulatedWorld world = Story.world(39);
        String server = idleWorker(world);
        rebuild(world, server);
        world.pool().machines().loseAdsOf(server);
        world.runFor(Duration.ofMinutes(14));
        assertThat(world.model().servers().find(server)).isEmpty();
        assertThat(endOf(world, server)).isEqualTo(Cause.REBUILT);
    }

    // ---- age

    @Test
    void anOldWorkerTakesNoNewJobsAndGoesWhenItsLastIsDone() throws LedgerException {
        SimulatedWorld world = Story.world(40, withMaxAge(Duration.ofHours(2)));
        world.pool().submit(Story.jobs("ada"), 1, Duration.ofHours(4));
        world.runFor(Duration.ofMinutes(10));
        String old = onlyServer(world);
        world.runFor(Duration.ofHours(3));
        assertThat(world.pool().machines().isBusy(old)).isTrue();
        world.pool().submit(Story.jobs("ada"), 1, Duration.ofMinutes(10));
        world.runFor(Duration.ofMinutes(20));
        assertThat(world.serversEver()).as("the new job gets another").isEqualTo(2);
        world.runFor(Duration.ofHours(2));
        assertThat(world.pool().counts()).isEqualTo(new SimulatedQueue.Counts(2, 0, 0, 2, 0));
        assertThat(world.servers()).isZero();
        assertThat(endOf(world, old)).isEqualTo(Cause.MAX_AGE);
    }

    // ---- twins

    @Test
    void ofTwoServersWithOneIdTheLedgersStaysAndTheOtherGoes() throws LedgerException {
        SimulatedWorld world = Story.world(41);
        String first = busyWorker(world, Duration.ofHours(3));
        String twin = twinOf(world, first);
        Turn last = runFor(world, Duration.ofMinutes(30));
        // a job on either of their name speaks for both
        assertThat(world.model().servers().find(twin)).isPresent();
        assertThat(alerts(last)).contains(Cause.TWIN);
        world.runFor(Duration.ofHours(4));
        assertThat(world.pool().counts().killed()).isZero();
        assertThat(world.pool().counts().finished()).isEqualTo(1);
        assertThat(endOf(world, twin)).isEqualTo(Cause.TWIN);
        assertThat(endOf(world, first)).isEqualTo(Cause.DRAINED);
        assertThat(world.servers()).isZero();
    }

    @Test
    void whenTheTwinHasGoneTheAdsOfTheWorkerOfTheSameNameStay() throws LedgerException {
        SimulatedWorld world = Story.worldOfCopies(44);
        String first = idleWorker(world);
        String name = world.model().servers().find(first).orElseThrow().name() + ".simulated.invalid";
        String twin = twinOf(world, first);
        while (world.model().servers().find(twin).isPresent()) {
            world.nextTurn();
            assertThat(world.pool().collector().advertised()).contains(name);
        }
        for (Turn turn = world.nextTurn(); world.model().servers().find(first).isPresent(); turn = world.nextTurn()) {
            assertThat(world.pool().collector().advertised())
                    .as("turn %d", turn.number())
                    .contains(name);
        }
        assertThat(endOf(world, twin)).isEqualTo(Cause.TWIN);
    }

    @Test
    void aTwinThatHasGotAJobKeepsItUntilItIsDone() throws LedgerException {
        SimulatedWorld world = Story.worldOfCopies(42);
        String first = idleWorker(world);
        String twin = twinOf(world, first);
        world.runFor(Duration.ofMinutes(3));
        world.pool().machines().makeDeaf(first);
        world.pool().submit(Story.jobs("ada"), 1, Duration.ofHours(1));
        world.runFor(Duration.ofMinutes(30));
        assertThat(world.pool().machines().isBusy(twin)).isTrue();
        world.runFor(Duration.ofHours(3));
        assertThat(world.pool().counts()).isEqualTo(new SimulatedQueue.Counts(2, 0, 0, 2, 0));
        assertThat(world.model().servers().find(twin)).isEmpty();
    }

    @Test
    void aUsersServerMadeFromASnapshotOfAWorkerIsReportedAndNeverTouched() throws LedgerException {
        SimulatedWorld world = Story.worldOfCopies(43);
        String first = idleWorker(world);
        ModelServer worker = world.model().servers().find(first).orElseThrow();
        ServerSpec spec = worker.spec();
        ModelServer copy = world.model()
                .servers()
                .boot(
                        worker.projectId(),
                        worker.userId(),
                        new ServerSpec(
                                "my-own",
                                spec.flavorId(),
                                spec.imageId(),
                                spec.plugs(),
                                spec.securityGroups(),
                                spec.keyName(),
                                spec.zone(),
                                spec.userData(),
                                java.util.Map.of(),
                                spec.tags(),
                                spec.description(),
                                false));
        Turn last = runFor(world, Duration.ofHours(3));
        assertThat(world.model().servers().find(copy.id())).isPresent();
        assertThat(alerts(last)).contains(Cause.TWIN);
        assertThat(last.seen().workers()).noneMatch(w -> w.serverId().equals(Optional.of(copy.id())));
        assertThat(world.model().servers().find(copy.id()).orElseThrow().status())
                .isEqualTo("ACTIVE");
        // once it is gone, the worker is told apart again
        world.model().servers().delete(world.model().servers().find(copy.id()).orElseThrow());
        world.runFor(Duration.ofMinutes(40));
        assertThat(world.servers()).isZero();
    }

    // ---- helpers

    /** Jobs of which one worker takes eight at once. */
    private static JobGroup eightAtOnce(String owner) {
        return Story.jobs(owner, "c8-30gb");
    }

    /** One worker whose short job is done, seconds before its keep-alive is over. */
    private static String idleWorker(SimulatedWorld world) throws LedgerException {
        world.pool().submit(Story.jobs("ada"), 1, Duration.ofMinutes(1));
        while (world.pool().counts().finished() == 0) {
            world.nextTurn();
        }
        return onlyServer(world);
    }

    private static String busyWorker(SimulatedWorld world, Duration runtime) {
        world.pool().submit(Story.jobs("ada"), 1, runtime);
        while (world.pool().counts().running() == 0) {
            world.nextTurn();
        }
        return onlyServer(world);
    }

    private static String onlyServer(SimulatedWorld world) {
        List<String> servers = world.model().servers().all().stream()
                .filter(server -> server.vmState() != VmState.DELETED)
                .map(ModelServer::id)
                .toList();
        assertThat(servers).hasSize(1);
        return servers.getFirst();
    }

    private static Turn runFor(SimulatedWorld world, Duration time) {
        world.runFor(time);
        return world.nextTurn();
    }

    private static void stop(SimulatedWorld world, String server, VmState state) {
        PowerState power = state == VmState.PAUSED ? PowerState.PAUSED : PowerState.SHUTDOWN;
        world.model().servers().force(world.model().servers().find(server).orElseThrow(), state, power);
    }

    private static void resume(SimulatedWorld world, String server) {
        world.model()
                .servers()
                .force(world.model().servers().find(server).orElseThrow(), VmState.ACTIVE, PowerState.RUNNING);
    }

    private static void rebuild(SimulatedWorld world, String server) {
        ModelServer model = world.model().servers().find(server).orElseThrow();
        String other = world.model().images().listedFor(model.projectId()).stream()
                .map(image -> image.image().id())
                .filter(id -> !id.equals(model.imageId()))
                .findFirst()
                .orElseThrow();
        world.model().servers().rebuild(model, other);
    }

    /** A replayed POST: the same once more, tag and user data and all. */
    private static String twinOf(SimulatedWorld world, String server) {
        ModelServer model = world.model().servers().find(server).orElseThrow();
        return world.model()
                .servers()
                .boot(model.projectId(), model.userId(), model.spec())
                .id();
    }

    private static Policy.Zombies withMaxAge(Duration age) {
        Policy.Zombies usual = Policy.Zombies.DEFAULT;
        return new Policy.Zombies(
                usual.stopped(),
                usual.useless(),
                usual.drainStuck(),
                usual.deleteAlert(),
                usual.rebuilt(),
                usual.twin(),
                usual.ghost(),
                age,
                usual.shun(),
                usual.blackHole());
    }

    private static String installation(SimulatedWorld world) {
        return world.ledger().installation();
    }

    private static List<Cause> alerts(Turn turn) {
        return turn.plan().alerts().stream()
                .map(Alert::reason)
                .map(reason -> reason.cause())
                .toList();
    }

    private static List<Cause> causes(Turn turn) {
        return turn.plan().unmet().stream()
                .map(Unmet::reason)
                .map(reason -> reason.cause())
                .toList();
    }

    private static Cause endOf(SimulatedWorld world, String server) throws LedgerException {
        return ended(world).stream()
                .filter(worker -> worker.serverId().equals(Optional.of(server)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no worker of server " + server + " has ended"))
                .end()
                .orElseThrow()
                .cause();
    }

    private static List<Cause> ends(SimulatedWorld world) throws LedgerException {
        return ended(world).stream()
                .map(worker -> worker.end().orElseThrow().cause())
                .toList();
    }

    private static List<WorkerRecord> ended(SimulatedWorld world) throws LedgerException {
        List<WorkerRecord> ended = new ArrayList<>();
        for (ModelServer server : world.model().servers().all()) {
            String id = server.spec().metadata().getOrDefault("updraft-worker", "");
            for (String name : List.of(id, Twins.idOf(id, server.id()))) {
                world.ledger()
                        .worker(name)
                        .filter(worker ->
                                worker.end().isPresent() && worker.serverId().equals(Optional.of(server.id())))
                        .ifPresent(ended::add);
            }
        }
        return ended;
    }
}
