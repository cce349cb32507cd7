package org.updraft.autoscaler.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.updraft.autoscaler.act.Gate;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.WorkerRecord;
import org.updraft.autoscaler.plan.TokenRefusal;
import org.updraft.htcondor.TokenRequest;
import org.updraft.openstack.embedded.fault.Effect;
import org.updraft.openstack.embedded.fault.FaultRule;

/** Who asks to be let into the pool, and who is. */
class JoiningTest {

    private static final List<String> OURS = List.of("ADVERTISE_STARTD", "ADVERTISE_MASTER", "READ");
    private static final Optional<Duration> DAY = Optional.of(Duration.ofDays(1));
    private static final Duration LONG = Duration.ofHours(5);
    private static final String STRANGE = "203.0.113.66";

    private SimulatedWorld world;

    @BeforeEach
    void begin() throws LedgerException {
        world = Story.world(21);
        world.pool().submit(Story.jobs("ada"), 1, LONG);
    }

    @Test
    void aWorkerAsksIsLetInOnceAndJoins() throws LedgerException {
        turnsUntilJoined();
        WorkerRecord worker = onlyWorker();
        assertThat(world.pool().collector().granted()).singleElement().satisfies(request -> {
            assertThat(request.identity()).isEqualTo("updraft-" + worker.id() + "@simulated.invalid");
            assertThat(request.address()).isEqualTo(address(worker));
            assertThat(request.life()).contains(Duration.ofDays(60));
        });
        assertThat(world.ledger().approvals(worker.id())).hasSize(1);
        assertThat(world.ledger().lifeOf(worker.id()))
                .extracting(line -> line.activity())
                .containsSubsequence("active", "token-approved", "joined");
        assertThat(world.gate().refused()).isEmpty();
        assertThat(world.gate().approvals()).isEqualTo(1);
    }

    @Test
    void aStolenIdentityFromAnotherAddressIsLeftToExpire() throws LedgerException {
        WorkerRecord worker = startingWorker();
        ask(worker, STRANGE, OURS);
        world.admit();
        assertThat(refusals()).containsExactly(TokenRefusal.WRONG_ADDRESS);
        turnsUntilJoined();
        assertThat(world.pool().collector().granted())
                .extracting(TokenRequest::address)
                .containsExactly(address(worker))
                .doesNotContain(STRANGE);
        assertThat(world.ledger().lifeOf(worker.id())).anySatisfy(line -> {
            assertThat(line.activity()).isEqualTo("token-refused");
            assertThat(line.detail()).contains("wrong-address", "from " + STRANGE, "which is " + address(worker));
        });
    }

    @Test
    void aJobOfAWorkerThatHasJoinedGetsNoTokenFromTheWorkersOwnAddress() throws LedgerException {
        turnsUntilJoined();
        WorkerRecord worker = onlyWorker();
        ask(worker, address(worker), OURS);
        world.admit();
        assertThat(refusals()).containsExactly(TokenRefusal.JOINED);
        world.runFor(Duration.ofMinutes(10));
        assertThat(world.pool().collector().granted()).hasSize(1);
    }

    @Test
    void whoHasJoinedSinceTheLastTurnIsNotLetInTwice() throws LedgerException {
        WorkerRecord worker = startingWorker();
        while (world.pool().collector().granted().isEmpty()) {
            world.nextTurn();
        }
        while (world.pool().machines().joined().isEmpty()) {
            world.tick();
        }
        assertThat(onlyWorker().joinedAt()).as("no turn has seen it").isEmpty();
        ask(worker, address(worker), OURS);
        world.admit();
        assertThat(refusals()).containsExactly(TokenRefusal.JOINED);
    }

