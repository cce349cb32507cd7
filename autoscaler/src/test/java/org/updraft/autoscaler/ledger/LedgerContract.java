package org.updraft.autoscaler.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.updraft.autoscaler.plan.Cause;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.Autopsy;
import org.updraft.autoscaler.pool.BootFault;
import org.updraft.autoscaler.pool.Breaker;
import org.updraft.autoscaler.pool.Combination;
import org.updraft.autoscaler.pool.CombinationHistory;
import org.updraft.autoscaler.pool.Mark;
import org.updraft.autoscaler.pool.PoolSnapshot;
import org.updraft.autoscaler.pool.Stage;
import org.updraft.autoscaler.pool.TokenApproval;
import org.updraft.openstack.Binding;

/** What every ledger must do; run on each. */
abstract class LedgerContract {

    private static final Instant NOON = Sample.NOON;

    Ledger ledger;

    abstract Ledger open() throws Exception;

    /** The same ledger after a restart of the service. */
    abstract Ledger reopen() throws Exception;

    @BeforeEach
    void openIt() throws Exception {
        ledger = open();
    }

    @AfterEach
    void closeIt() {
        ledger.close();
    }

    @Test
    void anIntentIsReadBackAsItWasWritten() throws LedgerException {
        WorkerRecord intent = Sample.intent("w1", NOON);
        ledger.intend(intent);

        assertThat(ledger.living()).containsExactly(intent);
        assertThat(ledger.worker("w1")).contains(intent);
        assertThat(ledger.worker("w2")).isEmpty();
    }

    @Test
    void approvalsOfTokensAreKeptInOrderAndOutliveARestart() throws Exception {
        ledger.intend(Sample.intent("w1", NOON));
        ledger.intend(Sample.intent("w2", NOON));
        TokenApproval first = new TokenApproval(NOON.plusSeconds(1), "0000001 host-1", "10.0.0.5");
        TokenApproval second = new TokenApproval(NOON.plusSeconds(90), "0000002 host-1", "10.0.0.5");
        ledger.approving("w1", first);
        ledger.approving("w1", second);

        ledger = reopen();
        assertThat(ledger.approvals("w1")).containsExactly(first, second);
        assertThat(ledger.approvals("w2")).isEmpty();
        assertThat(ledger.lifeOf("w1"))
                .extracting(line -> line.activity() + " " + line.detail())
                .contains("token-approved request 0000001 host-1 from 10.0.0.5");
        assertThatThrownBy(() -> ledger.approving("w3", first)).isInstanceOf(LedgerException.class);
    }

    @Test
    void aLifeThatHadEndedBeginsAnewWithNothingOfTheFirst() throws Exception {
        ledger.intend(Sample.intent("w1", NOON));
        ledger.serverKnown("w1", "server-1", NOON);
        ledger.draining("w1", new WorkerRecord.Drain("d1", Activity.How.IF_IDLE, NOON, true, "drained"));
        ledger.fenced("w1", new WorkerRecord.Fence(NOON, "pause", "unseen"));
        ledger.deleting("w1", NOON, Cause.DRAINED, "");
        ledger.retiring("w1", NOON);
        ledger.closed("w1", NOON.plusSeconds(5), Cause.SERVER_GONE, "");
        WorkerRecord again = Sample.intent("w1", NOON.plusSeconds(9));

        ledger.revived(again, NOON.plusSeconds(10));
        ledger = reopen();

        assertThat(ledger.living()).containsExactly(again);
        ledger.serverKnown("w1", "server-2", NOON.plusSeconds(11));
        ledger.revived(again, NOON.plusSeconds(12));
        assertThat(ledger.worker("w1").orElseThrow().serverId()).contains("server-2");
        assertThat(ledger.lifeOf("w1"))
                .extracting(Ledger.LifeLine::activity)
                .startsWith("requested", "server-known")
                .endsWith("closed", "revived", "server-known");
    }

