package org.updraft.autoscaler.cleanup;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.updraft.autoscaler.act.Collecting;
import org.updraft.autoscaler.ledger.Ledger;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.Outcome;
import org.updraft.autoscaler.ledger.TurnJson;
import org.updraft.autoscaler.ledger.WorkerRecord;
import org.updraft.autoscaler.plan.Action;
import org.updraft.autoscaler.plan.Cause;
import org.updraft.autoscaler.plan.CollectRule;
import org.updraft.autoscaler.plan.Reason;
import org.updraft.autoscaler.pool.Leftover;
import org.updraft.autoscaler.pool.Tag;
import org.updraft.autoscaler.sense.LeftoverWatch;
import org.updraft.openstack.Binding;
import org.updraft.openstack.Cloud;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.Server;

/**
 * Looks for what gone servers left behind, twice, and removes what may go by the very rule of the loop. It never deletes a
 * server, whoever's it is: one that bears our tag may have a job on it, and only the loop knows how to find that out.
 */
public final class Cleanup {

    private static final Logger LOG = LoggerFactory.getLogger(Cleanup.class);

    private final String pool;
    private final Duration settle;
    private final InstantSource clock;
    private final Ledger ledger;
    private final List<Cloud> clouds;

    /** @param ledger whose lock this process holds */
    public Cleanup(String pool, Duration settle, InstantSource clock, Ledger ledger, List<Cloud> clouds) {
        this.pool = pool;
        this.settle = settle;
        this.clock = clock;
        this.ledger = ledger;
        this.clouds = List.copyOf(clouds);
    }

    /**
     * One at a time; asks every cloud.
     *
     * @param by who wants it, for the record
     */
    public synchronized Findings run(Wish wish, String by) throws LedgerException {
        List<Remnant> found = new ArrayList<>();
        List<Findings.Unseen> unseen = new ArrayList<>();
        for (Cloud cloud : clouds) {
            try {
                found.addAll(clean(cloud, wish, by));
            } catch (CloudException e) {
                unseen.add(new Findings.Unseen(cloud.name(), String.valueOf(e.getMessage())));
            }
        }
        return new Findings(clock.instant(), found, unseen);
    }

    private List<Remnant> clean(Cloud cloud, Wish wish, String by) throws CloudException, LedgerException {
        requireBound(cloud);
        LeftoverWatch watch = new LeftoverWatch(pool, ledger, clock);
        watch.look(cloud, ids(ours(cloud)));
        List<Server> servers = ours(cloud);
        List<Remnant> found = new ArrayList<>();
        CollectRule rule = rule(wish);
        for (Leftover leftover : watch.look(cloud, ids(servers))) {
            if (leftover.workerId().isPresent() || wish.untracked() != Wish.Untracked.HIDE) {
                found.add(judged(cloud, leftover, rule, wish, by));
            }
        }
        if (wish.untracked() != Wish.Untracked.HIDE) {
            found.addAll(untracked(cloud, servers));
        }
        return found;
    }

    private void requireBound(Cloud cloud) throws CloudException, LedgerException {
        Binding bound = ledger.bindings().get(cloud.name());
        if (bound == null || !bound.sameAs(cloud.binding())) {
            String words = bound == null
                    ? ": the ledger has never seen this cloud"
                    : ": its name stood for another project when the ledger first saw it";
            throw new CloudException.Rejected(cloud.name(), cloud.name() + words, null);
        }
    }

    /** All servers; none but another installation's Updraft could have ports of our pool that this ledger does not know. */
    private List<Server> ours(Cloud cloud) throws CloudException {
        List<Server> servers = cloud.servers();
        for (Server server : servers) {
            Optional<Tag> foreign = Tag.read(server.metadata())
                    .filter(tag -> tag.pool().equals(pool) && !tag.isOf(pool, ledger.installation()));
            if (foreign.isPresent()) {
                throw new CloudException.Rejected(
                        cloud.name(),
                        cloud.name() + ": server " + server.id() + " of pool " + pool
                                + " bears another installation's tag; nothing is touched until that is settled",
                        null);
            }
        }
        return servers;
    }

    private static Set<String> ids(List<Server> servers) {
        return servers.stream().map(Server::id).collect(Collectors.toUnmodifiableSet());
    }

    private CollectRule rule(Wish wish) throws LedgerException {
        Instant now = clock.instant();
        List<WorkerRecord> living = ledger.living();
        Set<String> awaiting = living.stream()
                .filter(worker -> worker.serverId().isEmpty()
                        && Duration.between(worker.requestedAt(), now).compareTo(settle) <= 0)
                .map(worker -> worker.combination().cloud())
                .collect(Collectors.toUnmodifiableSet());
        Set<String> servers =
                living.stream().flatMap(worker -> worker.serverId().stream()).collect(Collectors.toUnmodifiableSet());
        return new CollectRule(now, settle, awaiting, Set.of(), servers, wish.untracked() == Wish.Untracked.REMOVE);
    }

    private Remnant judged(Cloud cloud, Leftover leftover, CollectRule rule, Wish wish, String by) {
        Optional<String> objection = rule.objection(leftover);
        if (objection.isPresent()) {
            return remnant(leftover, Remnant.State.STAYS, objection.get());
        }
        return wish.removes() ? removed(cloud, leftover, by) : remnant(leftover, Remnant.State.REMOVABLE, "");
    }

    private Remnant removed(Cloud cloud, Leftover leftover, String by) {
        Action.Collect collect = new Action.Collect(leftover, new Reason(Cause.OPERATOR, "by " + by));
        try {
            Outcome outcome = new Collecting(pool, clock, ledger).collect(collect, cloud);
            LOG.info("{} has {} on {} removed: {}", by, leftover.name(), cloud.name(), outcome.result());
            return switch (outcome.result()) {
                case DONE -> remnant(leftover, Remnant.State.REMOVED, "");
                case REFUSED, FAILED, SKIPPED -> remnant(leftover, Remnant.State.STAYS, outcome.words());
            };
        } catch (CloudException | LedgerException e) {
            return remnant(leftover, Remnant.State.FAILED, String.valueOf(e.getMessage()));
        }
    }

    private static Remnant remnant(Leftover leftover, Remnant.State state, String words) {
        return new Remnant(
                leftover.cloud(),
                TurnJson.kind(leftover.thing().kind()),
                leftover.thing().id(),
                leftover.thing().address(),
                leftover.thing().serverId(),
                leftover.workerId(),
                leftover.since(),
                state,
                words);
    }

    /** Servers that bear our tag, and that no living worker of the ledger has. */
    private List<Remnant> untracked(Cloud cloud, List<Server> servers) throws LedgerException {
        Map<String, WorkerRecord> known = ledger.living().stream()
                .filter(worker -> worker.serverId().isPresent())
                .collect(Collectors.toMap(worker -> worker.serverId().orElseThrow(), worker -> worker, (a, b) -> a));
        return servers.stream()
                .filter(server -> !known.containsKey(server.id()))
                .flatMap(server -> Tag.read(server.metadata()).stream()
                        .filter(tag -> tag.isOf(pool, ledger.installation()))
                        .map(tag -> new Remnant(
                                cloud.name(),
                                "server",
                                server.id(),
                                server.name(),
                                server.id(),
                                Optional.empty(),
                                server.created(),
                                Remnant.State.STAYS,
                                "the running service adopts it; then updraft drain " + tag.workerId()
                                        + " empties it without harm to a job")))
                .toList();
    }
}
