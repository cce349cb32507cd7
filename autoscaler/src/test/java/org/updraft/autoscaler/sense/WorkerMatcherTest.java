package org.updraft.autoscaler.sense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.updraft.autoscaler.sense.Sight.NOON;
import static org.updraft.openstack.Server.PowerState.NOSTATE;
import static org.updraft.openstack.Server.PowerState.PAUSED;
import static org.updraft.openstack.Server.PowerState.RUNNING;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.updraft.autoscaler.ledger.WorkerRecord;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.BlindSpot;
import org.updraft.autoscaler.pool.Shape;
import org.updraft.autoscaler.pool.Worker;

class WorkerMatcherTest {

    private final Sight sight = new Sight();

    private void joinedAndListed() {
        sight.records.add(sight.joined("w1"));
        sight.listed("w1", "ACTIVE", RUNNING);
    }

    @Test
    void aWorkerWithAFreeSlotIsIdleWithAllItsRoom() {
        joinedAndListed();
        sight.slot("w1", "Unclaimed", "Idle", 0, Optional.empty());
        Worker worker = sight.only();
        assertThat(worker.activity()).isEqualTo(new Activity.Idle(NOON));
        assertThat(worker.free()).isEqualTo(new Shape(4, 8000, 20, 0));
        assertThat(worker.sight().wholeAndUnclaimed()).isTrue();
    }

    @Test
    void anIdleTimeBeginsAnewAfterEachJob() {
        joinedAndListed();
        sight.slot("w1", "Unclaimed", "Idle", 0, Optional.empty());
        sight.only();
        sight.claim("w1", false);
        sight.now = NOON.plusSeconds(60);
        sight.only();
        sight.claims.clear();
        sight.now = NOON.plusSeconds(90);
        assertThat(sight.only().activity()).isEqualTo(new Activity.Idle(NOON.plusSeconds(90)));
    }

    @Test
    void aFullPartitionableSlotThatLooksUnclaimedAndIdleIsBusyByItsDynamicSlots() {
        joinedAndListed();
        sight.slot("w1", "Unclaimed", "Idle", 4, Optional.empty());
        assertThat(sight.only().activity()).isInstanceOf(Activity.Busy.class);
        assertThat(sight.only().sight().unclaimed()).isFalse();
    }

    @Test
    void aJobThatOnlyTheScheddKnowsMakesItsWorkerBusyThoughNoAdShowsIt() {
        joinedAndListed();
        sight.claim("w1", false);
        assertThat(sight.only().activity()).isEqualTo(new Activity.Busy(1, false));
    }

    @Test
    void aWorkerThatNobodySeesIsUnseenSinceItWasLastSeen() {
        joinedAndListed();
        sight.slot("w1", "Unclaimed", "Idle", 0, Optional.empty());
        sight.only();
        sight.ads.clear();
        sight.now = NOON.plus(Duration.ofMinutes(50));
        assertThat(sight.only().activity()).isEqualTo(new Activity.Unseen(NOON));
    }

    @Test
    void aWorkerThatOnlyItsJobShowedIsUnseenSinceTheJobEnded() {
        joinedAndListed();
        sight.slot("w1", "Unclaimed", "Idle", 0, Optional.empty());
        sight.only();
        sight.ads.clear();
        sight.claim("w1", false);
        sight.now = NOON.plus(Duration.ofMinutes(50));
        assertThat(sight.only().activity()).isInstanceOf(Activity.Busy.class);
        sight.claims.clear();
        sight.now = NOON.plus(Duration.ofMinutes(51));
        assertThat(sight.only().activity()).isEqualTo(new Activity.Unseen(NOON.plus(Duration.ofMinutes(50))));
    }

    @Test
    void anActiveServerThatHasNeverAdvertisedItselfIsJoiningAndNotUnseen() {
        WorkerRecord record = sight.requested("w1");
        sight.records.add(record);
        sight.listed("w1", "ACTIVE", RUNNING);
        assertThat(sight.only().activity()).isInstanceOf(Activity.Joining.class);
        assertThat(sight.only().recorded()).isFalse();
        assertThat(sight.only().serverId()).contains("server-w1");
    }

    @Test
    void aServerThatIsOnlyMissingFromTheListIsNotGone() {
        sight.records.add(sight.joined("w1"));
        assertThat(sight.only().activity()).isNotInstanceOf(Activity.Gone.class);
        assertThat(sight.only().sight().server()).isFalse();
        sight.gone.add("server-w1");
        assertThat(sight.only().activity()).isInstanceOf(Activity.Gone.class);
    }

    @Test
    void anErrorWhoseMachineStillRunsIsNoFailure() {
        joinedAndListed();
        sight.listed("w1", "ERROR", RUNNING);
        sight.slot("w1", "Unclaimed", "Idle", 0, Optional.empty());
        assertThat(sight.only().activity()).isInstanceOf(Activity.Idle.class);
        sight.listed("w1", "ERROR", NOSTATE);
        assertThat(sight.only().activity()).isInstanceOf(Activity.Failed.class);
    }

    @Test
    void aDrainCountsAsDoneOnlyWhenEverySlotShowsOurCurrentId() {
        var drain = new WorkerRecord.Drain("d7", Activity.How.IF_IDLE, NOON.minusSeconds(60), true, "");
        sight.records.add(Sight.with(sight.joined("w1"), Optional.of(drain), Optional.empty()));
        sight.listed("w1", "ACTIVE", RUNNING);
        sight.slot("w1", "Drained", "Idle", 0, Optional.of("updraft:d7"));
        assertThat(sight.only().activity())
                .isEqualTo(new Activity.Draining(drain.orderedAt(), Activity.How.IF_IDLE, "d7", true));
        sight.ads.clear();
        sight.slot("w1", "Drained", "Idle", 0, Optional.of("updraft:d6"));
        assertThat(sight.only().activity())
                .isEqualTo(new Activity.Draining(drain.orderedAt(), Activity.How.IF_IDLE, "d7", false));
    }

