package org.updraft.autoscaler.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.Turn;
import org.updraft.autoscaler.plan.Action;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.Breaker;
import org.updraft.autoscaler.pool.Combination;
import org.updraft.autoscaler.pool.CombinationHistory;
import org.updraft.autoscaler.pool.PoolSnapshot;
import org.updraft.autoscaler.pool.Worker;
import org.updraft.openstack.embedded.fault.Effect;
import org.updraft.openstack.embedded.fault.FaultRule;

/**
 * Boots that go well and badly by a seed, for all reasons there are, and a service that is killed again and again: what has not
 * joined is never more than it may be, and what is open is tried one at a time.
 */
class BreakerChaosTest {

    private static final List<String> FLAVORS = List.of("c2-7.5gb", "c4-15gb", "c8-30gb");

    static LongStream seeds() {
        return LongStream.range(0, 8);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingUnprovenOrOpenIsBootedMoreThanItMayBe(long seed) throws LedgerException {
        Random random = new Random(seed);
        SimulatedWorld world = Story.world(seed);
        world.pool().submit(Story.jobs("ada"), 30, Duration.ofMinutes(15));
        int openTurns = 0;
        for (int turn = 0; turn < 600; turn++) {
            if (random.nextInt(12) == 0) {
                somethingChanges(world, random);
            }
            Turn taken = world.nextTurn();
            assertThat(taken.violations()).as("turn %d", turn).isEmpty();
            unprovenAreFew(taken);
            openAreTriedOneByOne(taken);
            openTurns += taken.plan().breakers().isEmpty() ? 0 : 1;
        }
        assertThat(openTurns).as("turns with a breaker").isPositive();

        world.model().faults().clear();
        world.runFor(Duration.ofHours(10));
        assertThat(world.pool().counts().idle()).as("all are served in the end").isZero();
        assertThat(world.pool().counts().killed()).isZero();
        assertThat(world.servers()).isZero();
    }

    private static void somethingChanges(SimulatedWorld world, Random random) throws LedgerException {
        switch (random.nextInt(10)) {
            case 0 -> world.restartService();
            case 1 -> fault(world, new Effect.BuildError(500, "Build of instance aborted"), 1.0);
            case 2 -> fault(world, new Effect.BuildError(500, "Build of instance aborted"), 0.5);
            case 3 -> fault(world, new Effect.BuildError(500, "No valid host was found. "), 0.7);
            case 4 -> fault(world, new Effect.BuildError(500, "aborted: Maximum number of ports exceeded"), 1.0);
            case 5 -> fault(world, new Effect.StuckBuild(), 0.5);
            case 6 -> fault(world, new Effect.Answer(401, Optional.empty(), Optional.empty()), 0.2);
            case 7 -> fault(world, new Effect.LostReply(false), 0.3);
            case 8 ->
                world.pool()
                        .submit(
                                Story.jobs("bo", FLAVORS.get(random.nextInt(FLAVORS.size()))),
                                8,
                                Duration.ofMinutes(15));
            default -> world.model().faults().clear();
        }
    }

    private static void fault(SimulatedWorld world, Effect effect, double probability) {
        world.model()
                .faults()
                .add(new FaultRule(
                        "chaos",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        Optional.of(20),
                        probability,
                        effect));
    }

    private static void unprovenAreFew(Turn turn) {
        PoolSnapshot seen = turn.seen();
        notJoinedAfter(turn).forEach((combination, count) -> {
            CombinationHistory history = seen.histories().getOrDefault(combination, CombinationHistory.NONE);
            Instant lastJoin = history.lastJoin().orElse(Instant.EPOCH);
            if (lastJoin.isBefore(seen.takenAt().minus(Duration.ofHours(24)))) {
                assertThat(count)
                        .as("turn %d, unproven %s", turn.number(), combination)
                        .isLessThanOrEqualTo(3);
            }
        });
    }

    private static void openAreTriedOneByOne(Turn turn) {
        PoolSnapshot seen = turn.seen();
        Map<Combination, Integer> booted = booted(turn);
        notJoinedAfter(turn).forEach((combination, count) -> {
            boolean open = seen.histories()
                            .getOrDefault(combination, CombinationHistory.NONE)
                            .failuresInRow()
                    >= 3;
            if (open && booted.getOrDefault(combination, 0) > 0) {
                assertThat(count)
                        .as("turn %d, open %s", turn.number(), combination)
                        .isEqualTo(1);
            }
        });
        for (Breaker breaker : seen.breakers()) {
            int now = booted.entrySet().stream()
                    .filter(entry -> breaker.scope().covers(entry.getKey()))
                    .mapToInt(Map.Entry::getValue)
                    .sum();
            long underWay = seen.workers().stream()
                    .filter(worker -> breaker.scope().covers(worker.combination()))
                    .filter(worker -> !worker.requestedAt().isBefore(breaker.until()))
                    .filter(worker -> worker.activity() instanceof Activity.Requested
                            || worker.activity() instanceof Activity.Building)
                    .count();
            if (breaker.until().isAfter(seen.takenAt())) {
                assertThat(now).as("turn %d, %s", turn.number(), breaker).isZero();
            } else if (now > 0) {
                assertThat(now + underWay)
                        .as("turn %d, %s", turn.number(), breaker)
                        .isEqualTo(1);
            }
        }
    }

    /** Workers that are there and have never been in the pool, and those that this turn asked for. */
    private static Map<Combination, Integer> notJoinedAfter(Turn turn) {
        Map<Combination, Integer> counts = booted(turn);
        for (Worker worker : turn.seen().workers()) {
            if (worker.joinedAt().isEmpty() && !(worker.activity() instanceof Activity.Gone)) {
                counts.merge(worker.combination(), 1, Integer::sum);
            }
        }
        return counts;
    }

    private static Map<Combination, Integer> booted(Turn turn) {
        Map<Combination, Integer> counts = new HashMap<>();
        for (Action action : turn.plan().actions()) {
            if (action instanceof Action.Boot boot) {
                counts.merge(boot.offer().combination(), boot.count(), Integer::sum);
            }
        }
        return counts;
    }
}
