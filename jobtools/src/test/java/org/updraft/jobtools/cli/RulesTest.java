package org.updraft.jobtools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.updraft.jobtools.check.Rule;
import org.updraft.openstack.embedded.model.Images;
import org.updraft.openstack.embedded.model.StoredImage;

/**
 * Each rule has a file that breaks it, what is said of that ({@code expected}), and a file that does not break it. To write what is
 * expected anew, after reading it: {@code -Dupdraft.rules.record=FOLDER}, such as src/test/resources/rules.
 */
class RulesTest {

    @TempDir
    Path folder;

    private static Path of(Rule rule, String name) {
        try {
            return Path.of(RulesTest.class.getResource("/rules/" + rule.id()).toURI())
                    .resolve(name);
        } catch (java.net.URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** What validate says of a file, in a folder with all that the good ones need. */
    private String said(Rule rule, String kind) throws IOException {
        try (TestPlace place = new TestPlace(folder)) {
            furnish(place);
            if (rule == Rule.REQUIREMENTS || rule == Rule.ALWAYS_TRUE) {
                place.write("etc.yaml", "policy: {allow: [requirements]}\n");
            }
            Files.copy(of(rule, kind + ".sub"), folder.resolve(kind + ".sub"));
            List<String> words = new ArrayList<>(List.of(kind + ".sub"));
            Files.readAllLines(of(rule, kind + ".words")).stream()
                    .filter(word -> !word.isEmpty())
                    .forEach(words::add);
            int code = Validating.run(JobArguments.validate(words).orElseThrow(), place.here());
            return place.out().replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}", "ID") + "exit "
                    + code + "\n";
        }
    }

    private static void furnish(TestPlace place) throws IOException {
        place.image("survey");
        place.cloud.with(model -> {
            String project =
                    model.identity().project("proj-b", "Default").orElseThrow().id();
            String id = model.images()
                    .add(
                            project,
                            Images.Draft.named("big", StoredImage.Visibility.PRIVATE)
                                    .needing(500, 64_000))
                    .id();
            return model.images().upload(id, new StoredImage.Content(1 << 20, "0", "0"));
        });
        place.write("job.sh", "#!/bin/sh\n");
        place.write("plain.txt", "hello\n");
        place.write("windows.sh", "#!/bin/sh\r\necho\r\n");
        place.write("settings.txt", "rank = 1\n");
        place.write("bad.yaml", "packages: [ds9]\n");
        place.write("good.yaml", "#cloud-config\npackages: [saods9]\n");
        try (var in = RulesTest.class.getResourceAsStream("/org/updraft/jobtools/credential/chain.pem")) {
            Path chain = place.folder.resolve("chain.pem");
            Files.write(chain, in.readAllBytes());
            Files.setPosixFilePermissions(chain, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatBreaksARuleIsToldWithLineValueReasonAndRemedy(Rule rule) throws IOException {
        String said = said(rule, "bad");
        String record = System.getProperty("updraft.rules.record");
        if (record != null) {
            Files.writeString(Path.of(record, rule.id(), "expected"), said);
        }
        assertThat(said).isEqualTo(Files.readString(of(rule, "expected"))).contains("[" + rule.id() + "]");
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatKeepsARuleIsNotToldOfIt(Rule rule) throws IOException {
        assertThat(said(rule, "good")).doesNotContain("[" + rule.id() + "]").endsWith("exit 0\n");
    }

    @Test
    void rulesHaveNamesOfTheirOwn() {
        assertThat(List.of(Rule.values()).stream().map(Rule::id).distinct()).hasSize(Rule.values().length);
    }
}
