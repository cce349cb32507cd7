package org.updraft.autoscaler.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.WorkerRecord;
import org.updraft.openstack.CloudException;

/**
 * What operators order. Each order is written into the ledger, so that it outlives a restart, and carried out by the next
 * turns; nothing here touches cloud or pool.
 */
final class Orders {

    private static final Logger LOG = LoggerFactory.getLogger(Orders.class);

    private final Desk desk;

    Orders(Desk desk) {
        this.desk = desk;
    }

    Answer drain(String idOrName, Caller by) throws LedgerException {
        Optional<WorkerRecord> worker = living(idOrName);
        if (worker.isEmpty()) {
            return noSuchWorker(idOrName);
        }
        retire(worker.get(), by);
        return ordered("worker " + worker.get().name() + " takes no new demand and goes when no job is on it");
    }

    Answer drainAll(Caller by) throws LedgerException {
        List<WorkerRecord> all = desk.ledger().living();
        for (WorkerRecord worker : all) {
            retire(worker, by);
        }
        return ordered(all.size() + (all.size() == 1 ? " worker takes" : " workers take")
                + " no new demand and go when no job is on them; the queue makes new ones, so hold the jobs or disable the"
                + " clouds first if none shall come");
    }

    Answer kill(String idOrName, Caller by) throws LedgerException {
        Optional<WorkerRecord> worker = living(idOrName);
        if (worker.isEmpty()) {
            return noSuchWorker(idOrName);
        }
        LOG.warn(
                "{} orders worker {} killed, jobs or not",
                by.user(),
                worker.get().name());
        desk.condemn(worker.get().id(), by.user());
        return ordered("worker " + worker.get().name() + " is deleted, with the jobs on it");
    }

    /** Nobody loses by it, and whoever shares an image may want its worker; so any user of this host may ask. */
    Answer acceptImage(String cloud, String imageId, Caller by) {
        if (!desk.clouds().contains(cloud)) {
            return noSuchCloud(cloud);
        }
        try {
            desk.acceptImage(cloud, imageId);
        } catch (CloudException.Gone e) {
            return Answer.no(
                    404, "image " + Api.excerpt(imageId) + " is not shared with the service's project on " + cloud);
        } catch (CloudException e) {
            return Answer.no(502, String.valueOf(e.getMessage()));
        }
        LOG.info("image {} of {} is accepted, as {} asked", imageId, cloud, by.user());
        return ordered("image " + imageId + " is accepted by the project that boots workers on " + cloud);
    }

    private static Answer noSuchCloud(String cloud) {
        return Answer.no(404, "no cloud of the configuration has the name " + Api.excerpt(cloud));
    }

    Answer enable(String cloud, boolean enabled, Caller by) throws LedgerException {
        if (!desk.clouds().contains(cloud)) {
            return noSuchCloud(cloud);
        }
        LOG.info("{} switches cloud {} {}", by.user(), cloud, enabled ? "on" : "off");
        desk.ledger().setEnabled(cloud, enabled, desk.clock().instant(), by.user());
        if (enabled) {
            desk.trust(cloud);
        }
        return ordered(
                enabled
                        ? "cloud " + cloud + " is switched on"
                        : "cloud " + cloud + " is switched off: nothing is booted there; workers that are there go on");
    }

    private void retire(WorkerRecord worker, Caller by) throws LedgerException {
        if (worker.retiringAt().isPresent()) {
            return;
        }
        LOG.info("{} orders worker {} emptied", by.user(), worker.name());
        Instant now = desk.clock().instant();
        desk.ledger().life(worker.id(), now, "drain-ordered", "by " + by.user());
        desk.ledger().retiring(worker.id(), now);
    }

    private Optional<WorkerRecord> living(String idOrName) throws LedgerException {
        return desk.ledger().living().stream()
                .filter(worker -> worker.id().equals(idOrName) || worker.name().equals(idOrName))
                .findFirst();
    }

    private Answer ordered(String words) {
        desk.wake();
        return Answer.ok(JsonNodeFactory.instance
                .objectNode()
                .put("ordered", desk.dryRun() ? words + " (dry run: noted, and not done)" : words));
    }

    private static Answer noSuchWorker(String idOrName) {
        return Answer.no(
                404, "no living worker has the id or name " + Api.excerpt(idOrName) + "; updraft workers lists them");
    }
}
