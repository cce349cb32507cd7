package org.updraft.autoscaler.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.updraft.autoscaler.act.GateSample;
import org.updraft.autoscaler.cleanup.LeftoverSite;
import org.updraft.autoscaler.ledger.Turn;
import org.updraft.autoscaler.metrics.Metrics;
import org.updraft.autoscaler.pool.Worker;

class WebServerTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final SampleDesk desk = new SampleDesk();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Turn turn = Samples.busyTurn();
    private WebServer web;
    private URI root;

    @BeforeEach
    void serve() throws Exception {
        desk.show(turn);
        Metrics metrics = new Metrics(desk.clock());
        metrics.observe(turn);
        WebServer.Doors doors = new WebServer.Doors(
                Optional.empty(),
                Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                folder.resolve("http-token"),
                false,
                WebServer.Doors.PATIENCE);
        web = WebServer.start(doors, desk, metrics);
        root = web.page().orElseThrow();
    }

    @AfterEach
    void stop() {
        web.close();
    }

    @Test
    void whatIsLeftBehindIsForThoseWhoMayActOnly() throws Exception {
        LeftoverSite site = LeftoverSite.open(desk.ledger());
        String port = site.port(site.ended("w1"));
        site.letPass(Duration.ofHours(1));
        String token = Files.readString(folder.resolve("http-token")).strip();
        assertThat(post("api/v1/cleanup", Optional.of(token)).statusCode()).isEqualTo(404);
        desk.cleanup(site.cleanup());
        assertThat(get("api/v1/leftovers").statusCode()).isEqualTo(403);
        assertThat(post("api/v1/cleanup?untracked=remove", Optional.empty()).statusCode())
                .isEqualTo(401);
        assertThat(post("api/v1/cleanup?untracked=all", Optional.of(token)).statusCode())
                .isEqualTo(400);
        assertThat(site.hasPort(port)).isTrue();
        assertThat(post("api/v1/cleanup", Optional.of(token)).body()).contains("\"removed\"");
        assertThat(site.hasPort(port)).isFalse();
    }

    @Test
    void actingOverTcpWithoutTheTokenIs401AndDoesNothing() throws Exception {
        String worker = turn.seen().workers().getFirst().id();
        assertThat(post("api/v1/workers/" + worker + "/drain", Optional.empty()).statusCode())
                .isEqualTo(401);
        assertThat(post("api/v1/workers/" + worker + "/kill", Optional.of("wrong"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(post("api/v1/drain-all", Optional.empty()).statusCode()).isEqualTo(401);
        assertThat(desk.woken()).isZero();
        assertThat(desk.condemned()).isEmpty();
        for (Worker one : turn.seen().workers()) {
            assertThat(desk.ledger().worker(one.id()).orElseThrow().retiringAt())
                    .isEmpty();
        }
    }

    @Test
    void actingOverTcpWithTheTokenIsDoneAndWakesTheLoop() throws Exception {
        String worker = turn.seen().workers().getFirst().id();
        String token = Files.readString(folder.resolve("http-token")).strip();
        assertThat(post("api/v1/workers/" + worker + "/drain", Optional.of(token))
                        .statusCode())
                .isEqualTo(200);
        assertThat(desk.ledger().worker(worker).orElseThrow().retiringAt()).isPresent();
        assertThat(desk.woken()).isPositive();
    }

    @Test
    void theTokenIsForItsOwnerAlone() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("http-token"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aPasserByOnLoopbackSeesNoOwnersName() throws Exception {
        String body = get("api/v1/workers").body();
        for (Worker worker : turn.seen().workers()) {
            assertThat(body).doesNotContain("\"owner\":\"" + worker.owner() + "\"");
        }
        assertThat(JSON.readTree(body).get("workers").size())
                .isEqualTo(turn.seen().workers().size());
    }

    @Test
    void whoWasNotLetInIsCountedForAllAndShownToOperators() throws Exception {
        assertThat(JSON.readTree(get("api/v1/status").body()).has("joins")).isFalse();
        desk.gate(GateSample.of(Samples.NOON, "0abc", 3));
        JsonNode passerBy = JSON.readTree(get("api/v1/status").body()).get("joins");
        assertThat(passerBy.get("waiting").asInt()).isEqualTo(3);
        assertThat(passerBy.get("full").asBoolean()).isFalse();
        assertThat(passerBy.get("refused").get("wrong-address").asInt()).isEqualTo(1);
        assertThat(passerBy.get("lastRefused")).isEmpty();
        String token = Files.readString(folder.resolve("http-token")).strip();
        JsonNode admin =
                JSON.readTree(get("api/v1/status", Optional.of(token)).body()).get("joins");
        assertThat(admin.get("lastRefused")).hasSize(1);
        assertThat(admin.get("lastRefused").get(0).get("words").asText())
                .startsWith("wrong-address: request 0000000 for updraft-0abc@example.org from 203.0.113.66");
    }

    @Test
    void breakersAreShownToAllAndTheirWordsToThoseWhoSeeEverything() throws Exception {
        JsonNode passerBy = JSON.readTree(get("api/v1/status").body()).get("breakers");
        assertThat(passerBy).hasSize(3).allSatisfy(breaker -> {
            assertThat(breaker.has("words")).isFalse();
            assertThat(breaker.has("image")).isFalse();
            assertThat(breaker.get("until").asText()).startsWith("2026");
        });
        String token = Files.readString(folder.resolve("http-token")).strip();
        JsonNode all =
                JSON.readTree(get("api/v1/status", Optional.of(token)).body()).get("breakers");
        assertThat(all.get(2).get("kind").asText()).isEqualTo("boots-fail");
        assertThat(all.get(2).get("state").asText()).isEqualTo("open");
        assertThat(all.get(2).get("image").asText()).isEqualTo("debian-12-condor");
        assertThat(all.get(2).get("words").asText()).isEqualTo("never-joined: 15 min, allowed 15 min");
        assertThat(all.get(1).get("state").asText()).isEqualTo("half-open");
        assertThat(get("metrics").body())
                .contains(
                        "updraft_breakers{cloud=\"west\",flavor=\"\",image=\"\",kind=\"boots-limited\",state=\"open\"} 1")
                .contains(
                        "updraft_breakers{cloud=\"west\",flavor=\"f4\",image=\"i1\",kind=\"boots-fail\",state=\"open\"} 1");
    }

    @Test
    void statusPageMetricsAndHealthAnswer() throws Exception {
        JsonNode status = JSON.readTree(get("api/v1/status").body());
        assertThat(status.get("turn").get("number").asLong()).isEqualTo(turn.number());
        assertThat(get("").headers().firstValue("content-security-policy")).isPresent();
        assertThat(get("healthz").statusCode()).isEqualTo(200);
        assertThat(get("metrics").body().lines().filter(line -> !line.startsWith("#")))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("updraft_"));
    }

    @Test
    void aServiceWhoseLastTurnIsOldIsNotReady() throws Exception {
        assertThat(get("readyz").statusCode()).isEqualTo(200);
        desk.letPass(desk.interval().multipliedBy(3).plus(Duration.ofSeconds(1)));
        assertThat(get("readyz").statusCode()).isEqualTo(503);
    }

    @Test
    void aForeignHostNameIsTurnedAwayAsInDnsRebinding() throws IOException {
        assertThat(raw("GET /api/v1/status HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421");
    }

    @Test
    void aRequestWithABodyOrHugeHeadersIsRefused() throws IOException {
        assertThat(raw("POST /api/v1/drain-all HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n"
                        + "Connection: close\r\n\r\nhello"))
                .startsWith("HTTP/1.1 413");
        assertThat(raw("GET /" + "a".repeat(100_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 4");
    }

    @Test
    void whatIsNoHttpFillsNoLog() throws IOException {
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        Logger log = (Logger) LoggerFactory.getLogger(PlainErrors.class);
        log.addAppender(logged);
        try {
            assertThat(raw("GET / HTTP/9.9\r\nHost: localhost\r\n\r\n")).startsWith("HTTP/1.1 505");
            assertThat(logged.list).isEmpty();
        } finally {
            log.detachAppender(logged);
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return get(path, Optional.empty());
    }

    private HttpResponse<String> get(String path, Optional<String> token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(root.resolve(path));
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, Optional<String> token) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(root.resolve(path)).POST(HttpRequest.BodyPublishers.noBody());
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), root.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(200), StandardCharsets.US_ASCII);
        }
    }
}
