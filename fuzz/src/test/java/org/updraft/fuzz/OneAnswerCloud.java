package org.updraft.fuzz;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.Credentials;
import org.updraft.openstack.Credentials.Identity;
import org.updraft.openstack.Credentials.Named;
import org.updraft.openstack.adapter.OpenStackCloud;

/** All services of a cloud on one local port. Below one path they answer what is to be read, elsewhere what a cloud would. */
final class OneAnswerCloud {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final byte[] TOKEN =
            Samples.files("openstack/replies/token.json").getFirst();
    private static final byte[] NOVA =
            Samples.files("openstack/replies/nova-version.json").getFirst();

    private final HttpServer server;
    private final String path;
    private volatile Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private volatile byte[] body = {};
    private volatile int status = 200;

    /** @param path where the answers below are given, such as {@code /v2.1/servers} */
    OneAnswerCloud(String path) {
        this.path = path;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "cloud");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::answer);
        server.start();
    }

    OpenStackCloud connect() {
        Identity identity = new Identity.Password(named("user-a"), "s3cret-pw", named("proj-a"));
        InstantSource clock = () -> now;
        try {
            return OpenStackCloud.connect(
                    "fuzzed",
                    new Credentials(
                            URI.create(url() + "/v3"), identity, Optional.empty(), "public", Optional.empty(), TIMEOUT),
                    clock);
        } catch (CloudException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Named named(String name) {
        return new Named(Optional.empty(), Optional.of(name), Optional.of("default"), Optional.empty());
    }

    void answers(int newStatus, byte[] newBody) {
        status = newStatus;
        body = newBody;
    }

    /** Until every token has ended, and every pause is over. */
    void letPass(Duration time) {
        now = now.plus(time);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String asked = exchange.getRequestURI().getPath();
        if (asked.equals("/v3/auth/tokens")) {
            exchange.getResponseHeaders().set("X-Subject-Token", "token");
        }
        if (asked.startsWith(path)) {
            reply(exchange, status, body);
        } else if (asked.equals("/v3/auth/tokens")) {
            reply(exchange, 201, fitting(TOKEN));
        } else {
            reply(
                    exchange,
                    200,
                    asked.equals("/v2.1/") ? NOVA : "{\"floatingips\": []}".getBytes(StandardCharsets.UTF_8));
        }
    }

    /** With the address of this server, and an end that never comes. */
    private byte[] fitting(byte[] token) {
        return new String(token, StandardCharsets.UTF_8)
                .replaceAll("http://127.0.0.1:\\d+", url())
                .replaceAll(
                        "\"expires_at\": ?\"[^\"]*\"", "\"expires_at\": \"" + now.plus(Duration.ofDays(3650)) + "\"")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 || status == 204 ? -1 : body.length);
        if (status != 204) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }
}
