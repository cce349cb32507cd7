package org.updraft.autoscaler.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.updraft.autoscaler.ledger.Ledger;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.Turn;
import org.updraft.autoscaler.ledger.WorkerRecord;
import org.updraft.autoscaler.plan.Action;
import org.updraft.openstack.Binding;
import org.updraft.openstack.embedded.fault.Effect;
import org.updraft.openstack.embedded.fault.FaultRule;
import org.updraft.openstack.embedded.model.Net;
import org.updraft.openstack.embedded.model.Networking;

/** What clouds keep behind our backs: servers that appear late, ports and addresses whose servers are gone. */
class LeftoverStoriesTest {

    private static final Duration TWENTY_MINUTES = Duration.ofMinutes(20);
    /** Pool and installation of every story. */
    private static final String OURS = "simulated/simulated";

    private static final Function<SimulatedWorld, String> PROJECT = world ->
            world.model().identity().project("batch", "default").orElseThrow().id();

    @Test
    void aServerThatAppearsAfterItsIntentWasGivenUpIsAdoptedAndLeavesInTheEnd() throws LedgerException {
        SimulatedWorld world = Story.world(31);
        world.model()
                .faults()
                .add(FaultRule.of("lost", new Effect.LostReply(false))
                        .onOperation("servers.create")
                        .times(1));
        world.model()
                .faults()
                .add(FaultRule.of("hidden", new Effect.PartialPage(0)).onOperation("servers.list"));
        world.pool().submit(Story.jobs("ada"), 1, TWENTY_MINUTES);
        world.nextTurn();
        String first = world.ledger().living().getFirst().id();
        world.runFor(Duration.ofMinutes(13));
        assertThat(world.ledger().worker(first).orElseThrow().end()).isPresent();
        world.model().faults().clear();
        world.runFor(Duration.ofHours(2));
        assertThat(world.pool().counts()).isEqualTo(new SimulatedQueue.Counts(1, 0, 0, 1, 0));
        assertThat(world.servers()).isZero();
        assertThat(world.ledger().living()).isEmpty();
        assertThat(world.ledger().lifeOf(first))
                .anyMatch(line -> line.activity().equals("revived"));
    }

    @Test
    void portsAndAddressesThatStayBehindAreCollectedThoughRepliesAreLost() throws LedgerException {
        SimulatedWorld world = served(32);
        String server = serverOfTheEnded(world);
        String port = leavePort(world, server, "");
        String ip = leaveAddress(world, OURS, server);
        for (String operation : new String[] {"ports.delete", "floatingips.delete"}) {
            world.model()
                    .faults()
                    .add(FaultRule.of("lost " + operation, new Effect.LostReply(false))
                            .onOperation(operation)
                            .times(1));
        }
        world.runFor(Duration.ofMinutes(9));
        assertThat(networking(world).findPort(port)).isPresent();
        world.runFor(Duration.ofMinutes(15));
        assertThat(networking(world).findPort(port)).isEmpty();
        assertThat(addresses(world)).doesNotContain(ip);
        assertThat(world.ledger()
                        .lifeOf(world.ledger()
                                .ofServers(Set.of(server))
                                .getFirst()
                                .id()))
                .extracting(Ledger.LifeLine::activity)
                .contains("collecting");
    }

    /** As real clouds do when Neutron is away while Nova deletes: the port stays, and names a server that is no more. */
    @Test
    void aPortThatNeutronKeptWhileItFailedIsCollectedOnceItAnswers() throws LedgerException {
        SimulatedWorld world = served(33);
        String port = leavePort(world, serverOfTheEnded(world), "");
        world.model()
                .faults()
                .add(FaultRule.of("away", new Effect.Answer(503, Optional.empty(), Optional.empty()))
                        .onService("network"));
        world.runFor(Duration.ofMinutes(40));
        assertThat(networking(world).findPort(port)).isPresent();
        world.model().faults().clear();
        world.runFor(Duration.ofMinutes(20));
        assertThat(networking(world).findPort(port)).isEmpty();
    }

