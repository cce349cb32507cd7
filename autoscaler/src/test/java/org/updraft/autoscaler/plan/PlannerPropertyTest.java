package org.updraft.autoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.BlindSpot;
import org.updraft.autoscaler.pool.CloudView;
import org.updraft.autoscaler.pool.Leftover;
import org.updraft.autoscaler.pool.PoolSnapshot;
import org.updraft.autoscaler.pool.Worker;

/** What holds for every pool, tried on thousands of random ones; a failure names its seed. */
class PlannerPropertyTest {

    private static final int SEEDS = 3_000;
    private static final Policy.Patience PATIENCE = Policy.Patience.DEFAULT;

    @Test
    void everyPlanPassesTheCheck() {
        forEachSeed((seed, pool, policy, plan) -> assertThat(PlanCheck.violations(plan, pool, policy))
                .as("seed %d", seed)
                .isEmpty());
    }

    @Test
    void theSamePoolGivesTheSamePlanInWhateverOrderItWasSeen() {
        forEachSeed((seed, pool, policy, plan) -> {
            Plan again = new Planner(policy).plan(shuffled(pool, seed));
            assertThat(again).as("seed %d", seed).isEqualTo(plan);
        });
    }

    @Test
    void noWorkerWithAJobIsStoppedFencedOrDeleted() {
        forEachSeed((seed, pool, policy, plan) -> {
            Map<String, Worker> workers = byId(pool);
            for (Action action : plan.actions()) {
                boolean harmful = switch (action) {
                    case Action.Drain drain -> drain.how() == Activity.How.IF_IDLE;
                    case Action.Fence f -> true;
                    case Action.Delete delete -> delete.reason().cause() != Cause.STILL_THERE;
                    case Action.Boot b -> false;
                    case Action.Adopt a -> false;
                    case Action.CancelDrain c -> false;
                    case Action.Unfence u -> false;
                    case Action.Forget f -> false;
                    case Action.ForgetAd f -> false;
                    case Action.Collect c -> false;
                };
                if (harmful) {
                    Worker worker = workers.get(workerOf(action));
                    assertThat(worker.claims()).as("seed %d %s", seed, action).isEmpty();
                    assertThat(worker.sight().unclaimed())
                            .as("seed %d %s", seed, action)
                            .isTrue();
                }
            }
        });
    }

    @Test
    void nothingIsFencedOrNewlyDeletedWhereWeAreBlind() {
        forEachSeed((seed, pool, policy, plan) -> {
            Set<String> blind = pool.workers().stream()
                    .filter(worker -> !worker.sight().blindTo().isEmpty()
                            || !worker.sight().server())
                    .map(Worker::id)
                    .collect(Collectors.toSet());
            assertThat(plan.actions())
                    .as("seed %d", seed)
                    .noneMatch(action -> action instanceof Action.Fence fence && blind.contains(fence.workerId()))
                    .noneMatch(action -> action instanceof Action.Delete delete
                            && delete.reason().cause() != Cause.STILL_THERE
                            && blind.contains(delete.workerId()));
        });
    }

    @Test
    void nothingIsCollectedThatIsInUseOrNewOrSeenOnceOrWhileABootIsAwaited() {
        forEachSeed((seed, pool, policy, plan) -> {
            Set<String> servers = pool.workers().stream()
                    .flatMap(worker -> worker.serverId().stream())
                    .collect(Collectors.toSet());
            for (Action action : plan.actions()) {
                if (action instanceof Action.Collect(Leftover leftover, Reason why)) {
                    assertThat(leftover.thing().attached())
                            .as("seed %d %s", seed, why)
                            .isFalse();
                    assertThat(leftover.workerId()).as("seed %d", seed).isPresent();
                    assertThat(leftover.looks()).as("seed %d", seed).isGreaterThan(1);
                    assertThat(pool.age(leftover.since())).as("seed %d", seed).isGreaterThan(PATIENCE.settle());
                    assertThat(servers)
                            .as("seed %d", seed)
                            .doesNotContain(leftover.thing().serverId());
                    assertThat(pool.workers())
                            .as("seed %d", seed)
                            .noneMatch(worker -> worker.activity() instanceof Activity.Requested
                                    && worker.cloud().equals(leftover.cloud()));
                    assertThat(pool.blindSpots())
                            .as("seed %d", seed)
                            .extracting(BlindSpot::source)
                            .doesNotContain(new BlindSpot.Source.OfCloud(leftover.cloud()));
                }
            }
        });
    }

