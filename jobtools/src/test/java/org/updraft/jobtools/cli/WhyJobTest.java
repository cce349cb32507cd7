package org.updraft.jobtools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.updraft.htcondor.JobId;

class WhyJobTest {

    @TempDir
    Path folder;

    private String said(String job) throws Exception {
        try (TestPlace place = new TestPlace(folder)) {
            tool(
                    "condor_history",
                    "[{\"ClusterId\": 12, \"ProcId\": 0, \"JobStatus\": 4, \"ExitCode\": 3, \"Owner\": \"anna\"}]");
            tool(
                    "condor_q",
                    "[{\"ClusterId\": 12, \"ProcId\": 1, \"JobStatus\": 5, \"HoldReason\": \"no disk\", \"Owner\": \"anna\"},"
                            + "{\"ClusterId\": 12, \"ProcId\": 2, \"JobStatus\": 1, \"Owner\": \"anna\"}]");
            WhyJobCommand.say(
                    JobId.parse(job).orElseThrow(), Preparation.site(Optional.empty(), place.here()), place.here());
            return place.out() + place.err();
        }
    }

    private void tool(String name, String printed) throws IOException {
        Path file =
                Files.writeString(folder.resolve("tools").resolve(name), "#!/bin/sh\ncat <<'J'\n" + printed + "\nJ\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void withoutTheServiceTheQueueSaysWhatItKnows() throws Exception {
        assertThat(said("12.0")).isEqualTo("12.0, as HTCondor's queue has it: ended with 3\n");
        assertThat(said("12.1")).contains("held: no disk; condor_release 12.1");
        assertThat(said("12.2")).contains("idle; why no worker is there only the service can say");
        assertThat(said("12.3")).contains("neither in the queue nor in its history");
    }
}