    @Test
    void anAdFromBeforeTheDrainDoesNotProveIt() {
        var drain = new WorkerRecord.Drain("d7", Activity.How.IF_IDLE, NOON.minusSeconds(10), true, "");
        sight.records.add(Sight.with(sight.joined("w1"), Optional.of(drain), Optional.empty()));
        sight.listed("w1", "ACTIVE", RUNNING);
        sight.slot(
                "w1", "server-w1", "Drained", "Idle", 0, Optional.of("updraft:d7"), NOON.minus(Duration.ofSeconds(40)));
        assertThat(sight.only().activity())
                .isEqualTo(new Activity.Draining(drain.orderedAt(), Activity.How.IF_IDLE, "d7", false));
    }

    @Test
    void aStaleAdIsNoFreshSight() {
        joinedAndListed();
        sight.slot("w1", "server-w1", "Unclaimed", "Idle", 0, Optional.empty(), NOON.minus(Duration.ofMinutes(10)));
        assertThat(sight.only().sight().ads()).isFalse();
    }

    @Test
    void aPauseOfOursIsAFenceAndASomebodyElsesIsStopped() {
        joinedAndListed();
        sight.listed("w1", "PAUSED", PAUSED);
        assertThat(sight.only().activity()).isEqualTo(new Activity.Stopped(NOON, "PAUSED"));
        sight.records.clear();
        sight.records.add(Sight.with(
                sight.joined("w1"), Optional.empty(), Optional.of(new WorkerRecord.Fence(NOON, "pause", "unseen"))));
        assertThat(sight.only().activity()).isEqualTo(new Activity.Fenced(NOON));
    }

    @Test
    void twoServersWithOneIdBlindUsToThatWorker() {
        joinedAndListed();
        sight.listed("w1", "server-copy", "ACTIVE", RUNNING, "inst");
        WorkerMatcher.Matched matched = sight.match();
        assertThat(matched.blindSpots())
                .singleElement()
                .satisfies(spot -> assertThat(spot.words()).contains("2 servers bear its id"));
        assertThat(matched.workers().getFirst().sight().wholeAndUnclaimed()).isFalse();
    }

    @Test
    void aSnapshotOfAWorkerThatJoinsUnderItsIdBlindsUsToIt() {
        joinedAndListed();
        sight.slot("w1", "server-of-a-user", "Unclaimed", "Idle", 0, Optional.empty(), NOON);
        assertThat(sight.only().sight().blindTo()).containsExactly(new BlindSpot.Source.OfWorker("w1"));
    }

    @Test
    void threeWorkersThatVanishInCompanyAreBlindSpotsAndNotZombies() {
        for (String id : new String[] {"w1", "w2", "w3"}) {
            sight.records.add(sight.joined(id));
            sight.listed(id, "ACTIVE", RUNNING);
            sight.slot(id, "Unclaimed", "Idle", 0, Optional.empty());
        }
        assertThat(sight.match().blindSpots()).isEmpty();
        sight.ads.clear();
        sight.now = NOON.plusSeconds(30);
        assertThat(sight.match().blindSpots()).hasSize(3);
        // one is explained by its server, one comes back: the third stays in doubt
        sight.listed("w1", "SHUTOFF", NOSTATE);
        sight.slot("w2", "Unclaimed", "Idle", 0, Optional.empty());
        assertThat(sight.match().blindSpots())
                .singleElement()
                .satisfies(spot -> assertThat(spot.source()).isEqualTo(new BlindSpot.Source.OfWorker("w3")));
    }

    @Test
    void anotherInstallationInOurPoolFreezesEverything() {
        sight.listed("w9", "server-9", "ACTIVE", RUNNING, "another");
        assertThat(sight.match().frozen())
                .hasValueSatisfying(words -> assertThat(words).contains("another"));
        assertThat(sight.match().workers()).isEmpty();
    }

    @Test
    void aServerOfOursThatTheLedgerDoesNotKnowIsShownForAdoption() {
        sight.listed("w5", "ACTIVE", RUNNING);
        assertThat(sight.only().recorded()).isFalse();
        assertThat(sight.only().owner()).isEqualTo("ada");
        assertThat(sight.only().shape()).isEqualTo(new Shape(4, 8000, 20, 0));
    }

    @Test
    void aBlindCloudCoversItsWorkersAndNobodyIsGoneThere() {
        joinedAndListed();
        sight.blind.add(new BlindSpot.Source.OfCloud("west"));
        sight.slot("w1", "Unclaimed", "Idle", 0, Optional.empty());
        Worker worker = sight.only();
        assertThat(worker.activity()).isInstanceOf(Activity.Idle.class);
        assertThat(worker.sight().blindTo()).containsExactly(new BlindSpot.Source.OfCloud("west"));
        assertThat(worker.sight().server()).isFalse();
    }

    @Test
    void aServerWhoseCellIsDownIsABlindSpot() {
        joinedAndListed();
        sight.listed("w1", "UNKNOWN", org.updraft.openstack.Server.PowerState.UNKNOWN);
        assertThat(sight.only().sight().blindTo()).containsExactly(new BlindSpot.Source.OfWorker("w1"));
    }
}
