package org.updraft.autoscaler.act;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.updraft.autoscaler.ledger.Ledger;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.WorkerRecord;
import org.updraft.autoscaler.plan.Diagnosis;
import org.updraft.autoscaler.pool.Autopsy;
import org.updraft.autoscaler.pool.BootEvidence;
import org.updraft.autoscaler.pool.BootFault;
import org.updraft.openstack.Cloud;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.InstanceAction;
import org.updraft.openstack.Server;

/**
 * Finds out why a worker did not join, while its server is still there, and keeps it in the ledger. It stands in nobody's
 * way: what cannot be read is left out, and what cannot be kept is logged.
 */
final class Autopsies {

    private static final Logger LOG = LoggerFactory.getLogger(Autopsies.class);

    /** Of the console: its later lines may be those of a user's own programs. */
    private static final int LINES_READ = 1000;

    private static final int ACTIONS_READ = 10;

    private final InstantSource clock;
    private final Ledger ledger;

    Autopsies(InstantSource clock, Ledger ledger) {
        this.clock = clock;
        this.ledger = ledger;
    }

    /**
     * Of a worker that has not joined; takes the place of an earlier one. Empty for one that has, or if it could not be kept.
     *
     * @param server as the cloud has just shown it
     */
    Optional<BootFault> take(String workerId, Server server, Cloud cloud) {
        return guarded(workerId, () -> taken(workerId, server, cloud));
    }

    /** The same, unless there is one already. */
    Optional<BootFault> takeOnce(String workerId, Server server, Cloud cloud) {
        return guarded(
                workerId,
                () -> ledger.autopsy(workerId).isPresent() ? Optional.empty() : taken(workerId, server, cloud));
    }

    private Optional<BootFault> taken(String workerId, Server server, Cloud cloud) throws LedgerException {
        Optional<WorkerRecord> worker =
                ledger.worker(workerId).filter(record -> record.joinedAt().isEmpty());
        return worker.isEmpty()
                ? Optional.empty()
                : Optional.of(kept(worker.get(), Diagnosis.of(evidence(worker.get(), server, cloud))));
    }

    /** Of a worker that the cloud did not even begin to make: its words are all there is. */
    Optional<BootFault> ofRefusal(WorkerRecord worker, CloudException refusal) {
        return switch (refusal) {
            case CloudException.QuotaFull full -> refused(worker, full);
            case CloudException.NoCapacity none -> refused(worker, none);
            case CloudException.Rejected no -> refused(worker, no);
            case CloudException.WrongState no -> refused(worker, no);
            case CloudException.Gone no -> refused(worker, no);
            // these say nothing of this worker
            case CloudException.CredentialsRejected no -> Optional.empty();
            case CloudException.RateLimited later -> Optional.empty();
            case CloudException.Unreachable away -> Optional.empty();
        };
    }

    private Optional<BootFault> refused(WorkerRecord worker, CloudException refusal) {
        return guarded(worker.id(), () -> Optional.of(kept(worker, Diagnosis.of(refusal, clock.instant()))));
    }

    private BootEvidence evidence(WorkerRecord worker, Server server, Cloud cloud) {
        List<String> unread = new ArrayList<>();
        List<InstanceAction> actions =
                read("its actions", List.of(), unread, () -> cloud.instanceActions(server.id(), ACTIONS_READ));
        String console = read("its console", "", unread, () -> cloud.consoleTail(server.id(), LINES_READ));
        List<Ledger.LifeLine> life = life(worker, unread);
        return new BootEvidence(
                worker.requestedAt(),
                clock.instant(),
                server.status(),
                server.fault(),
                actions,
                console,
                life.stream().anyMatch(line -> line.activity().equals("token-approved")),
                life.stream()
                        .filter(line -> line.activity().equals("token-refused"))
                        .map(Ledger.LifeLine::detail)
                        .toList(),
                unread);
    }

    private interface Reading<T> {
        T read() throws CloudException;
    }

    private static <T> T read(String what, T without, List<String> unread, Reading<T> reading) {
        try {
            return reading.read();
        } catch (CloudException e) {
            unread.add(what + ": " + e.getMessage());
            return without;
        }
    }

    private List<Ledger.LifeLine> life(WorkerRecord worker, List<String> unread) {
        try {
            return ledger.lifeOf(worker.id());
        } catch (LedgerException e) {
            unread.add("what was said to its requests for a token: " + e.getMessage());
            return List.of();
        }
    }

    private BootFault kept(WorkerRecord worker, Autopsy autopsy) throws LedgerException {
        ledger.autopsied(worker.id(), autopsy);
        return autopsy.cause();
    }

    private interface Taking {
        Optional<BootFault> take() throws LedgerException;
    }

    /** A delete that waits for an autopsy which cannot be had would wait for ever. */
    private static Optional<BootFault> guarded(String workerId, Taking taking) {
        try {
            return taking.take();
        } catch (LedgerException e) {
            LOG.warn("the autopsy of worker {} could not be kept: {}", workerId, e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("the autopsy of worker {} failed in a way we did not foresee", workerId, e);
        }
        return Optional.empty();
    }
}