    @Test
    void wrongAuthorizationsUnknownIdentitiesAndEndlessTokensAreRefused() throws LedgerException {
        WorkerRecord worker = startingWorker();
        ask(worker, address(worker), List.of());
        ask(worker, address(worker), List.of("ADVERTISE_STARTD", "ADVERTISE_MASTER", "READ", "ADMINISTRATOR"));
        world.pool().collector().ask(identity(worker), address(worker), OURS, Optional.empty());
        world.pool().collector().ask("updraft-0nobody@simulated.invalid", STRANGE, OURS, DAY);
        world.pool().collector().ask("condor@simulated.invalid", STRANGE, OURS, DAY);
        world.admit();
        assertThat(world.gate().refusals())
                .containsEntry(TokenRefusal.WRONG_AUTHORIZATIONS, 2L)
                .containsEntry(TokenRefusal.WRONG_LIFE, 1L)
                .containsEntry(TokenRefusal.UNKNOWN_IDENTITY, 1L)
                .containsEntry(TokenRefusal.NOT_OURS, 1L);
        world.admit();
        assertThat(world.gate().refusals()).as("once for each request").containsEntry(TokenRefusal.NOT_OURS, 1L);
        assertThat(world.pool().collector().granted()).isEmpty();
        assertThat(refusals()).as("what is not ours is counted, not shown").doesNotContain(TokenRefusal.NOT_OURS);
    }

    @Test
    void aCollectorThatDoesNotListRequestsIsShown() throws LedgerException {
        startingWorker();
        world.pool().collector().silence(true);
        world.admit();
        assertThat(world.gate().blindness())
                .contains("condor_token_request_list had no answer from the simulated collector");
        world.pool().collector().silence(false);
        world.admit();
        assertThat(world.gate().blindness()).isEmpty();
    }

    @Test
    void aRequestAfterTheTimeToJoinIsTooLate() throws LedgerException {
        WorkerRecord worker = startingWorker();
        // the worker's own question meets a silent collector, and its time passes
        world.pool().collector().silence(true);
        world.runFor(Duration.ofMinutes(20));
        assertThat(onlyWorker().activeAt()).isPresent();
        world.pool().collector().silence(false);
        ask(worker, address(worker), OURS);
        world.admit();
        assertThat(world.pool().collector().granted()).isEmpty();
        assertThat(refusals()).isNotEmpty().allMatch(TokenRefusal.LATE::equals);
    }

    @Test
    void aWorkerWhoseRequestWasLostAsksAgainAndIsLetInTwiceAtMostAMinuteApart() throws LedgerException {
        WorkerRecord worker = startingWorker();
        ask(worker, address(worker), OURS);
        world.admit();
        ask(worker, address(worker), OURS);
        world.admit();
        assertThat(world.pool().collector().granted()).hasSize(1);
        assertThat(world.gate().refusals()).containsKey(TokenRefusal.SECOND);
        for (int seconds = 0; seconds < 60; seconds += 5) {
            world.tick();
        }
        world.admit();
        assertThat(world.ledger().approvals(worker.id())).hasSize(2);
        for (int more = 0; more < 10; more++) {
            ask(worker, address(worker), OURS);
            for (int seconds = 0;
                    seconds < 70 && world.pool().machines().joined().isEmpty();
                    seconds += 5) {
                world.tick();
            }
        }
        assertThat(world.ledger().approvals(worker.id())).hasSizeBetween(2, 3);
        turnsUntilJoined();
    }

    @Test
    void aServiceKilledBetweenItsLedgerAndTheCollectorLetsTheWorkerInAllTheSameAndOnce() throws LedgerException {
        world.service().mortality().killAt(point -> point.call().equals("approve"), false);
        WorkerRecord worker = startingWorker();
        for (int turn = 0; turn < 20 && world.service().isUp(); turn++) {
            world.step();
        }
        assertThat(world.service().isUp()).isFalse();
        assertThat(world.ledger().approvals(worker.id())).hasSize(1);
        assertThat(world.pool().collector().granted()).isEmpty();
        world.restartService();
        turnsUntilJoined();
        assertThat(world.ledger().approvals(worker.id())).hasSize(1);
        assertThat(world.pool().collector().granted()).hasSize(1);
    }

