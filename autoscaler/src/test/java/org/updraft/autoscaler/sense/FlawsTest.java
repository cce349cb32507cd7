package org.updraft.autoscaler.sense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.updraft.autoscaler.sense.Sight.NOON;
import static org.updraft.openstack.Server.PowerState.RUNNING;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.updraft.autoscaler.ledger.WorkerRecord;
import org.updraft.autoscaler.plan.Policy;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.BlindSpot;
import org.updraft.autoscaler.pool.Flaw;
import org.updraft.autoscaler.pool.Stray;
import org.updraft.autoscaler.pool.Worker;
import org.updraft.htcondor.Ending;
import org.updraft.htcondor.JobId;
import org.updraft.openstack.Flavor;
import org.updraft.openstack.Server;

/** What is wrong with a worker that runs, and with machines that say they are ours. */
class FlawsTest {

    private final Sight sight = new Sight();
    private int jobs;

    private void joinedAndIdle() {
        sight.records.add(sight.joined("w1"));
        sight.listed("w1", "ACTIVE", RUNNING);
        sight.slot("w1", "Unclaimed", "Idle", 0, Optional.empty());
    }

    private Ending ended(int startedAfter, int seconds, Ending.How how) {
        Instant start = NOON.minusSeconds(1000).plusSeconds(startedAfter);
        return new Ending(
                "batch",
                new JobId(++jobs, 0),
                "batch#" + jobs,
                "ada",
                "slot1_1@updraft-pool-w1.example.org",
                start,
                start.plusSeconds(seconds),
                how,
                "exit code 1");
    }

    private void rowOf(int count, int seconds, Ending.How how) {
        for (int i = 0; i < count; i++) {
            sight.endings.add(ended(100 * i, seconds, how));
        }
    }

    private boolean isBlackHole() {
        return sight.only().isBlackHole();
    }

    @Test
    void fiveShortFailuresInARowMakeABlackHoleAndFourDoNot() {
        joinedAndIdle();
        rowOf(4, 30, Ending.How.FAILED);
        assertThat(isBlackHole()).isFalse();
        sight.endings.add(ended(900, 2, Ending.How.FAILED));
        Worker worker = sight.only();
        assertThat(worker.flaw()).hasValueSatisfying(flaw -> {
            assertThat(flaw).isInstanceOf(Flaw.BlackHole.class);
            assertThat(flaw.words()).isEqualTo("5 jobs in a row, the last 5.0 of ada: exit code 1");
        });
    }

    @Test
    void oneGoodEndingBreaksTheRow() {
        joinedAndIdle();
        rowOf(4, 2, Ending.How.FAILED);
        sight.endings.add(ended(500, 2, Ending.How.SUCCEEDED));
        sight.endings.add(ended(600, 2, Ending.How.FAILED));
        assertThat(isBlackHole()).isFalse();
    }

    @Test
    void longFailuresAreTheJobsOwn() {
        joinedAndIdle();
        rowOf(9, 31, Ending.How.FAILED);
        assertThat(isBlackHole()).isFalse();
    }

    @Test
    void shortSuccessesCountOnlyWhereTheSiteSaysSo() {
        joinedAndIdle();
        rowOf(9, 1, Ending.How.SUCCEEDED);
        assertThat(isBlackHole()).isFalse();
        sight.holes = new Policy.BlackHole(5, Duration.ofSeconds(30), true, Duration.ofHours(1));
        assertThat(isBlackHole()).isTrue();
    }

    @Test
    void jobsThatComeBackCountHoweverLongTheyRanButTogetherOnlyOnce() {
        joinedAndIdle();
        for (int i = 0; i < 8; i++) {
            sight.endings.add(ended(0, 600, Ending.How.CAME_BACK));
        }
        assertThat(isBlackHole()).as("one crash gives back eight").isFalse();
        rowOf(9, 99, Ending.How.CAME_BACK);
        assertThat(isBlackHole()).isTrue();
    }

