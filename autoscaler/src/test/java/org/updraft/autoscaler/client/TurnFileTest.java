package org.updraft.autoscaler.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TurnFileTest {

    private static final TurnFile TURN = new TurnFile(118, Instant.parse("2026-11-28T06:12:00.5Z"));

    @TempDir
    Path folder;

    @Test
    void whatWasWrittenIsReadByEverybody() throws IOException {
        Path socket = folder.resolve("api.sock");

        TURN.writeBeside(socket);
        TURN.writeBeside(socket);

        assertThat(TurnFile.beside(socket)).contains(TURN);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("last-turn"))))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void noFileMeansNoTurn() throws IOException {
        assertThat(TurnFile.beside(folder.resolve("api.sock"))).isEmpty();
    }

    @Test
    void whatIsNoTurnIsNotTakenForOne() throws IOException {
        Files.writeString(folder.resolve("last-turn"), "tomorrow\n");

        assertThatThrownBy(() -> TurnFile.beside(folder.resolve("api.sock")))
                .hasMessageContaining("does not say when the last turn was");
    }
}
