package org.updraft.autoscaler.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.updraft.autoscaler.ledger.Turn;
import org.updraft.autoscaler.metrics.Metrics;
import org.updraft.autoscaler.web.WebServer;

/** The service's own page, showing the demo to everybody on this machine. */
final class DemoPage implements AutoCloseable {

    private final DemoDesk desk;
    private final Metrics metrics;
    private final WebServer server;

    private DemoPage(DemoDesk desk, Metrics metrics, WebServer server) {
        this.desk = desk;
        this.metrics = metrics;
        this.server = server;
    }

    /**
     * Serves it on {@code port}, or on a free one if that is taken.
     *
     * @param complaints where it is said that the port is taken
     */
    static DemoPage serve(DemoDesk desk, int port, PrintStream complaints) throws IOException {
        Metrics metrics = new Metrics(desk.clock());
        Path directory = Files.createTempDirectory("updraft-demo");
        // Ctrl-C is how most demos end; the last one named goes first
        directory.toFile().deleteOnExit();
        tokenIn(directory).toFile().deleteOnExit();
        try {
            return new DemoPage(desk, metrics, WebServer.start(doors(directory, port), desk, metrics));
        } catch (IOException e) {
            complaints.println("demo: port " + port + " is taken, so the page takes a free one; --port names another");
            return new DemoPage(desk, metrics, WebServer.start(doors(directory, 0), desk, metrics));
        }
    }

    String url() {
        return server.page().orElseThrow().toString();
    }

    void show(Turn turn) {
        desk.taken(turn);
        metrics.observe(turn);
    }

    @Override
    public void close() {
        server.close();
    }

    private static WebServer.Doors doors(Path directory, int port) {
        return new WebServer.Doors(
                Optional.empty(),
                Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)),
                tokenIn(directory),
                true,
                WebServer.Doors.PATIENCE);
    }

    private static Path tokenIn(Path directory) {
        return directory.resolve("http-token");
    }
}