    @Test
    void workersAreFoundByTheirServersWhetherTheyLiveOrNot() throws Exception {
        for (String id : List.of("w1", "w2", "w3")) {
            ledger.intend(Sample.intent(id, NOON));
            ledger.serverKnown(id, "server-" + id, NOON);
        }
        ledger.intend(Sample.intent("w4", NOON));
        ledger.closed("w1", NOON, Cause.SERVER_GONE, "");

        ledger = reopen();
        assertThat(ledger.ofServers(Set.of("server-w2", "server-w1", "server-w4")))
                .extracting(WorkerRecord::id)
                .containsExactly("w1", "w2");
        assertThat(ledger.ofServers(Set.of())).isEmpty();
    }

    void theLastAutopsyOfAWorkerIsKeptAndOutlivesARestart() throws Exception {
        ledger.intend(Sample.intent("w1", NOON));
        Autopsy first = new Autopsy(
                NOON.plusSeconds(1),
                BootFault.UNKNOWN,
                "nothing",
                Optional.empty(),
                "",
                Optional.empty(),
                List.of(),
                List.of(),
                List.of());
        Autopsy last = new Autopsy(
                NOON.plusSeconds(2),
                BootFault.CONDOR_MISSING,
                "no 'condor'; DROP TABLE worker",
                Optional.of(Stage.DISK),
                "ACTIVE",
                Optional.of("a fault"),
                List.of("create", "pause"),
                List.of("one", "two é"),
                List.of("its actions: 503"));
        ledger.autopsied("w1", first);
        assertThat(ledger.autopsy("w1")).contains(first);
        ledger.autopsied("w1", last);

        ledger = reopen();
        assertThat(ledger.autopsy("w1")).contains(last);
        assertThat(ledger.autopsy("w2")).isEmpty();
        assertThat(ledger.lifeOf("w1"))
                .extracting(line -> line.activity() + " " + line.detail())
                .contains("autopsy condor-missing: no 'condor'; DROP TABLE worker");
        assertThatThrownBy(() -> ledger.autopsied("w3", first)).isInstanceOf(LedgerException.class);
    }

    @Test
    void timesAreKeptToTheMillisecond() throws LedgerException {
        ledger.intend(Sample.intent("w1", NOON.plusNanos(999_999)));
        ledger.active("w1", NOON.plusNanos(1));

        assertThat(ledger.living().getFirst().requestedAt()).isEqualTo(NOON);
        assertThat(ledger.living().getFirst().activeAt()).contains(NOON);
        assertThat(ledger.lifeOf("w1")).allSatisfy(line -> assertThat(line.at()).isEqualTo(NOON));
    }

    @Test
    void aWholeLifeSurvivesARestart() throws Exception {
        ledger.intend(Sample.intent("w1", NOON));
        ledger.serverKnown("w1", "uuid-1", NOON.plusSeconds(1));
        ledger.active("w1", NOON.plusSeconds(2));
        ledger.joined("w1", NOON.plusSeconds(3));
        ledger.life("w1", NOON.plusSeconds(4), "idle", "");
        ledger.retiring("w1", NOON.plusSeconds(5));
        ledger.draining("w1", drain("d1", 6, false));
        ledger.draining("w1", drain("d1", 6, true));
        ledger.fenced("w1", new WorkerRecord.Fence(NOON.plusSeconds(7), "pause", "unseen"));
        ledger.deleting("w1", NOON.plusSeconds(8), Cause.DRAINED, "by d1");
        ledger = reopen();

        WorkerRecord worker = ledger.worker("w1").orElseThrow();
        assertThat(worker.serverId()).contains("uuid-1");
        assertThat(worker.activeAt()).contains(NOON.plusSeconds(2));
        assertThat(worker.joinedAt()).contains(NOON.plusSeconds(3));
        assertThat(worker.retiringAt()).contains(NOON.plusSeconds(5));
        assertThat(worker.drain()).contains(drain("d1", 6, true));
        assertThat(worker.fence()).contains(new WorkerRecord.Fence(NOON.plusSeconds(7), "pause", "unseen"));
        assertThat(worker.deletingAt()).contains(NOON.plusSeconds(8));
        assertThat(worker.end()).isEmpty();
        assertThat(ledger.lifeOf("w1"))
                .extracting(Ledger.LifeLine::activity)
                .containsExactly(
                        "requested",
                        "server-known",
                        "active",
                        "joined",
                        "idle",
                        "retiring",
                        "draining",
                        "drain-accepted",
                        "fenced",
                        "deleting");
        assertThat(ledger.lifeOf("w1").getLast())
                .isEqualTo(new Ledger.LifeLine(NOON.plusSeconds(8), "deleting", "drained: by d1"));
    }

