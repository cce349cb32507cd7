package org.updraft.jobtools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmittingTest {

    @TempDir
    Path folder;

    private TestPlace place;

    @BeforeEach
    void open() throws IOException {
        place = new TestPlace(folder);
        place.image("survey");
        place.write("job.sh", "#!/bin/sh\n");
        place.write("job.sub", "executable = job.sh\nqueue 2\n");
    }

    @AfterEach
    void close() throws IOException {
        place.close();
    }

    private int submit(String... words) {
        return Submitting.run(JobArguments.submit(List.of(words)).orElseThrow(), place.here());
    }

    private String projectId(String name) {
        return place.cloud.with(
                model -> model.identity().project(name, "Default").orElseThrow().id());
    }

    @Test
    void whatIsWrongIsSaidAndNothingSubmitted() throws IOException {
        place.write("job.sub", "executable = none.sh\nqueue\n");

        assertThat(submit("job.sub", "survey", "m1.small")).isEqualTo(1);
        assertThat(place.err()).contains("[executable-missing]").contains("nothing was submitted");
        assertThat(folder.resolve("submitted")).doesNotExist();
    }

    @Test
    void anImageThatTheServiceCannotAcceptIsNoReasonToSubmitAJobThatWaitsForEver() throws IOException {
        place.write(
                "etc.yaml",
                "service: " + folder + "/none.sock\nclouds: [{name: west, batchProject: " + projectId("proj-a")
                        + "}]\n");

        assertThat(submit("job.sub", "survey", "m1.small")).isEqualTo(3);
        assertThat(place.err())
                .contains("the batch project has not accepted it")
                .contains("updraft image accept");
        assertThat(folder.resolve("submitted")).doesNotExist();
    }

    @Test
    void aBatchProjectThatNobodyKnowsIsSaidSo() throws IOException {
        place.write("etc.yaml", "clouds: [{name: west, batchProject: batch}]\n");

        assertThat(submit("job.sub", "survey", "m1.small")).isEqualTo(1);
        assertThat(place.err()).contains("the id of project \"batch\" on west is not known");
    }

    @Test
    void aCloudThatDoesNotAnswerIsNoFindingInTheFile() {
        place.environment.put("OS_AUTH_URL", "http://127.0.0.1:9/v3");

        assertThat(submit("job.sub", "survey", "m1.small")).isEqualTo(3);
        assertThat(place.err()).contains("nothing was submitted");
    }

    @Test
    void theFileThatWasSubmittedIsKeptOnDemand() throws IOException {
        assertThat(submit("--keep", "job.sub", "survey", "m1.small")).isZero();

        assertThat(folder.resolve("job.sub.12"))
                .content()
                .contains("+VMType = \"proj-b:survey\"")
                .contains("queue 2");
    }

    @Test
    void whatCondorSubmitRefusesIsKeptAndShown() throws IOException {
        place.write("tools/condor_submit", "#!/bin/sh\necho 'ERROR: no room' >&2\nexit 1\n");

        assertThat(submit("job.sub", "survey", "m1.small")).isEqualTo(3);
        assertThat(place.err())
                .contains("failed to submit job(s) to queue: ")
                .contains("no room")
                .contains("is kept as ");
    }

    @Test
    void theSitesCommandGetsACertificateWhereThereIsNone() throws IOException {
        try (var in = SubmittingTest.class.getResourceAsStream("/org/updraft/jobtools/credential/chain.pem")) {
            Files.write(folder.resolve("new.pem"), in.readAllBytes());
        }
        Path command = place.write(
                "get", "#!/bin/sh\ncp '" + folder + "/new.pem' \"$2\" && chmod 600 \"$2\" && echo got for $1 >&2\n");
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
        place.write("etc.yaml", "credential: {command: [" + command + ", '{user}', '{file}'], file: cert.pem}\n");

        assertThat(submit("job.sub", "survey", "m1.small")).isZero();
        assertThat(place.err()).doesNotContain("[certificate]");
        assertThat(folder.resolve("submitted"))
                .content()
                .contains("+PreCmd = \"updraft-job-certificate\"", "+PreArguments = \"cert.pem\"")
                .contains("transfer_input_files = " + folder + "/cert.pem, ");
    }

    @Test
    void aCommandThatFailsIsAWarning() throws IOException {
        place.write("etc.yaml", "credential: {command: [/bin/false]}\n");

        assertThat(submit("job.sub", "survey", "m1.small")).isZero();
        assertThat(place.err())
                .contains("no new certificate: /bin/false ended with 1")
                .contains("there is no certificate");
    }

    @Test
    void aDryRunSubmitsNothingAndSharesNothing() throws IOException {
        place.write("etc.yaml", "clouds: [{name: west, batchProject: " + projectId("proj-a") + "}]\n");

        assertThat(submit("--dry-run", "job.sub", "survey", "m1.small")).isZero();
        assertThat(place.out()).contains("+VMAMI = \"west:");
        assertThat(place.cloud.<String>with(model -> model.images().visibleTo(projectId("proj-b"), false).stream()
                        .filter(image -> image.name().equals("survey"))
                        .findFirst()
                        .orElseThrow()
                        .visibility()
                        .word()))
                .isEqualTo("private");
    }
}
