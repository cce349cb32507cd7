package org.updraft.autoscaler.act;

import java.io.Serial;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.updraft.autoscaler.ledger.Ledger;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.WorkerRecord;
import org.updraft.autoscaler.plan.TokenRuling;
import org.updraft.htcondor.CondorException;
import org.updraft.htcondor.CondorPool;
import org.updraft.openstack.Cloud;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.Server;

/** What is known of a worker that asks to be let in: asked anew for each request, as the last turn may be a minute old. */
final class Joiners {

    private final Admission.Site site;
    private final Map<String, Cloud> clouds = new HashMap<>();
    private final CondorPool condor;
    private final Ledger ledger;

    /** The cloud or the collector did not answer. */
    static final class Unseen extends Exception {
        @Serial
        private static final long serialVersionUID = 1L;

        Unseen(Exception cause) {
            super(cause.getMessage(), cause);
        }
    }

    Joiners(Admission.Site site, List<Cloud> clouds, CondorPool condor, Ledger ledger) {
        this.site = site;
        clouds.forEach(cloud -> this.clouds.put(cloud.name(), cloud));
        this.condor = condor;
        this.ledger = ledger;
    }

    TokenRuling.Joiner of(WorkerRecord worker) throws Unseen, LedgerException {
        boolean leaving = worker.end().isPresent()
                || worker.deletingAt().isPresent()
                || worker.fence().isPresent();
        // outside questions only where their answers can matter
        boolean settled = leaving || worker.joinedAt().isPresent();
        Optional<Server> server = settled ? Optional.empty() : server(worker);
        String cloud = worker.combination().cloud();
        Set<String> addresses = new HashSet<>(server.map(Server::addresses).orElse(List.of()));
        if (!addresses.isEmpty()) {
            addresses.addAll(site.natAddresses().getOrDefault(cloud, Set.of()));
        }
        return new TokenRuling.Joiner(
                leaving,
                worker.joinedAt().isPresent() || (!settled && isInPool(worker)),
                worker.activeAt(),
                server.filter(s -> s.status().equals("ACTIVE")).isPresent(),
                addresses,
                site.joinWithin().getOrDefault(cloud, Duration.ZERO),
                ledger.approvals(worker.id()));
    }

    private Optional<Server> server(WorkerRecord worker) throws Unseen {
        Cloud cloud = clouds.get(worker.combination().cloud());
        if (cloud == null || worker.serverId().isEmpty()) {
            return Optional.empty();
        }
        try {
            return cloud.server(worker.serverId().get());
        } catch (CloudException e) {
            throw new Unseen(e);
        }
    }

    /** A worker that has joined may have a job already, and the job could ask in its name. */
    private boolean isInPool(WorkerRecord worker) throws Unseen {
        try {
            return !condor.slotsOf(worker.name() + "." + site.trustDomain()).isEmpty();
        } catch (CondorException e) {
            throw new Unseen(e);
        }
    }
}
