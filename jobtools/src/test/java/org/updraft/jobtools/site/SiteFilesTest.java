package org.updraft.jobtools.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.updraft.autoscaler.yaml.SettingsError;
import org.updraft.jobtools.policy.CommandName;

class SiteFilesTest {

    @TempDir
    Path folder;

    private Path write(String name, String yaml) throws IOException {
        return Files.writeString(folder.resolve(name), yaml);
    }

    private SiteFiles.Loaded load(Optional<Path> named) {
        return new SiteFiles(folder.resolve("etc.yaml"), Optional.of(folder.resolve("user.yaml"))).load(named);
    }

    private Site site(Optional<Path> named) {
        return switch (load(named)) {
            case SiteFiles.Loaded.Good(Site site) -> site;
            case SiteFiles.Loaded.Faulty(List<SettingsError> errors) -> throw new AssertionError(errors.toString());
        };
    }

    @Test
    void withoutAnyFileThereAreTheProgramsOwnRulesAndNoCloud() {
        Site site = site(Optional.empty());

        assertThat(site.clouds()).isEmpty();
        assertThat(site.policy().denial(CommandName.of("+VMAMI"))).isPresent();
        assertThat(site.credential()).isEqualTo(Site.Credential.DEFAULT);
    }

    @Test
    void everyKeyIsRead() throws IOException {
        write("etc.yaml", """
                service: /run/updraft/other.sock
                condor: {tools: /opt/condor/bin, config: /opt/condor/etc/condor_config, schedd: s1@host}
                clouds:
                  - {name: arbutus, batchProject: batch}
                  - {name: cedar, osCloud: cedar}
                  - {name: fir, openrc: fir.sh, batchProject: 0123}
                projects: {"0123": batch}
                architecture: AARCH64
                credential: {file: /c.pem, command: [get-cert, "{user}"], least: 3d, helper: helper.sh}
                mostJobs: 50
                policy: {allow: [requirements], default: {rank: "0"}, force: {a: b}, append: {transfer_input_files: x}}
                """);

        Site site = site(Optional.empty());

        assertThat(site.socket()).contains(Path.of("/run/updraft/other.sock"));
        assertThat(site.condor())
                .isEqualTo(new Site.Condor(
                        Optional.of(Path.of("/opt/condor/bin")),
                        Optional.of(Path.of("/opt/condor/etc/condor_config")),
                        Optional.of("s1@host")));
        assertThat(site.clouds())
                .containsExactly(
                        new SiteCloud("arbutus", new SiteCloud.Login.Environment(), Optional.of("batch")),
                        new SiteCloud("cedar", new SiteCloud.Login.OsCloud("cedar"), Optional.empty()),
                        new SiteCloud(
                                "fir", new SiteCloud.Login.Openrc(folder.resolve("fir.sh")), Optional.of("0123")));
        assertThat(site.projects()).containsEntry("0123", "batch");
        assertThat(site.architecture()).isEqualTo("AARCH64");
        assertThat(site.credential())
                .isEqualTo(new Site.Credential(
                        Optional.of(Path.of("/c.pem")),
                        List.of("get-cert", "{user}"),
                        Duration.ofDays(3),
                        Optional.of(folder.resolve("helper.sh"))));
        assertThat(site.mostJobs()).isEqualTo(50);
        assertThat(site.policy().allowsRequirements()).isTrue();
        assertThat(site.policy().presets()).containsEntry("rank", "0");
    }

    @Test
    void aUsersFileAddsAndReplacesFactsButLiftsNoDenial() throws IOException {
        write("etc.yaml", "{clouds: [{name: a}], architecture: X86_64, policy: {deny: {rank: {reason: no}}}}");
        write("user.yaml", "{clouds: [{name: a, osCloud: mine}, {name: b}], policy: {allow: [rank, requirements]}}");
        Path named = write("named.yaml", "{architecture: PPC64LE, policy: {allow: [rank]}}");

        Site site = site(Optional.of(named));

        assertThat(site.clouds()).extracting(SiteCloud::name).containsExactly("a", "b");
        assertThat(site.clouds().getFirst().login()).isEqualTo(new SiteCloud.Login.OsCloud("mine"));
        assertThat(site.architecture()).isEqualTo("PPC64LE");
        assertThat(site.policy().denial(CommandName.of("rank"))).isPresent();
        assertThat(site.policy().allowsRequirements()).isFalse();
        assertThat(site.files()).hasSize(3);
    }

    @Test
    void mistakesHaveLineAndColumn() throws IOException {
        write("etc.yaml", "clouds:\n  - {name: A_B, batchProjekt: x}\ncredential: {least: 3}\n");

        assertThat(load(Optional.empty()))
                .isInstanceOfSatisfying(
                        SiteFiles.Loaded.Faulty.class,
                        faulty -> assertThat(faulty.errors().stream()
                                        .map(error -> error.headline().replace(folder + "/", "")))
                                .containsExactly(
                                        "etc.yaml:2:12: error: clouds[].name must be 1 to 31 of a-z, 0-9 and -, not beginning with -,"
                                                + " not \"A_B\"",
                                        "etc.yaml:2:17: error: unknown key \"batchProjekt\" in clouds[]; did you mean batchProject?",
                                        "etc.yaml:3:21: error: credential.least has no unit; write 3s, 3m or 3h"));
    }

    @Test
    void aNamedFileMustBeThere() {
        assertThat(load(Optional.of(folder.resolve("none.yaml"))))
                .isInstanceOfSatisfying(
                        SiteFiles.Loaded.Faulty.class,
                        faulty -> assertThat(faulty.errors().getFirst().headline())
                                .contains("there is no such file"));
    }
}
