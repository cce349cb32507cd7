package org.updraft.autoscaler.ledger;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.updraft.autoscaler.pool.Breaker;

/** The table {@code breaker}. */
final class BreakerRows {

    private BreakerRows() {}

    static List<Breaker> all(Handle handle) {
        return handle.createQuery("SELECT * FROM breaker ORDER BY cloud, kind, flavor_id")
                .map((row, context) -> new Breaker(
                        Breaker.Kind.valueOf(row.getString("kind")),
                        scope(row.getString("cloud"), row.getString("flavor_id")),
                        row.getInt("failures"),
                        WorkerRows.instant(row, "since"),
                        WorkerRows.instant(row, "until"),
                        row.getString("words")))
                .list();
    }

    static int put(Handle handle, Breaker breaker) {
        return handle.execute(
                "INSERT OR REPLACE INTO breaker (kind, cloud, flavor_id, failures, since, until, words)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                breaker.kind().name(),
                breaker.scope().cloud(),
                flavor(breaker.scope()),
                breaker.failures(),
                breaker.since().toEpochMilli(),
                breaker.until().toEpochMilli(),
                breaker.words());
    }

    static int remove(Handle handle, Breaker breaker) {
        return handle.execute(
                "DELETE FROM breaker WHERE kind = ? AND cloud = ? AND flavor_id = ?",
                breaker.kind().name(),
                breaker.scope().cloud(),
                flavor(breaker.scope()));
    }

    private static Breaker.Scope scope(String cloud, String flavor) {
        return flavor.isEmpty() ? new Breaker.Scope.OfCloud(cloud) : new Breaker.Scope.OfFlavor(cloud, flavor);
    }

    private static String flavor(Breaker.Scope scope) {
        return switch (scope) {
            case Breaker.Scope.OfCloud c -> "";
            case Breaker.Scope.OfFlavor(String cloud, String flavorId) -> flavorId;
            case Breaker.Scope.OfCombination(var combination) ->
                throw new IllegalArgumentException(
                        "the breaker of " + combination + " follows from its workers and is not kept");
        };
    }
}
