package org.updraft.autoscaler.web;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.updraft.autoscaler.ledger.Turn;
import org.updraft.autoscaler.metrics.Metrics;

/** Serves the page on a hand-made pool, to be looked at in a browser: {@code SamplePage PORT}. */
final class SamplePage {

    private SamplePage() {}

    public static void main(String[] args) throws Exception {
        SampleDesk desk = new SampleDesk();
        Turn turn = Samples.busyTurn();
        desk.show(turn);
        Metrics metrics = new Metrics(desk.clock());
        metrics.observe(turn);
        WebServer.Doors doors = new WebServer.Doors(
                Optional.empty(),
                Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]))),
                Files.createTempDirectory("sample-page").resolve("http-token"),
                args.length < 2,
                WebServer.Doors.PATIENCE);
        WebServer web = WebServer.start(doors, desk, metrics);
        System.out.println(web.page().orElseThrow());
        new CountDownLatch(1).await();
    }
}
