package org.updraft.autoscaler.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.updraft.autoscaler.metrics.Metrics;

/** The service's one HTTP API, on a Unix socket for commands and on loopback for the page and for Prometheus. */
public final class WebServer implements AutoCloseable {

    private static final int THREADS_MAX = 24;
    private static final int CONNECTIONS_MAX = 200;
    private static final int HEADER_BYTES_MAX = 8 * 1024;
    private static final Duration IDLE = Duration.ofSeconds(15);
    private static final Duration STOP = Duration.ofSeconds(2);

    private final Server server;
    private final Optional<ServerConnector> tcp;

    private WebServer(Server server, Optional<ServerConnector> tcp) {
        this.server = server;
        this.tcp = tcp;
    }

    /**
     * Where it listens and for whom.
     *
     * @param socket for commands; everybody may connect, as the kernel says who does
     * @param http a loopback address; port 0 takes a free one
     * @param tokenFile where the token for acting over TCP is written, anew at each start
     * @param openToReaders everybody on loopback sees everything: for the demo, where nothing is anybody's
     * @param patience a request must be whole within two of these
     */
    public record Doors(
            Optional<Path> socket,
            Optional<InetSocketAddress> http,
            Path tokenFile,
            boolean openToReaders,
            Duration patience) {

        public static final Duration PATIENCE = Duration.ofSeconds(15);
    }

    /**
     * Listens from now on.
     *
     * @throws IOException if an address is taken, not loopback, or may not be used; the message says what to change
     */
    public static WebServer start(Doors doors, Desk desk, Metrics metrics) throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS_MAX, 2);
        threads.setName("web");
        threads.setDaemon(true);
        Server server = new Server(threads);
        server.setStopTimeout(STOP.toMillis());
        server.setErrorHandler(new PlainErrors());
        Callers callers = new Callers(
                System.getProperty("user.name"),
                new Operators(desk.clock()),
                Token.make(doors.tokenFile()),
                Door.withoutToken(doors.openToReaders()));
        server.setHandler(new Door(desk, callers, new Api(desk), new Page(), metrics::scrape));
        if (doors.socket().isPresent()) {
            addSocket(server, doors, doors.socket().get());
        }
        Optional<ServerConnector> tcp = Optional.empty();
        if (doors.http().isPresent()) {
            tcp = Optional.of(addTcp(server, doors, doors.http().get()));
        }
        WebServer web = new WebServer(server, tcp);
        web.begin(doors);
        return web;
    }

    /** Where the page is; empty if it does not listen on TCP. */
    public Optional<URI> page() {
        return tcp.map(connector -> URI.create("http://" + connector.getHost() + ":" + connector.getLocalPort() + "/"));
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("stopping the web server", e);
        }
    }

    private void begin(Doors doors) throws IOException {
        try {
            server.start();
            if (doors.socket().isPresent()) {
                SocketFile.openToAll(doors.socket().get());
            }
        } catch (IOException e) {
            close();
            throw new IOException(
                    "cannot listen on " + places(doors) + ": " + e.getMessage() + "; change listen in updraft.yaml", e);
        } catch (Exception e) {
            throw new IllegalStateException("starting the web server", e);
        }
    }

    private static String places(Doors doors) {
        return String.join(
                " and ",
                java.util.stream.Stream.concat(
                                doors.socket().stream().map(Path::toString),
                                doors.http().stream().map(InetSocketAddress::toString))
                        .toList());
    }

    private static void addSocket(Server server, Doors doors, Path socket) throws IOException {
        SocketFile.makeWay(socket);
        UnixDomainServerConnector connector = new UnixDomainServerConnector(server, 1, 1, http());
        connector.setUnixDomainPath(socket);
        add(server, connector, doors.patience());
    }

    private static ServerConnector addTcp(Server server, Doors doors, InetSocketAddress address) throws IOException {
        InetAddress host = address.getAddress();
        if (host == null || !host.isLoopbackAddress()) {
            throw new IOException("listen.http must be a loopback address, such as 127.0.0.1:8088, and is " + address
                    + "; to reach it from elsewhere, use ssh -L or a proxy that asks for a login");
        }
        ServerConnector connector = new ServerConnector(server, 1, 1, http());
        connector.setHost(host.getHostAddress());
        connector.setPort(address.getPort());
        add(server, connector, doors.patience());
        return connector;
    }

    private static void add(Server server, AbstractConnector connector, Duration patience) {
        connector.setIdleTimeout(IDLE.toMillis());
        connector.addBean(new SlowClients(connector.getScheduler(), patience));
        connector.addBean(new NetworkConnectionLimit(CONNECTIONS_MAX, connector));
        server.addConnector(connector);
    }

    private static HttpConnectionFactory http() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(HEADER_BYTES_MAX);
        return new HttpConnectionFactory(configuration);
    }
}
