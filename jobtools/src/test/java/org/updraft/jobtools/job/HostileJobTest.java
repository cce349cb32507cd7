package org.updraft.jobtools.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.updraft.htcondor.submit.FolderPlace;
import org.updraft.jobtools.check.Finding;
import org.updraft.jobtools.policy.PolicyReader;
import org.updraft.jobtools.site.Site;

/** Jobs whose files are made to hold validate up, or to break it. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileJobTest {

    @TempDir
    Path folder;

    @BeforeEach
    void script() throws Exception {
        Files.writeString(folder.resolve("run.sh"), "#!/bin/sh\n");
    }

    @Test
    void anExecutableThatIsAPipeIsNotWaitedFor() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", folder.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        assertThat(said("executable = pipe\nqueue\n")).anyMatch(words -> words.contains("is no file but a pipe"));
    }

    @Test
    void aTokenThatIsAPipeIsNotWaitedFor() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", folder.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        assertThat(said("executable = run.sh\nuse_scitokens = true\nscitokens_file = pipe\nqueue\n"))
                .anyMatch(words -> words.contains("no file"));
    }

    @Test
    void aScriptWhoseInterpreterHasTheCharacterZeroIsLookedAt() throws Exception {
        Files.writeString(folder.resolve("run.sh"), "#!/bin/sh\0x\n");
        assertThat(said("executable = run.sh\nqueue\n")).anyMatch(words -> words.contains("is run by"));
    }

    @Test
    void whatIsLongerInLowerCaseIsMendedWhereItStands() {
        Examined examined =
                examined("+VMType = \"p:i\"\nrequirements = Site =?= \"\u0130\u0130\" && VMType =?= \"p:i\"\n"
                        + "executable = run.sh\nqueue\n");
        Fixes fixes = Fixes.of(examined.file().orElseThrow(), examined.findings());
        assertThat(fixes.text()).contains("requirements = Site =?= \"\u0130\u0130\" && TARGET.VMType =?= \"p:i\"\n");
    }

    private List<String> said(String text) {
        return examined(text).findings().stream().map(Finding::message).toList();
    }

    private Examined examined(String text) {
        JobInput input = new JobInput(
                "job.sub",
                text.getBytes(StandardCharsets.UTF_8),
                folder,
                new FolderPlace(folder, Map.of(), Map.of()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z")),
                "alice",
                Map.of());
        return Examination.of(input, site(), WorkerLookup.none("a test"));
    }

    private static Site site() {
        return new Site(
                List.of(),
                Optional.empty(),
                Site.Condor.DEFAULT,
                List.of(),
                Map.of(),
                Site.ARCHITECTURE,
                Site.Credential.DEFAULT,
                Site.MOST_JOBS,
                PolicyReader.builtIn());
    }
}
