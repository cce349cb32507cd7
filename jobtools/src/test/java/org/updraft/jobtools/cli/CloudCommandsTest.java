package org.updraft.jobtools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** translate and image, as typed, on an embedded cloud. */
class CloudCommandsTest {

    @TempDir
    Path folder;

    private TestPlace place;
    private String image;

    @BeforeEach
    void open() throws IOException {
        place = new TestPlace(folder);
        image = place.image("survey");
    }

    @AfterEach
    void close() throws IOException {
        place.close();
    }

    private int run(CloudCommand command, String... words) {
        new CommandLine(command).parseArgs(words);
        return command.call(place.here());
    }

    private String projectId(String name) {
        return place.cloud.with(
                model -> model.identity().project(name, "Default").orElseThrow().id());
    }

    @Test
    void translatePrintsTwoIdsAndNothingElse() {
        assertThat(run(new TranslateCommand(), "survey", "m1.small")).isZero();
        assertThat(place.out()).isEqualTo(image + " " + place.flavor("m1.small") + "\n");
        assertThat(place.err()).isEmpty();
    }

    @Test
    void idsAreLookedUpToo() {
        assertThat(run(new TranslateCommand(), image, place.flavor("m1.small"))).isZero();
        assertThat(run(new TranslateCommand(), "00000000-0000-0000-0000-000000000000", "m1.small"))
                .isEqualTo(1);
    }

    @Test
    void ofSeveralImagesOfOneNameNoneIsChosen() {
        place.image("survey");

        assertThat(run(new TranslateCommand(), "survey", "m1.small")).isEqualTo(1);
        assertThat(place.out()).isEmpty();
        assertThat(place.err())
                .contains("2 images on default are called \"survey\"; name one by its id\n")
                .contains("  " + image + " survey (private, of project ");
    }

    @Test
    void ofAnUnknownFlavorTheNearestComeFirst() {
        assertThat(run(new TranslateCommand(), "survey", "m1.smal")).isEqualTo(1);
        assertThat(place.err().lines().toList().get(1)).contains(" m1.small (");
    }

    @Test
    void withoutACloudItIsSaidWhatToDo() {
        place.environment.remove("OS_AUTH_URL");

        assertThat(run(new TranslateCommand(), "survey", "m1.small")).isEqualTo(2);
        assertThat(place.err()).contains("source your openrc file");
    }

    @Test
    void aWrongPasswordIsTheOutsideWorldsAndShowsNoSecret() {
        place.environment.put("OS_PASSWORD", "hunter2");

        assertThat(run(new TranslateCommand(), "survey", "m1.small")).isEqualTo(3);
        assertThat(place.err()).contains("Check user, password").doesNotContain("hunter2");
    }

    @Test
    void sharedAcceptedAndListed() throws Exception {
        assertThat(run(new ImageCommand.Share(), "survey", "--project", projectId("proj-a")))
                .isZero();
        assertThat(place.out()).contains("was private and can be shared now").contains("updraft image accept " + image);
        Path other = place.openrc("a");
        assertThat(run(new ImageCommand.Accept(), image, "--openrc", other.toString()))
                .isZero();
        assertThat(place.out()).contains("is accepted by project proj-a");

        try (TestPlace listing = place) {
            assertThat(run(new ImageCommand.ListThem(), "--json")).isZero();
            String json = listing.out().substring(listing.out().indexOf("{\n"));
            var seen = new ObjectMapper().readTree(json).path("images");
            assertThat(seen.findValuesAsText("name")).contains("survey", "tiny");
            assertThat(json).contains("\"owner\" : \"proj-b\"").contains("\"status\" : \"accepted\"");
        }
    }

    @Test
    void withNobodyToShareWithItIsUsage() {
        assertThat(run(new ImageCommand.Share(), "survey")).isEqualTo(2);
        assertThat(place.err()).contains("name a project by --project");
    }

    @Test
    void anImageOfOthersCannotBeShared() {
        place.environment.putAll(place.credentials("a"));

        assertThat(run(new ImageCommand.Share(), "survey", "--project", projectId("proj-b")))
                .isEqualTo(1);
        assertThat(place.err()).contains("there is no image \"survey\"");
    }
}