    @Test
    void aWorkerWhoseLifeEndedIsNotAmongTheLivingAndTellsHowItEnded() throws Exception {
        ledger.intend(Sample.intent("w1", NOON));
        ledger.intend(Sample.intent("w2", NOON));
        ledger.closed("w1", NOON.plusSeconds(9), Cause.SERVER_GONE, "404");
        ledger.closed("w1", NOON.plusSeconds(10), Cause.OPERATOR, "later");
        ledger = reopen();

        assertThat(ledger.living()).extracting(WorkerRecord::id).containsExactly("w2");
        assertThat(ledger.worker("w1").orElseThrow().end())
                .contains(new WorkerRecord.End(NOON.plusSeconds(9), Cause.SERVER_GONE, "404"));
    }

    @Test
    void theLivingAreSortedById() throws LedgerException {
        for (String id : List.of("w3", "w1", "w2")) {
            ledger.intend(Sample.intent(id, NOON));
        }
        assertThat(ledger.living()).extracting(WorkerRecord::id).containsExactly("w1", "w2", "w3");
    }

    @Test
    void aVoidedDrainCountsNoMoreAndAnotherOneIsLeftAlone() throws LedgerException {
        ledger.intend(Sample.intent("w1", NOON));
        ledger.draining("w1", drain("d1", 1, true));
        ledger.drainVoided("w1", "d0", NOON.plusSeconds(2), "an old one");
        assertThat(ledger.living().getFirst().drain()).contains(drain("d1", 1, true));

        ledger.drainVoided("w1", "d1", NOON.plusSeconds(3), "wanted again");
        assertThat(ledger.living().getFirst().drain()).isEmpty();
        assertThat(ledger.lifeOf("w1").getLast().detail()).isEqualTo("d1: wanted again");
    }

    @Test
    void aNewDrainReplacesTheOld() throws LedgerException {
        ledger.intend(Sample.intent("w1", NOON));
        ledger.draining("w1", drain("d1", 1, true));
        ledger.draining("w1", drain("d2", 2, false));
        assertThat(ledger.living().getFirst().drain()).contains(drain("d2", 2, false));
    }

    @Test
    void aFenceIsLifted() throws LedgerException {
        ledger.intend(Sample.intent("w1", NOON));
        ledger.fenced("w1", new WorkerRecord.Fence(NOON, "ports", "never-joined"));
        ledger.unfenced("w1", NOON.plusSeconds(1), "a job was found");
        assertThat(ledger.living().getFirst().fence()).isEmpty();
    }

    @Test
    void whatWasSeenFirstStays() throws LedgerException {
        ledger.intend(Sample.intent("w1", NOON));
        for (int second = 1; second < 4; second++) {
            ledger.active("w1", NOON.plusSeconds(second));
            ledger.joined("w1", NOON.plusSeconds(second));
            ledger.retiring("w1", NOON.plusSeconds(second));
            ledger.deleting("w1", NOON.plusSeconds(second), Cause.OPERATOR, "");
        }
        WorkerRecord worker = ledger.living().getFirst();
        assertThat(List.of(worker.activeAt(), worker.joinedAt(), worker.retiringAt(), worker.deletingAt()))
                .allSatisfy(at -> assertThat(at).contains(NOON.plusSeconds(1)));
        assertThat(ledger.lifeOf("w1"))
                .filteredOn(l -> l.activity().equals("active"))
                .hasSize(1);
    }

