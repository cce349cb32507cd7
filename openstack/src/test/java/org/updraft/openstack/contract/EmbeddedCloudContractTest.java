package org.updraft.openstack.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.updraft.openstack.Belonging;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.Server;
import org.updraft.openstack.embedded.fault.Effect;
import org.updraft.openstack.embedded.fault.FaultRule;

/**
 * The contract on the embedded cloud, and what only that one can be made to do: floating IPs, for which the testbed has no
 * router, and faults.
 */
class EmbeddedCloudContractTest extends CloudContract {
    private static final String EXTERNAL = "outside";

    /** No real service was asked: what is expected here was read in the documentation. */
    private static final String EMBEDDED_ONLY = "embedded-only-from-documentation";

    private EmbeddedSite embedded;

    @Override
    protected Site open() throws Exception {
        embedded = EmbeddedSite.open();
        embedded.addExternalNetwork(EXTERNAL);
        return embedded;
    }

    @AfterEach
    void mend() {
        embedded.mend();
    }

    @Test
    @Tag(EMBEDDED_ONLY)
    void aFloatingIpIsAttachedOnceAndGoesWithItsServer() throws Exception {
        PlainApi api = new PlainApi(site.user());
        String id = bootActive().id();
        String address = cloud.attachFloatingIp(id, EXTERNAL, OWNER);
        assertThat(cloud.attachFloatingIp(id, EXTERNAL, OWNER)).isEqualTo(address);
        assertThat(api.floatingIps()).hasSize(1);
        assertThat(cloud.server(id).orElseThrow().addresses()).contains(address);
        cloud.delete(id);
        assertThat(api.floatingIps()).isEmpty();
    }

    @Test
    @Tag(EMBEDDED_ONLY)
    void aFloatingIpWhoseServerWentByOtherHandsIsCollected() throws Exception {
        PlainApi api = new PlainApi(site.user());
        String id = bootActive().id();
        cloud.attachFloatingIp(id, EXTERNAL, OWNER);
        embedded.cloud.with(model -> {
            model.servers().delete(model.servers().find(id).orElseThrow());
            return id;
        });
        awaitGone(id);
        assertThat(api.floatingIps()).hasSize(1);
        assertThat(cloud.collectLeftovers(id)).isEqualTo(1);
        assertThat(api.floatingIps()).isEmpty();
    }

    @Test
    @Tag(EMBEDDED_ONLY)
    void aFloatingIpInUseIsNotCollectedAndOneLeftBehindIs() throws Exception {
        PlainApi api = new PlainApi(site.user());
        String id = bootActive().id();
        String address = cloud.attachFloatingIp(id, EXTERNAL, OWNER);
        assertThat(addressesOf(id)).singleElement().satisfies(ip -> {
            assertThat(ip.attached()).isTrue();
            assertThat(ip.owner()).isEqualTo(OWNER);
            assertThat(ip.address()).isEqualTo(address);
        });
        embedded.cloud.with(model -> {
            model.servers().delete(model.servers().find(id).orElseThrow());
            return id;
        });
        awaitGone(id);
        Belonging left = addressesOf(id).getFirst();
        assertThat(left.attached()).isFalse();
        String again = api.createPort(network.id(), NOWHERE);
        point(left.id(), Optional.of(again));
        thrown(CloudException.WrongState.class, () -> cloud.collect(left));
        assertThat(api.floatingIps()).hasSize(1);
        point(left.id(), Optional.empty());
        embedded.fault(FaultRule.of("lost", new Effect.LostReply(false))
                .onOperation("floatingips.delete")
                .times(1));
        thrown(CloudException.Unreachable.class, () -> cloud.collect(left));
        cloud.collect(left);
        assertThat(api.floatingIps()).isEmpty();
        api.deletePort(again);
    }

    private List<Belonging> addressesOf(String serverId) throws CloudException {
        return cloud.belongings().stream()
                .filter(thing -> thing.kind() == Belonging.Kind.FLOATING_IP)
                .filter(thing -> thing.serverId().equals(serverId))
                .toList();
    }

