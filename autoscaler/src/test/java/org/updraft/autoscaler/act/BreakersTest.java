package org.updraft.autoscaler.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.MemoryLedger;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.Breaker;
import org.updraft.autoscaler.pool.Breaker.Kind;
import org.updraft.autoscaler.pool.Breaker.Scope;
import org.updraft.autoscaler.pool.Combination;
import org.updraft.autoscaler.pool.Shape;
import org.updraft.autoscaler.pool.Terms;
import org.updraft.autoscaler.pool.Worker;
import org.updraft.openstack.CloudException;

class BreakersTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Scope.OfFlavor C4 = new Scope.OfFlavor("west", "f4");

    private final MemoryLedger ledger = new MemoryLedger("test");
    private Instant now = NOON;
    private Breakers breakers;

    @BeforeEach
    void start() throws LedgerException {
        breakers = new Breakers(() -> now, ledger);
    }

    /** What opens at once, and how it is told of failures and successes. */
    private enum Trouble {
        LOGIN(Kind.LOGIN_REFUSED) {
            @Override
            void fails(BreakersTest test, Instant begun) {
                test.breakers.unanswered(
                        new CloudException.CredentialsRejected("west", "401: who are you", null), begun);
            }
        },
        RATE(Kind.CALLS_LIMITED) {
            @Override
            void fails(BreakersTest test, Instant begun) {
                test.breakers.unanswered(
                        new CloudException.RateLimited("west", "429: slow down", Optional.empty(), null), begun);
            }
        },
        QUOTA(Kind.QUOTA_FULL) {
            @Override
            void fails(BreakersTest test, Instant begun) {
                test.breakers.bootRefused(C4, new CloudException.QuotaFull("west", "403: quota exceeded", null), begun);
            }
        },
        CAPACITY(Kind.NO_CAPACITY) {
            @Override
            void fails(BreakersTest test, Instant begun) {
                test.breakers.after(List.of(worker(begun, new Activity.Failed(test.now, "No valid host was found. "))));
            }
        },
        TOKEN(Kind.NO_TOKEN) {
            @Override
            void fails(BreakersTest test, Instant begun) {
                test.breakers.noToken("west", begun, "no signing key");
            }
        };

        private final Kind kind;

        Trouble(Kind kind) {
            this.kind = kind;
        }

        abstract void fails(BreakersTest test, Instant begun);

        void ends(BreakersTest test, Instant begun) {
            if (kind.holdsCalls()) {
                test.breakers.answered("west", begun);
            } else {
                test.breakers.after(List.of(worker(begun, new Activity.Joining(test.now))));
            }
        }
    }

    /** The states are closed, open and half-open; every event in every state. */
    @Nested
    class TheStateMachine {

        @ParameterizedTest
        @EnumSource
        void closedOpensWithAFailureAndStaysClosedWithASuccess(Trouble trouble) {
            trouble.ends(BreakersTest.this, now);
            assertThat(open()).isEmpty();

            trouble.fails(BreakersTest.this, now);
            assertThat(only().kind()).isEqualTo(trouble.kind);
            assertThat(only().failures()).isEqualTo(1);
            assertThat(only().since()).isEqualTo(now);
            assertThat(only().holdsAt(now)).isTrue();
        }

        @ParameterizedTest
        @EnumSource
        void openIsMovedByNothingThatWasUnderWay(Trouble trouble) {
            Breaker opened = opened(trouble);

            later(Duration.ofSeconds(20));
            trouble.fails(BreakersTest.this, NOON.minusSeconds(5));
            trouble.fails(BreakersTest.this, NOON.plusSeconds(5));
            trouble.ends(BreakersTest.this, NOON.plusSeconds(5));
            assertThat(only()).isEqualTo(opened);
        }

        @ParameterizedTest
        @EnumSource
        void openSurvivesARestart(Trouble trouble) throws LedgerException {
            Breaker opened = opened(trouble);

            start();
            assertThat(only()).isEqualTo(opened);
            assertThat(only().holdsAt(now)).isTrue();
        }

        @ParameterizedTest
        @EnumSource
        void openIsHalfOpenOnceItsWaitIsOverAndThenMovedByNothingOld(Trouble trouble) throws LedgerException {
            Breaker opened = opened(trouble);

            now = opened.until();
            trouble.fails(BreakersTest.this, NOON.plusSeconds(5));
            trouble.ends(BreakersTest.this, NOON.plusSeconds(5));
            start();
            assertThat(only()).isEqualTo(opened);
            assertThat(only().holdsAt(now)).isFalse();
        }

        @ParameterizedTest
        @EnumSource
        void halfOpenOpensWithAFailureForLonger(Trouble trouble) {
            Breaker opened = opened(trouble);

            now = opened.until();
            trouble.fails(BreakersTest.this, now);
            assertThat(only().failures()).isEqualTo(2);
            assertThat(only().since()).isEqualTo(NOON);
            assertThat(Duration.between(now, only().until())).isGreaterThan(Duration.between(NOON, opened.until()));
        }

        @ParameterizedTest
        @EnumSource
        void halfOpenClosesWithASuccessAndBeginsAnew(Trouble trouble) throws LedgerException {
            now = opened(trouble).until();
            trouble.ends(BreakersTest.this, now);
            assertThat(open()).isEmpty();

            start();
            assertThat(open()).isEmpty();
            trouble.fails(BreakersTest.this, now.plusSeconds(1));
            assertThat(only().failures()).isEqualTo(1);
        }

        private Breaker opened(Trouble trouble) {
            trouble.fails(BreakersTest.this, now);
            return only();
        }
    }

    @Test
    void noWaitForCallsIsLongerThanAPausedJobCanBear() {
        for (int failure = 0; failure < 20; failure++) {
            breakers.unanswered(
                    new CloudException.RateLimited("west", "429", Optional.of(Duration.ofDays(7)), null), now);
            breakers.unanswered(new CloudException.CredentialsRejected("west", "401", null), now);
            assertThat(open())
                    .allSatisfy(breaker -> assertThat(Duration.between(now, breaker.until()))
                            .isLessThanOrEqualTo(Duration.ofMinutes(10)));
            later(Duration.ofMinutes(11));
        }
    }

    @Test
    void aClockThatIsSetBackDoesNotMakeAWaitLonger() throws LedgerException {
        breakers.unanswered(new CloudException.CredentialsRejected("west", "401", null), now);
        now = now.minus(Duration.ofDays(3));
        start();
        assertThat(only().holdsAt(now)).isFalse();
        breakers.unanswered(new CloudException.CredentialsRejected("west", "401", null), now);
        assertThat(only().failures()).isEqualTo(2);
        assertThat(Duration.between(now, only().until())).isLessThanOrEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void bootsWaitAsLongAsTheCloudSays() {
        breakers.bootRefused(
                C4, new CloudException.RateLimited("west", "429", Optional.of(Duration.ofMinutes(47)), null), now);
        assertThat(only().kind()).isEqualTo(Kind.BOOTS_LIMITED);
        assertThat(only().until()).isEqualTo(NOON.plus(Duration.ofMinutes(47)));
    }

    @Test
    void whatIsUnansweredOpensAtTheThirdTimeInARow() {
        CloudException away = new CloudException.Unreachable("west", "503", false, null);
        for (int call = 0; call < 8; call++) {
            breakers.unanswered(away, now);
            if (call % 2 == 1) {
                breakers.answered("west", now);
            }
        }
        assertThat(open()).isEmpty();

        breakers.unanswered(away, now);
        breakers.unanswered(away, now);
        assertThat(open()).isEmpty();
        breakers.unanswered(away, now);
        assertThat(only().kind()).isEqualTo(Kind.NO_ANSWER);

        breakers.forget("west");
        breakers.bootRefused(C4, away, now);
        breakers.bootRefused(C4, away, now);
        assertThat(open()).isEmpty();
        breakers.bootRefused(C4, away, now);
        assertThat(only().kind()).isEqualTo(Kind.BOOTS_UNANSWERED);
    }

    @Test
    void ofSeveralCallsAfterTheWaitOneGoesThroughUntilItIsOver() throws CloudException {
        breakers.unanswered(new CloudException.CredentialsRejected("west", "401", null), now);
        assertThatThrownBy(() -> breakers.admit("west"))
                .isInstanceOf(CloudException.Unreachable.class)
                .hasMessageContaining("not asked before")
                .hasMessageContaining("401");
        assertThat(breakers.admit("east")).isEqualTo(now);

        now = only().until();
        Instant probe = breakers.admit("west");
        later(Duration.ofSeconds(1));
        assertThatThrownBy(() -> breakers.admit("west")).isInstanceOf(CloudException.Unreachable.class);
        // one that began before the wait ends meanwhile
        breakers.over("west", NOON);
        assertThatThrownBy(() -> breakers.admit("west")).isInstanceOf(CloudException.Unreachable.class);
        breakers.over("west", probe);
        assertThat(breakers.admit("west")).isEqualTo(now);
    }

    @Test
    void aQuotaThatOnlyAServerInErrorShowsIsTheWholeClouds() {
        breakers.after(List.of(worker(now, new Activity.Failed(now, "aborted: Maximum number of ports exceeded"))));
        assertThat(only().kind()).isEqualTo(Kind.QUOTA_FULL);
        assertThat(only().scope()).isEqualTo(new Scope.OfCloud("west"));
    }

    @Test
    void aServerInErrorForAnotherReasonOpensNothing() {
        breakers.after(List.of(worker(now, new Activity.Failed(now, "Failed to allocate the network(s)"))));
        assertThat(open()).isEmpty();
    }

    @Test
    void oneDeadServerIsLearnedFromOnce() {
        Worker dead = worker(now, new Activity.Failed(now, "No valid host was found. "));
        Breaker opened = breakers.after(List.of(dead)).getFirst();
        for (int turn = 0; turn < 200; turn++) {
            later(Duration.ofSeconds(30));
            assertThat(breakers.after(List.of(dead))).containsExactly(opened);
        }
    }

    @Test
    void aTryThatEndsForAnotherReasonNeitherOpensNorCloses() {
        breakers.bootRefused(C4, new CloudException.QuotaFull("west", "full", null), now);
        Breaker opened = only();
        now = opened.until();
        breakers.after(List.of(worker(now, new Activity.Failed(now, "the image is corrupt"))));
        assertThat(only()).isEqualTo(opened);
    }

    @Test
    void whatNobodyHasTriedForADayIsForgotten() {
        breakers.bootRefused(C4, new CloudException.NoCapacity("west", "No valid host", null), now);
        later(Duration.ofHours(24));
        assertThat(open()).hasSize(1);
        later(Duration.ofHours(1));
        assertThat(open()).isEmpty();
        assertThat(ledger.breakers()).isEmpty();
    }

    @Test
    void anOperatorsWordClosesAllOfACloud() {
        breakers.bootRefused(C4, new CloudException.NoCapacity("west", "No valid host", null), now);
        breakers.unanswered(new CloudException.CredentialsRejected("west", "401", null), now);
        breakers.unanswered(new CloudException.CredentialsRejected("east", "401", null), now);
        breakers.forget("west");
        assertThat(only().scope().cloud()).isEqualTo("east");
    }

    private List<Breaker> open() {
        return breakers.after(List.of());
    }

    private Breaker only() {
        assertThat(open()).hasSize(1);
        return open().getFirst();
    }

    private void later(Duration passed) {
        now = now.plus(passed);
    }

    private static Worker worker(Instant requestedAt, Activity activity) {
        Shape shape = new Shape(4, 8000, 40, 0);
        return new Worker(
                "w" + requestedAt.getEpochSecond() + activity.label(),
                "updraft-test-w",
                new Combination("west", "i1", C4.flavorId(), "t1"),
                "c4",
                Optional.of("uuid"),
                true,
                "alice",
                "vm",
                new Terms(false, 0, ""),
                "jobs",
                shape,
                shape,
                Worker.UNLIMITED,
                requestedAt,
                Duration.ZERO,
                requestedAt,
                Optional.empty(),
                activity,
                List.of(),
                Optional.empty(),
                new Worker.Sight(true, false, true, Set.of()));
    }
}
