package org.updraft.autoscaler.ledger;

import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/**
 * How long the ledger remembers. Workers that live are never forgotten.
 *
 * @param snapshots how long what was seen can be looked up
 * @param snapshotBytes of all compressed snapshots together; the oldest go first, the newest stays
 * @param turns how long plans and outcomes are kept, and the consoles of autopsies
 * @param lives how long workers are kept after their end; at least what histories look back, 30 days
 */
record Retention(Duration snapshots, long snapshotBytes, Duration turns, Duration lives) {

    static final Retention DEFAULT =
            new Retention(Duration.ofDays(7), 1L << 30, Duration.ofDays(30), Duration.ofDays(400));

    /** So that one pass stays short even after the limits were lowered. */
    private static final int ROWS_MAX = 5000;

    Retention {
        if (lives.compareTo(WorkerLedger.HISTORY) < 0) {
            throw new IllegalArgumentException("lives must be kept for " + WorkerLedger.HISTORY + ", not " + lives);
        }
    }

    /**
     * Forgets what is too old. A snapshot holds until the next one, however long ago it was taken: a pool that has not
     * changed for a month still has the snapshot that says so.
     */
    void prune(Handle handle, Instant now) {
        handle.execute(
                "DELETE FROM snapshot WHERE turn < (SELECT max(turn) FROM snapshot WHERE at <= ?)",
                now.minus(snapshots).toEpochMilli());
        handle.execute("""
                DELETE FROM snapshot WHERE turn < (SELECT max(turn) FROM snapshot) AND turn IN (
                  SELECT turn FROM (SELECT turn, sum(length(gz)) OVER (ORDER BY turn DESC) AS bytes FROM snapshot)
                  WHERE bytes > ?)
                """, snapshotBytes);
        handle.execute("""
                DELETE FROM turn WHERE number < (SELECT max(number) FROM turn)
                  AND number IN (SELECT number FROM turn WHERE at < ? ORDER BY number LIMIT ?)
                """, now.minus(turns).toEpochMilli(), ROWS_MAX);
        handle.execute(
                "UPDATE autopsy SET console = '' WHERE console <> '' AND at < ?",
                now.minus(turns).toEpochMilli());
        handle.execute(
                "DELETE FROM worker WHERE id IN (SELECT id FROM worker WHERE closed_at < ? ORDER BY closed_at LIMIT ?)",
                now.minus(lives).toEpochMilli(),
                ROWS_MAX);
    }
}