    private void point(String floatingIp, Optional<String> port) {
        embedded.cloud.with(model -> model.networking().pointFloatingIp(floatingIp, port));
    }

    @Test
    @Tag(EMBEDDED_ONLY)
    void aFloatingIpNeedsAPortAndAnExternalNetwork() throws Exception {
        String id = bootActive().id();
        thrown(CloudException.WrongState.class, () -> cloud.attachFloatingIp(NOWHERE, EXTERNAL, OWNER));
        thrown(CloudException.Rejected.class, () -> cloud.attachFloatingIp(id, network.name(), OWNER));
        thrown(CloudException.Rejected.class, () -> cloud.attachFloatingIp(id, "no such network", OWNER));
    }

    @Test
    void aBootWhoseReplyIsLostLeavesAServerThatTheListShows() throws Exception {
        for (boolean closes : List.of(false, true)) {
            embedded.fault(FaultRule.of("lost", new Effect.LostReply(closes))
                    .onOperation("servers.create")
                    .times(1));
            var asked = request().in("");
            CloudException.Unreachable e = thrown(CloudException.Unreachable.class, () -> boot(asked));
            assertThat(e.mayHaveTakenEffect()).isTrue();
            List<Server> found = cloud.servers().stream()
                    .filter(server -> server.metadata().equals(asked.metadata()))
                    .toList();
            assertThat(found).hasSize(1);
            cloud.delete(found.getFirst().id());
        }
    }

    @Test
    void aTokenRevokedInTheMiddleIsRenewedAndTheRequestReplayedOnce() throws Exception {
        embedded.fault(FaultRule.of("revoked", new Effect.ExpiredToken())
                .onOperation("servers.create")
                .times(1));
        var asked = request().in("");
        boot(asked);
        assertThat(cloud.servers())
                .filteredOn(server -> server.name().equals(asked.name()))
                .hasSize(1);
    }

    @Test
    void aTokenThatRanOutWhileNobodyAskedIsRenewed() throws Exception {
        cloud.quota();
        embedded.letPass(Duration.ofHours(3));
        assertThat(cloud.servers()).isNotNull();
    }

    @Test
    void aCloudThatSaysTooManyRequestsIsLeftAloneAsLongAsItSays() {
        Effect wait = new Effect.Answer(429, Optional.empty(), Optional.of(Duration.ofSeconds(30)));
        embedded.fault(
                FaultRule.of("slow down", wait).onOperation("servers.list").times(1));
        assertThat(thrown(CloudException.RateLimited.class, () -> cloud.servers())
                        .retryAfter())
                .contains(Duration.ofSeconds(30));
    }

    @Test
    void aCloudThatFailsOnOnePageHasNotListed() throws Exception {
        boot(request());
        boot(request());
        boot(request());
        Effect broken = new Effect.Answer(503, Optional.empty(), Optional.empty());
        embedded.fault(afterOneCall(FaultRule.of("second page", broken).onOperation("servers.list")));
        thrown(CloudException.Unreachable.class, () -> cloud.servers());
    }

    @Test
    void aBuildThatFailsSaysWhy() throws Exception {
        embedded.fault(FaultRule.of("bad disk", new Effect.BuildError(500, "Build of instance aborted: no disk")));
        String id = boot(request());
        assertThat(await(id, server -> server.status().equals("ERROR")).fault())
                .contains("Build of instance aborted: no disk");
    }

    @Test
    void aDeleteThatFailsLeavesARunningServerInError() throws Exception {
        embedded.fault(FaultRule.of("no delete", new Effect.DeleteFails("simulated")));
        String id = bootActive().id();
        cloud.delete(id);
        Server left = await(id, server -> server.status().equals("ERROR"));
        assertThat(left.powerState()).isEqualTo(Server.PowerState.RUNNING);
        embedded.mend();
    }

    private static FaultRule afterOneCall(FaultRule rule) {
        return new FaultRule(
                rule.name(),
                rule.service(),
                rule.operation(),
                rule.method(),
                rule.path(),
                rule.server(),
                1,
                rule.count(),
                rule.probability(),
                rule.effect());
    }
}
