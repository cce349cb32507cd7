package org.updraft.autoscaler.cloudinit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.updraft.autoscaler.pool.Terms;

/** The real cloud-init and shellcheck of this machine judge what we write; without them these tests fail. */
@Tag("tools")
class CloudInitToolsTest {
    /** Prints what cloud-init makes of user data: its own reading of the message, its own merging. */
    private static final String MERGE = """
            import sys, tempfile
            from cloudinit import handlers, helpers, user_data
            from cloudinit.handlers.cloud_config import CloudConfigPartHandler
            folder = tempfile.mkdtemp()
            paths = helpers.Paths({'cloud_dir': folder, 'run_dir': folder})
            message = user_data.UserDataProcessor(paths).process(open(sys.argv[1], 'rb').read())
            handler = CloudConfigPartHandler(paths)
            handler.cloud_fn = folder + '/merged'
            handler.handle_part(None, handlers.CONTENT_START, None, None, None, None)
            for part in message.walk():
                if part.get_content_type() == 'text/cloud-config':
                    handler.handle_part(None, part.get_content_type(), part.get_filename(),
                                        part.get_payload(decode=True).decode(), 'always', dict(part))
            handler.handle_part(None, handlers.CONTENT_END, None, None, None, None)
            print(open(handler.cloud_fn).read())
            """;

    private final CloudInit cloudInit = new CloudInit(Templates.builtIn(), Boots.POOL, Boots.GIVEN);

    @TempDir
    Path folder;

    @Test
    void cloudInitsSchemaAcceptsPlainAndOddWorkers() throws Exception {
        for (WorkerBoot boot : List.of(Boots.plain(), Boots.of("o'brien", "a: \"b\" - $(x) é😀 #", "{p}", 64))) {
            Path file = Files.writeString(
                    folder.resolve("config"), Boots.text(cloudInit.render(boot, Optional.empty(), List.of())));
            assertThat(run("cloud-init", "schema", "--config-file", file.toString()))
                    .contains("Valid")
                    .doesNotContain("deprecat", "Invalid");
        }
    }

    @Test
    void cloudInitRunsTheSitesPartFirstAndLetsItOverruleNothing() throws Exception {
        String site = "#cloud-config\nhostname: mine\nruncmd: [[echo, é]]\npackages: [gcc]\nusers: [{name: ops}]\n"
                + "write_files: [{path: /etc/condor/tokens.d/updraft, content: mine}]\n";
        Map<String, Object> merged = merged(cloudInit.render(Boots.plain(), Optional.of(site), List.of()));
        assertThat(merged)
                .containsEntry("hostname", "updraft-batch-0abc")
                .containsEntry("packages", List.of("gcc"))
                .containsEntry("runcmd", List.of(List.of("echo", "é"), List.of("/usr/local/sbin/updraft-join")));
        assertThat((List<?>) merged.get("users")).hasSize(1 + 1 + 4 + 8 + 1);
        assertThat(merged.get("users").toString()).contains("default", "{name=ops}");
        List<?> files = (List<?>) merged.get("write_files");
        assertThat(files.getFirst().toString()).contains("content=mine");
        assertThat(files.stream()
                        .filter(file -> file.toString().contains("path=/etc/condor/tokens.d"))
                        .toList()
                        .getLast()
                        .toString())
                .contains("aa.bb.cc");
    }

    @Test
    void cloudInitRunsTheUsersPartsAfterTheSitesAndLetsThemOverruleNothing() throws Exception {
        String user =
                "#cloud-config\nhostname: mine\nfqdn: mine.example.org\nmanage_etc_hosts: false\npreserve_hostname: true\n"
                        + "users: [{name: me}]\nruncmd: [[echo, %s]]\nwrite_files: [{path: /etc/condor/tokens.d/updraft, content: mine}]\n";
        UserData data = cloudInit.render(
                Boots.on(new Terms(false, 0, "spool:x")),
                Optional.of("#cloud-config\nruncmd: [[echo, site]]\n"),
                List.of(
                        part("cloud-config", user.formatted("first")),
                        part("x-shellscript", "#!/bin/sh\n#cloud-config\nmerge_how: x\n"),
                        part("cloud-config", user.formatted("second"))));
        Map<String, Object> merged = merged(data);
        assertThat(merged)
                .containsEntry("hostname", "updraft-batch-0abc")
                .containsEntry("fqdn", "updraft-batch-0abc.example.org")
                .containsEntry("manage_etc_hosts", "localhost")
                .containsEntry("preserve_hostname", false)
                .containsEntry(
                        "runcmd",
                        List.of(
                                List.of("echo", "site"),
                                List.of("echo", "first"),
                                List.of("echo", "second"),
                                List.of("/usr/local/sbin/updraft-join")));
        List<?> files = (List<?>) merged.get("write_files");
        assertThat(files.stream()
                        .filter(file -> file.toString().contains("path=/etc/condor/tokens.d"))
                        .toList()
                        .getLast()
                        .toString())
                .contains("aa.bb.cc");
    }

    private static UserPart part(String subtype, String text) {
        return new UserPart("of-a-user", subtype, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void cloudInitUnpacksCompressedUserData() throws Exception {
        UserData big = cloudInit.render(
                Boots.of("alice", "proj:image", "batch", 256), Optional.of("#cloud-config\na: b\n"), List.of());
        assertThat(big.gzipped()).isTrue();
        assertThat((List<?>) merged(big).get("users")).hasSize(1 + 256 + 8 + 1);
    }

    @Test
    void shellcheckFindsNothingInTheScriptsOfAWorker() throws Exception {
        shellcheck(cloudInit);
    }

    @Test
    void shellcheckFindsNothingInThoseOfAWorkerThatAsksForItsToken() throws Exception {
        String ca = "-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n";
        shellcheck(new CloudInit(Templates.builtIn(), Boots.POOL, TokenSource.request(ca, TokenSource.LIFE)));
    }

    private void shellcheck(CloudInit rendering) throws Exception {
        Map<String, Object> config = Yamls.mapping(
                Boots.text(rendering.render(Boots.on(new Terms(false, 1, "spool:x")), Optional.empty(), List.of())));
        for (String name : List.of(
                "updraft-join",
                "updraft-stage",
                "updraft-prepare",
                "updraft-machine",
                "updraft-token",
                "updraft-starts",
                "updraft-watch",
                "updraft-end")) {
            Path script = Files.writeString(folder.resolve(name), Boots.file(config, "/usr/local/sbin/" + name));
            assertThat(run("shellcheck", "--shell=sh", script.toString())).isEmpty();
        }
    }

    private Map<String, Object> merged(UserData data) throws Exception {
        Path file = Files.write(
                folder.resolve("user-data"), java.util.Base64.getDecoder().decode(data.base64()));
        Path script = Files.writeString(folder.resolve("merge.py"), MERGE);
        return Yamls.mapping(run("/usr/bin/python3", script.toString(), file.toString()));
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as("%s said: %s", String.join(" ", command), said)
                .isZero();
        return said;
    }
}