    @Test
    void anEndingThatIsToldTwiceCountsOnce() {
        joinedAndIdle();
        rowOf(3, 2, Ending.How.FAILED);
        for (int look = 0; look < 5; look++) {
            assertThat(isBlackHole()).isFalse();
        }
    }

    @Test
    void endingsAreRememberedFromLookToLookAndNotOverARestart() {
        joinedAndIdle();
        rowOf(3, 2, Ending.How.FAILED);
        sight.only();
        sight.endings.clear();
        sight.endings.add(ended(700, 2, Ending.How.FAILED));
        sight.endings.add(ended(800, 2, Ending.How.FAILED));
        assertThat(isBlackHole()).isTrue();
        Sight restarted = new Sight();
        restarted.records.addAll(sight.records);
        restarted.servers.putAll(sight.servers);
        restarted.ads.addAll(sight.ads);
        restarted.endings.addAll(sight.endings);
        assertThat(restarted.only().isBlackHole()).isFalse();
    }

    @Test
    void whatWasDrainedAsABlackHoleStaysOneOverARestart() {
        var drain = new WorkerRecord.Drain("d1", Activity.How.IF_IDLE, NOON.minusSeconds(60), true, "black-hole");
        sight.records.add(Sight.with(sight.joined("w1"), Optional.of(drain), Optional.empty()));
        sight.listed("w1", "ACTIVE", RUNNING);
        assertThat(sight.only().flaw().map(Flaw::since)).contains(NOON.minusSeconds(60));
    }

    @Test
    void anotherImageOrFlavorIsSeenAndUnknownOnesAreNot() {
        joinedAndIdle();
        assertThat(sight.only().flaw()).isEmpty();
        serverIs(Optional.of("other-image"), "c4");
        assertThat(sight.only().flaw()).contains(new Flaw.Rebuilt(NOON, "image other-image instead of image"));
        serverIs(Optional.of("image"), "c8");
        sight.now = NOON.plusSeconds(60);
        assertThat(sight.only().flaw())
                .as("since it was first noticed")
                .contains(new Flaw.Rebuilt(NOON, "flavor c8 instead of c4"));
        serverIs(Optional.empty(), "");
        assertThat(sight.only().flaw()).isEmpty();
    }

    private void serverIs(Optional<String> image, String flavor) {
        Server was = sight.servers.get("server-w1");
        sight.servers.put(
                "server-w1",
                new Server(
                        was.id(),
                        was.name(),
                        was.status(),
                        was.taskState(),
                        was.powerState(),
                        was.created(),
                        was.updated(),
                        new Flavor("", flavor, 4, 8192, 24, 0, 0, Map.of()),
                        image,
                        was.addresses(),
                        was.metadata(),
                        was.fault(),
                        was.zone()));
    }

    // ---- twins

    @Test
    void theSecondServerOfAnIdIsAStrangerUnderAnIdOfItsOwn() {
        joinedAndIdle();
        sight.listed("w1", "server-copy", "ACTIVE", RUNNING, "inst");
        List<Worker> workers = sight.match().workers();
        assertThat(workers).extracting(Worker::id).containsExactly("w1", "w1-server-c");
        assertThat(workers.get(0).serverId()).contains("server-w1");
        assertThat(workers.get(0).sight().blindTo()).containsExactly(new BlindSpot.Source.OfWorker("w1"));
        assertThat(workers.get(1).serverId()).contains("server-copy");
        assertThat(workers.get(1).recorded()).isFalse();
    }

