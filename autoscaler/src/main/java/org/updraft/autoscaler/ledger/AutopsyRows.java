package org.updraft.autoscaler.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.updraft.autoscaler.pool.Autopsy;
import org.updraft.autoscaler.pool.BootFault;
import org.updraft.autoscaler.pool.Stage;

/** The table {@code autopsy}. */
final class AutopsyRows {

    private AutopsyRows() {}

    static int save(Handle handle, String workerId, Autopsy autopsy) {
        return handle.execute(
                "INSERT OR REPLACE INTO autopsy VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                workerId,
                autopsy.at().toEpochMilli(),
                autopsy.cause().label(),
                autopsy.words(),
                autopsy.reached().map(Stage::label).orElse(null),
                autopsy.status(),
                autopsy.fault().orElse(null),
                String.join("\n", autopsy.actions()),
                String.join("\n", autopsy.console()),
                String.join("\n", autopsy.unread()));
    }

    static Optional<Autopsy> find(Handle handle, String workerId) {
        return handle.createQuery("SELECT * FROM autopsy WHERE worker_id = :id")
                .bind("id", workerId)
                .map((row, context) -> autopsy(row))
                .findOne();
    }

    private static Autopsy autopsy(ResultSet row) throws SQLException {
        return new Autopsy(
                WorkerRows.instant(row, "at"),
                BootFault.ofLabel(row.getString("cause")).orElse(BootFault.UNKNOWN),
                row.getString("words"),
                Optional.ofNullable(row.getString("reached")).flatMap(Stage::ofLabel),
                row.getString("status"),
                Optional.ofNullable(row.getString("fault")),
                lines(row.getString("actions")),
                lines(row.getString("console")),
                lines(row.getString("unread")));
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }
}
