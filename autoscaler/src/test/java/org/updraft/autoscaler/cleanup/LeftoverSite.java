package org.updraft.autoscaler.cleanup;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.updraft.autoscaler.ledger.Ledger;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.WorkerRecord;
import org.updraft.autoscaler.plan.Cause;
import org.updraft.autoscaler.pool.Combination;
import org.updraft.autoscaler.pool.Shape;
import org.updraft.autoscaler.pool.Tag;
import org.updraft.autoscaler.pool.Terms;
import org.updraft.autoscaler.simulate.SimulatedClock;
import org.updraft.openstack.BootRequest;
import org.updraft.openstack.Cloud;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.embedded.Catalogues;
import org.updraft.openstack.embedded.DirectCloud;
import org.updraft.openstack.embedded.model.CloudModel;
import org.updraft.openstack.embedded.model.Net;

/** A cloud {@code west}, a ledger, and workers of pool {@code batch} that came and went by hand. */
public final class LeftoverSite {

    public static final Duration SETTLE = Duration.ofMinutes(10);

    public final SimulatedClock clock;
    public final CloudModel model;
    public final Cloud cloud;
    public final Ledger ledger;
    private final String project;

    private LeftoverSite(SimulatedClock clock, CloudModel model, Cloud cloud, Ledger ledger) {
        this.clock = clock;
        this.model = model;
        this.cloud = cloud;
        this.ledger = ledger;
        this.project =
                model.identity().project("batch", "default").orElseThrow().id();
    }

    public static LeftoverSite open(Ledger ledger) throws CloudException, LedgerException {
        SimulatedClock clock = new SimulatedClock(Instant.parse("2026-11-22T12:00:00Z"));
        CloudModel model = Catalogues.demo(clock, 7);
        Cloud direct = new DirectCloud(
                "west",
                URI.create("http://west.invalid/v3"),
                model,
                new ReentrantLock(),
                model.identity().user("operator", "default").orElseThrow(),
                model.identity().project("batch", "default").orElseThrow());
        return on(clock, model, direct, ledger);
    }

    /** On a model that somebody else made and serves. */
    public static LeftoverSite on(SimulatedClock clock, CloudModel model, Cloud cloud, Ledger ledger)
            throws CloudException, LedgerException {
        ledger.bind("west", cloud.binding());
        return new LeftoverSite(clock, model, cloud, ledger);
    }

    public Cleanup cleanup() {
        return new Cleanup("batch", SETTLE, clock, ledger, List.of(cloud));
    }

    /** What stands in the marks of floating IPs of ours. */
    public String owner() {
        return Tag.ownerOf("batch", ledger.installation());
    }

    /** A living worker; returns its server. */
    public String worker(String id) throws LedgerException, CloudException {
        String server = server("batch", ledger.installation(), id);
        ledger.intend(intent(id));
        ledger.serverKnown(id, server, clock.instant());
        return server;
    }

    /** A boot whose reply has not come. */
    public void boot(String id) throws LedgerException {
        ledger.intend(intent(id));
    }

    /** A server that bears a tag, of which no ledger need know. */
    public String server(String pool, String installation, String workerId) throws CloudException {
        String id = cloud.boot(new BootRequest(
                "updraft-" + pool + "-" + workerId,
                cloud.flavors().getFirst().id(),
                cloud.images().getFirst().id(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                "",
                Map.of("updraft-pool", pool, "updraft-installation", installation, "updraft-worker", workerId),
                Set.of(),
                false));
        letPass(Duration.ofMinutes(2));
        return id;
    }

    /** A worker that has come and gone; returns the server it had. */
    public String ended(String id) throws LedgerException, CloudException {
        String server = worker(id);
        delete(server);
        ledger.closed(id, clock.instant(), Cause.SERVER_GONE, "");
        return server;
    }

    public void delete(String server) throws CloudException {
        cloud.delete(server);
        letPass(Duration.ofMinutes(2));
    }

    /** As Nova makes one and forgets it. */
    public String port(String server) {
        return port(server, "");
    }

    public String port(String server, String name) {
        String network = model.networking().networksFor(project, false).stream()
                .filter(net -> !net.external())
                .findFirst()
                .orElseThrow()
                .id();
        String id = model.networking()
                .addPort(project, network, name, List.of(), false)
                .id();
        return model.networking().name(id, server, "compute:nova").id();
    }

    public String address(String owner, String server) {
        String external = model.networking().networksFor(project, false).stream()
                .filter(Net::external)
                .findFirst()
                .orElseThrow()
                .id();
        return model.networking()
                .addFloatingIp(project, external, Optional.empty(), "updraft:" + owner + ":" + server)
                .id();
    }

    public boolean hasPort(String id) {
        return model.networking().findPort(id).isPresent();
    }

    public boolean hasAddress(String id) {
        return model.networking().floatingIps().stream().anyMatch(ip -> ip.id().equals(id));
    }

    public void letPass(Duration time) {
        clock.advance(time);
        model.advance();
    }

    private WorkerRecord intent(String id) {
        return WorkerRecord.intent(
                id,
                "updraft-batch-" + id,
                new Combination("west", "image", "flavor", "template"),
                "c2-7.5gb",
                "alice",
                "proj:image",
                Terms.PLAIN,
                "alice-1",
                new Shape(1, 1024, 1, 0),
                Duration.ofMinutes(5),
                clock.instant());
    }
}
