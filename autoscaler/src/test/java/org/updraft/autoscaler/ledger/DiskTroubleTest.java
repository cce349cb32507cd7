package org.updraft.autoscaler.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.updraft.autoscaler.plan.Cause;
import org.updraft.autoscaler.pool.Activity;

/** A full or read-only disk: every write says no, nothing is half written, reads go on, and the trouble can pass. */
class DiskTroubleTest {

    @TempDir
    Path directory;

    private SqliteLedger ledger;

    @BeforeEach
    void open() throws LedgerException {
        ledger = SqliteLedger.open(directory.resolve("updraft.db"));
        ledger.intend(Sample.intent("before", Sample.NOON));
        ledger.append(Sample.turn(1, Sample.NOON));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aFullDiskStopsWritesUntilThereIsRoomAgain() throws LedgerException {
        pragma("max_page_count = 1");
        List<String> acknowledged = new ArrayList<>();
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 10_000; i++) {
                        ledger.intend(Sample.intent("w" + i, Sample.NOON));
                        acknowledged.add("w" + i);
                    }
                })
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("write the intent to boot worker w" + acknowledged.size())
                .hasMessageContaining("full")
                .hasMessageContaining("free space");
        assertThat(ledger.living()).hasSize(1 + acknowledged.size());
        assertThat(ledger.turns(5, Optional.empty())).hasSize(1);

        pragma("max_page_count = 1000000");
        ledger.intend(Sample.intent("after", Sample.NOON));
        assertThat(ledger.worker("after")).isPresent();
    }

    @Test
    void aReadOnlyDiskStopsEveryWriteAndNoRead() throws LedgerException {
        pragma("query_only = ON");
        List<ThrowingCallable> writes = List.of(
                () -> ledger.intend(Sample.intent("w1", Sample.NOON)),
                () -> ledger.joined("before", Sample.NOON),
                () -> ledger.deleting("before", Sample.NOON, Cause.OPERATOR, ""),
                () -> ledger.append(Sample.turn(2, Sample.NOON)),
                () -> ledger.append(Sample.turn(100, Sample.NOON)),
                () -> ledger.setEnabled("west", false, Sample.NOON, "root"));
        assertThat(writes)
                .allSatisfy(write -> assertThatThrownBy(write)
                        .isInstanceOf(LedgerException.class)
                        .hasMessageContaining("readonly"));

        assertThat(ledger.living()).containsExactly(Sample.intent("before", Sample.NOON));
        assertThat(ledger.lastTurn()).isEqualTo(1);
        assertThat(ledger.snapshot(1)).isPresent();
        assertThat(ledger.histories(Sample.NOON)).hasSize(1);

        pragma("query_only = OFF");
        ledger.joined("before", Sample.NOON);
        assertThat(ledger.living().getFirst().joinedAt()).contains(Sample.NOON);
    }

    @Test
    void anEventIsWrittenWholeOrNotAtAll() throws LedgerException {
        drain("0");
        pragma("max_page_count = 1");
        assertThatThrownBy(() -> {
                    for (int i = 1; i < 10_000; i++) {
                        drain("" + i);
                    }
                })
                .isInstanceOf(LedgerException.class);
        String drain = ledger.living().getFirst().drain().orElseThrow().drainId();
        long lines = ledger.lifeOf("before").stream()
                .filter(line -> line.activity().equals("draining"))
                .count();
        assertThat(drain).isEqualTo("" + (lines - 1));
    }

    @Test
    void aClosedLedgerSaysSo() {
        ledger.close();
        assertThatThrownBy(() -> ledger.intend(Sample.intent("w1", Sample.NOON)))
                .isInstanceOf(LedgerException.class);
        assertThatThrownBy(() -> ledger.living()).isInstanceOf(LedgerException.class);
    }

    private void drain(String id) throws LedgerException {
        ledger.draining("before", new WorkerRecord.Drain(id, Activity.How.IF_IDLE, Sample.NOON, false, ""));
    }

    private void pragma(String pragma) throws LedgerException {
        ledger.database.write("set", handle -> handle.execute("PRAGMA " + pragma));
    }
}
