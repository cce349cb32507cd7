package org.updraft.autoscaler.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another process holds the ledger: it is refused to us while that lives, and whole as soon as it is killed. */
class KillTest {

    private static final int ACKNOWLEDGED = 150;

    @TempDir
    Path directory;

    @Test
    void everyAcknowledgedIntentIsFoundAfterKill9() throws Exception {
        for (int round = 0; round < 3; round++) {
            List<String> acknowledged = writeAndKill(round);
            try (SqliteLedger ledger = SqliteLedger.open(file())) {
                assertThat(ledger.living()).extracting(WorkerRecord::id).containsAll(acknowledged);
                assertThat(ledger.lifeOf(acknowledged.getLast())).hasSize(1);
            }
        }
    }

    @Test
    void aSecondServiceIsRefusedAndToldWhoHoldsTheLedger() throws Exception {
        Process first = writer(0);
        try (BufferedReader lines = first.inputReader()) {
            assertThat(lines.readLine()).isNotNull();
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> SqliteLedger.open(file()))
                        .isInstanceOf(LedgerException.class)
                        .hasMessageContaining("in use by pid " + first.pid() + " on host")
                        .hasMessageContaining("stop that one");
            }
            assertThat(first.isAlive()).isTrue();
        } finally {
            first.destroyForcibly().waitFor();
        }
        SqliteLedger.open(file()).close();
    }

    private List<String> writeAndKill(int round) throws Exception {
        Process child = writer(round);
        List<String> acknowledged = new ArrayList<>();
        try (BufferedReader lines = child.inputReader()) {
            for (String id = lines.readLine(); id != null; id = lines.readLine()) {
                acknowledged.add(id);
                if (acknowledged.size() == ACKNOWLEDGED) {
                    // not child.destroyForcibly(), which also throws away what it had said
                    child.toHandle().destroyForcibly();
                }
            }
        } finally {
            child.destroyForcibly();
        }
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).as("killed, not finished").isEqualTo(137);
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ACKNOWLEDGED);
        return acknowledged;
    }

    private Process writer(int round) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        file().toString(),
                        "r" + round)
                .redirectError(Files.createTempFile(directory, "writer", ".err").toFile())
                .start();
    }

    private Path file() {
        return directory.resolve("state/updraft.db");
    }

    /** Writes intents until it is killed, and says each id when the ledger has acknowledged it. */
    static final class Writer {
        public static void main(String[] args) throws LedgerException {
            try (SqliteLedger ledger = SqliteLedger.open(Path.of(args[0]))) {
                for (int i = 0; ; i++) {
                    String id = args[1] + "-" + i;
                    ledger.intend(Sample.intent(id, Sample.NOON));
                    System.out.println(id);
                    System.out.flush();
                }
            }
        }
    }
}
