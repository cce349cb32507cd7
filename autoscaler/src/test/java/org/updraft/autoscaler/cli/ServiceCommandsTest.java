package org.updraft.autoscaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.updraft.autoscaler.Main;
import org.updraft.autoscaler.act.GateSample;
import org.updraft.autoscaler.client.ApiClient;
import org.updraft.autoscaler.ledger.SqliteLedger;
import org.updraft.autoscaler.metrics.Metrics;
import org.updraft.autoscaler.plan.Diagnosis;
import org.updraft.autoscaler.pool.BootEvidence;
import org.updraft.autoscaler.pool.TokenApproval;
import org.updraft.autoscaler.web.SampleDesk;
import org.updraft.autoscaler.web.Samples;
import org.updraft.autoscaler.web.WebServer;
import org.updraft.openstack.InstanceAction;

/** The commands as typed, against the real server on a socket. */
class ServiceCommandsTest {

    private static final String DANGEROUS = "[\\p{Cntrl}&&[^\\n]]|[\\u0080-\\u009f\\u202e\\u200b]";

    @TempDir
    Path directory;

    private final SampleDesk desk = new SampleDesk();
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @SuppressWarnings("NullAway.Init")
    private WebServer server;

    @BeforeEach
    void start() throws Exception {
        desk.spool(directory.resolve("spool"))
                .show(Samples.busyTurn())
                .queue(Samples.job("12.0", "alice", "alice-7c1f", 1));
        server = WebServer.start(
                new WebServer.Doors(
                        Optional.of(socket()),
                        Optional.empty(),
                        directory.resolve("http-token"),
                        false,
                        WebServer.Doors.PATIENCE),
                desk,
                new Metrics(desk.clock()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whoWasNotLetInIsShownWithoutItsControlCharacters() {
        desk.gate(GateSample.of(Samples.NOON, "0abc", 3));
        assertThat(run("status")).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("NOT LET IN", "wrong-address  0abc")
                .doesNotContain("NO JOINS")
                .doesNotContainPattern(DANGEROUS);
        desk.gate(GateSample.of(Samples.NOON, "0abc", 1000));
        out = new StringWriter();
        run("status");
        assertThat(out.toString()).contains("NO JOINS", "1000 requests for tokens wait");
    }

    @Test
    void aWorkersRequestsForItsTokenExplainWhyItHasNotJoined() throws Exception {
        desk.ledger().life("01aa", Samples.NOON, "token-refused", "wrong-address: request 0000000 …");
        desk.ledger().approving("01aa", new TokenApproval(Samples.NOON, "0000001 host-1", "10.0.0.5"));
        assertThat(run("why", "01aa")).as(err.toString()).isZero();
        assertThat(out.toString().replaceAll("\\s+", " "))
                .contains("A request for its token was not approved at " + Samples.NOON)
                .contains("It was let into the pool at " + Samples.NOON + " (request 0000001 host-1 from 10.0.0.5)");
    }

    @Test
    void aWorkerThatDidNotJoinIsExplainedByItsAutopsy() throws Exception {
        String console = "updraft-stage: started ok " + Samples.NOON.getEpochSecond() + "\n"
                + "updraft-stage: packages failed " + Samples.NOON.getEpochSecond() + " no-condor \u001b[31mnone\n"
                + "noise\n".repeat(30) + "the last\u0007 line";
        desk.ledger()
                .autopsied(
                        "01bc",
                        Diagnosis.of(new BootEvidence(
                                Samples.NOON,
                                Samples.NOON.plusSeconds(60),
                                "ACTIVE",
                                Optional.empty(),
                                List.of(new InstanceAction("create", "req-7", Samples.NOON, Optional.of("Error"))),
                                console,
                                false,
                                List.of(),
                                List.of("its life: gone"))));

        assertThat(run("why", "01bc")).as(err.toString()).isZero();
        assertThat(out.toString().replaceAll("\\s+", " "))
                .contains(
                        "It did not join the pool, as HTCondor is missing on it, or does not start: its console says:"
                                + " no-condor none. What to do: install HTCondor in the image",
                        "Its server was ACTIVE when that was found out, at " + Samples.NOON.plusSeconds(60)
                                + "; its machine had come as far as: started.",
                        "create failed (Error), req-7",
                        "Could not be read: its life: gone",
                        "Its console ended with: | noise")
                .doesNotContainPattern(DANGEROUS);
        assertThat(out.toString().lines().filter(line -> line.startsWith("    | ")))
                .hasSize(12)
                .endsWith("    | the last? line");

        out = new StringWriter();
        assertThat(run("why", "01bc", "--json")).isZero();
        JsonNode autopsy = new ObjectMapper()
                .readTree(out.toString())
                .path("answers")
                .path(0)
                .path("autopsy");
        assertThat(autopsy.path("cause").asText()).isEqualTo("condor-missing");
        assertThat(autopsy.path("reached").asText()).isEqualTo("started");
        assertThat(autopsy.path("console").size()).isEqualTo(33);

        desk.ledger().joined("01bc", Samples.NOON.plusSeconds(90));
        out = new StringWriter();
        assertThat(run("why", "01bc")).isZero();
        assertThat(out.toString()).as("joined after all").doesNotContain("did not join");
    }

    @Test
    void statusAnswersInOneScreen() {
        assertThat(run("status")).as(err.toString()).isZero();
        assertThat(out).hasToString("""
                pool batch  turn 41, 4 s ago, took 0.42 s; one every 30 s; up since 11:00:00Z
                BLIND  cloud:east since 11:54:50Z: listing servers of east: no answer in 30 s from
                       https://east.example.org:8774
                BREAKER  west: the cloud told us to boot less; open since 11:59:45Z, left alone until 12:00:45Z,
                         failed 1 time; the last words: 429 from west: slow down <b>x</b>
                BREAKER  west, c4-8gb: the cloud has no host for the flavor; open since 11:50:00Z, may be tried once
                         since 11:59:50Z, failed 2 times; the last words: No valid host was found.
                BREAKER  west, debian-12-condor, c4-8gb: workers of this image and flavor do not join; open since
                         11:55:00Z, left alone until 12:10:00Z, failed 3 times; the last words: never-joined: 15
                         min, allowed 15 min
                jobs     56 wait, 8 run
                workers  10: 1 building, 3 busy, 1 deleting, 1 draining, 1 failed, 1 idle, 1 joining, 1 requested

                WAITING  CAUSE          WHICH MEANS                            FIGURES
                     40  user-cap       the user has as many workers as the …  bob has 4 of 4 workers
                      8  covered        workers that run or start have room …  on 2 workers that start
                      4  jobs-wait      jobs wait for it                       the last turn asked for 1 worker, 3 …
                      3  quota          the cloud's quota is used up           west: 38 of 40 cores used, 4 needed
                      1  unknown-image  no cloud has the image                 debain-12 on west

                STARTING  DOES       SINCE  OWNER  CLOUD  FLAVOR  NOTE
                01ad      building   70 s   alice  west   c4-8gb
                01ae      requested  8 s    alice  west   c4-8gb
                01ba      joining    95 s   bob    west   c4-8gb

                IDLE  DOES  SINCE  OWNER  CLOUD  FLAVOR  NOTE
                01ac  idle  2 min  alice  west   c4-8gb  until 11:59:50Z

                AILING  DOES    SINCE  OWNER  CLOUD  FLAVOR  NOTE
                01bc    failed  6 min  bob    west   c4-8gb  No valid host was found. <b>x</b>

                CLOUD  STATE  WORKERS  SERVERS   CORES     RAM GIB
                west   on          10  12 of 20  38 of 40       96

                FAILED   ACTION  RESULT   WHERE           OWNER  WORDS
                4 s ago  drain   refused                  alice  a claim is there
                4 s ago  boot    failed   c4-8gb on west  bob    booting on west: No valid host was found
                """);
    }

    @Test
    void workersAreATable() {
        assertThat(run("workers")).isZero();
        assertThat(out).hasToString("""
                WORKER  DOES       SINCE  JOBS  OWNER  VMTYPE      CLOUD  FLAVOR  NOTE
                01aa    busy                 3  alice  proj:image  west   c4-8gb
                01ab    busy                 4  alice  proj:image  west   c4-8gb
                01ac    idle       2 min     0  alice  proj:image  west   c4-8gb  until 11:59:50Z
                01ad    building   70 s      0  alice  proj:image  west   c4-8gb
                01ae    requested  8 s       0  alice  proj:image  west   c4-8gb
                01ba    joining    95 s      0  bob    proj:image  west   c4-8gb
                01bb    draining   35 s      0  bob    proj:image  west   c4-8gb  not empty yet
                01bc    failed     6 min     0  bob    proj:image  west   c4-8gb  No valid host was found. <b>x</b>
                01bd    deleting   20 s      0  bob    proj:image  west   c4-8gb
                01ca    busy                 1  carol  proj:image  west   c4-8gb
                """);
    }

    @Test
    void whyOfAJobIsToldInSentences() {
        assertThat(run("why", "12.0")).as(err.toString()).isZero();
        assertThat(out).hasToString("""
                job 12.0 on batch of alice: waiting
                   Workers that run or start have room for it: on 2 workers that start (8 of 12 jobs like it).
                   The last turn, at 11:59:56Z, asked for 1 worker for it and jobs like it.
                   A worker is on its way: updraft-batch-01ad on west, asked for 8 min ago; such workers usually
                   join within 3 min.
                   A worker is on its way: updraft-batch-01ae on west, asked for 4 s ago; such workers usually join
                   within 3 min.
                   Idle and waiting to be matched with it: updraft-batch-01ac.
                """);
    }

    @Test
    void whyOfAWorkerGoesByItsName() {
        assertThat(run("why", "updraft-batch-01ac")).isZero();
        assertThat(out.toString()).startsWith("worker updraft-batch-01ac of alice: idle\n");
    }

    @Test
    void demandsSayWhyEachWaits() {
        assertThat(run("demands")).isZero();
        assertThat(out.toString())
                .contains("bob-11ad", "40 user-cap: bob has 4 of 4\n")
                .contains(" workers\n");
    }

    @Test
    void turnsSayWhatWasDone() {
        assertThat(run("turns")).isZero();
        assertThat(out.toString())
                .contains("boot 01ae, boot 01bc failed, drain 01ac\n")
                .contains(" refused\n");
    }

    @Test
    void ordersReachTheDesk() throws Exception {
        assertThat(run("drain", "01ac")).isZero();
        assertThat(out.toString()).contains("updraft-batch-01ac takes no new demand");
        assertThat(desk.ledger().worker("01ac").orElseThrow().retiringAt()).isPresent();
        assertThat(run("drain", "--all")).isZero();
        assertThat(desk.ledger().worker("01aa").orElseThrow().retiringAt()).isPresent();
        assertThat(run("disable", "west")).isZero();
        assertThat(desk.ledger().disabledClouds()).containsExactly("west");
        assertThat(desk.trusted()).isEmpty();
        assertThat(run("enable", "west")).isZero();
        assertThat(desk.ledger().disabledClouds()).isEmpty();
        assertThat(desk.trusted()).containsExactly("west");
    }

    @Test
    void spoolPrintsTheLineForTheSubmitFile() throws Exception {
        Path config = Files.writeString(directory.resolve("setup.yaml"), "#cloud-config\npackages: [gcc]\n");
        assertThat(run("spool", config.toString())).as(err.toString()).isZero();
        assertThat(out.toString()).matches("\\+VMAMIConfig = \"spool:[0-9a-f]{64}\"\n");
        String sha256 = out.toString().replaceAll(".*:([0-9a-f]{64}).*\\s*", "$1");
        assertThat(desk.woken()).isEqualTo(1);

        Path script = Files.writeString(directory.resolve("x.sh"), "#!/bin/sh\ntrue\n");
        assertThat(run("spool", script.toString())).isZero();
        assertThat(out.toString()).matches("\\+VMAMIConfig = \"spool:[0-9a-f]{64}:x-shellscript\"\n");
        assertThat(run("spool", "--type", "cloud-boothook", script.toString(), "--json"))
                .isZero();
        assertThat(new ObjectMapper().readTree(out.toString()).path("attribute").asText())
                .endsWith(":cloud-boothook");

        assertThat(run("spool", "--list")).isZero();
        assertThat(out.toString()).contains(sha256 + "     30  0 s ago      never\n");
        assertThat(run("spool", "--remove", sha256)).isZero();
        assertThat(run("spool", "--remove", sha256)).isEqualTo(ExitCode.FINDINGS);
        assertThat(run("spool", "--list")).isZero();
        assertThat(out.toString()).doesNotContain(sha256);
    }

    @Test
    void spoolSaysWhatIsWrongWithAFile() throws Exception {
        Path bad = Files.writeString(directory.resolve("bad.yaml"), "#cloud-config\na: b\n  c: d\n");
        assertThat(run("spool", bad.toString())).isEqualTo(ExitCode.FINDINGS);
        assertThat(err.toString()).contains("line 3, column 4");
        Path big = Files.writeString(directory.resolve("big.yaml"), "#".repeat(49_153));
        assertThat(run("spool", big.toString())).isEqualTo(ExitCode.FINDINGS);
        assertThat(err.toString()).contains("more than 49152 bytes");
        assertThat(run("spool", directory.resolve("none").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(run("spool", "--type", "x-include-url", bad.toString())).isEqualTo(ExitCode.FINDINGS);
        assertThat(run("spool")).isEqualTo(ExitCode.USAGE);
        assertThat(run("spool", "--list", bad.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(run("spool", "--remove", "../../etc")).isEqualTo(ExitCode.FINDINGS);
        assertThat(desk.woken()).isZero();
        server.close();
        assertThat(run("spool", bad.toString())).isEqualTo(ExitCode.OUTSIDE);
    }

    @Test
    void killWantsToHearThatJobsMayDie() {
        assertThat(run("kill", "01aa")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("die").contains("--yes");
        assertThat(desk.condemned()).isEmpty();
        assertThat(run("kill", "01aa", "--yes")).isZero();
        assertThat(desk.condemned()).hasSize(1);
    }

    @Test
    void whatIsNotThereIsRefused() {
        assertThat(run("why", "nobody")).isEqualTo(ExitCode.FINDINGS);
        assertThat(err.toString()).contains("there is no nobody here");
        assertThat(run("drain", "nobody")).isEqualTo(ExitCode.FINDINGS);
        assertThat(run("enable", "atlantis")).isEqualTo(ExitCode.FINDINGS);
        assertThat(run("kill", "../../drain-all", "--yes")).isEqualTo(ExitCode.FINDINGS);
        assertThat(desk.woken()).isZero();
    }

    @Test
    void jsonIsTheAnswerAsItCame() throws IOException {
        assertThat(run("status", "--json")).isZero();
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.path("turn").path("number").asInt()).isEqualTo(41);
        assertThat(out.toString().lines().count()).isGreaterThan(100);
    }

    @Test
    void aServiceThatIsDownIsToldWithTheAgeOfItsLedgersLastTurn() throws Exception {
        server.close();
        assertThat(run("status")).isEqualTo(ExitCode.OUTSIDE);
        assertThat(err.toString()).contains(socket().toString()).contains("Is it running?");
        Path ledger = directory.resolve("updraft.db");
        try (SqliteLedger written = SqliteLedger.open(ledger)) {
            written.append(Samples.busyTurn());
        }
        assertThat(execute("status", "--config", config(ledger).toString())).isEqualTo(ExitCode.OUTSIDE);
        assertThat(err.toString().replaceAll("\\s+", " "))
                .contains("Its last turn, 41, was taken ")
                .contains("at 2026-11-22T11:59:56Z");
    }

    @Test
    void aLedgerThatCannotBeReadIsSaidSo() throws Exception {
        server.close();
        assertThat(execute(
                        "workers",
                        "--config",
                        config(directory.resolve("none.db")).toString()))
                .isEqualTo(ExitCode.OUTSIDE);
        assertThat(err.toString()).contains("How old its last turn is, is not known");
        assertThat(directory.resolve("none.db")).doesNotExist();
    }

    @Test
    void theSocketIsFoundByTheConfiguration() throws Exception {
        assertThat(execute(
                        "workers", "--config", config(directory.resolve("x.db")).toString()))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("01aa");
    }

    @Test
    void whoMayNotActIsToldWhoMay() throws Exception {
        String answer = CannedService.json("403 Forbidden", "{\"error\":\"dora may look and not act\"}");
        assertThat(runAgainst(answer, "drain", "--all")).isEqualTo(ExitCode.FINDINGS);
        assertThat(err.toString()).contains("dora may look and not act");
    }

    @Test
    void hostileTextReachesNoTerminal() throws Exception {
        String hostile = "\\u001b]0;owned\\u0007\\u009b31m\\u202egnp.exe\\nfake line\\r\\u200b";
        String worker = "{'id':'H','owner':'H','activity':'H','words':'%s'}".formatted("H".repeat(50));
        String answer = CannedService.json(
                "200 OK",
                "{'now':'2026-11-22T12:00:00Z','workers':[%s]}"
                        .formatted(worker)
                        .replace('\'', '"')
                        .replace("H", hostile));
        assertThat(runAgainst(answer, "workers", "--json")).isZero();
        assertThat(out.toString()).contains("owned").doesNotContainPattern(DANGEROUS);
        assertThat(runAgainst(answer, "workers")).isZero();
        assertThat(out.toString()).contains("owned").doesNotContainPattern(DANGEROUS);
        assertThat(out.toString().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(Screen.WIDTH));
        String refusal = CannedService.json("404 Not Found", "{\"error\":\"" + hostile + "\"}");
        assertThat(runAgainst(refusal, "why", "x")).isEqualTo(ExitCode.FINDINGS);
        assertThat(err.toString()).contains("owned").doesNotContainPattern(DANGEROUS);
    }

    @Test
    void anAnswerInChunksIsPutTogether() throws Exception {
        String answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "5\r\n{\"ord\r\ne;x=y\r\nered\":\"gone\"} \r\n0\r\n\r\n";
        assertThat(runAgainst(answer, "drain", "--all")).as(err.toString()).isZero();
        assertThat(out).hasToString("gone\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SSH-2.0-OpenSSH\r\n",
                "HTTP/1.1 200 OK\r\n\r\n<html>",
                "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{}",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}"
            })
    void anAnswerThatIsNoneCountsAsDown(String answer) throws Exception {
        assertThat(runAgainst(answer, "status")).isEqualTo(ExitCode.OUTSIDE);
    }

    @Test
    void anAnswerWithoutEndIsCutOff() throws Exception {
        String answer = CannedService.json("200 OK", "[" + " ".repeat(ApiClient.BYTES_MAX) + "]");
        assertThat(runAgainst(answer, "status")).isEqualTo(ExitCode.OUTSIDE);
        assertThat(err.toString()).contains("longer than");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status", "workers", "demands", "turns", "why", "drain", "kill", "enable", "disable", "spool", "cleanup"
            })
    void everyHelpHasAnExampleAndTheExitCodes(String command) {
        assertThat(execute(command, "--help")).isZero();
        assertThat(out.toString()).contains("Exit codes: 0").contains("  updraft " + command);
    }

    @Test
    void halfAnOrderIsAMistakeOfUsage() {
        assertThat(run("drain")).isEqualTo(ExitCode.USAGE);
        assertThat(run("drain", "01ac", "--all")).isEqualTo(ExitCode.USAGE);
        assertThat(run("turns", "--most", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(run("status", "--config", "x.yaml")).isEqualTo(ExitCode.USAGE);
        assertThat(desk.woken()).isZero();
    }

    private int runAgainst(String answer, String... arguments) throws IOException {
        server.close();
        CannedService canned = new CannedService(socket(), answer);
        try {
            return run(arguments);
        } finally {
            canned.close();
            Files.delete(socket());
        }
    }

    private Path socket() {
        return directory.resolve("api.sock");
    }

    private Path config(Path ledger) throws IOException {
        Path openrc = Files.writeString(directory.resolve("openrc.sh"), "export OS_AUTH_URL=http://x/\n");
        return Files.writeString(
                directory.resolve("updraft.yaml"), """
                pool: {name: batch, collector: cm.example.org, schedds: [s1]}
                clouds: [{name: west, openrc: %s, networks: [batch-net]}]
                defaults: {image: debian-12-condor}
                ledger: %s
                spool: spool
                listen: {socket: api.sock}
                """.formatted(openrc.getFileName(), ledger.getFileName()));
    }

    private int run(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--socket";
        all[arguments.length + 1] = socket().toString();
        return execute(all);
    }

    private int execute(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
