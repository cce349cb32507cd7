package org.updraft.autoscaler.sense;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.updraft.autoscaler.ledger.Ledger;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.WorkerRecord;
import org.updraft.autoscaler.pool.Leftover;
import org.updraft.autoscaler.pool.Tag;
import org.updraft.openstack.Belonging;
import org.updraft.openstack.Cloud;
import org.updraft.openstack.CloudException;

/**
 * Looks for what servers of ours left behind. Ours is what the ledger says: a thing that names the server of a worker it has;
 * beyond that only a floating IP whose mark names our pool and installation. A port that names a server unknown to the ledger
 * is nobody's of ours, whatever it is called.
 */
public final class LeftoverWatch {

    /** GETs for servers per look: the rest waits until these are done with. */
    private static final int SHOWN_MAX = 20;

    /** Looked up in the ledger at once; no project has so many ports. */
    private static final int SERVERS_MAX = 20_000;

    private final String owner;
    private final Ledger ledger;
    private final InstantSource clock;
    private final Map<String, Map<String, Integer>> looks = new HashMap<>();

    public LeftoverWatch(String pool, Ledger ledger, InstantSource clock) {
        this.owner = Tag.ownerOf(pool, ledger.installation());
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * One look at a cloud that has just been listed whole.
     *
     * @param servers uuids of the servers that are there
     * @throws CloudException if it was not seen whole; nothing is known then, and nothing counts as seen
     */
    public List<Leftover> look(Cloud cloud, Set<String> servers) throws CloudException, LedgerException {
        List<Belonging> orphans = cloud.belongings().stream()
                .filter(thing -> !servers.contains(thing.serverId()))
                .toList();
        Map<String, WorkerRecord> workers = workers(orphans);
        List<Belonging> ours = orphans.stream()
                .filter(thing -> isEnded(workers.get(thing.serverId()), cloud) || isMarked(thing, workers))
                .toList();
        Set<String> gone = gone(cloud, ours, workers.keySet());
        Instant now = clock.instant();
        List<Leftover> found = ours.stream()
                .filter(thing -> gone.contains(thing.serverId()))
                .map(thing -> leftover(cloud, thing, Optional.ofNullable(workers.get(thing.serverId())), now))
                .toList();
        return counted(cloud.name(), found);
    }

    private Map<String, WorkerRecord> workers(List<Belonging> orphans) throws LedgerException {
        Set<String> ids = new HashSet<>();
        orphans.stream()
                .map(Belonging::serverId)
                .sorted()
                .distinct()
                .limit(SERVERS_MAX)
                .forEach(ids::add);
        Map<String, WorkerRecord> workers = new HashMap<>();
        for (WorkerRecord worker : ledger.ofServers(ids)) {
            // of several that had the server the one that lives speaks for it
            workers.merge(
                    worker.serverId().orElseThrow(),
                    worker,
                    (one, other) -> one.end().isEmpty() ? one : other);
        }
        return workers;
    }

    private static boolean isEnded(@Nullable WorkerRecord worker, Cloud cloud) {
        return worker != null
                && worker.end().isPresent()
                && worker.combination().cloud().equals(cloud.name());
    }

    private boolean isMarked(Belonging thing, Map<String, WorkerRecord> workers) {
        return thing.owner().equals(owner) && !workers.containsKey(thing.serverId());
    }

    /** Absence from a list is not enough. Known ones go first, as anybody can write a mark. */
    private static Set<String> gone(Cloud cloud, List<Belonging> ours, Set<String> known) throws CloudException {
        Set<String> gone = new HashSet<>();
        Comparator<String> knownFirst = Comparator.comparing(serverId -> !known.contains(serverId));
        Set<String> asked = new TreeSet<>(knownFirst.thenComparing(Comparator.naturalOrder()));
        ours.forEach(thing -> asked.add(thing.serverId()));
        for (String serverId : asked.stream().limit(SHOWN_MAX).toList()) {
            if (cloud.server(serverId).isEmpty()) {
                gone.add(serverId);
            }
        }
        return gone;
    }

    private static Leftover leftover(Cloud cloud, Belonging thing, Optional<WorkerRecord> worker, Instant now) {
        Optional<Instant> ended = worker.flatMap(WorkerRecord::end).map(WorkerRecord.End::at);
        Instant since = ended.map(end -> thing.changedAt().filter(end::isBefore).orElse(end))
                .or(thing::changedAt)
                .orElse(now);
        return new Leftover(cloud.name(), thing, worker.map(WorkerRecord::id), since, 0);
    }

    private synchronized List<Leftover> counted(String cloud, List<Leftover> found) {
        Map<String, Integer> before = looks.getOrDefault(cloud, Map.of());
        Map<String, Integer> now = new HashMap<>();
        List<Leftover> counted = new ArrayList<>();
        for (Leftover leftover : found) {
            int times = before.getOrDefault(leftover.name(), 0) + 1;
            now.put(leftover.name(), times);
            counted.add(new Leftover(cloud, leftover.thing(), leftover.workerId(), leftover.since(), times));
        }
        looks.put(cloud, now);
        return List.copyOf(counted);
    }
}
