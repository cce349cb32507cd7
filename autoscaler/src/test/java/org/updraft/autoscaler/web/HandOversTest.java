package org.updraft.autoscaler.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.updraft.autoscaler.metrics.Metrics;

/** Handing cloud-config over, byte by byte as a hostile client would, to the real server. */
@Timeout(60)
class HandOversTest {

    private static final String CONFIG = "#cloud-config\npackages: [gcc]\n";
    private static final String PATH = "/api/v1/cloud-config";

    @TempDir
    Path folder;

    private final SampleDesk desk = new SampleDesk();

    @SuppressWarnings("NullAway.Init")
    private WebServer web;

    @BeforeEach
    void serve() throws Exception {
        desk.spool(folder.resolve("spool")).show(Samples.busyTurn());
        WebServer.Doors doors = new WebServer.Doors(
                Optional.of(socket()),
                Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                folder.resolve("http-token"),
                false,
                WebServer.Doors.PATIENCE);
        web = WebServer.start(doors, desk, new Metrics(desk.clock()));
    }

    @AfterEach
    void stop() {
        web.close();
    }

    @Test
    void aFileIsKeptForWhoCallsAndListedToHim() throws Exception {
        String answer = post(PATH, CONFIG);
        assertThat(answer).startsWith("HTTP/1.1 200");
        JsonNode json = json(answer);
        assertThat(json.path("attribute").asText())
                .isEqualTo("spool:" + json.path("sha256").asText());
        assertThat(json.path("size").asInt()).isEqualTo(CONFIG.length());
        assertThat(desk.userConfigs().orElseThrow().filesOf(System.getProperty("user.name")))
                .hasSize(1);
        assertThat(desk.woken()).isEqualTo(1);

        JsonNode list = json(get(PATH));
        assertThat(list.path("files")).hasSize(1);
        assertThat(list.path("files").get(0).path("sha256")).isEqualTo(json.path("sha256"));
    }

