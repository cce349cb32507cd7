package org.updraft.autoscaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.updraft.openstack.embedded.EmbeddedCloud;
import picocli.CommandLine;

/** The command as typed, with tools that are scripts and a cloud in this process. */
class CheckConfigCommandTest {

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void tools() throws IOException {
        Path tools = Files.createDirectory(directory.resolve("bin"));
        tool(tools, "condor_version", "echo '$CondorVersion: 23.9.6 2026-07-12 $'");
        tool(tools, "condor_config_val", "echo example.org");
        tool(tools, "condor_token_create", "echo eyJ.very.secret");
        tool(
                tools,
                "condor_drain",
                "echo '    -check <expr>        Must be true for all slots to be drained or request is aborted.'");
        tool(tools, "condor_q", ":");
        tool(
                tools,
                "condor_status",
                "case \"$*\" in *-collector*) echo '[{\"Name\":\"cm\",\"DaemonStartTime\":1795317195}]';; esac");
        tool(
                tools,
                "condor_ping",
                "for l in READ ADMINISTRATOR ADVERTISE_STARTD ADVERTISE_MASTER; do echo \"$l IDTOKENS AES AES ALLOW u@d\";"
                        + " done");
    }

    @Test
    void mistakesInTheFileAreShownWithTheirLineAndACaret() throws Exception {
        Path file = write("updraft.yaml", "pool: {name: batch}\nclouds:\n  - {name: west, osclud: west}\n");
        assertThat(run("--config", file.toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains(file + ":3:18: error: unknown key \"osclud\" in clouds[]; did you mean osCloud?")
                .contains("      - {name: west, osclud: west}\n                     ^\n")
                .contains("nothing outside was asked");
    }

    @Test
    void mistakesCanBeHadAsJson() throws Exception {
        Path file = write("updraft.yaml", "x: 1\n");
        assertThat(run("--config", file.toString(), "--json")).isEqualTo(1);
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.path("clean").asBoolean(true)).isFalse();
        assertThat(json.path("errors").get(0).path("line").asInt()).isEqualTo(1);
    }

    @Test
    void aSiteInOrderExitsWithZero() throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.demo(InstantSource.system(), 7)) {
            Path file = write("updraft.yaml", config(openrc(cloud)));
            assertThat(run("--config", file.toString())).as(out.toString()).isZero();
            assertThat(out.toString())
                    .contains("23.9.6")
                    .contains("the key updraft signs for updraft-check@example.org")
                    .contains("0 wrong, 0 without an answer")
                    .doesNotContain("secret");
        }
    }

    @Test
    void aCloudThatDoesNotAnswerExitsWithThreeAlsoAsJson() throws Exception {
        Path openrc;
        try (EmbeddedCloud cloud = EmbeddedCloud.demo(InstantSource.system(), 7)) {
            openrc = openrc(cloud);
        }
        Path file = write("updraft.yaml", config(openrc));
        assertThat(run("--config", file.toString(), "--json")).isEqualTo(3);
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.path("clean").asBoolean(true)).isFalse();
        assertThat(json.path("findings").findValuesAsText("verdict"))
                .contains("silent")
                .doesNotContain("fail");
    }

    @Test
    void aKeyThatDoesNotSignExitsWithOne() throws Exception {
        tool(
                directory.resolve("bin"),
                "condor_token_create",
                "echo 'Failed to generate a token.' >&2; echo 'TOKEN:1:Failed to read file /x/updraft securely.' >&2; exit 1");
        try (EmbeddedCloud cloud = EmbeddedCloud.demo(InstantSource.system(), 7)) {
            Path file = write("updraft.yaml", config(openrc(cloud)));
            assertThat(run("--config", file.toString())).isEqualTo(1);
            assertThat(out.toString()).containsPattern("FAIL +token signing");
        }
    }

    @Test
    void withoutAFileItIsAMistakeOfUsage() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("--config");
    }

    @Test
    void theHelpHasAnExampleAndTheExitCodes() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("Exit codes: 0").contains("updraft check-config --config");
    }

    private int run(String... arguments) {
        return new CommandLine(new CheckConfigCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private String config(Path openrc) {
        return """
                pool: {name: batch, collector: cm.example.org, schedds: [s1], tools: bin}
                clouds: [{name: west, openrc: %s, networks: [batch-net]}]
                defaults: {image: debian-12-condor}
                ledger: state/updraft.db
                spool: spool
                listen: {socket: run/api.sock}
                """.formatted(openrc.getFileName());
    }

    private Path openrc(EmbeddedCloud cloud) throws IOException {
        return write("west-openrc.sh", """
                export OS_AUTH_URL=%s
                export OS_USERNAME=operator
                export OS_PASSWORD=demo
                export OS_PROJECT_NAME=batch
                export OS_USER_DOMAIN_NAME=Default
                export OS_PROJECT_DOMAIN_NAME=Default
                """.formatted(cloud.authUrl()));
    }

    private Path write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static void tool(Path tools, String name, String body) throws IOException {
        Path file = tools.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
