package org.updraft.autoscaler.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.BlindSpot;
import org.updraft.autoscaler.pool.CloudConfigFault;
import org.updraft.autoscaler.pool.CombinationHistory;
import org.updraft.autoscaler.pool.Leftover;
import org.updraft.autoscaler.pool.Mark;
import org.updraft.autoscaler.pool.Shape;
import org.updraft.htcondor.PerCloud;
import org.updraft.openstack.Belonging;
import org.updraft.openstack.Flavor;
import org.updraft.openstack.SecurityGroup;

/** Pools and policies by a seed: everything that may come together does, likely or not. */
final class RandomPool {

    private static final List<String> OWNERS = List.of("alice", "bob", "carol");
    private static final List<String> TYPES = List.of("proj:image", "other");
    private static final List<String> CLOUDS = List.of("west", "east");
    private static final List<Flavor> FLAVORS =
            List.of(CloudFixture.C1, CloudFixture.C4, CloudFixture.C8, CloudFixture.GPU);

    private final Random random;

    RandomPool(long seed) {
        this.random = new Random(seed);
    }

    PoolFixture pool() {
        PoolFixture pool = PoolFixture.bare();
        CLOUDS.stream().filter(name -> often()).forEach(name -> pool.cloud(cloud(name)));
        if (seldom()) {
            pool.unproven();
        }
        repeat(4, i -> pool.history(CloudFixture.combination(any(CLOUDS), any(FLAVORS)), history()));
        repeat(random.nextInt(25), i -> pool.worker(worker(i)));
        repeat(random.nextInt(8), i -> {
            pool.demand(demand(i));
            if (random.nextInt(10) == 0) {
                pool.cloudConfigFault("demand-" + i, any(List.of(CloudConfigFault.Kind.values())), "at fault");
            }
        });
        repeat(random.nextInt(4), i -> stray(pool, i));
        repeat(random.nextInt(4), i -> pool.leftover(leftover(i)));
        if (random.nextInt(6) == 0) {
            pool.blind(new BlindSpot.Source.OfCloud(any(CLOUDS)));
        }
        repeat(
                random.nextInt(4),
                i -> pool.mark(
                        "demand-" + random.nextInt(4),
                        CloudFixture.combination(any(CLOUDS), any(FLAVORS)),
                        any(List.of(Mark.Kind.values())),
                        time(90),
                        random.nextInt(6) == 0));
        sometimes(() -> pool.limited(any(CLOUDS), Duration.ofMinutes(random.nextInt(4) - 2)));
        sometimes(() -> pool.noCapacity(any(CLOUDS), any(FLAVORS), Duration.ofMinutes(random.nextInt(4) - 2)));
        if (random.nextInt(50) == 0) {
            pool.frozen("another installation");
        }
        return pool;
    }

    PolicyFixture policy() {
        PolicyFixture policy = PolicyFixture.policy()
                .securityGroupsAllowed("web", "batch")
                .workersMax(random.nextInt(40))
                .startingMax(random.nextInt(20))
                .perTurnMax(random.nextInt(20))
                .alias("all", "west", "east", "moon");
        for (String cloud : CLOUDS) {
            policy.cloud(cloud, random.nextInt(20), random.nextInt(100), random.nextInt(200), random.nextInt(20));
        }
        OWNERS.stream().filter(owner -> seldom()).forEach(owner -> policy.user(owner, random.nextInt(6)));
        return policy;
    }

    private CloudFixture cloud(String name) {
        CloudFixture cloud = CloudFixture.cloud(name)
                .priority(random.nextInt(2))
                .securityGroups(new SecurityGroup("g1", "web"), new SecurityGroup("g2", "secret"))
                .keys("ops");
        sometimes(() -> cloud.quota(random.nextInt(20), random.nextInt(20), random.nextInt(80), random.nextInt(60)));
        sometimes(() -> cloud.memoryQuota(random.nextInt(100_000), random.nextInt(60_000)));
        sometimes(() -> cloud.images(CloudFixture.IMAGE, CloudFixture.image("i2", "other:image")));
        sometimes(() -> cloud.flavors(any(FLAVORS), CloudFixture.C4));
        if (random.nextInt(8) == 0) {
            cloud.off();
        }
        return cloud;
    }

    private CombinationHistory history() {
        List<CombinationHistory.Failure> failures = new ArrayList<>();
        repeat(random.nextInt(6), i -> {
            Instant at = PoolFixture.NOW.minus(time(often() ? 60 : 60 * 10));
            failures.add(new CombinationHistory.Failure(at.minus(time(20)), at, "no luck"));
        });
        return CombinationHistory.of(
                seldom() ? Optional.of(PoolFixture.NOW.minus(time(48 * 60))) : Optional.empty(), failures);
    }

