package org.updraft.autoscaler.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.updraft.autoscaler.pool.CombinationHistory;

class SqliteLedgerTest extends LedgerContract {

    @TempDir
    Path directory;

    @Override
    Ledger open() throws LedgerException {
        return SqliteLedger.open(file());
    }

    @Override
    Ledger reopen() throws LedgerException {
        ledger.close();
        return open();
    }

    @Test
    void fileAndDirectoryBelongToTheServiceAlone() throws Exception {
        ledger.intend(Sample.intent("w1", Sample.NOON));
        assertThat(modeOf(file().getParent())).isEqualTo("rwx------");
        try (var files = Files.list(file().getParent())) {
            assertThat(files.toList())
                    .hasSizeGreaterThanOrEqualTo(3)
                    .allSatisfy(
                            file -> assertThat(modeOf(file)).as(file.toString()).isEqualTo("rw-------"));
        }
    }

    @Test
    void aSecondServiceInTheSameProcessIsRefusedAndTheFirstKeepsItsLock() throws Exception {
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining(file().toString())
                    .hasMessageContaining("only one service may use it");
        }
        ledger.intend(Sample.intent("w1", Sample.NOON));
    }

    @Test
    void aLedgerOfANewerUpdraftIsRefused() throws Exception {
        ledger.close();
        sql(
                "INSERT INTO schema_history SELECT 99, '99', 'later', type, 'V99__later.sql', 1, installed_by, installed_on,"
                        + " 1, 1 FROM schema_history WHERE version = '1'");
        assertThatThrownBy(this::open).isInstanceOf(LedgerException.class).hasMessageContaining("99");
        sql("DELETE FROM schema_history WHERE version = '99'");
        ledger = open();
    }

    @Test
    void aFileThatIsNoLedgerIsRefusedAndLeftAsItWas() throws Exception {
        ledger.close();
        Path other = directory.resolve("other.db");
        Files.writeString(other, "not a database, but somebody's file, longer than one page header ".repeat(20));
        String before = Files.readString(other);
        assertThatThrownBy(() -> SqliteLedger.open(other))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("other.db");
        assertThat(Files.readString(other)).isEqualTo(before);
        ledger = open();
    }

    @Test
    void aLedgerFromBeforeThereWereBreakersIsReadAsItWas() throws Exception {
        Path old = directory.resolve("old/updraft.db");
        Files.createDirectories(old.getParent());
        Flyway.configure(getClass().getClassLoader())
                .dataSource("jdbc:sqlite:" + old, null, null)
                .locations("classpath:org/updraft/autoscaler/ledger/migration")
                .table("schema_history")
                .target("4")
                .load()
                .migrate();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + old);
                Statement statement = connection.createStatement()) {
            for (int i = 1; i <= 3; i++) {
                statement.execute(
                        "INSERT INTO worker (id, name, cloud, image_id, flavor_id, template_hash, flavor_name, owner,"
                                + " vm_type, demand_key, cpus, memory_mib, disk_gib, gpus, keep_alive_ms, requested_at, fenced_at,"
                                + " fence_means, fence_cause, failed_at) VALUES ('w" + i
                                + "', 'n', 'west', 'image-1', 'flavor-1', 't1',"
                                + " 'f', 'alice', 'vm', 'd', 1, 1, 1, 0, 0, " + Sample.NOON.toEpochMilli()
                                + ", 1, 'pause',"
                                + " 'never-joined', "
                                + Sample.NOON.plusSeconds(i).toEpochMilli() + ")");
            }
        }

        try (SqliteLedger opened = SqliteLedger.open(old)) {
            assertThat(opened.breakers()).isEmpty();
            assertThat(opened.living()).hasSize(3);
            assertThat(opened.histories(Sample.NOON.plusSeconds(9)).get(Sample.WEST))
                    .isEqualTo(new CombinationHistory(Optional.empty(), 3, Optional.of(Sample.NOON.plusSeconds(3))));
        }
    }

    @Test
    void everyCommitIsSynced() throws Exception {
        assertThat(sql("PRAGMA journal_mode")).isEqualTo("wal");
        int synchronous = ((SqliteLedger) ledger)
                .database.write(
                        "look",
                        handle -> handle.createQuery("PRAGMA synchronous")
                                .mapTo(Integer.class)
                                .one());
        assertThat(synchronous).as("FULL").isEqualTo(2);
    }

    @Test
    void whatIsPrunedCanBeGivenBackToTheDisk() throws Exception {
        assertThat(sql("PRAGMA auto_vacuum")).as("incremental").isEqualTo("2");
    }

    @Test
    void everyTableIsStrict() throws Exception {
        assertThat(sql("SELECT group_concat(name) FROM pragma_table_list WHERE schema = 'main' AND strict = 0"
                        + " AND name NOT LIKE 'sqlite%' AND name <> 'schema_history'"))
                .isNull();
    }

    private Path file() {
        return directory.resolve("state/updraft.db");
    }

    private String sql(String statement) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement run = connection.createStatement()) {
            if (run.execute(statement)) {
                try (ResultSet row = run.getResultSet()) {
                    return row.getString(1);
                }
            }
            return "";
        }
    }

    private static String modeOf(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