    /** Else the tests above would hold of a planner that sleeps. */
    @Test
    void theRandomPoolsBringOutEveryActionAndEveryCauseOfThePlanner() {
        Set<Class<?>> actions = new HashSet<>();
        EnumSet<Cause> causes = EnumSet.noneOf(Cause.class);
        forEachSeed((seed, pool, policy, plan) -> {
            plan.actions().forEach(action -> {
                actions.add(action.getClass());
                causes.add(action.reason().cause());
            });
            plan.unmet().forEach(unmet -> causes.add(unmet.reason().cause()));
        });

        assertThat(actions).hasSize(Action.class.getPermittedSubclasses().length);
        EnumSet<Cause> missing = EnumSet.range(Cause.JOBS_WAIT, Cause.FROZEN);
        missing.removeAll(causes);
        assertThat(missing)
                .as("causes of the planner that no random pool brings out")
                .containsExactly(Cause.NOT_WANTED);
    }

    private interface Property {
        void holds(long seed, PoolSnapshot pool, Policy policy, Plan plan);
    }

    private record Case(long seed, PoolSnapshot pool, Policy policy, Plan plan) {
        static Case of(long seed) {
            RandomPool random = new RandomPool(seed);
            PoolSnapshot pool = random.pool().seen();
            Policy policy = random.policy().is();
            return new Case(seed, pool, policy, new Planner(policy).plan(pool));
        }
    }

    private static final List<Case> CASES =
            LongStream.range(0, SEEDS).mapToObj(Case::of).toList();

    private static void forEachSeed(Property property) {
        CASES.forEach(one -> property.holds(one.seed(), one.pool(), one.policy(), one.plan()));
    }

    private static PoolSnapshot shuffled(PoolSnapshot pool, long seed) {
        return new PoolSnapshot(
                pool.takenAt(),
                shuffled(pool.demands(), new Random(seed)),
                shuffled(pool.workers(), new Random(seed)),
                shuffled(pool.clouds(), new Random(seed)).stream()
                        .map(cloud -> new CloudView(
                                cloud.name(),
                                cloud.enabled(),
                                cloud.priority(),
                                cloud.projectId(),
                                shuffled(cloud.flavors(), new Random(seed)),
                                shuffled(cloud.images(), new Random(seed)),
                                shuffled(cloud.networks(), new Random(seed)),
                                shuffled(cloud.securityGroups(), new Random(seed)),
                                shuffled(cloud.keyNames(), new Random(seed)),
                                cloud.quota()))
                        .toList(),
                pool.histories(),
                pool.blindSpots(),
                shuffled(pool.strays(), new Random(seed)),
                shuffled(pool.leftovers(), new Random(seed)),
                shuffled(pool.marks(), new Random(seed)),
                shuffled(pool.breakers(), new Random(seed)),
                pool.cloudConfigFaults(),
                pool.frozen());
    }

    private static <T> List<T> shuffled(List<T> list, Random random) {
        List<T> other = new ArrayList<>(list);
        Collections.shuffle(other, random);
        return other;
    }

    private static Map<String, Worker> byId(PoolSnapshot pool) {
        return pool.workers().stream().collect(Collectors.toMap(Worker::id, Function.identity()));
    }

    private static String workerOf(Action action) {
        return switch (action) {
            case Action.Boot b -> "";
            case Action.Adopt a -> a.workerId();
            case Action.Drain d -> d.workerId();
            case Action.CancelDrain c -> c.workerId();
            case Action.Fence f -> f.workerId();
            case Action.Unfence u -> u.workerId();
            case Action.Delete d -> d.workerId();
            case Action.Forget f -> f.workerId();
            case Action.ForgetAd f -> "";
            case Action.Collect c -> "";
        };
    }
}
