package org.updraft.jobtools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The old names: how they are called, what they print, how they end. */
class CanfarNamesTest {

    @TempDir
    Path folder;

    private TestPlace place;
    private String image;
    private String flavor;

    @BeforeEach
    void open() throws IOException {
        place = new TestPlace(folder);
        image = place.image("survey");
        flavor = place.flavor("m1.small");
        place.write("job.sh", "#!/bin/sh\n");
        place.write("job.sub", "# mine\nExecutable = job.sh\nQueue 2\n");
    }

    @AfterEach
    void close() throws IOException {
        place.close();
    }

    @Test
    void canfarSubmitPrintsItsUsageUnlessItGetsThreeWords() {
        assertThat(CanfarSubmit.run(List.of("job.sub", "survey"), place.here())).isZero();
        assertThat(place.out()).startsWith("Usage: canfar_submit [options] JOB_FILE VM_IMAGE VM_FLAVOR\n");
    }

    @Test
    void canfarSubmitSaysItsVersion() {
        assertThat(CanfarSubmit.run(List.of("-V"), place.here())).isZero();
        assertThat(place.out()).isEqualTo("canfar_submit of updraft 0.1.0\n");
    }

    @Test
    void canfarSubmitWithoutItsFileSaysSoAsBefore() {
        assertThat(CanfarSubmit.run(List.of("none.sub", "survey", "m1.small"), place.here()))
                .isEqualTo(1);
        assertThat(place.out())
                .isEqualTo(" !! ERROR canfar_submit: HTCondor job submission file 'none.sub' does not exist\n");
    }

    @Test
    void canfarSubmitWithoutCredentialsNamesTheFilesThatThereAre() throws IOException {
        place.openrc("b");
        place.environment.remove("OS_PASSWORD");

        assertThat(CanfarSubmit.run(List.of("job.sub", "survey", "m1.small"), place.here()))
                .isEqualTo(1);
        assertThat(place.out())
                .isEqualTo(" !! ERROR canfar_submit: OS_PASSWORD not set; source your openrc file first, one of:"
                        + " FOLDER/proj-b-openrc.sh\n");
    }

    @Test
    void canfarSubmitSubmitsTheAugmentedFile() throws IOException {
        assertThat(CanfarSubmit.run(List.of("job.sub", "survey", "m1.small"), place.here()))
                .as(place.err())
                .isZero();

        assertThat(place.out()).isEqualTo("2 job(s) submitted to cluster 12.\n");
        assertThat(place.err())
                .isEqualTo(
                        "job.sub: warning: there is no certificate FOLDER/.ssl/cadcproxy.pem, so the jobs go without one"
                                + " and reach only what is public; get one, or name it with --cert [certificate]\n");
        assertThat(Files.readString(folder.resolve("submitted"))).isEqualTo(augmented("job.sh"));
        assertThat(folder.resolve("job.sub")).hasContent("# mine\nExecutable = job.sh\nQueue 2\n");
    }

    private String augmented(String executable) {
        return """
               # updraft: what follows to the next empty line was added
               +VMType = "proj-b:survey"
               +VMAMI = "default:%1$s"
               +VMInstanceType = "default:%2$s"
               Requirements = TARGET.VMType =?= "proj-b:survey" && TARGET.Arch == "X86_64"
               universe = vanilla
               should_transfer_files = YES
               when_to_transfer_output = ON_EXIT_OR_EVICT
               transfer_output_files = ""
               run_as_owner = True
               +VMKeepAlive = 3

               # mine
               Executable = %3$s
               Queue 2
               """.formatted(image, flavor, executable);
    }

    @Test
    void canfarJobValidateTakesFourWordsWithOptions() {
        assertThat(CanfarJobValidate.run(
                        List.of("--cmip", "206.12.90.226", "--submitter", "anna", "job.sub", "job.sh", image, flavor),
                        place.here()))
                .as(place.err())
                .isZero();
        assertThat(place.out()).isEqualTo(augmented("FOLDER/job.sh"));
    }

    @Test
    void canfarJobValidateTakesSevenWords() {
        assertThat(CanfarJobValidate.run(
                        List.of("206.12.90.226", "anna", "anna", "job.sub", "job.sh", image, flavor), place.here()))
                .as(place.err())
                .isZero();
        assertThat(place.out()).isEqualTo(augmented("FOLDER/job.sh"));
    }

    @Test
    void canfarJobValidateWritesAFile() throws IOException {
        assertThat(CanfarJobValidate.run(
                        List.of("--outfile", "new.jdl", "job.sub", "job.sh", image, flavor), place.here()))
                .isZero();
        assertThat(place.out()).isEmpty();
        assertThat(Files.readString(folder.resolve("new.jdl")).replace(folder.toString(), "FOLDER"))
                .isEqualTo(augmented("FOLDER/job.sh"));
    }

    @Test
    void canfarJobValidateWantsIds() {
        assertThat(CanfarJobValidate.run(List.of("job.sub", "job.sh", "survey", flavor), place.here()))
                .isEqualTo(1);
        assertThat(place.err()).isEqualTo("ERROR: image_id 'survey' is not a valid UUID\n");
        assertThat(place.out()).isEmpty();
    }

    @Test
    void canfarJobValidateKeepsErrorsOffStdout() throws IOException {
        place.write("job.sub", "executable = job.sh\nREQUIREMENTS = true\n+vmami = \"x\"\nqueue\n");

        assertThat(CanfarJobValidate.run(List.of("job.sub", "job.sh", image, flavor), place.here()))
                .isEqualTo(1);
        assertThat(place.out()).isEmpty();
        assertThat(place.err())
                .contains("ERROR: job.sub:2:1: REQUIREMENTS cannot be written here: they are made from the image")
                .contains("ERROR: job.sub:3:1: +vmami cannot be written here: it is made from the image");
    }

    @Test
    void canfarTranslateVmPrintsBothIds() {
        assertThat(CanfarImages.translate(List.of("survey", "m1.small"), place.here()))
                .isZero();
        assertThat(place.out()).isEqualTo(image + " " + flavor + "\n");
    }

    @Test
    void canfarTranslateVmListsWhatThereIs() {
        assertThat(CanfarImages.translate(List.of("servey", "m1.small"), place.here()))
                .isEqualTo(1);
        assertThat(place.out())
                .startsWith(
                        "ERROR: there is no image \"servey\" on default that project proj-b may see; the nearest are\n"
                                + "  " + image + " survey (private, of project ");
    }

    @Test
    void canfarShareVmSharesAndAccepts() throws IOException {
        place.openrc("a");
        place.openrc("b");

        for (String before : List.of("was private and can be shared now", "was shared with project")) {
            assertThat(CanfarImages.share(List.of("survey", "proj-b", "proj-a"), place.here()))
                    .as(place.out())
                    .isZero();
            assertThat(place.out()).contains(before);
        }
        assertThat(place.out()).contains("is accepted by project proj-a\n");
    }

    @Test
    void canfarShareVmWithAllTakesEveryOpenrcFile() throws IOException {
        place.openrc("a");
        place.openrc("b");

        assertThat(CanfarImages.share(List.of("-a", "survey", "proj-b"), place.here()))
                .as(place.out())
                .isZero();
        assertThat(place.out()).contains("is accepted by project proj-a\n");
    }
}
