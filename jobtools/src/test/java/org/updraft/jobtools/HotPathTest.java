package org.updraft.jobtools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people wait for at every call loads no more than it needs; looked at in a Java machine of its own. */
class HotPathTest {

    private static final List<String> SLOW = List.of(
            "picocli", "com.fasterxml.jackson", "org.openstack4j", "org.slf4j", "ch.qos.logback", "org.eclipse.jetty");

    @TempDir
    Path folder;

    private List<String> loaded(String... words) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("job.sh"), "#!/bin/sh\n");
        Files.writeString(
                folder.resolve("job.sub"),
                "executable = job.sh\n+Mine = \"x\"\nrank = TARGET.Memory\nrequest_memory = 1G\nqueue n in (1, 2)\n");
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + folder.resolve("classes"),
                "-cp",
                System.getProperty("java.class.path"),
                "org.updraft.jobtools.Main"));
        line.addAll(List.of(words));
        Process process = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return Files.readAllLines(folder.resolve("classes"));
    }

    private static void assertQuick(List<String> classes) {
        assertThat(classes).anyMatch(line -> line.contains("org.updraft.jobtools.job.Examination"));
        for (String library : SLOW) {
            assertThat(classes.stream().filter(line -> line.contains(" " + library)))
                    .as(library)
                    .isEmpty();
        }
    }

    @Test
    void validateLoadsNoSlowLibrary() throws Exception {
        assertQuick(loaded("validate", "--offline", "job.sub"));
    }

    @Test
    void submitLoadsNoSlowLibraryBeforeItAsksAnybody() throws Exception {
        assertQuick(loaded("submit", "--dry-run", "--offline", "job.sub"));
    }

    /** The test itself: what does load them is seen to. */
    @Test
    void theWholeCommandLineDoesLoadPicocli() throws Exception {
        assertThat(loaded("--version")).anyMatch(line -> line.contains(" picocli"));
    }
}
