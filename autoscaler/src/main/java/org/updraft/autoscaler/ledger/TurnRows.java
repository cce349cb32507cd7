package org.updraft.autoscaler.ledger;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jdbi.v3.core.Handle;
import org.updraft.autoscaler.ledger.Ledger.TurnRow;
import org.updraft.autoscaler.pool.PoolSnapshot;

/** The tables {@code turn} and {@code snapshot}. A snapshot that equals the one before it, but for its instant, is not kept. */
final class TurnRows {

    private TurnRows() {}

    static void insert(Handle handle, Turn turn) {
        handle.execute(
                "INSERT INTO turn (number, at, took_ms, own_ms, digest, plan, outcomes, seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                turn.number(),
                turn.seen().takenAt().toEpochMilli(),
                turn.took().toMillis(),
                turn.ownTime().toMillis(),
                TurnJson.digest(turn.seen()).toString(),
                TurnJson.plan(turn.plan(), turn.violations()).toString(),
                TurnJson.outcomes(turn.outcomes()).toString(),
                keep(handle, turn));
    }

    static long last(Handle handle) {
        return handle.createQuery("SELECT coalesce(max(number), 0) FROM turn")
                .mapTo(Long.class)
                .one();
    }

    static List<TurnRow> newest(Handle handle, int most, Optional<Long> before) {
        return handle.createQuery(
                        "SELECT number, at, took_ms, digest, plan, outcomes FROM turn WHERE number < :before ORDER BY number DESC LIMIT :most")
                .bind("before", before.orElse(Long.MAX_VALUE))
                .bind("most", most)
                .map((row, context) -> new TurnRow(
                        row.getLong("number"),
                        WorkerRows.instant(row, "at"),
                        row.getLong("took_ms"),
                        row.getString("digest"),
                        row.getString("plan"),
                        row.getString("outcomes")))
                .list();
    }

    static Optional<String> snapshot(Handle handle, long number) {
        return handle.createQuery(
                        "SELECT gz FROM snapshot JOIN turn ON snapshot.turn = turn.seen WHERE number = :number")
                .bind("number", number)
                .mapTo(byte[].class)
                .findOne()
                .map(TurnRows::expand);
    }

    /** Writes the snapshot if it differs from the last one kept; answers the turn under which it lies. */
    private static long keep(Handle handle, Turn turn) {
        byte[] hash = hash(RecordJson.text(timeless(turn.seen())));
        Optional<Kept> last = handle.createQuery("SELECT turn, hash FROM snapshot ORDER BY turn DESC LIMIT 1")
                .map((row, context) -> new Kept(row.getLong("turn"), row.getBytes("hash")))
                .findOne();
        if (last.isPresent() && Arrays.equals(last.get().hash, hash)) {
            return last.get().turn;
        }
        handle.execute(
                "INSERT INTO snapshot (turn, at, hash, gz) VALUES (?, ?, ?, ?)",
                turn.number(),
                turn.seen().takenAt().toEpochMilli(),
                hash,
                compress(RecordJson.text(turn.seen())));
        return turn.number();
    }

    private static PoolSnapshot timeless(PoolSnapshot seen) {
        return new PoolSnapshot(
                Instant.EPOCH,
                seen.demands(),
                seen.workers(),
                seen.clouds(),
                seen.histories(),
                seen.blindSpots(),
                seen.strays(),
                seen.leftovers(),
                seen.marks(),
                seen.breakers(),
                seen.cloudConfigFaults(),
                seen.frozen());
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] compress(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("compressing in memory", e);
        }
        return bytes.toByteArray();
    }

    private static String expand(byte[] compressed) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("a snapshot in the ledger is damaged", e);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // lives for one comparison, by content
    private record Kept(long turn, byte[] hash) {}
}