    @Test
    void anAdoptedTwinIsToldByItsUuidAndAJobOnItsNameSpeaksForBoth() {
        joinedAndIdle();
        sight.listed("w1", "server-copy", "ACTIVE", RUNNING, "inst");
        sight.slot("w1", "server-copy", "Unclaimed", "Idle", 0, Optional.empty(), NOON);
        sight.records.add(twin("w1", "server-copy"));
        List<Worker> workers = sight.match().workers();
        assertThat(workers).extracting(Worker::id).containsExactly("w1", "w1-server-c");
        Worker second = workers.get(1);
        assertThat(second.activity()).isEqualTo(new Activity.Idle(NOON));
        assertThat(second.flaw()).hasValueSatisfying(flaw -> assertThat(flaw).isInstanceOf(Flaw.Twin.class));
        assertThat(second.sight().wholeAndUnclaimed()).isTrue();
        sight.claim("w1", false);
        assertThat(sight.match().workers()).allSatisfy(worker -> {
            assertThat(worker.activity()).isInstanceOf(Activity.Busy.class);
            assertThat(worker.sight().unclaimed()).isFalse();
        });
    }

    @Test
    void aJobThatOnlyATwinsHiddenAdsShowedKeepsItBusy() {
        joinedAndIdle();
        sight.listed("w1", "server-copy", "ACTIVE", RUNNING, "inst");
        sight.records.add(twin("w1", "server-copy"));
        assertThat(twinSeen().sight().blindTo())
                .as("not seen by itself yet")
                .containsExactly(new BlindSpot.Source.OfWorker("w1-server-c"));
        sight.ads.clear();
        sight.slot("w1", "server-copy", "Unclaimed", "Idle", 1, Optional.empty(), NOON);
        assertThat(twinSeen().activity()).isInstanceOf(Activity.Busy.class);
        sight.ads.clear();
        sight.slot("w1", "Unclaimed", "Idle", 0, Optional.empty());
        assertThat(twinSeen().sight().unclaimed()).as("the other's ads hide it").isFalse();
        assertThat(twinSeen().activity()).isInstanceOf(Activity.Busy.class);
        sight.ads.clear();
        sight.slot("w1", "server-copy", "Unclaimed", "Idle", 0, Optional.empty(), NOON);
        assertThat(twinSeen().sight().wholeAndUnclaimed()).isTrue();
    }

    private Worker twinSeen() {
        return sight.match().workers().getLast();
    }

    @Test
    void aWorkerIsInDoubtForAWhileAfterAnotherMachineShowedItsId() {
        joinedAndIdle();
        sight.ads.clear();
        sight.slot("w1", "server-of-a-user", "Unclaimed", "Idle", 0, Optional.empty(), NOON);
        sight.only();
        sight.ads.clear();
        sight.slot("w1", "Unclaimed", "Idle", 0, Optional.empty());
        sight.now = NOON.plusSeconds(150);
        assertThat(sight.only().sight().blindTo()).containsExactly(new BlindSpot.Source.OfWorker("w1"));
        sight.now = NOON.plusSeconds(151);
        assertThat(sight.only().sight().blindTo()).isEmpty();
    }

    @Test
    void aTwinWhoseWorkerIsGoneIsNotTakenForItAgain() {
        sight.listed("w1", "server-copy", "ACTIVE", RUNNING, "inst");
        sight.records.add(twin("w1", "server-copy"));
        assertThat(sight.match().workers()).extracting(Worker::id).containsExactly("w1-server-c");
    }

    @Test
    void ofTwoServersOfARequestWhoseReplyWasLostTheFirstMadeIsAdoptedAndTheOtherIsItsTwin() {
        sight.records.add(sight.requested("w1"));
        sight.listed("w1", "server-b", "ACTIVE", RUNNING, "inst");
        sight.listed("w1", "server-a", "ACTIVE", RUNNING, "inst");
        List<Worker> workers = sight.match().workers();
        assertThat(workers).extracting(Worker::id).containsExactly("w1", "w1-server-b");
        assertThat(workers.get(0).serverId()).contains("server-a");
        assertThat(workers.get(0).sight().blindTo()).as("it may be adopted").isEmpty();
    }

