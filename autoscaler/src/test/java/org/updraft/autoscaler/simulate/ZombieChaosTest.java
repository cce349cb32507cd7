package org.updraft.autoscaler.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.Turn;
import org.updraft.autoscaler.plan.Policy;
import org.updraft.openstack.Server.PowerState;
import org.updraft.openstack.embedded.model.ModelServer;
import org.updraft.openstack.embedded.model.VmState;

/** Tries to make every kind of zombie kill a running job: all of them at random, on whatever worker, busy or not. */
class ZombieChaosTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noSymptomKillsARunningJob(long seed) throws LedgerException {
        Random random = new Random(seed);
        SimulatedWorld world = Story.worldOfCopies(seed, impatient());
        world.pool().submit(Story.jobs("ada"), 12, Duration.ofMinutes(50));
        world.pool().submit(Story.jobs("bo", "c8-30gb"), 12, Duration.ofMinutes(25));
        for (int turn = 0; turn < 400; turn++) {
            if (random.nextInt(6) == 0) {
                somethingHappens(world, random);
            }
            if (turn % 100 == 50) {
                world.pool().submit(Story.jobs("ada"), 3, Duration.ofMinutes(40));
            }
            Turn taken = world.nextTurn();
            assertThat(taken.violations()).as("turn %d", turn).isEmpty();
            assertThat(world.pool().counts().killed())
                    .as("killed by turn %d", turn)
                    .isZero();
        }
        assertThat(world.pool().counts().finished()).isGreaterThan(24);
    }

    private static void somethingHappens(SimulatedWorld world, Random random) throws LedgerException {
        List<String> joined = world.pool().machines().joined().stream()
                .filter(id -> world.model().servers().find(id).isPresent())
                .toList();
        if (joined.isEmpty()) {
            return;
        }
        String id = joined.get(random.nextInt(joined.size()));
        ModelServer server = world.model().servers().find(id).orElseThrow();
        boolean isActive = server.status().equals("ACTIVE");
        switch (random.nextInt(10)) {
            case 0 -> {
                // a pause of a busy one is lifted within its job's lease, as its jobs cannot live without
                if (isActive) {
                    world.model().servers().force(server, VmState.PAUSED, PowerState.PAUSED);
                    for (int i = 0; i < random.nextInt(60); i++) {
                        world.nextTurn();
                    }
                    if (world.model()
                            .servers()
                            .find(id)
                            .map(ModelServer::status)
                            .equals(Optional.of("PAUSED"))) {
                        world.model().servers().force(server, VmState.ACTIVE, PowerState.RUNNING);
                    }
                }
            }
            case 1 -> {
                if (isActive && server.task().isEmpty()) {
                    rebuild(world, server, random);
                }
            }
            case 2 -> world.model().servers().boot(server.projectId(), server.userId(), server.spec());
            case 3 -> world.pool().machines().breakDown(id);
            case 4 -> world.pool().machines().hangSlot(id, random.nextBoolean());
            case 5 -> world.pool().machines().cutOffFromCollector(id);
            case 6 -> world.pool().machines().makeDeaf(id);
            case 7 -> world.restartService();
            case 8 ->
                world.pool()
                        .machines()
                        .advertise(
                                server.name() + ".simulated.invalid",
                                server.spec().metadata().getOrDefault("updraft-worker", ""),
                                "11111111-2222-4333-8444-" + String.format("%012d", random.nextInt(1000)),
                                world.ledger().installation(),
                                random.nextBoolean());
            default -> world.pool().collector().restart();
        }
    }

    private static void rebuild(SimulatedWorld world, ModelServer server, Random random) {
        List<String> images = world.model().images().listedFor(server.projectId()).stream()
                .map(image -> image.image().id())
                .toList();
        world.model().servers().rebuild(server, images.get(random.nextInt(images.size())));
    }

    private static Policy.Zombies impatient() {
        return new Policy.Zombies(
                Duration.ofMinutes(1),
                Duration.ofMinutes(5),
                Duration.ofMinutes(3),
                1,
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Duration.ofMinutes(3),
                Duration.ofHours(1),
                Duration.ofMinutes(5),
                new Policy.BlackHole(3, Duration.ofSeconds(30), false, Duration.ofMinutes(30)));
    }
}
