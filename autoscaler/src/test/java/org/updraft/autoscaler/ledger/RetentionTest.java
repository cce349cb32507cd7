package org.updraft.autoscaler.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.updraft.autoscaler.plan.Cause;
import org.updraft.autoscaler.pool.Autopsy;
import org.updraft.autoscaler.pool.BootFault;
import org.updraft.autoscaler.pool.PoolSnapshot;

class RetentionTest {

    private static final Instant NOON = Sample.NOON;
    private static final Retention SHORT =
            new Retention(Duration.ofDays(7), 1 << 20, Duration.ofDays(30), Duration.ofDays(400));

    @TempDir
    Path directory;

    @Test
    void theDefaultsAreAWeekOrAGibibyteOfSnapshots() {
        assertThat(Retention.DEFAULT)
                .isEqualTo(new Retention(Duration.ofDays(7), 1L << 30, Duration.ofDays(30), Duration.ofDays(400)));
    }

    @Test
    void anUnchangedPoolIsKeptOnceAndStillFoundForEveryTurn() throws LedgerException {
        try (SqliteLedger ledger = open(SHORT)) {
            for (long turn = 1; turn <= 99; turn++) {
                ledger.append(Sample.quietTurn(turn, Sample.seen(NOON.plusSeconds(30 * turn))));
            }
            assertThat(snapshots(ledger)).isEqualTo(1);
            assertThat(ledger.snapshot(99)).isEqualTo(ledger.snapshot(1)).isPresent();
        }
    }

    @Test
    void aPoolThatDidNotChangeForAMonthKeepsTheSnapshotThatSaysSo() throws LedgerException {
        try (SqliteLedger ledger = open(SHORT)) {
            ledger.append(Sample.quietTurn(1, odd("first", NOON)));
            ledger.append(Sample.quietTurn(2, odd("second", NOON.plusSeconds(30))));
            ledger.append(Sample.quietTurn(100, odd("second", NOON.plus(Duration.ofDays(29)))));

            assertThat(ledger.snapshot(1)).isEmpty();
            assertThat(ledger.snapshot(2).orElseThrow()).contains("second");
            assertThat(ledger.snapshot(100).orElseThrow()).contains("second");
        }
    }

    @Test
    void snapshotsOfTheLastWeekStay() throws LedgerException {
        try (SqliteLedger ledger = open(SHORT)) {
            ledger.append(Sample.quietTurn(1, odd("nine days", NOON.minus(Duration.ofDays(9)))));
            ledger.append(Sample.quietTurn(2, odd("eight days", NOON.minus(Duration.ofDays(8)))));
            ledger.append(Sample.quietTurn(3, odd("six days", NOON.minus(Duration.ofDays(6)))));
            ledger.append(Sample.quietTurn(100, odd("now", NOON)));

            assertThat(ledger.snapshot(1)).isEmpty();
            // it was what the pool looked like seven days ago
            assertThat(ledger.snapshot(2)).isPresent();
            assertThat(ledger.snapshot(3)).isPresent();
            assertThat(ledger.snapshot(100)).isPresent();
        }
    }

    @Test
    void theOldestSnapshotsGoWhenAllTogetherAreTooBigAndTheFileShrinks() throws Exception {
        Path file = directory.resolve("updraft.db");
        Random random = new Random(7);
        try (SqliteLedger ledger = open(SHORT)) {
            long turn = 1;
            for (; turn < 100; turn++) {
                ledger.append(Sample.quietTurn(turn, noise(random, 100_000, NOON.plusSeconds(turn))));
            }
            long before = pages(ledger);
            ledger.append(Sample.quietTurn(100, odd("small", NOON.plusSeconds(100))));
            ledger.append(Sample.quietTurn(200, odd("small", NOON.plusSeconds(200))));

            assertThat(bytes(ledger)).isLessThanOrEqualTo(SHORT.snapshotBytes()).isGreaterThan(1 << 19);
            assertThat(ledger.snapshot(1)).isEmpty();
            assertThat(ledger.snapshot(99)).isPresent();
            assertThat(pages(ledger)).isLessThan(before / 3);
        }
        assertThat(Files.size(file)).isLessThan(3 << 20);
    }