    @Test
    void aServiceKilledBetweenTheServersDeleteAndTheAddressesLeavesNoAddress() throws LedgerException {
        SimulatedWorld world = Story.world(34);
        world.pool().submit(Story.jobs("ada"), 1, TWENTY_MINUTES);
        world.runFor(Duration.ofMinutes(5));
        WorkerRecord worker = world.ledger().living().getFirst();
        String server = worker.serverId().orElseThrow();
        String ip = leaveAddress(world, OURS, server);
        point(world, ip, server);
        world.model().servers().delete(world.model().servers().find(server).orElseThrow());
        world.model()
                .faults()
                .add(FaultRule.of("away", new Effect.Answer(503, Optional.empty(), Optional.empty()))
                        .onService("network"));
        for (int turn = 0; turn < 20; turn++) {
            world.restartService();
            world.nextTurn();
        }
        assertThat(addresses(world)).contains(ip);
        assertThat(world.ledger().worker(worker.id()).orElseThrow().end()).isEmpty();
        world.model().faults().clear();
        world.runFor(Duration.ofMinutes(50));
        assertThat(addresses(world)).doesNotContain(ip);
        // its life is over, and only then does the address turn up again, as from a replica that lagged behind
        assertThat(world.ledger().worker(worker.id()).orElseThrow().end()).isPresent();
        String late = leaveAddress(world, OURS, server);
        world.restartService();
        world.runFor(Duration.ofMinutes(25));
        assertThat(addresses(world)).doesNotContain(late);
    }

    @Test
    void aServiceThatIsKilledAtEveryTurnCollectsOnceItStaysUp() throws LedgerException {
        SimulatedWorld world = served(35);
        String port = leavePort(world, serverOfTheEnded(world), "");
        for (int turn = 0; turn < 60; turn++) {
            world.restartService();
            world.nextTurn();
        }
        assertThat(networking(world).findPort(port)).isPresent();
        world.runFor(Duration.ofMinutes(11));
        assertThat(networking(world).findPort(port)).isEmpty();
    }

    @Test
    void whatIsNotOursIsLeftAloneHoweverMuchItLooksLikeIt() throws LedgerException {
        SimulatedWorld world = served(36);
        String server = serverOfTheEnded(world);
        String stranger = "00000000-0000-4000-8000-000000000001";
        List<String> ports = List.of(
                leavePort(world, server, "updraft-simulated-port"),
                leavePort(world, stranger, ""),
                leavePort(world, "", ""));
        List<String> ips = List.of(
                leaveAddress(world, "simulated/another", stranger),
                leaveAddress(world, OURS, stranger),
                leaveAddress(world, OURS, "not-a-server"));
        world.runFor(Duration.ofHours(2));
        assertThat(ports)
                .allSatisfy(port -> assertThat(networking(world).findPort(port)).isPresent());
        assertThat(addresses(world)).containsAll(ips);
    }

    /** The reply to its boot was lost, and its server is hidden: only its port shows. */
    @Test
    void thePortOfABootInFlightIsLeftAlone() throws LedgerException {
        SimulatedWorld world = Story.world(37);
        world.model()
                .faults()
                .add(FaultRule.of("lost", new Effect.LostReply(false))
                        .onOperation("servers.create")
                        .times(1));
        world.model()
                .faults()
                .add(FaultRule.of("hidden", new Effect.PartialPage(0))
                        .onOperation("servers.list")
                        .times(40));
        world.pool().submit(Story.jobs("ada"), 1, TWENTY_MINUTES);
        for (int turn = 0; turn < 240; turn++) {
            assertThat(world.nextTurn().plan().actions()).noneMatch(action -> action instanceof Action.Collect);
        }
        assertThat(world.pool().counts()).isEqualTo(new SimulatedQueue.Counts(1, 0, 0, 1, 0));
        assertThat(world.servers()).isZero();
    }

    @Test
    void aBootThatIsAwaitedHoldsUpEveryCollectThere() throws LedgerException {
        SimulatedWorld world = served(38);
        String port = leavePort(world, serverOfTheEnded(world), "");
        world.model()
                .faults()
                .add(FaultRule.of("lost", new Effect.LostReply(false)).onOperation("servers.create"));
        world.model()
                .faults()
                .add(FaultRule.of("hidden", new Effect.PartialPage(0)).onOperation("servers.list"));
        world.pool().submit(Story.jobs("bo"), 1, TWENTY_MINUTES);
        world.runFor(Duration.ofMinutes(40));
        assertThat(networking(world).findPort(port)).isPresent();
        world.model().faults().clear();
        world.runFor(Duration.ofMinutes(30));
        assertThat(networking(world).findPort(port)).isEmpty();
    }

    @Test
    void aCloudsNamePointedAtAnotherProjectCollectsNothing() throws LedgerException {
        SimulatedWorld world = served(39);
        String port = leavePort(world, serverOfTheEnded(world), "");
        Binding real = Objects.requireNonNull(world.ledger().bindings().get("west"));
        world.ledger()
                .bind(
                        "west",
                        new Binding(
                                real.authUrl(),
                                "another-project",
                                real.region(),
                                real.userDomain(),
                                "other",
                                real.user(),
                                Optional.empty()));
        world.runFor(Duration.ofHours(2));
        assertThat(networking(world).findPort(port)).isPresent();
        world.ledger().bind("west", real);
        world.runFor(Duration.ofMinutes(15));
        assertThat(networking(world).findPort(port)).isEmpty();
    }

