package org.updraft.openstack.adapter;

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
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.Credentials;
import org.updraft.openstack.Credentials.Identity;
import org.updraft.openstack.Credentials.Named;

/**
 * All services of a cloud on one local port, answering what a test says, bad manners included. Keystone answers with the
 * recorded token, whose end and catalog are made to fit.
 */
final class ScriptedCloud implements AutoCloseable {
    static final Instant START = Instant.parse("2026-11-22T00:45:30Z");

    /** What one request meets. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<String> tokens = Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger logins = new AtomicInteger();
    volatile Instant now = START;
    volatile Duration tokenLife = Duration.ofHours(1);
    private volatile String token = Replies.text("token");

    ScriptedCloud() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        always("POST /v3/auth/tokens", this::logIn);
        always("GET /v3/auth/tokens", exchange -> reply(exchange, 200, token));
        always("GET /v2.1/", json(200, Replies.text("nova-version")));
        always("GET /v2.0/floatingips", json(200, "{\"floatingips\": []}"));
    }

    OpenStackCloud connect() throws CloudException {
        return connect(Duration.ofSeconds(10));
    }

    OpenStackCloud connect(Duration timeout) throws CloudException {
        return OpenStackCloud.connect("scripted", credentials(Optional.empty(), timeout), clock());
    }

    InstantSource clock() {
        return () -> now;
    }

    Credentials credentials(Optional<String> region, Duration timeout) {
        Identity identity = new Identity.Password(named("user-a"), "s3cret-pw", named("proj-a"));
        return new Credentials(URI.create(url() + "/v3"), identity, region, "public", Optional.empty(), timeout);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static Named named(String name) {
        return new Named(Optional.empty(), Optional.of(name), Optional.of("default"), Optional.empty());
    }

    /** Changes what Keystone answers. */
    void token(String body) {
        token = body;
    }

    /** Method and path, such as {@code GET /v2.1/servers/detail}: from now on this, and nothing before it. */
    void always(String request, Answer answer) {
        answers.put(request, new ConcurrentLinkedDeque<>(List.of(answer)));
    }

    /** These in turn; the last one stays. */
    void inTurn(String request, Answer... turns) {
        answers.put(request, new ConcurrentLinkedDeque<>(List.of(turns)));
    }

    static Answer json(int status, String body) {
        return exchange -> reply(exchange, status, body);
    }

    static Answer html(int status, String body) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            reply(exchange, status, body);
        };
    }

    static Answer json(int status, String body, String header, String value) {
        return exchange -> {
            exchange.getResponseHeaders().set(header, value);
            reply(exchange, status, body);
        };
    }

    /** The connection ends before the announced length. */
    static Answer halfOf(String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
            exchange.getResponseBody().flush();
            exchange.close();
        };
    }

    static Answer noReply() {
        return HttpExchange::close;
    }

    /** Headers and the first byte come at once, the rest when the test is over. */
    Answer slow(String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes, 0, 1);
            exchange.getResponseBody().flush();
            awaitClose();
            exchange.close();
        };
    }

    private void awaitClose() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Those that met method and path, with their query. */
    List<String> requests(String prefix) {
        synchronized (requests) {
            return requests.stream().filter(r -> r.startsWith(prefix)).toList();
        }
    }

    /** The tokens that came with requests other than logins, in their order. */
    List<String> tokens() {
        return List.copyOf(tokens);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        if (!request.endsWith("/v3/auth/tokens")) {
            tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Auth-Token")));
        }
        exchange.getRequestBody().readAllBytes();
        Deque<Answer> turns = answers.getOrDefault(request, new ConcurrentLinkedDeque<>());
        Answer next = turns.size() > 1 ? turns.poll() : turns.peek();
        if (next == null) {
            reply(exchange, 418, "{\"unscripted\": {\"message\": \"" + request + "\"}}");
        } else {
            next.to(exchange);
        }
    }

    /** What Keystone answers unless told otherwise. */
    void logIn(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("X-Subject-Token", "token-" + logins.incrementAndGet());
        String fitting = token.replaceAll("http://127.0.0.1:\\d+", url())
                .replaceAll("\"expires_at\": ?\"[^\"]*\"", "\"expires_at\": \"" + now.plus(tokenLife) + "\"");
        reply(exchange, 201, fitting);
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        if (exchange.getResponseHeaders().getFirst("Content-Type") == null) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
        }
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    /** Bodies recorded from real services. */
    static final class Replies {
        private Replies() {}

        static String text(String name) {
            try (var in = ScriptedCloud.class.getResourceAsStream("/replies/" + name + ".json")) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