    @Test
    void aSecondWorkerOfTheSameIdIsRefused() throws LedgerException {
        ledger.intend(Sample.intent("w1", NOON));
        ledger.closed("w1", NOON, Cause.NEVER_APPEARED, "");
        assertThatThrownBy(() -> ledger.intend(Sample.intent("w1", NOON)))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("w1");
    }

    @Test
    void aVerbAboutAWorkerThatWasNeverIntendedIsRefused() {
        assertThatThrownBy(() -> ledger.deleting("nobody", NOON, Cause.OPERATOR, ""))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("worker nobody")
                .hasMessageContaining("no intent");
        assertThatThrownBy(() -> ledger.life("nobody", NOON, "idle", "")).isInstanceOf(LedgerException.class);
    }

    @Test
    void hostileAndEndlessWordsAreKeptAsTextAndCut() throws LedgerException {
        ledger.intend(Sample.intent("w1", NOON));
        ledger.life("w1", NOON, "failed", "'); DROP TABLE worker; --\u0007é😀");
        ledger.life("w1", NOON, "failed", "x".repeat(10_000_000));
        assertThat(ledger.lifeOf("w1").get(1).detail()).isEqualTo("'); DROP TABLE worker; --\u0007é😀");
        assertThat(ledger.lifeOf("w1").get(2).detail()).hasSizeLessThan(5000);
        assertThat(ledger.living()).hasSize(1);
    }

    @Test
    void failuresSinceTheLastJoinAreCountedForEachCombination() throws LedgerException {
        Combination east = new Combination("east", "image-1", "flavor-1", "t1");
        boot("w1", Sample.WEST, 0);
        fail("w1", 10, Cause.BUILD_TOO_LONG);
        boot("w2", Sample.WEST, 20);
        ledger.joined("w2", NOON.plusSeconds(30));
        boot("w3", Sample.WEST, 40);
        fail("w3", 50, Cause.NEVER_JOINED);
        boot("w4", Sample.WEST, 60);
        fail("w4", 70, Cause.STILL_CLEAR);
        boot("w5", east, 80);

        Map<Combination, CombinationHistory> histories = ledger.histories(NOON.plusSeconds(100));
        assertThat(histories.get(Sample.WEST))
                .isEqualTo(new CombinationHistory(
                        Optional.of(NOON.plusSeconds(30)),
                        2,
                        Optional.of(NOON.plusSeconds(70)),
                        Optional.empty(),
                        0,
                        "still-clear"));
        assertThat(histories.get(east)).isEqualTo(CombinationHistory.NONE);
        assertThat(histories).hasSize(2);
    }

    @Test
    void whatDoesNotSpeakAgainstACombinationIsNoFailure() throws LedgerException {
        boot("unwanted", Sample.WEST, 0);
        fail("unwanted", 1, Cause.NOT_WANTED);
        boot("killed", Sample.WEST, 0);
        fail("killed", 1, Cause.OPERATOR);
        boot("worked", Sample.WEST, 0);
        ledger.joined("worked", NOON.plusSeconds(1));
        fail("worked", 2, Cause.UNSEEN);
        ledger.intend(Sample.intent("no-server", NOON));
        ledger.closed("no-server", NOON.plusSeconds(3), Cause.NEVER_APPEARED, "");

        assertThat(ledger.histories(NOON.plusSeconds(9)).get(Sample.WEST).failuresInRow())
                .isZero();
    }

    @Test
    void aServerThatVanishedBeforeItJoinedIsAFailure() throws LedgerException {
        boot("w1", Sample.WEST, 0);
        ledger.closed("w1", NOON.plusSeconds(5), Cause.SERVER_GONE, "");
        assertThat(ledger.histories(NOON.plusSeconds(9)).get(Sample.WEST))
                .isEqualTo(new CombinationHistory(
                        Optional.empty(), 1, Optional.of(NOON.plusSeconds(5)), Optional.empty(), 0, "server-gone"));
    }

