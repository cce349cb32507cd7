package org.updraft.openstack.embedded.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.updraft.openstack.embedded.model.CloudModel;

/** The listener: on loopback only, with one folder for each service. */
public final class CloudServer implements AutoCloseable {
    private static final int BODY_MAX = 16 << 20;
    private static final int IDLE_MILLIS = 60_000;
    private static final int THREADS_MAX = 64;

    private final Server jetty;
    private final URI root;

    private CloudServer(Server jetty, URI root) {
        this.jetty = jetty;
        this.root = root;
    }

    /**
     * @param port 0 takes any that is free
     * @param lock held whenever the model is touched; share it with whoever else touches the model
     */
    public static CloudServer start(CloudModel cloud, String region, int port, ReentrantLock lock) throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS_MAX, 2);
        threads.setName("embedded-cloud");
        threads.setDaemon(true);
        Server jetty = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(32 << 10);
        ServerConnector connector = new ServerConnector(jetty, 1, 1, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_MILLIS);
        jetty.addConnector(connector);
        connector.open();
        URI root = URI.create("http://127.0.0.1:" + connector.getLocalPort());
        Dispatcher dispatcher =
                new Dispatcher(cloud, new Catalog(root.toString(), region), lock, time -> Thread.sleep(time));
        jetty.setHandler(new Front(root.toString(), dispatcher));
        try {
            jetty.start();
        } catch (Exception failed) {
            throw new IOException(
                    "the embedded cloud cannot listen on port " + port + ": " + failed.getMessage(), failed);
        }
        return new CloudServer(jetty, root);
    }

    /** Such as {@code http://127.0.0.1:4711}; the services are below. */
    public URI root() {
        return root;
    }

    @Override
    public void close() throws IOException {
        try {
            jetty.stop();
        } catch (Exception failed) {
            throw new IOException("the embedded cloud at " + root + " does not stop: " + failed.getMessage(), failed);
        }
    }

    /** Reads a request whole, and writes what comes of it. */
    private static final class Front extends Handler.Abstract {
        private final String root;
        private final Dispatcher dispatcher;
        private final AtomicLong requests = new AtomicLong();

        Front(String root, Dispatcher dispatcher) {
            this.root = root;
            this.dispatcher = dispatcher;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            String path =
                    Optional.ofNullable(request.getHttpURI().getDecodedPath()).orElse("/");
            byte[] body = body(request);
            if (path.equals(FaultsApi.PATH) || path.startsWith(FaultsApi.PATH + "/")) {
                write(request, response, callback, dispatcher.admin(read(request, "", path, body)));
                return true;
            }
            Optional<ApiService> service = service(path);
            if (service.isEmpty()) {
                write(request, response, callback, ApiReply.text(404, "text/plain", "no service is here\n"));
                return true;
            }
            answer(service.get(), path, body, request, response, callback);
            return true;
        }

        private void answer(
                ApiService service, String path, byte[] body, Request request, Response response, Callback callback)
                throws InterruptedException {
            if (body.length > BODY_MAX) {
                write(request, response, callback, service.error(413, "RequestTooLarge", "Request is too large."));
                return;
            }
            ApiRequest read = read(request, service.folder(), path, body);
            Dispatcher.Outcome outcome = dispatcher.dispatch(service, read);
            if (outcome.closes()) {
                request.getConnectionMetaData().getConnection().getEndPoint().close();
                callback.failed(new EofException("closed by a fault rule"));
                return;
            }
            ApiReply stamped = outcome.reply().header("x-openstack-request-id", read.requestId());
            if (service == ApiService.COMPUTE) {
                stamped = stamped.header("x-compute-request-id", read.requestId());
            }
            write(request, response, callback, stamped);
        }

        private static Optional<ApiService> service(String path) {
            for (ApiService service : ApiService.values()) {
                String folder = "/" + service.folder();
                if (path.equals(folder) || path.startsWith(folder + "/")) {
                    return Optional.of(service);
                }
            }
            return Optional.empty();
        }

        /** One byte more than allowed, if there are more. */
        private static byte[] body(Request request) throws IOException {
            try (InputStream stream = Content.Source.asInputStream(request)) {
                return stream.readNBytes(BODY_MAX + 1);
            }
        }

        private ApiRequest read(Request request, String folder, String path, byte[] body) {
            Map<String, String> headers = new HashMap<>();
            for (HttpField field : request.getHeaders()) {
                headers.put(
                        field.getName().toLowerCase(Locale.ROOT),
                        Optional.ofNullable(field.getValue()).orElse(""));
            }
            String query = Optional.ofNullable(request.getHttpURI().getQuery()).orElse("");
            String below = folder.isEmpty() ? path : path.substring(folder.length() + 1);
            return new ApiRequest(
                    request.getMethod(),
                    root + "/" + folder,
                    below.isEmpty() ? "/" : below,
                    query,
                    queryValues(query),
                    headers,
                    new Body(body),
                    Map.of(),
                    1,
                    Optional.empty(),
                    String.format("req-%08x-0000-4000-8000-000000000000", requests.incrementAndGet()));
        }

        private static Map<String, List<String>> queryValues(String query) {
            Map<String, List<String>> values = new LinkedHashMap<>();
            for (String part : query.split("&", -1)) {
                if (!part.isEmpty()) {
                    int cut = part.indexOf('=');
                    String key = decoded(cut < 0 ? part : part.substring(0, cut));
                    values.computeIfAbsent(key, name -> new java.util.ArrayList<>())
                            .add(cut < 0 ? "" : decoded(part.substring(cut + 1)));
                }
            }
            return values;
        }

        private static String decoded(String text) {
            try {
                return URLDecoder.decode(text, StandardCharsets.UTF_8);
            } catch (IllegalArgumentException brokenEscape) {
                return text; // as the real ones: it will match nothing
            }
        }

        private static void write(Request request, Response response, Callback callback, ApiReply reply) {
            response.setStatus(reply.status());
            reply.headers().forEach((name, value) -> response.getHeaders().put(name, value));
            byte[] body = reply.bytes();
            if (!reply.contentType().isEmpty()) {
                response.getHeaders().put("Content-Type", reply.contentType());
            }
            if (reply.status() != 204) {
                response.getHeaders().put("Content-Length", body.length);
            }
            boolean bodyless = reply.status() == 204 || request.getMethod().equals("HEAD");
            response.write(true, bodyless ? ByteBuffer.allocate(0) : ByteBuffer.wrap(body), callback);
        }
    }
}
