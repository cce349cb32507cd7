package org.updraft.autoscaler.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.updraft.autoscaler.ledger.WorkerRecord;
import org.updraft.autoscaler.plan.Cause;
import org.updraft.autoscaler.plan.Unmet;
import org.updraft.autoscaler.pool.Terms;
import org.updraft.autoscaler.spool.Spool;
import org.updraft.autoscaler.spool.UserConfigs;
import org.updraft.htcondor.vmjob.SpooledPart;
import org.updraft.openstack.embedded.model.ModelServer;

/** Cloud-config of users in a simulated world: on their own workers, and on no other. */
class CloudConfigStoryTest {

    private static final byte[] CONFIG = "#cloud-config\npackages: [gcc]\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SCRIPT = "#!/bin/sh\ntouch /etc/mine\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path temp;

    private final SimulatedClock clock = Story.clock();

    private UserConfigs configs() {
        return new UserConfigs(
                new Spool(temp.resolve("spool"), clock, new Spool.Limits(9, 99_999, 0)), Story.CLOUD_INIT);
    }

    @Test
    void aJobGetsAWorkerWithItsPartsAndAnotherJobsWorkerHasNone() throws Exception {
        UserConfigs configs = configs();
        String named = configs.handOver("ada", "cloud-config", CONFIG).attribute() + ","
                + configs.handOver("ada", "x-shellscript", SCRIPT).attribute().substring("spool:".length());
        SimulatedWorld world = Story.world(3, clock, configs);
        world.pool().submit(Story.jobsWith("ada", named), 2, Duration.ofMinutes(20));
        world.pool().submit(Story.jobs("ada"), 2, Duration.ofMinutes(20));
        world.pool().submit(Story.jobs("bob"), 2, Duration.ofMinutes(20));
        world.nextTurn();
        world.restartService();
        world.runFor(Duration.ofMinutes(15));
        assertThat(world.pool().counts().running()).isEqualTo(6);
        world.restartService();
        world.runFor(Duration.ofMinutes(90));

        assertThat(world.pool().counts()).isEqualTo(new SimulatedQueue.Counts(6, 0, 0, 6, 0));
        assertThat(world.servers()).isZero();
        int with = 0;
        for (ModelServer server : world.model().servers().all()) {
            WorkerRecord record = world.ledger()
                    .worker(server.spec().metadata().getOrDefault("updraft-worker", ""))
                    .orElseThrow();
            boolean isFor = record.terms().equals(new Terms(false, 0, named));
            assertThat(parts(server)).isEqualTo(isFor ? SpooledPart.parse(named).orElseThrow() : List.of());
            assertThat(isFor && !record.owner().equals("ada")).isFalse();
            with += isFor ? 1 : 0;
        }
        assertThat(with).isBetween(1, 2);
        assertThat(configs.filesOf("ada")).allMatch(file -> file.usedAt().isPresent());
    }

    @Test
    void anothersHashBootsNothingUntilTheOwnerHandsItOver() throws Exception {
        UserConfigs configs = configs();
        String named = configs.handOver("ada", "cloud-config", CONFIG).attribute();
        SimulatedWorld world = Story.world(4, clock, configs);
        world.pool().submit(Story.jobsWith("eve", named), 3, Duration.ofMinutes(10));
        world.runFor(Duration.ofMinutes(10));
        assertThat(world.serversEver()).isZero();
        assertThat(world.nextTurn().plan().unmet()).singleElement().satisfies(unmet -> {
            assertThat(unmet.reason().cause()).isEqualTo(Cause.CLOUD_CONFIG_MISSING);
            assertThat(unmet.reason().detail()).contains("was handed over by eve");
        });

        configs.handOver("eve", "cloud-config", CONFIG);
        world.runFor(Duration.ofMinutes(60));
        assertThat(world.pool().counts().finished()).isEqualTo(3);
    }

    @Test
    void aFileThatWasChangedOnDiskIsNotSentAndHoldsUpNobodyElse() throws Exception {
        UserConfigs configs = configs();
        String named = configs.handOver("ada", "cloud-config", CONFIG).attribute();
        SimulatedWorld world = Story.world(5, clock, configs);
        world.pool().submit(Story.jobsWith("ada", named), 1, Duration.ofMinutes(10));
        world.pool().submit(Story.jobs("bob"), 1, Duration.ofMinutes(10));
        Files.writeString(
                temp.resolve("spool/ada").resolve(named.substring("spool:".length())), "#cloud-config\nruncmd: [x]\n");

        List<Unmet> unmet = world.nextTurn().plan().unmet();
        assertThat(unmet).extracting(one -> one.reason().cause()).contains(Cause.CLOUD_CONFIG_DAMAGED);
        world.runFor(Duration.ofMinutes(60));
        assertThat(world.pool().counts().finished()).isEqualTo(1);
        assertThat(world.model().servers().all()).isNotEmpty().allSatisfy(server -> {
            assertThat(guest(server).owner()).isEqualTo("bob");
            assertThat(parts(server)).isEmpty();
        });
    }

    private static List<SpooledPart> parts(ModelServer server) {
        return guest(server).userParts();
    }

    private static GuestConfig guest(ModelServer server) {
        Optional<GuestConfig> guest =
                GuestConfig.read(server.name(), server.spec().userData());
        return guest.orElseThrow();
    }
}