    @Test
    void aCollectorThatRestartsIsAskedAgain() throws LedgerException {
        WorkerRecord worker = startingWorker();
        world.model()
                .faults()
                .add(FaultRule.of("away", new Effect.Answer(503, Optional.empty(), Optional.empty()))
                        .onService("compute"));
        for (int tick = 0; tick < 24; tick++) {
            world.tick();
        }
        assertThat(world.gate().refusals()).as("no cloud, no approval").containsKey(TokenRefusal.CANNOT_SEE);
        assertThat(world.pool().collector().granted()).isEmpty();
        world.pool().collector().restart();
        world.model().faults().clear();
        turnsUntilJoined();
        assertThat(world.ledger().approvals(worker.id())).hasSize(1);
    }

    @Test
    void aFloodOfRequestsIsBoundedAndAWorkerWhoseRequestIsAmongThemJoins() throws LedgerException {
        WorkerRecord worker = startingWorker();
        for (int i = 0; i < 900; i++) {
            world.pool().collector().ask("updraft-0flood" + i + "@simulated.invalid", STRANGE, OURS, DAY);
        }
        for (int i = 0; i < 90; i++) {
            ask(worker, STRANGE, OURS);
        }
        turnsUntilJoined();
        assertThat(world.pool().collector().granted()).hasSize(1);
        assertThat(world.gate().refused()).hasSize(50);
        assertThat(world.ledger().lifeOf(worker.id()).stream()
                        .filter(line -> line.activity().equals("token-refused")))
                .hasSize(10);
    }

    @Test
    void aCollectorThatTakesNoMoreRequestsIsSeenToBeFull() throws LedgerException {
        for (int i = 0; i < 1100; i++) {
            world.pool().collector().ask("x" + i, STRANGE, OURS, DAY);
        }
        startingWorker();
        world.runFor(Duration.ofMinutes(5));
        assertThat(world.gate().isFull()).isTrue();
        assertThat(world.pool().machines().joined()).isEmpty();
        // they expire, and it asks again
        world.pool().collector().restart();
        turnsUntilJoined();
        assertThat(world.gate().isFull()).isFalse();
    }

    @Test
    void hostileWordsAreMadePlainAndShort() throws LedgerException {
        startingWorker();
        world.pool()
                .collector()
                .ask("updraft-\u001b[2J\n" + "x".repeat(5000) + "@simulated.invalid", "\u202e1.2.3.4", OURS, DAY);
        world.admit();
        assertThat(world.gate().refused())
                .extracting(Gate.Entry::words)
                .singleElement()
                .satisfies(words -> assertThat(words)
                        .startsWith("unknown-identity: request")
                        .hasSizeLessThan(310)
                        .matches("[^\\p{Cntrl}\\u202e]*"));
    }

    private void turnsUntilJoined() {
        for (int turn = 0; turn < 40 && world.pool().machines().joined().isEmpty(); turn++) {
            world.nextTurn();
        }
        assertThat(world.pool().machines().joined()).hasSize(1);
        world.nextTurn();
    }

    /** Its server is ACTIVE, it has not asked yet. */
    private WorkerRecord startingWorker() throws LedgerException {
        while (world.ledger().living().isEmpty()
                || world.pool().machines().joining().isEmpty()) {
            if (world.ledger().living().isEmpty()) {
                world.nextTurn();
            } else {
                world.tick();
            }
        }
        return onlyWorker();
    }

    private WorkerRecord onlyWorker() throws LedgerException {
        assertThat(world.ledger().living()).hasSize(1);
        return world.ledger().living().getFirst();
    }

    private void ask(WorkerRecord worker, String address, List<String> authorizations) {
        world.pool().collector().ask(identity(worker), address, authorizations, DAY);
    }

    private static String identity(WorkerRecord worker) {
        return "updraft-" + worker.id() + "@simulated.invalid";
    }

    private String address(WorkerRecord worker) {
        return SimulatedMachines.addressIn(world.model(), worker.serverId().orElseThrow())
                .orElseThrow();
    }

    private List<TokenRefusal> refusals() {
        return world.gate().refused().stream()
                .flatMap(entry -> entry.refusal().stream())
                .toList();
    }
}