    /** A user plugs the very port into a server of their own, at the worst moment. */
    @Test
    void aThingThatSomebodyTookIntoUseMeanwhileStays() throws LedgerException {
        SimulatedWorld world = served(40);
        String port = leavePort(world, serverOfTheEnded(world), "");
        int skipped = 0;
        for (int turn = 0; turn < 100; turn++) {
            Turn taken = world.nextTurn();
            if (!taken.seen().leftovers().isEmpty()
                    && networking(world).port(port).name().isEmpty()) {
                networking(world).updatePort(port, "kept", true, List.of());
            }
            skipped += taken.outcomes().size();
        }
        assertThat(networking(world).findPort(port)).isPresent();
        assertThat(skipped).isZero();
    }

    /** Jobs run, collectors, schedds and Neutron fail, things lie about: nothing of it makes anything die. */
    @Test
    void nothingThatLiesAboutMakesTheServiceKillOrCutOffAWorker() throws LedgerException {
        SimulatedWorld world = served(41);
        String server = serverOfTheEnded(world);
        world.pool().submit(Story.jobs("bo"), 6, Duration.ofHours(3));
        world.runFor(Duration.ofMinutes(15));
        List<String> living = world.ledger().living().stream()
                .flatMap(worker -> worker.serverId().stream())
                .toList();
        long ports = world.model().networking().ports().stream()
                .filter(port -> living.contains(port.deviceId()))
                .count();
        for (int round = 0; round < 12; round++) {
            leavePort(world, server, "");
            living.forEach(id -> leaveAddress(world, OURS, id));
            world.model()
                    .faults()
                    .add(FaultRule.of("short", new Effect.PartialPage(round % 2))
                            .onOperation("servers.list")
                            .times(7));
            world.pool().collector().silence(round % 3 == 0);
            world.runFor(Duration.ofMinutes(10));
        }
        assertThat(world.pool().counts().killed()).isZero();
        assertThat(world.model().networking().ports().stream().filter(port -> living.contains(port.deviceId())))
                .hasSize((int) ports);
        assertThat(living)
                .allSatisfy(id -> assertThat(world.model().servers().find(id)).isPresent());
    }

    /** One job came, ran, and its worker is gone. */
    private static SimulatedWorld served(long seed) throws LedgerException {
        SimulatedWorld world = Story.world(seed);
        world.pool().submit(Story.jobs("ada"), 1, TWENTY_MINUTES);
        world.runFor(Duration.ofMinutes(50));
        assertThat(world.servers()).isZero();
        assertThat(world.ledger().living()).isEmpty();
        return world;
    }

    private static String serverOfTheEnded(SimulatedWorld world) {
        return world.model().servers().all().getFirst().id();
    }

    private static Networking networking(SimulatedWorld world) {
        return world.model().networking();
    }

    private static String leavePort(SimulatedWorld world, String server, String name) {
        String network = networking(world).networksFor(PROJECT.apply(world), false).stream()
                .filter(net -> !net.external())
                .findFirst()
                .orElseThrow()
                .id();
        String port = networking(world)
                .addPort(PROJECT.apply(world), network, name, List.of(), false)
                .id();
        return networking(world).name(port, server, "compute:nova").id();
    }

    private static String leaveAddress(SimulatedWorld world, String owner, String server) {
        return networking(world)
                .addFloatingIp(
                        PROJECT.apply(world), external(world), Optional.empty(), "updraft:" + owner + ":" + server)
                .id();
    }

    private static void point(SimulatedWorld world, String ip, String server) {
        networking(world)
                .pointFloatingIp(
                        ip,
                        networking(world).portsOf(server).stream()
                                .map(Net.Port::id)
                                .findFirst());
    }

    private static String external(SimulatedWorld world) {
        return networking(world).networksFor(PROJECT.apply(world), true).stream()
                .filter(Net::external)
                .map(Net::id)
                .findFirst()
                .orElseGet(() -> {
                    String made = networking(world)
                            .addNetwork(PROJECT.apply(world), "outside", false, true)
                            .id();
                    networking(world).addSubnet(PROJECT.apply(world), made, "outside-v4", "203.0.113.0/24");
                    return made;
                });
    }

    private static List<String> addresses(SimulatedWorld world) {
        return networking(world).floatingIps().stream().map(Net.FloatingIp::id).toList();
    }
}