    @Test
    void aBodyInChunksIsTakenToo() throws Exception {
        assertThat(unix("POST " + PATH + "?type=x-shellscript HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
                        + "Connection: close\r\n\r\n5\r\n#!/bi\r\n5\r\nn/sh\n\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 200")
                .contains(":x-shellscript");
    }

    @Test
    void nobodyHandsOverOrLooksOverTcpWithTheTokenEither() throws Exception {
        String token = Files.readString(folder.resolve("http-token")).strip();
        for (String authorization : new String[] {"", "Authorization: Bearer " + token + "\r\n"}) {
            assertThat(tcp("POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\n" + authorization + "Content-Length: "
                            + CONFIG.length() + "\r\nConnection: close\r\n\r\n" + CONFIG))
                    .startsWith("HTTP/1.1 403");
            assertThat(tcp("GET " + PATH + " HTTP/1.1\r\nHost: localhost\r\n" + authorization
                            + "Connection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 403");
        }
        assertThat(tcp("POST " + PATH + "/" + "0".repeat(64) + "/remove HTTP/1.1\r\nHost: localhost\r\n"
                        + "Authorization: Bearer " + token + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
        assertThat(folder.resolve("spool")).doesNotExist();
    }

    @Test
    void whatIsTooLongIsRefusedByItsLengthAndWhileItIsRead() throws Exception {
        assertThat(unix("POST " + PATH + " HTTP/1.1\r\nHost: x\r\nContent-Length: 49153\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
        assertThat(post(PATH, "x".repeat(1_000_000))).startsWith("HTTP/1.1 413");
        String chunk = "4000\r\n" + "x".repeat(0x4000) + "\r\n";
        assertThat(unix("POST " + PATH + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
                        + "Connection: close\r\n\r\n" + chunk.repeat(64) + "0\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
        assertThat(folder.resolve("spool")).doesNotExist();
    }

    @Test
    void aMalformedFileAndATypeThatIsNoneAreToldApart() throws Exception {
        assertThat(post(PATH, "packages: [gcc]\n")).startsWith("HTTP/1.1 422").contains("#cloud-config");
        assertThat(post(PATH, "")).startsWith("HTTP/1.1 422");
        assertThat(post(PATH + "?type=x-include-url", CONFIG)).startsWith("HTTP/1.1 400");
        assertThat(post(PATH + "?type=..%2F..%2Fetc", CONFIG)).startsWith("HTTP/1.1 400");
        assertThat(post(PATH + "/..", CONFIG)).startsWith("HTTP/1.1 4");
        assertThat(post("/api/v1/drain-all", CONFIG)).startsWith("HTTP/1.1 413");
        assertThat(folder.resolve("spool")).doesNotExist();
    }

    @Test
    void whoHandsOverTooMuchIsToldAndMayTakeBack() throws Exception {
        for (int file = 0; file < 3; file++) {
            assertThat(post(PATH, CONFIG + "#" + file)).startsWith("HTTP/1.1 200");
        }
        assertThat(post(PATH, CONFIG)).startsWith("HTTP/1.1 409").contains("--remove");
        String first = json(get(PATH)).path("files").get(0).path("sha256").asText();
        assertThat(post(PATH + "/" + first + "/remove", "")).startsWith("HTTP/1.1 200");
        assertThat(post(PATH, CONFIG)).startsWith("HTTP/1.1 200");
    }

    @Test
    void aDiskThatDoesNotTakeItIs507() throws Exception {
        Files.writeString(folder.resolve("spool"), "in the way");
        assertThat(post(PATH, CONFIG)).startsWith("HTTP/1.1 507").contains("operator");
    }

    @Test
    void slowBodiesHoldUpNobody() throws Exception {
        SocketChannel[] slow = new SocketChannel[60];
        for (int i = 0; i < slow.length; i++) {
            slow[i] = SocketChannel.open(UnixDomainSocketAddress.of(socket()));
            send(slow[i], "POST " + PATH + " HTTP/1.1\r\nHost: x\r\nContent-Length: 4000\r\n\r\n#");
        }
        // more than the server has threads, and the next is answered all the same
        assertThat(post(PATH, CONFIG)).startsWith("HTTP/1.1 200");
        assertThat(get("/api/v1/status")).startsWith("HTTP/1.1 200");
        for (SocketChannel one : slow) {
            one.close();
        }
        assertThat(json(get(PATH)).path("files")).hasSize(1);
    }

    private Path socket() {
        return folder.resolve("api.sock");
    }

    private String get(String path) throws IOException {
        return unix("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    }

    @Test
    void anyUserOfTheHostHasAnImageAcceptedThatIsShared() throws Exception {
        assertThat(post("/api/v1/images/west/shared-1/accept", ""))
                .startsWith("HTTP/1.1 200")
                .contains("is accepted");
        assertThat(post("/api/v1/images/west/other/accept", ""))
                .startsWith("HTTP/1.1 404")
                .contains("is not shared");
        assertThat(post("/api/v1/images/mars/shared-1/accept", ""))
                .startsWith("HTTP/1.1 404")
                .contains("no cloud");
        assertThat(desk.accepted()).containsExactly("west/shared-1");
        assertThat(desk.woken()).isEqualTo(1);
    }

    private String post(String path, String body) throws IOException {
        return unix("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length()
                + "\r\nConnection: close\r\n\r\n" + body);
    }

    private String unix(String request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
            try {
                send(channel, request);
            } catch (IOException hungUp) {
                // the server need not hear a request out to answer it
                assertThat(request.length()).isGreaterThan(100_000);
            }
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            ByteBuffer piece = ByteBuffer.allocate(10_000);
            while (true) {
                int count = -1;
                try {
                    count = channel.read(piece.clear());
                } catch (IOException hungUp) {
                    assertThat(answer.size()).isPositive();
                }
                if (count < 0) {
                    return answer.toString(StandardCharsets.UTF_8);
                }
                answer.write(piece.array(), 0, piece.position());
            }
        }
    }

    private static void send(SocketChannel channel, String text) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }

    private String tcp(String request) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), web.page().orElseThrow().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(100), StandardCharsets.US_ASCII);
        }
    }

    private static JsonNode json(String answer) throws IOException {
        return new ObjectMapper().readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4));
    }
}
