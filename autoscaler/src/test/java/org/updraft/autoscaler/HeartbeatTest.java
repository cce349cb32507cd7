package org.updraft.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeartbeatTest {

    @TempDir
    Path folder;

    @Test
    void systemdIsToldAfterEachTurnThatTheServiceIsReadyAndAlive() throws IOException, InterruptedException {
        Heartbeat heart = Heartbeat.to(Optional.of("/run/systemd/notify"), notifier(0));

        heart.beat("turn 1, 3 workers, 0 blind spots");
        heart.beat("turn 2, 3 workers, 0 blind spots");

        assertThat(folder.resolve("said")).hasContent("""
                        --ready|--status=turn 1, 3 workers, 0 blind spots|WATCHDOG=1|
                        --ready|--status=turn 2, 3 workers, 0 blind spots|WATCHDOG=1|
                        """);
    }

    @Test
    void whereNobodyListensNothingIsSaid() throws IOException, InterruptedException {
        Heartbeat.to(Optional.empty(), notifier(0)).beat("turn 1");

        assertThat(folder.resolve("said")).doesNotExist();
    }

    @Test
    void aToolThatFailsOrIsMissingStopsNoTurn() throws IOException, InterruptedException {
        Heartbeat.to(Optional.of("/run/systemd/notify"), notifier(1)).beat("turn 1");
        Heartbeat.to(Optional.of("/run/systemd/notify"), folder.resolve("none").toString())
                .beat("turn 1");

        assertThat(folder.resolve("said")).exists();
    }

    private String notifier(int exitValue) throws IOException {
        Path tool = folder.resolve("systemd-notify");
        Files.writeString(tool, """
                #!/bin/sh
                { printf '%%s|' "$@"; echo; } >> %s
                exit %d
                """.formatted(folder.resolve("said"), exitValue));
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
        return tool.toString();
    }
}