    private WorkerRecord twin(String of, String serverId) {
        WorkerRecord worker = sight.joined(of);
        return new WorkerRecord(
                of + "-" + serverId.substring(0, 8),
                worker.name(),
                worker.combination(),
                worker.flavorName(),
                Optional.of(serverId),
                worker.owner(),
                worker.vmType(),
                worker.terms(),
                worker.demandKey(),
                worker.shape(),
                worker.keepAlive(),
                worker.requestedAt(),
                worker.activeAt(),
                worker.joinedAt(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty());
    }

    // ---- strays

    private static final String DEAD = "00000000-1111-4222-8333-444444444444";

    private List<Stray> strays(Set<String> gone) {
        sight.match();
        return new Strays("pool", "inst").of(sight.records, sight.seen, gone, sight.blind);
    }

    private Set<String> asked() {
        sight.match();
        return new Strays("pool", "inst").unknown(sight.records, sight.seen);
    }

    @Test
    void aMachineWhoseServerNobodyKnowsIsAStrayAndEveryCloudIsAskedForIt() {
        joinedAndIdle();
        sight.slot("w9", DEAD, "Unclaimed", "Idle", 0, Optional.empty(), NOON.minusSeconds(200));
        assertThat(asked()).containsExactly(DEAD);
        assertThat(strays(Set.of(DEAD)))
                .containsExactly(new Stray(
                        "updraft-pool-w9", DEAD, Optional.of("w9"), NOON.minusSeconds(200), true, false, Set.of()));
        sight.claim("w9", false);
        assertThat(strays(Set.of(DEAD)))
                .singleElement()
                .satisfies(stray -> assertThat(stray.claimed()).isTrue());
    }

    @Test
    void workersServersToAdoptAndMachinesOfOthersAreNoStrays() {
        joinedAndIdle();
        sight.listed("w2", "ACTIVE", RUNNING);
        sight.slot("w2", "Unclaimed", "Idle", 0, Optional.empty());
        assertThat(strays(Set.of())).isEmpty();
    }

    @Test
    void aServerOfTheProjectWithoutOurTagIsAStrayThatNobodyAsksFor() {
        sight.slot("w1", DEAD, "Unclaimed", "Idle", 0, Optional.empty(), NOON);
        sight.listed("w1", DEAD, "ACTIVE", RUNNING, "inst");
        Server tagged = sight.servers.get(DEAD);
        sight.servers.put(
                DEAD,
                new Server(
                        DEAD,
                        "my-own",
                        "ACTIVE",
                        Optional.empty(),
                        RUNNING,
                        NOON,
                        NOON,
                        tagged.flavor(),
                        tagged.imageId(),
                        List.of(),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty()));
        assertThat(asked()).isEmpty();
        assertThat(strays(Set.of()))
                .singleElement()
                .satisfies(stray -> assertThat(stray.gone()).isFalse());
    }

    @Test
    void whatIsNoUuidIsNeverAskedFor() {
        sight.slot("w9", "../../servers/x", "Unclaimed", "Idle", 0, Optional.empty(), NOON);
        assertThat(asked()).isEmpty();
        assertThat(strays(Set.of())).hasSize(1);
    }

    @Test
    void aDrainThatWasAcceptedIsStillGoingOnWhenItsAdsAreGone() {
        var drain = new WorkerRecord.Drain("d7", Activity.How.IF_IDLE, NOON.minusSeconds(3000), true, "");
        sight.records.add(Sight.with(sight.joined("w1"), Optional.of(drain), Optional.empty()));
        sight.listed("w1", "ACTIVE", RUNNING);
        assertThat(sight.only().activity())
                .isEqualTo(new Activity.Draining(drain.orderedAt(), Activity.How.IF_IDLE, "d7", false));
        sight.slot("w1", "Unclaimed", "Idle", 0, Optional.empty());
        assertThat(sight.only().activity())
                .as("back without it: the drain is lost")
                .isInstanceOf(Activity.Idle.class);
        sight.ads.clear();
        sight.claim("w1", false);
        assertThat(sight.only().activity()).isInstanceOf(Activity.Busy.class);
    }
}
