package org.updraft.openstack.adapter.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;

/**
 * The HTTP client of one cloud: its own connections, trust and deadline. The one place through which every request of this
 * module goes, openstack4j's included.
 */
public final class CloudHttp {
    private static final Duration CONNECT_MAX = Duration.ofSeconds(10);
    private static final int BODY_BYTES_MAX = 64 << 20;
    /** A shorter one would garble the messages; nobody should have one. */
    private static final int SECRET_CHARS_MIN = 4;

    private final HttpClient client;
    private final Duration timeout;
    private final String secret;

    /**
     * @param timeout for one request, from connecting to the last byte of the reply
     * @param secret never repeated in an error, should a reply echo it
     */
    public CloudHttp(Optional<SSLContext> trust, Duration timeout, String secret) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(shorter(CONNECT_MAX, timeout.dividedBy(2)));
        trust.ifPresent(builder::sslContext);
        this.client = builder.build();
        this.timeout = timeout;
        this.secret = secret;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** @param json missing if the body was empty */
    public record Reply(int status, HttpHeaders headers, String body, JsonNode json) {}

    /** @throws HttpFailure for anything but a whole 2xx reply with JSON or nothing in it */
    public Reply send(HttpRequest request) {
        HttpResponse<byte[]> response = await(request);
        String body = new String(response.body(), StandardCharsets.UTF_8);
        if (response.statusCode() / 100 != 2) {
            throw refused(response, body);
        }
        return new Reply(response.statusCode(), response.headers(), body, json(request, body));
    }

    private HttpResponse<byte[]> await(HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> reply =
                client.sendAsync(request, info -> new BoundedBody(BODY_BYTES_MAX));
        try {
            return reply.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            reply.cancel(true);
            throw new HttpFailure.NoAnswer("no whole answer within " + timeout.toMillis() + " ms", true, e);
        } catch (InterruptedException e) {
            reply.cancel(true);
            Thread.currentThread().interrupt();
            throw new HttpFailure.NoAnswer("interrupted while waiting for the answer", true, e);
        } catch (ExecutionException e) {
            throw noAnswer(request.uri(), e.getCause() == null ? e : e.getCause());
        }
    }

    private static HttpFailure noAnswer(URI uri, Throwable cause) {
        boolean sent = !(cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof SSLHandshakeException);
        String at = uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new HttpFailure.NoAnswer(
                (sent ? "lost the answer of " : "cannot connect to ") + at + ": " + why, sent, cause);
    }

    private HttpFailure refused(HttpResponse<byte[]> response, String body) {
        HttpHeaders headers = response.headers();
        String text = headers.firstValue("Location")
                .filter(to -> response.statusCode() / 100 == 3)
                .map(to -> "a redirect to " + to)
                .orElse(body);
        return new HttpFailure.Refused(
                response.statusCode(),
                ErrorText.of(secret.length() < SECRET_CHARS_MIN ? text : text.replace(secret, "***")),
                headers.firstValue("Retry-After"),
                headers.firstValue("x-openstack-request-id").or(() -> headers.firstValue("x-compute-request-id")));
    }

    private static JsonNode json(HttpRequest request, String body) {
        if (body.isBlank()) {
            return Json.MAPPER.missingNode();
        }
        try {
            return Json.MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            String said = ErrorText.of(body).words();
            throw new HttpFailure.Unreadable(
                    request.method() + " " + request.uri().getPath() + " answered what is not JSON: " + said, e);
        }
    }
}