    @Test
    void theNewestSnapshotStaysHoweverBig() throws LedgerException {
        Retention tiny = new Retention(Duration.ofDays(7), 10, Duration.ofDays(30), Duration.ofDays(400));
        try (SqliteLedger ledger = open(tiny)) {
            ledger.append(Sample.quietTurn(99, odd("old", NOON)));
            ledger.append(Sample.quietTurn(100, odd("old", NOON)));
            assertThat(ledger.snapshot(100)).isPresent();
        }
    }

    @Test
    void theConsolesOfOldAutopsiesGoBeforeTheirConclusions() throws LedgerException {
        try (SqliteLedger ledger = open(SHORT)) {
            for (String id : List.of("old", "new")) {
                ledger.intend(Sample.intent(id, NOON));
                Instant at = id.equals("old") ? NOON : NOON.plus(Duration.ofDays(20));
                ledger.autopsied(
                        id,
                        new Autopsy(
                                at,
                                BootFault.BAD_IMAGE,
                                "panic",
                                Optional.empty(),
                                "ACTIVE",
                                Optional.empty(),
                                List.of(),
                                List.of("Kernel panic"),
                                List.of()));
            }
            ledger.append(Sample.quietTurn(100, odd("a", NOON.plus(Duration.ofDays(31)))));

            assertThat(ledger.autopsy("old")).hasValueSatisfying(old -> {
                assertThat(old.cause()).isEqualTo(BootFault.BAD_IMAGE);
                assertThat(old.console()).isEmpty();
            });
            assertThat(ledger.autopsy("new").orElseThrow().console()).containsExactly("Kernel panic");
        }
    }

    @Test
    void oldTurnsAndLivesGoTheLivingNever() throws LedgerException {
        try (SqliteLedger ledger = open(SHORT)) {
            ledger.intend(Sample.intent("dead", NOON));
            ledger.closed("dead", NOON, Cause.SERVER_GONE, "");
            ledger.intend(Sample.intent("alive", NOON));
            ledger.append(Sample.quietTurn(1, odd("a", NOON)));
            ledger.append(Sample.quietTurn(100, odd("a", NOON.plus(Duration.ofDays(399)))));
            assertThat(ledger.worker("dead")).isPresent();
            ledger.append(Sample.quietTurn(200, odd("a", NOON.plus(Duration.ofDays(401)))));

            assertThat(ledger.worker("dead")).isEmpty();
            assertThat(ledger.lifeOf("dead")).isEmpty();
            assertThat(ledger.living()).extracting(WorkerRecord::id).containsExactly("alive");
            assertThat(ledger.lifeOf("alive")).hasSize(1);
            assertThat(ledger.turns(9, Optional.empty()))
                    .extracting(Ledger.TurnRow::number)
                    .containsExactly(200L, 100L);
        }
    }

    @Test
    void livesAreKeptAtLeastAsLongAsHistoriesLookBack() {
        assertThatThrownBy(() -> new Retention(Duration.ofDays(7), 1, Duration.ofDays(30), Duration.ofDays(29)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private SqliteLedger open(Retention retention) throws LedgerException {
        return SqliteLedger.open(directory.resolve("updraft.db"), retention);
    }

    private static PoolSnapshot odd(String words, Instant at) {
        return new PoolSnapshot(at, List.of(), List.of(), List.of(), Map.of(), List.of(), Optional.of(words));
    }

    private static PoolSnapshot noise(Random random, int length, Instant at) {
        StringBuilder words = new StringBuilder();
        random.ints(length, 'a', 'z').forEach(c -> words.append((char) c));
        return odd(words.toString(), at);
    }

    private static long snapshots(SqliteLedger ledger) throws LedgerException {
        return number(ledger, "SELECT count(*) FROM snapshot");
    }

    private static long bytes(SqliteLedger ledger) throws LedgerException {
        return number(ledger, "SELECT sum(length(gz)) FROM snapshot");
    }

    private static long pages(SqliteLedger ledger) throws LedgerException {
        return number(ledger, "PRAGMA page_count");
    }

    private static long number(SqliteLedger ledger, String sql) throws LedgerException {
        return ledger.database.read(
                "count", handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }
}
