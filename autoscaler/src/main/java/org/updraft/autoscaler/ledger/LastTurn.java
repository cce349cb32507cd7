package org.updraft.autoscaler.ledger;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The newest turn of a ledger that may be anybody's: looked up without its lock, and without making or changing a thing.
 */
public record LastTurn(long number, Instant at) {

    /**
     * Empty if no turn was written yet.
     *
     * @throws LedgerException if the file is missing, not to be read by this user, or no ledger
     */
    public static Optional<LastTurn> in(Path ledger) throws LedgerException {
        if (!Files.isReadable(ledger)) {
            throw new LedgerException("the ledger " + ledger + " is missing, or this user may not read it", null);
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + ledger);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT number, at FROM turn ORDER BY number DESC LIMIT 1")) {
            return rows.next()
                    ? Optional.of(new LastTurn(rows.getLong(1), Instant.ofEpochMilli(rows.getLong(2))))
                    : Optional.empty();
        } catch (SQLException e) {
            throw new LedgerException("the ledger " + ledger + " cannot be read: " + e.getMessage(), e);
        }
    }
}