    @Test
    void aCombinationIsOpenFromTheThirdFailureOnAndOnlyLaterRequestsAreProbes() throws Exception {
        for (int i = 1; i <= 4; i++) {
            boot("wave" + i, Sample.WEST, i);
            fail("wave" + i, 10 * i, Cause.NEVER_JOINED);
        }
        assertThat(ledger.histories(NOON.plusSeconds(100)).get(Sample.WEST))
                .isEqualTo(new CombinationHistory(
                        Optional.empty(),
                        4,
                        Optional.of(NOON.plusSeconds(40)),
                        Optional.of(NOON.plusSeconds(30)),
                        0,
                        "never-joined"));

        boot("probe", Sample.WEST, 50);
        ledger.fenced(
                "probe",
                new WorkerRecord.Fence(NOON.plusSeconds(59), "pause", "never-joined", "16 min, allowed 15 min"));
        fail("probe", 60, Cause.STILL_CLEAR);
        ledger = reopen();
        CombinationHistory after = ledger.histories(NOON.plusSeconds(100)).get(Sample.WEST);
        assertThat(after.failedProbes()).isEqualTo(1);
        assertThat(after.lastWords()).isEqualTo("never-joined: 16 min, allowed 15 min");

        boot("good", Sample.WEST, 70);
        ledger.joined("good", NOON.plusSeconds(80));
        assertThat(ledger.histories(NOON.plusSeconds(100)).get(Sample.WEST).opened())
                .isEmpty();
    }

    @Test
    void aServerThatFoundNoHostDoesNotSpeakAgainstItsCombination() throws LedgerException {
        boot("w1", Sample.WEST, 0);
        ledger.fenced("w1", new WorkerRecord.Fence(NOON.plusSeconds(1), "ports", "no-capacity", "no valid host"));
        fail("w1", 2, Cause.STILL_CLEAR);
        assertThat(ledger.histories(NOON.plusSeconds(9)).get(Sample.WEST)).isEqualTo(CombinationHistory.NONE);
    }

    @Test
    void breakersSurviveARestartOneOfAKindForEachScope() throws Exception {
        Breaker.Scope west = new Breaker.Scope.OfCloud("west");
        Breaker quota = Sample.breaker(Breaker.Kind.QUOTA_FULL, west, 1);
        Breaker flavor = Sample.breaker(Breaker.Kind.NO_CAPACITY, new Breaker.Scope.OfFlavor("west", "flavor-1"), 2);
        ledger.tripped(quota);
        ledger.tripped(flavor);
        Breaker again = Sample.breaker(Breaker.Kind.QUOTA_FULL, west, 5);
        ledger.tripped(again);
        ledger = reopen();
        assertThat(ledger.breakers()).containsExactlyInAnyOrder(again, flavor);
        ledger.mended(again);
        ledger = reopen();
        assertThat(ledger.breakers()).containsExactly(flavor);
    }

    @Test
    void historiesForgetWhatIsOlderThanThirtyDays() throws LedgerException {
        boot("w1", Sample.WEST, 0);
        fail("w1", 1, Cause.NEVER_JOINED);
        assertThat(ledger.histories(NOON.plus(Duration.ofDays(30)).minusMillis(1)))
                .hasSize(1);
        assertThat(ledger.histories(NOON.plus(Duration.ofDays(30)))).isEmpty();
    }

