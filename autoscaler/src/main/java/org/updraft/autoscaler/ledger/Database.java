package org.updraft.autoscaler.ledger;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * One SQLite file: one connection that writes and one that reads, so that a long read does not hold up the loop. Knows how
 * to open it, and how to say what went wrong; knows nothing of what lies in it.
 */
final class Database implements AutoCloseable {

    private static final int BUSY_MILLIS = 10_000;
    private static final int PAGES_FREED_MAX = 5_000;

    private final Path file;
    private final Side writer;
    private final Side reader;
    private final LedgerLock lock;

    private Database(Path file, Side writer, Side reader, LedgerLock lock) {
        this.file = file;
        this.writer = writer;
        this.reader = reader;
        this.lock = lock;
    }

    /** Makes file and directory if they are missing, takes the lock and brings the tables up to date. */
    static Database open(Path path) throws LedgerException {
        Path file = path.toAbsolutePath().normalize();
        make(file);
        LedgerLock lock = LedgerLock.take(file);
        boolean opened = false;
        try {
            prepare(file);
            Database database = new Database(file, new Side(file, false), new Side(file, true), lock);
            opened = true;
            return database;
        } catch (SQLException | FlywayException e) {
            throw failed("open it", file, e);
        } finally {
            if (!opened) {
                lock.close();
            }
        }
    }

    /** Runs {@code work} in one transaction; when this returns, it is on disk. */
    <T> T write(String what, HandleCallback<T, LedgerException> work) throws LedgerException {
        return writer.run(what, jdbi -> jdbi.inTransaction(work));
    }

    <T> T read(String what, HandleCallback<T, LedgerException> work) throws LedgerException {
        return reader.run(what, jdbi -> jdbi.withHandle(work));
    }

    /** Gives pages that pruning has freed back to the disk, some at a time; not possible within a transaction. */
    void shrink() throws LedgerException {
        writer.run(
                "shrink",
                jdbi -> jdbi.withHandle(handle -> {
                    // As an update: only so does the driver step this pragma to its end.
                    try (Statement statement = handle.getConnection().createStatement()) {
                        return statement.executeUpdate("PRAGMA incremental_vacuum(" + PAGES_FREED_MAX + ")");
                    } catch (SQLException e) {
                        throw failed("shrink", file, e);
                    }
                }));
    }

    @Override
    public void close() {
        try {
            reader.close();
            writer.close();
        } catch (SQLException e) {
            throw new IllegalStateException("closing the ledger " + file, e);
        } finally {
            lock.close();
        }
    }

    private static void make(Path file) throws LedgerException {
        try {
            Files.createDirectories(file.getParent(), mode("rwx------"));
            Files.createFile(file, mode("rw-------"));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isRegularFile(file)) {
                throw new LedgerException(
                        "the ledger " + file + " cannot be made: " + e.getMessage() + " is in the way", e);
            }
        } catch (IOException e) {
            throw new LedgerException(
                    "the ledger " + file + " cannot be made: " + e + "; give the service's user a directory of its own",
                    e);
        }
    }

    private static void prepare(Path file) throws SQLException {
        try (Connection first = source(file).getConnection();
                Statement statement = first.createStatement()) {
            // Before the first table, or it has no effect: without it, what is pruned is never given back to the disk.
            statement.execute("PRAGMA auto_vacuum = INCREMENTAL");
            statement.execute("PRAGMA journal_mode = WAL");
        }
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(source(file))
                .locations("classpath:org/updraft/autoscaler/ledger/migration")
                .table("schema_history")
                // A ledger written by a newer Updraft is refused rather than misread.
                .ignoreMigrationPatterns(new String[0])
                .load()
                .migrate();
    }

    private static SQLiteDataSource source(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.enforceForeignKeys(true);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    private static LedgerException failed(String what, Path file, Exception cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new LedgerException(
                "the ledger " + file + " could not " + what + ": " + root.getMessage()
                        + "; look at the disk's free space and mount, and at the file's owner",
                cause);
    }

    private static FileAttribute<Set<PosixFilePermission>> mode(String mode) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
    }

    private interface Work<T> {
        T with(Jdbi jdbi) throws LedgerException;
    }

    /** One connection and the threads that wait for it. */
    private static final class Side {
        private final Path file;
        private final Connection connection;
        private final Jdbi jdbi;
        private final ReentrantLock turn = new ReentrantLock();

        Side(Path file, boolean readOnly) throws SQLException {
            this.file = file;
            this.connection = source(file).getConnection();
            if (readOnly) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("PRAGMA query_only = ON");
                }
            }
            this.jdbi = Jdbi.create(connection);
        }

        <T> T run(String what, Work<T> work) throws LedgerException {
            turn.lock();
            try {
                return work.with(jdbi);
            } catch (JdbiException e) {
                throw failed(what, file, e);
            } finally {
                turn.unlock();
            }
        }

        void close() throws SQLException {
            turn.lock();
            try {
                connection.close();
            } finally {
                turn.unlock();
            }
        }
    }
}
