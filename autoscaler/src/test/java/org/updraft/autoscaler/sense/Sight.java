package org.updraft.autoscaler.sense;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.updraft.autoscaler.ledger.WorkerRecord;
import org.updraft.autoscaler.plan.Policy;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.BlindSpot;
import org.updraft.autoscaler.pool.Combination;
import org.updraft.autoscaler.pool.Shape;
import org.updraft.autoscaler.pool.Tag;
import org.updraft.autoscaler.pool.Terms;
import org.updraft.autoscaler.pool.Worker;
import org.updraft.htcondor.Claim;
import org.updraft.htcondor.CondorPool;
import org.updraft.htcondor.Ending;
import org.updraft.htcondor.JobId;
import org.updraft.htcondor.SlotAd;
import org.updraft.openstack.Binding;
import org.updraft.openstack.Flavor;
import org.updraft.openstack.Quota;
import org.updraft.openstack.Server;

/** A hand-made look at the world, for tests of what is made of it. */
final class Sight {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final Duration UPDATES = Duration.ofMinutes(1);

    final Memory memory = new Memory();
    Instant now = NOON;
    final List<WorkerRecord> records = new ArrayList<>();
    final Map<String, Server> servers = new HashMap<>();
    final Set<String> gone = new HashSet<>();
    final List<SlotAd> ads = new ArrayList<>();
    final List<Claim> claims = new ArrayList<>();
    final List<Ending> endings = new ArrayList<>();
    Policy.BlackHole holes = Policy.Zombies.DEFAULT.blackHole();

    /** What the last look saw, before it was joined. */
    Sightings seen = new Sightings(
            new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new Answer.Blind<>("not looked"), new TreeMap<>());

    final Set<BlindSpot.Source> blind = new HashSet<>();

    Worker only() {
        List<Worker> workers = match().workers();
        if (workers.size() != 1) {
            throw new AssertionError("expected one worker, got " + workers);
        }
        return workers.getFirst();
    }

    WorkerMatcher.Matched match() {
        Answer<Sightings.OfCloud> cloud = blind.contains(new BlindSpot.Source.OfCloud("west"))
                ? new Answer.Blind<>("away")
                : new Answer.Seen<>(new Sightings.OfCloud(
                        new Binding("http://k", "p", "r", "d", "p", "u", Optional.empty()),
                        Map.copyOf(servers),
                        Set.copyOf(gone),
                        new Quota(-1, 0, -1, 0, -1, 0),
                        new Sightings.Catalogue(List.of(), List.of(), List.of(), List.of(), List.of())));
        Answer<CondorPool.Slots> slots = blind.contains(new BlindSpot.Source.OfCollector())
                ? new Answer.Blind<>("away")
                : new Answer.Seen<>(new CondorPool.Slots(ads, NOON.minus(Duration.ofDays(1))));
        Answer<List<Claim>> held = blind.contains(new BlindSpot.Source.OfSchedd("batch"))
                ? new Answer.Blind<>("away")
                : new Answer.Seen<>(List.copyOf(claims));
        seen = new Sightings(
                new TreeMap<>(),
                new TreeMap<>(Map.of("batch", held)),
                new TreeMap<>(Map.of("batch", new Answer.Seen<>(List.copyOf(endings)))),
                slots,
                new TreeMap<>(Map.of("west", cloud)));
        return new WorkerMatcher("pool", "inst", UPDATES, new Flaws(holes, memory), memory)
                .match(now, records, seen, blind);
    }

    /** A record of a worker whose server is known and that has joined. */
    WorkerRecord joined(String id) {
        WorkerRecord asked = requested(id);
        return new WorkerRecord(
                id,
                asked.name(),
                asked.combination(),
                asked.flavorName(),
                Optional.of("server-" + id),
                asked.owner(),
                asked.vmType(),
                asked.terms(),
                asked.demandKey(),
                asked.shape(),
                asked.keepAlive(),
                asked.requestedAt(),
                Optional.of(NOON.minus(Duration.ofHours(2))),
                Optional.of(NOON.minus(Duration.ofHours(2))),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty());
    }

    WorkerRecord requested(String id) {
        return WorkerRecord.intent(
                id,
                "updraft-pool-" + id,
                new Combination("west", "image", "flavor", "t"),
                "c4",
                "ada",
                "survey",
                Terms.PLAIN,
                "d1",
                new Shape(4, 8000, 20, 0),
                Duration.ofMinutes(5),
                NOON.minus(Duration.ofHours(3)));
    }

    static WorkerRecord with(
            WorkerRecord record, Optional<WorkerRecord.Drain> drain, Optional<WorkerRecord.Fence> fence) {
        return new WorkerRecord(
                record.id(),
                record.name(),
                record.combination(),
                record.flavorName(),
                record.serverId(),
                record.owner(),
                record.vmType(),
                record.terms(),
                record.demandKey(),
                record.shape(),
                record.keepAlive(),
                record.requestedAt(),
                record.activeAt(),
                record.joinedAt(),
                drain,
                fence,
                record.deletingAt(),
                record.deletes(),
                record.retiringAt(),
                record.end());
    }

    void listed(String workerId, String status, Server.PowerState power) {
        listed(workerId, "server-" + workerId, status, power, "inst");
    }

    void listed(String workerId, String serverId, String status, Server.PowerState power, String installation) {
        Tag tag = new Tag(
                "pool",
                installation,
                workerId,
                "ada",
                "survey",
                Terms.PLAIN,
                "d1",
                "flavor",
                "c4",
                "image",
                "t",
                new Shape(4, 8000, 20, 0),
                Duration.ofMinutes(5));
        servers.put(
                serverId,
                new Server(
                        serverId,
                        "updraft-pool-" + workerId,
                        status,
                        Optional.empty(),
                        power,
                        NOON,
                        NOON,
                        new Flavor("", "c4", 4, 8192, 24, 0, 0, Map.of()),
                        Optional.of("image"),
                        List.of("10.0.0.1"),
                        tag.metadata(),
                        Optional.empty(),
                        Optional.empty()));
    }

    /** The worker's partitionable slot. */
    void slot(String workerId, String state, String activity, int dynamicSlots, Optional<String> drainReason) {
        slot(workerId, "server-" + workerId, state, activity, dynamicSlots, drainReason, now);
    }

    void slot(
            String workerId,
            String serverId,
            String state,
            String activity,
            int dynamicSlots,
            Optional<String> drainReason,
            Instant heard) {
        ads.add(new SlotAd(
                "slot1@updraft-pool-" + workerId,
                "updraft-pool-" + workerId,
                SlotAd.Kind.PARTITIONABLE,
                state,
                activity,
                4 - dynamicSlots,
                8000,
                20L * 1024 * 1024,
                0,
                4,
                8000,
                20L * 1024 * 1024,
                0,
                dynamicSlots,
                dynamicSlots,
                drainReason,
                drainReason.isPresent(),
                heard,
                NOON.minus(Duration.ofHours(2)),
                NOON.minus(Duration.ofHours(2)),
                Optional.of(workerId),
                Optional.of(serverId),
                Optional.of("inst"),
                Optional.of("survey"),
                Optional.empty(),
                Optional.empty()));
    }

    void claim(String workerId, boolean refusesRetirement) {
        claims.add(new Claim(
                "batch",
                new JobId(12, 0),
                "batch#12.0#1",
                "ada",
                List.of("slot1_1@updraft-pool-" + workerId + ".example.org"),
                refusesRetirement));
    }

    static Activity activityOf(Worker worker) {
        return worker.activity();
    }
}
