package org.updraft.autoscaler.cloudinit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.updraft.autoscaler.pool.Terms;

/** updraft-token as a worker runs it, with folders of the test and a condor_token_request that the test writes. */
class TokenRequestScriptTest {
    private static final long FAR = 4_000_000_000L;

    @TempDir
    Path folder;

    private Path token;
    private Path calls;
    private Path stages;

    private record Ran(int code, String out, String err) {}

    @BeforeEach
    void paths() throws Exception {
        Files.createDirectories(folder.resolve("bin"));
        token = folder.resolve("tokens.d/updraft");
        calls = folder.resolve("calls");
        stages = folder.resolve("stages");
        tool("updraft-stage", "echo \"$*\" >> '" + stages + "'");
    }

    @Test
    void aTokenIsAskedForKeptForRootAndItsEndIsPrinted() throws Exception {
        asking("echo 'Token request enqueued.  Ask an administrator to please approve request 1.'; echo " + token(FAR));
        Ran ran = run(asks());
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).isEqualTo(FAR + "\n");
        assertThat(ran.err()).doesNotContain("eyJ");
        assertThat(token).hasContent(token(FAR));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
                .isEqualTo("rw-------");
        assertThat(folder.resolve("lib")).isEmptyDirectory();
        assertThat(stages).hasContent("token waits");
        assertThat(Files.readString(calls))
                .isEqualTo("SSL " + folder + "/updraft-ca.pem False: -pool head.example.org:9618 -type COLLECTOR"
                        + " -identity updraft-0abc@example.org -authz ADVERTISE_STARTD -authz ADVERTISE_MASTER -authz READ"
                        + " -lifetime 5184000\n");
    }

    @Test
    void aGoodTokenIsNotAskedForAgain() throws Exception {
        Files.createDirectories(token.getParent());
        Files.writeString(token, token(FAR) + "\n");
        asking("exit 1");
        assertThat(run(asks())).extracting(Ran::code, Ran::out).containsExactly(0, FAR + "\n");
        assertThat(calls).doesNotExist();
        assertThat(stages).doesNotExist();
    }

    @Test
    void itAsksUntilItGetsAGoodOne() throws Exception {
        Files.createDirectories(token.getParent());
        Files.writeString(token, token(1_000_000_000L));
        asking("case $(wc -l < '%s') in 1) exit 1 ;; 2) echo nonsense ;; 3) echo %s ;; *) echo %s ;; esac"
                .formatted(calls, token(1_000_000_001L), token(FAR)));
        assertThat(run(asks()).out()).isEqualTo(FAR + "\n");
        assertThat(Files.readAllLines(calls)).hasSize(4);
    }

    @Test
    void whyItGetsNoneIsToldOnceForEachReasonAndNeverByWhatMayBeAToken() throws Exception {
        asking("""
                case $(wc -l < '%s') in
                  1 | 2) echo 'Failed to request a new token: DAEMON:1:Failed to connect to remote daemon' >&2; exit 1 ;;
                  3) echo 'ERROR: unknown host head.example.org' >&2; exit 1 ;;
                  4) echo 'AUTHENTICATE:1003: certificate is not yet valid' >&2; exit 1 ;;
                  5) echo 'denied' >&2; echo eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.c2ln; exit 1 ;;
                  6) echo %s ;;
                  *) echo %s ;;
                esac""".formatted(calls, token(1_000_000_001L), token(FAR)));
        Ran ran = run(asks());
        assertThat(ran.out()).isEqualTo(FAR + "\n");
        assertThat(ran.err()).contains("unknown host", "not yet valid");
        assertThat(Files.readAllLines(stages))
                .containsExactly(
                        "token waits",
                        "token failed unreachable Failed to request a new token: DAEMON:1:Failed to connect to remote daemon ",
                        "token failed certificate AUTHENTICATE:1003: certificate is not yet valid ",
                        "token failed not-given denied ",
                        "token failed ended it ends at 1000000001");
    }

    @Test
    void everyPaddingOfBase64IsUnderstood() throws Exception {
        Files.createDirectories(token.getParent());
        for (String more : List.of("", "x", "xx", "xxx", "é?>~")) {
            String claims = "{\"exp\":%d,\"sub\":\"%s\"}".formatted(FAR, more);
            Files.writeString(token, "eyJ." + url(claims) + ".sig");
            assertThat(run(given()).out()).as(claims).isEqualTo(FAR + "\n");
        }
    }

    @Test
    void aWorkerThatWasGivenItsTokenNeverAsksAndFailsWithoutAGoodOne() throws Exception {
        asking("echo " + token(FAR));
        Files.createDirectories(token.getParent());
        Files.writeString(token, token(1_000_000_000L));
        Ran ran = run(given());
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("has ended, or is none").doesNotContain("eyJ");
        assertThat(stages).content().startsWith("token failed ended ").doesNotContain("eyJ");
        assertThat(calls).doesNotExist();
    }

    private void asking(String body) throws Exception {
        tool(
                "condor_token_request",
                "echo \"$_CONDOR_SEC_CLIENT_AUTHENTICATION_METHODS $_CONDOR_AUTH_SSL_CLIENT_CAFILE"
                        + " $_CONDOR_AUTH_SSL_CLIENT_USE_DEFAULT_CAS: $*\" >> '" + calls + "'\n" + body);
    }

    private void tool(String name, String body) throws Exception {
        Path tool = Files.writeString(folder.resolve("bin/" + name), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String asks() throws Exception {
        String ca = "-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n";
        return script(TokenSource.request(ca, Duration.ofDays(60)), Optional.empty());
    }

    private static String given() throws Exception {
        return script(Boots.GIVEN, Optional.of("aa.bb.cc"));
    }

    private static String script(TokenSource tokens, Optional<String> token) throws Exception {
        WorkerBoot boot =
                new WorkerBoot("0abc", "updraft-batch-0abc", "batch", "i", "al", "t", Terms.PLAIN, 2, 1000, 0, token);
        UserData data =
                new CloudInit(Templates.builtIn(), Boots.POOL, tokens).render(boot, Optional.empty(), List.of());
        return Boots.file(Yamls.mapping(Boots.text(data)), "/usr/local/sbin/updraft-token");
    }

    private Ran run(String script) throws Exception {
        Path file = Files.writeString(
                folder.resolve("script"),
                script.replace("PATH=/usr/local/sbin:", "PATH=" + folder + "/bin:/usr/local/sbin:")
                        .replace("/etc/condor/tokens.d", token.getParent().toString())
                        .replace("/etc/condor/", folder + "/")
                        .replace("/var/lib/updraft", folder + "/lib")
                        .replace("sleep 10", "sleep 0"));
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder("sh", file.toString())
                .redirectError(err.toFile())
                .start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), out, Files.readString(err));
    }

    private static String token(long end) {
        return "eyJhbGciOiJIUzI1NiJ9." + url("{\"exp\":%d,\"iss\":\"example.org\"}".formatted(end)) + ".c2ln";
    }

    private static String url(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