    @Test
    void whatWasBootedInVainIsRememberedForItsDemand() throws Exception {
        boot("w1", Sample.WEST, 0);
        ledger.draining("w1", drainedFor("useless", 10));
        boot("w2", Sample.WEST, 0);
        ledger.draining("w2", drainedFor("black-hole", 20));
        boot("w3", Sample.WEST, 0);
        ledger.draining("w3", drainedFor("idle-past-keep-alive", 30));
        boot("w4", new Combination("east", "image-1", "flavor-1", "t1"), 0);
        ledger.draining("w4", drainedFor("useless", 40));
        ledger.drainVoided("w4", "d40", NOON.plusSeconds(41), "a job came first");
        Mark mark = new Mark(
                Sample.intent("w2", NOON).demandKey(),
                Sample.WEST,
                Mark.Kind.BLACK_HOLE,
                "w2",
                NOON.plusSeconds(20),
                false);
        assertThat(ledger.marks(NOON.plusSeconds(99))).containsExactly(mark);
        ledger = reopen();
        assertThat(ledger.marks(NOON.plusSeconds(99))).containsExactly(mark);
        assertThat(ledger.marks(NOON.plus(Duration.ofDays(31)))).isEmpty();
    }

    @Test
    void aMarkIsRefutedByALaterWorkerThatServedAndNotByOneThatIsStillThere() throws LedgerException {
        boot("w1", Sample.WEST, 0);
        ledger.draining("w1", drainedFor("useless", 10));
        boot("w2", Sample.WEST, 20);
        ledger.joined("w2", NOON.plusSeconds(30));
        ledger.draining("w2", drainedFor("idle-past-keep-alive", 40));
        assertThat(ledger.marks(NOON.plusSeconds(99))).extracting(Mark::refuted).containsExactly(false);
        ledger.closed("w2", NOON.plusSeconds(50), Cause.SERVER_GONE, "");
        assertThat(ledger.marks(NOON.plusSeconds(99))).extracting(Mark::refuted).containsExactly(true);
        boot("w3", Sample.WEST, 60);
        ledger.draining("w3", drainedFor("useless", 70));
        assertThat(ledger.marks(NOON.plusSeconds(99))).extracting(Mark::refuted).containsExactly(false);
    }

    @Test
    void anOperatorWhoHasItDrainedOrDeletedTakesTheMarkAway() throws LedgerException {
        boot("w1", Sample.WEST, 0);
        ledger.draining("w1", drainedFor("black-hole", 10));
        ledger.retiring("w1", NOON.plusSeconds(20));
        assertThat(ledger.marks(NOON.plusSeconds(99))).isEmpty();
        boot("w2", Sample.WEST, 0);
        ledger.draining("w2", drainedFor("black-hole", 10));
        ledger.deleting("w2", NOON.plusSeconds(20), Cause.STILL_CLEAR, "");
        assertThat(ledger.marks(NOON.plusSeconds(99))).hasSize(1);
        ledger.deleting("w2", NOON.plusSeconds(30), Cause.OPERATOR, "killed by root");
        assertThat(ledger.marks(NOON.plusSeconds(99))).isEmpty();
    }

    @Test
    void deletesAreCountedAndBeginWithTheFirst() throws LedgerException {
        boot("w1", Sample.WEST, 0);
        ledger.deleting("w1", NOON.plusSeconds(10), Cause.DRAINED, "");
        ledger.deleting("w1", NOON.plusSeconds(700), Cause.STILL_THERE, "");
        WorkerRecord worker = ledger.worker("w1").orElseThrow();
        assertThat(worker.deletes()).isEqualTo(2);
        assertThat(worker.deletingAt()).contains(NOON.plusSeconds(10));
        assertThat(worker.retiringAt()).isEmpty();
    }

    @Test
    void bindingsAndSwitchesSurviveARestart() throws Exception {
        Binding binding = new Binding("https://west/v3", "p1", "R1", "default", "proj", "svc", Optional.of(NOON));
        ledger.bind("west", new Binding("https://old/v3", "p0", "R0", "default", "proj", "svc", Optional.empty()));
        ledger.bind("west", binding);
        ledger.setEnabled("west", false, NOON, "root");
        ledger.setEnabled("east", false, NOON, "root");
        ledger.setEnabled("east", true, NOON, "root");
        String installation = ledger.installation();
        ledger = reopen();

        assertThat(ledger.bindings()).isEqualTo(Map.of("west", binding));
        assertThat(ledger.disabledClouds()).containsExactly("west");
        assertThat(ledger.installation()).isEqualTo(installation).isNotEmpty();
    }

