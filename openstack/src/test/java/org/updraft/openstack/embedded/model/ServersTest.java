package org.updraft.openstack.embedded.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.updraft.openstack.Flavor;
import org.updraft.openstack.Server.PowerState;
import org.updraft.openstack.embedded.Catalogues;
import org.updraft.openstack.embedded.fault.Effect;
import org.updraft.openstack.embedded.fault.FaultRule;
import org.updraft.openstack.embedded.model.Quotas.Kind;

class ServersTest {
    private static final Timing TIMING = Timing.USUAL
            .withBuild(Duration.ofSeconds(30), Duration.ofSeconds(60))
            .withDelete(Duration.ofSeconds(5), Duration.ofSeconds(5));

    private Instant now = Instant.parse("2026-11-22T00:00:00Z");
    private final CloudModel cloud = cloud(3);
    private final String project =
            cloud.identity().project("proj-a", "default").orElseThrow().id();

    @Test
    void aServerIsScheduledThenSpawnsThenIsActiveWithinTheBuildRange() {
        ModelServer server = boot("w1");
        assertThat(server.toString()).contains("BUILD/scheduling");
        pass(2);
        assertThat(server.toString()).contains("BUILD/spawning");
        pass(27);
        assertThat(server.status()).isEqualTo("BUILD");
        pass(31);
        assertThat(server.status()).isEqualTo("ACTIVE");
        assertThat(server.runs()).isTrue();
        Duration took = Duration.between(server.created(), server.launched().orElseThrow());
        assertThat(took).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
    }

    @Test
    void aGuestPrintsOnItsConsoleAndOneThatIsStuckOnlyWhatItsRuleSays() {
        cloud.faults()
                .add(FaultRule.of("panic", new Effect.Console("Kernel panic")).onServer("^w2"));
        ModelServer well = boot("w1");
        ModelServer stuck = boot("w2");
        assertThat(cloud.servers().console(stuck)).isEmpty();
        pass(120);
        well.print("ready");
        assertThat(well.isStuck()).isFalse();
        assertThat(cloud.servers().console(well))
                .contains("Linux version", "\nready\n")
                .endsWith("login: ");
        assertThat(stuck.isStuck()).isTrue();
        assertThat(stuck.status()).isEqualTo("ACTIVE");
        assertThat(cloud.servers().console(stuck)).isEqualTo("Kernel panic\n");
        for (int i = 0; i < 30_000; i++) {
            well.print("line " + i);
        }
        assertThat(well.printed()).hasSize(100 * 1024).endsWith("line 29999\n");
    }

    @Test
    void whatHappenedInALongSilenceIsToldInItsOrderWithItsOwnInstants() {
        List<String> heard = new ArrayList<>();
        cloud.servers().listen(new ServerListener() {
            @Override
            public void onActive(ModelServer server, Instant at) {
                heard.add(server.name() + " active");
                assertThat(cloud.time().now()).isEqualTo(at).isBefore(now);
                cloud.servers().delete(server);
            }

            @Override
            public void onGone(ModelServer server, Instant at) {
                heard.add(server.name() + " gone");
                assertThat(at).isEqualTo(server.launched().orElseThrow().plusSeconds(5));
            }
        });
        boot("w1");
        pass(3600);
        assertThat(heard).containsExactly("w1 active", "w1 gone");
        assertThat(cloud.servers().of(project)).isEmpty();
    }

    @Test
    void aDeletedServerGivesBackQuotaAndAddress() {
        ModelServer server = boot("w1");
        pass(60);
        String address = addressOf(server);
        cloud.servers().delete(server);
        assertThat(cloud.servers().usage(project).instances()).isEqualTo(1);
        pass(5);
        assertThat(cloud.servers().usage(project).instances()).isZero();
        assertThat(cloud.networking().ports()).isEmpty();
        assertThat(cloud.servers().find(server.id())).isEmpty();
        assertThat(addressOf(boot("w2"))).isEqualTo(address);
    }

    @Test
    void pausedServersKeepTheirMemoryAndCannotBePausedTwice() {
        ModelServer server = boot("w1");
        assertThatThrownBy(() -> cloud.servers().pause(server))
                .isInstanceOf(Refusal.Conflict.class)
                .hasMessageEndingWith("while it is in vm_state building");
        pass(60);
        cloud.servers().pause(server);
        assertThatThrownBy(() -> cloud.servers().unpause(server)).hasMessageContaining("vm_state active");
        pass(1);
        assertThat(server.status()).isEqualTo("PAUSED");
        assertThat(server.power()).isEqualTo(PowerState.PAUSED);
        assertThatThrownBy(() -> cloud.servers().pause(server)).hasMessageContaining("vm_state paused");
        cloud.servers().unpause(server);
        pass(1);
        assertThat(server.runs()).isTrue();
    }

    @Test
    void aDeleteOvertakesAnActionInProgress() {
        ModelServer server = boot("w1");
        pass(60);
        cloud.servers().pause(server);
        cloud.servers().delete(server);
        pass(1);
        assertThat(server.status()).isEqualTo("ACTIVE");
        pass(5);
        assertThat(server.vmState()).isEqualTo(VmState.DELETED);
    }

