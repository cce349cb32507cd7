package org.updraft.openstack.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.updraft.openstack.Belonging;
import org.updraft.openstack.Cloud;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.Credentials;
import org.updraft.openstack.embedded.fault.Effect;
import org.updraft.openstack.embedded.fault.FaultRule;

/**
 * The contract on the embedded cloud's model without HTTP, as the simulated world uses it. Logins with other credentials than
 * the site's two go over HTTP: the direct way takes its user as given.
 */
class DirectCloudContractTest extends CloudContract {
    private EmbeddedSite embedded;

    @Override
    protected Site open() throws Exception {
        embedded = EmbeddedSite.open();
        embedded.addExternalNetwork("outside");
        return embedded;
    }

    @Override
    Cloud connect(Credentials credentials) throws CloudException {
        if (credentials.equals(embedded.user())) {
            return direct("a");
        }
        return credentials.equals(embedded.userOfOtherProject()) ? direct("b") : super.connect(credentials);
    }

    private Cloud direct(String letter) {
        return embedded.cloud.direct(
                "contract",
                embedded.cloud.with(model ->
                        model.identity().user("user-" + letter, "Default").orElseThrow()),
                embedded.cloud.with(model ->
                        model.identity().project("proj-" + letter, "Default").orElseThrow()));
    }

    @AfterEach
    void mend() {
        embedded.mend();
    }

    @Test
    void bothWaysSeeTheSameCloud() throws Exception {
        Cloud http = super.connect(embedded.user());
        embedded.fault(FaultRule.of("hang", new Effect.StuckBuild()).times(1));
        boot(request());
        String failing = boot(request()
                .flavor(cloud.flavors().stream()
                        .filter(one -> one.name().equals("g1.gpu"))
                        .findFirst()
                        .orElseThrow()
                        .id()));
        String paused = bootActive().id();
        cloud.attachFloatingIp(paused, "outside", OWNER);
        cloud.pause(paused);
        for (int i = 0; i < 5; i++) {
            assertThat(cloud.servers()).isEqualTo(http.servers());
            embedded.letTimePass();
        }
        assertThat(cloud.server(failing)).isEqualTo(http.server(failing));
        assertThat(cloud.server(failing).orElseThrow().fault()).contains("No valid host was found. ");
        assertThat(cloud.flavors()).isEqualTo(http.flavors());
        assertThat(cloud.images()).isEqualTo(http.images());
        assertThat(cloud.networks()).isEqualTo(http.networks());
        assertThat(cloud.securityGroups()).isEqualTo(http.securityGroups());
        assertThat(cloud.zones()).isEqualTo(http.zones());
        assertThat(cloud.keyNames()).isEqualTo(http.keyNames());
        assertThat(cloud.quota()).isEqualTo(http.quota());
        assertThat(cloud.consoleTail(paused, 2)).isEqualTo(http.consoleTail(paused, 2));
        assertThat(cloud.instanceActions(paused, 9)).isEqualTo(http.instanceActions(paused, 9));
        assertThat(cloud.instanceActions(failing, 9)).isEqualTo(http.instanceActions(failing, 9));
        assertThat(cloud.binding().sameAs(http.binding())).isTrue();
        assertThat(cloud.belongings())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("changedAt")
                .isEqualTo(http.belongings());
        assertThat(cloud.belongings()).extracting(Belonging::kind).contains(Belonging.Kind.FLOATING_IP);
    }

    @Test
    void bothWaysCollectAlike() throws Exception {
        Cloud http = super.connect(embedded.user());
        for (Cloud way : List.of(cloud, http)) {
            String id = bootActive().id();
            cloud.attachFloatingIp(id, "outside", OWNER);
            List<Belonging> its = way.belongings();
            embedded.cloud.with(model -> {
                model.servers().delete(model.servers().find(id).orElseThrow());
                return id;
            });
            awaitGone(id);
            for (Belonging one : its) {
                way.collect(one);
            }
            assertThat(way.belongings()).isEmpty();
        }
    }

    @Test
    void bothWaysAreHitByTheSameFaults() throws Exception {
        Cloud http = super.connect(embedded.user());
        http.servers();
        for (Cloud way : List.of(cloud, http)) {
            hit("servers.list", new Effect.Answer(429, Optional.empty(), Optional.of(Duration.ofSeconds(9))));
            assertThat(thrown(CloudException.RateLimited.class, way::servers).retryAfter())
                    .contains(Duration.ofSeconds(9));
            hit("servers.list", new Effect.Answer(503, Optional.empty(), Optional.empty()));
            assertThat(thrown(CloudException.Unreachable.class, way::servers).mayHaveTakenEffect())
                    .isFalse();
            hit("servers.list", new Effect.ExpiredToken());
            assertThat(way.servers()).isEmpty();
            hit("flavors.list", new Effect.LostReply(false));
            thrown(CloudException.Unreachable.class, way::flavors);
        }
    }

    @Test
    void aBootWhoseReplyIsLostHasBootedOnce() throws Exception {
        hit("servers.create", new Effect.LostReply(false));
        assertThat(thrown(
                                CloudException.Unreachable.class,
                                () -> cloud.boot(request().in("")))
                        .mayHaveTakenEffect())
                .isTrue();
        assertThat(cloud.servers()).hasSize(1);
        String id = cloud.servers().getFirst().id();
        hit("servers.delete", new Effect.Delay(Duration.ofMinutes(2)));
        thrown(CloudException.Unreachable.class, () -> cloud.delete(id));
        awaitGone(id);
    }

    @Test
    void aPartialListingLooksLikeAWholeOne() throws Exception {
        boot(request());
        boot(request());
        hit("servers.list", new Effect.PartialPage(1));
        assertThat(cloud.servers()).hasSize(1);
        assertThat(cloud.servers()).hasSize(2);
    }

    @Test
    void aKeystoneThatIsDownIsFeltOnlyWhenTheTokenIsOver() throws Exception {
        cloud.servers();
        embedded.fault(FaultRule.of("down", new Effect.Answer(503, Optional.empty(), Optional.empty()))
                .onService("identity"));
        cloud.servers();
        embedded.letPass(Duration.ofHours(1));
        thrown(CloudException.Unreachable.class, cloud::servers);
        embedded.mend();
        cloud.servers();
    }

    private void hit(String operation, Effect effect) {
        embedded.fault(FaultRule.of("once", effect).onOperation(operation).times(1));
    }
}