    @Test
    void turnsComeNewestFirstAndPageByNumber() throws LedgerException {
        assertThat(ledger.lastTurn()).isZero();
        for (long number = 1; number <= 5; number++) {
            ledger.append(Sample.turn(number, NOON.plusSeconds(30 * number)));
        }
        assertThat(ledger.lastTurn()).isEqualTo(5);
        assertThat(ledger.turns(2, Optional.empty()))
                .extracting(Ledger.TurnRow::number)
                .containsExactly(5L, 4L);
        assertThat(ledger.turns(9, Optional.of(4L)))
                .extracting(Ledger.TurnRow::number)
                .containsExactly(3L, 2L, 1L);

        Ledger.TurnRow newest = ledger.turns(1, Optional.empty()).getFirst();
        assertThat(newest.at()).isEqualTo(NOON.plusSeconds(150));
        assertThat(newest.tookMillis()).isEqualTo(900);
        assertThat(newest.plan())
                .isEqualTo(TurnJson.plan(Sample.plan(), List.of()).toString());
        assertThat(newest.outcomes())
                .isEqualTo(TurnJson.outcomes(Sample.outcomes()).toString());
        assertThat(newest.digest()).isEqualTo(TurnJson.digest(Sample.seen(NOON)).toString());
    }

    @Test
    void aTurnIsWrittenOnce() throws LedgerException {
        ledger.append(Sample.turn(1, NOON));
        assertThatThrownBy(() -> ledger.append(Sample.turn(1, NOON))).isInstanceOf(LedgerException.class);
    }

    @Test
    void whatATurnSawIsFoundAgain() throws LedgerException {
        PoolSnapshot nothing = new PoolSnapshot(
                NOON, List.of(), List.of(), List.of(), Map.of(), List.of(), Optional.of("another installation"));
        ledger.append(Sample.quietTurn(1, nothing));
        ledger.append(Sample.turn(2, NOON));

        assertThat(ledger.snapshot(1).orElseThrow()).contains("another installation");
        assertThat(ledger.snapshot(2).orElseThrow())
                .contains("updraft-batch-w2")
                .contains("\"is\":\"Idle\"");
        assertThat(ledger.snapshot(3)).isEmpty();
    }

    @Test
    void severalThreadsWriteAndReadAtOnce() throws Exception {
        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            var writes = java.util.stream.IntStream.range(0, 40)
                    .mapToObj(i -> threads.submit(() -> {
                        ledger.intend(Sample.intent("w" + i, NOON));
                        ledger.joined("w" + i, NOON);
                        return ledger.living().size();
                    }))
                    .toList();
            for (var write : writes) {
                write.get();
            }
        }
        assertThat(ledger.living())
                .hasSize(40)
                .allMatch(worker -> worker.joinedAt().isPresent());
    }

    private void boot(String id, Combination combination, int second) throws LedgerException {
        ledger.intend(Sample.intent(id, combination, NOON.plusSeconds(second)));
        ledger.serverKnown(id, "uuid-" + id, NOON.plusSeconds(second));
    }

    private void fail(String id, int second, Cause cause) throws LedgerException {
        ledger.deleting(id, NOON.plusSeconds(second), cause, "");
        ledger.closed(id, NOON.plusSeconds(second + 1), Cause.SERVER_GONE, "");
    }

    private static WorkerRecord.Drain drainedFor(String cause, int second) {
        return new WorkerRecord.Drain("d" + second, Activity.How.IF_IDLE, NOON.plusSeconds(second), true, cause);
    }

    private static WorkerRecord.Drain drain(String id, int second, boolean accepted) {
        return new WorkerRecord.Drain(
                id, Activity.How.IF_IDLE, NOON.plusSeconds(second), accepted, "idle-past-keep-alive");
    }
}