    @Test
    void aResetStateChangesTheWordNotTheMachine() {
        ModelServer server = boot("w1");
        pass(60);
        cloud.servers().resetState(server, VmState.ERROR);
        assertThat(server.status()).isEqualTo("ERROR");
        assertThat(server.power()).isEqualTo(PowerState.RUNNING);
        assertThat(server.fault()).isEmpty();
    }

    @Test
    void quotaIsEnforcedInTheWordsOfNova() {
        cloud.quotas().set(project, Kind.INSTANCES, 2);
        boot("w1");
        boot("w2");
        assertThatThrownBy(() -> boot("w3"))
                .isInstanceOf(Refusal.OverQuota.class)
                .hasMessage("Quota exceeded for instances: Requested 1, but already used 2 of 2 instances");
        cloud.quotas().set(project, Kind.INSTANCES, Quotas.UNLIMITED);
        boot("w3");
    }

    @Test
    void aBootOfSeveralTakesWhatFitsAboveItsMinimum() {
        cloud.quotas().set(project, Kind.INSTANCES, 5);
        List<ModelServer> booted = cloud.servers().boot(project, "u", spec("multi"), 2, 50);
        assertThat(booted)
                .extracting(ModelServer::name)
                .containsExactly("multi-1", "multi-2", "multi-3", "multi-4", "multi-5");
        assertThat(booted)
                .extracting(ModelServer::reservationId)
                .containsOnly(booted.get(0).reservationId());
    }

    @Test
    void portsThatDoNotFitLeaveNothingBehind() {
        cloud.quotas().set(project, Kind.PORT, 2);
        assertThatThrownBy(() -> cloud.servers().boot(project, "u", spec("multi"), 3, 3))
                .hasMessage("Maximum number of ports exceeded");
        assertThat(cloud.networking().ports()).isEmpty();
        assertThat(cloud.servers().all()).isEmpty();
    }

    @Test
    void aServerThatFindsNoHostIsInErrorAfterScheduling() {
        ModelServer server = cloud.servers().boot(project, "u", ServerSpec.of("g1", flavor("g1.gpu"), image()));
        pass(2);
        assertThat(server.status()).isEqualTo("ERROR");
        assertThat(server.fault()).map(ModelServer.Fault::message).contains("No valid host was found. ");
        assertThat(server.host()).isEmpty();
        assertThat(cloud.networking().ports()).isEmpty();
    }

    @Test
    void aStuckBuildStaysUntilItIsDeleted() {
        cloud.faults().add(FaultRule.of("hang", new Effect.StuckBuild()).onServer("^w1$"));
        ModelServer stuck = boot("w1");
        ModelServer other = boot("w2");
        pass(86_400);
        assertThat(stuck.toString()).contains("BUILD/spawning");
        assertThat(other.status()).isEqualTo("ACTIVE");
        cloud.servers().delete(stuck);
        pass(5);
        assertThat(stuck.vmState()).isEqualTo(VmState.DELETED);
    }

    @Test
    void aDeleteThatFailsLeavesTheServerRunningInErrorUntilTheNext() {
        cloud.faults()
                .add(FaultRule.of("cling", new Effect.DeleteFails("Failed to terminate instance"))
                        .times(1));
        ModelServer server = boot("w1");
        pass(60);
        cloud.servers().delete(server);
        pass(5);
        assertThat(server.status()).isEqualTo("ERROR");
        assertThat(server.power()).isEqualTo(PowerState.RUNNING);
        cloud.servers().delete(server);
        pass(5);
        assertThat(server.vmState()).isEqualTo(VmState.DELETED);
    }

    @Test
    void theSameSeedAndCallsGiveTheSameCloud() {
        assertThat(life(cloud(42))).isEqualTo(life(cloud(42))).isNotEqualTo(life(cloud(43)));
    }

    private String life(CloudModel model) {
        Instant start = now;
        StringBuilder told = new StringBuilder();
        String id = model.identity().project("proj-b", "default").orElseThrow().id();
        model.faults().add(FaultRule.of("some", new Effect.StuckBuild()).times(2));
        String flavor = model.flavors().all().get(0).id();
        String image = model.images().visibleTo(id, true).get(0).id();
        for (int i = 0; i < 5; i++) {
            model.servers().boot(id, "u", ServerSpec.of("w" + i, flavor, image));
        }
        for (int i = 0; i < 20; i++) {
            now = now.plusSeconds(7);
            told.append(model.servers().all());
        }
        now = start;
        return told.toString();
    }

    private CloudModel cloud(long seed) {
        InstantSource clock = () -> now;
        return Catalogues.testbed(clock, seed, TIMING);
    }

    private void pass(int seconds) {
        now = now.plusSeconds(seconds);
        cloud.advance();
    }

    private ModelServer boot(String name) {
        return cloud.servers().boot(project, "u", spec(name));
    }

    private ServerSpec spec(String name) {
        return ServerSpec.of(name, flavor("m1.tiny"), image());
    }

    private String flavor(String name) {
        Optional<Flavor> flavor = cloud.flavors().all().stream()
                .filter(one -> one.name().equals(name))
                .findFirst();
        return flavor.orElseThrow().id();
    }

    private String image() {
        return cloud.images().listedFor(project).get(0).id();
    }

    private String addressOf(ModelServer server) {
        return cloud.networking().port(server.portIds().get(0)).address();
    }
}