    private DemandFixture demand(int i) {
        DemandFixture demand = DemandFixture.jobs(1 + random.nextInt(often() ? 6 : 100_000))
                .of(any(OWNERS))
                .key("demand-" + i)
                .vmType(any(TYPES))
                .shape(1 + random.nextInt(9), 500 + random.nextInt(9000), random.nextInt(50))
                .priority(random.nextInt(3))
                .waitingFor(time(40));
        sometimes(() -> demand.image(any(List.of("proj:image", "i1", "other:image", "nope"))));
        sometimes(() -> demand.flavor(PerCloud.of(Map.of(any(CLOUDS), any(List.of("c4", "c8", "nope"))))));
        sometimes(() -> demand.targets(any(List.of("west", "east", "all", "moon"))));
        sometimes(() -> demand.keepAlive(random.nextInt(200)));
        switch (random.nextInt(20)) {
            case 0 -> demand.multiNode();
            case 1 -> demand.refusesRetirement();
            case 2 -> demand.malformed("VMKeepAlive", "x");
            case 3 -> demand.network("nope");
            case 4 -> demand.gpus(1);
            case 5 -> demand.image(PerCloud.NONE);
            case 6 -> demand.securityGroups(any(List.of("web", "batch", "secret")));
            case 7 -> demand.keyName(any(List.of("ops", "nope")));
            case 8 -> demand.cloudConfig("spool:" + "ab".repeat(32));
            default -> {}
        }
        return demand;
    }

    private WorkerFixture worker(int i) {
        WorkerFixture worker = WorkerFixture.worker("w" + i)
                .of(any(OWNERS))
                .vmType(any(TYPES))
                .on(random.nextInt(12) == 0 ? "moon" : any(CLOUDS))
                .flavor(any(FLAVORS))
                .keepAlive(time(90))
                .freeFor(time(15))
                .requestedAgo(random.nextInt(20) == 0 ? Duration.ofDays(31) : time(300))
                .forDemand(random.nextInt(4) == 0 ? "demand-" + random.nextInt(8) : "jobs")
                .joined(time(60));
        switch (random.nextInt(15)) {
            case 0 -> worker.requested(time(30), random.nextInt(4));
            case 1 -> worker.building(time(30));
            case 2 -> worker.joining(time(30));
            case 3, 4, 5 -> worker.idle(time(90));
            case 6 ->
                worker.free(new Shape(random.nextInt(8), random.nextInt(8000), random.nextInt(40), 0))
                        .busy(1);
            case 7 -> worker.busyWithJobThatRefusesRetirement();
            case 8 -> worker.draining(time(30), often() ? Activity.How.IF_IDLE : Activity.How.PEACEFULLY);
            case 9 -> worker.drained(time(30));
            case 10 -> worker.fenced(time(30));
            case 11 -> worker.deleting(time(30), random.nextInt(5));
            case 12 -> worker.stopped(time(90), any(List.of("SHUTOFF", "PAUSED", "RESCUE", "MIGRATING")));
            case 13 -> worker.unseen(time(90));
            default -> {
                if (often()) {
                    worker.failed(any(List.of("no valid host", "aborted")));
                } else {
                    worker.gone();
                }
            }
        }
        trouble(worker);
        return worker;
    }

    private void stray(PoolFixture pool, int i) {
        pool.stray(
                "machine-" + i,
                time(8),
                often(),
                !often(),
                often() ? Set.of() : Set.of(new BlindSpot.Source.OfSchedd("batch")));
    }

    /** Of a server that some worker may well have. */
    private Leftover leftover(int i) {
        Belonging thing = new Belonging(
                any(List.of(Belonging.Kind.values())),
                "thing-" + i,
                often() ? "gone-" + i : "server-w" + random.nextInt(25),
                "",
                "10.0.0.9",
                seldom(),
                Optional.empty());
        return new Leftover(
                any(CLOUDS),
                thing,
                often() ? Optional.of("w0") : Optional.empty(),
                PoolFixture.NOW.minus(time(30)),
                1 + random.nextInt(3));
    }

    private void trouble(WorkerFixture worker) {
        switch (random.nextInt(24)) {
            case 0 -> worker.blackHole(time(60 * 30));
            case 1 -> worker.rebuilt(time(20));
            case 2 -> worker.twin(time(20));
            default -> {}
        }
        switch (random.nextInt(24)) {
            case 0 -> worker.blindToSchedd();
            case 1 -> worker.blindToCollector();
            case 2 -> worker.blindToCloud();
            case 3 -> worker.contradictory();
            case 4 -> worker.claimed();
            case 5 -> worker.claimedBySlotOnly();
            case 6 -> worker.unrecorded();
            case 7 -> worker.withoutAds();
            case 8 -> worker.neverJoined();
            case 9, 10, 11 -> worker.retiring();
            default -> {}
        }
    }

    /** Often right on a minute, so that limits are met exactly. */
    private Duration time(int minutesMax) {
        Duration whole = Duration.ofMinutes(random.nextInt(minutesMax));
        return often() ? whole : whole.plusSeconds(random.nextInt(60));
    }

    private boolean often() {
        return random.nextInt(5) > 0;
    }

    private boolean seldom() {
        return random.nextInt(3) == 0;
    }

    private void sometimes(Runnable what) {
        if (seldom()) {
            what.run();
        }
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static void repeat(int times, Consumer<Integer> what) {
        for (int i = 0; i < times; i++) {
            what.accept(i);
        }
    }
}
