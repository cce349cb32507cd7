package org.updraft.openstack.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.updraft.openstack.Belonging;
import org.updraft.openstack.BootRequest;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.Credentials;
import org.updraft.openstack.Credentials.Identity;
import org.updraft.openstack.Flavor;
import org.updraft.openstack.InstanceAction;
import org.updraft.openstack.Quota;
import org.updraft.openstack.SecurityGroup;
import org.updraft.openstack.Server;
import org.updraft.openstack.Server.PowerState;

/** What every OpenStack must do for Updraft, the embedded one and a real one alike. Where they differ, the embedded is wrong. */
public abstract class CloudContract extends ContractBase {

    @Test
    void aLoginByPasswordIsBoundToItsProject() throws Exception {
        Identity.Password login = (Identity.Password) site.user().identity();
        assertThat(cloud.binding().projectName())
                .isEqualTo(login.project().name().orElseThrow());
        assertThat(cloud.binding().user()).isEqualTo(login.user().name().orElseThrow());
        assertThat(cloud.binding().projectId()).isNotBlank();
        assertThat(cloud.binding().region()).isNotBlank();
        assertThat(cloud.binding().userDomain()).isNotBlank();
        assertThat(cloud.binding().sameAs(otherProject.binding())).isFalse();
    }

    @Test
    void anApplicationCredentialLeadsToTheSameProjectAndSaysWhenItEnds() throws Exception {
        Instant end = site.clock().instant().plus(Duration.ofDays(3)).truncatedTo(ChronoUnit.SECONDS);
        PlainApi api = new PlainApi(site.user());
        PlainApi.Secret made = api.createApplicationCredential(
                "contract-" + UUID.randomUUID(), end.toString().replace("Z", ""));
        try {
            Identity.Password login = (Identity.Password) site.user().identity();
            for (Identity identity : List.of(
                    new Identity.ApplicationCredential(
                            Optional.of(made.id()), Optional.empty(), Optional.empty(), made.secret()),
                    new Identity.ApplicationCredential(
                            Optional.empty(), Optional.of(made.name()), Optional.of(login.user()), made.secret()))) {
                var same = connect(as(identity));
                assertThat(same.binding().sameAs(cloud.binding())).isTrue();
                assertThat(same.binding().credentialExpiresAt()).contains(end);
                assertThat(same.quota()).isNotNull();
            }
            Identity wrong = new Identity.ApplicationCredential(
                    Optional.of(made.id()), Optional.empty(), Optional.empty(), "wrong-s3cret");
            assertThat(thrown(
                            CloudException.CredentialsRejected.class,
                            () -> connect(as(wrong)).binding()))
                    .hasMessageNotContaining("wrong-s3cret");
        } finally {
            api.deleteApplicationCredential(made.id());
        }
    }

    @Test
    void aWrongPasswordOrAForeignProjectIsForAHuman() throws Exception {
        Identity.Password login = (Identity.Password) site.user().identity();
        Identity.Password other = (Identity.Password) site.userOfOtherProject().identity();
        Identity wrong = new Identity.Password(login.user(), "wrong-s3cret", login.project());
        assertThat(thrown(
                        CloudException.CredentialsRejected.class,
                        () -> connect(as(wrong)).servers()))
                .hasMessageNotContaining("wrong-s3cret");
        Identity foreign = new Identity.Password(login.user(), login.password(), other.project());
        thrown(
                CloudException.CredentialsRejected.class,
                () -> connect(as(foreign)).servers());
    }

    @Test
    void anUnknownRegionIsRefusedWithTheKnownOnes() throws Exception {
        Credentials nowhere = new Credentials(
                site.user().authUrl(),
                site.user().identity(),
                Optional.of("nowhere"),
                "public",
                Optional.empty(),
                Duration.ofSeconds(30));
        assertThat(thrown(CloudException.Rejected.class, () -> connect(nowhere).binding()))
                .hasMessageContaining(cloud.binding().region());
    }

    @Test
    void whatCanBeBootedIsListedWithItsShape() throws Exception {
        assertThat(cloud.flavors())
                .hasSizeGreaterThan(2)
                .doesNotHaveDuplicates()
                .allSatisfy(listed -> {
                    assertThat(listed.id()).isNotBlank();
                    assertThat(listed.name()).isNotBlank();
                    assertThat(listed.vcpus()).isPositive();
                    assertThat(listed.ramMiB()).isPositive();
                });
        assertThat(cloud.flavors())
                .anySatisfy(listed -> assertThat(listed.gpus()).isEqualTo(1));
        assertThat(cloud.images())
                .isNotEmpty()
                .allSatisfy(listed -> assertThat(listed.visibility()).isIn("public", "private", "shared", "community"));
        assertThat(cloud.networks()).isNotEmpty();
        assertThat(cloud.securityGroups()).extracting(SecurityGroup::name).contains("default");
        assertThat(cloud.zones()).isNotEmpty();
        assertThat(cloud.keyNames()).doesNotHaveDuplicates();
    }

    @Test
    void aBootedServerBecomesActiveAndIsShownAsItWasAskedFor() throws Exception {
        BootRequest asked = request().in(cloud.zones().getFirst());
        String id = boot(asked);
        Server early = cloud.server(id).orElseThrow();
        assertThat(early.status()).isIn("BUILD", "ACTIVE");
        assertThat(early.metadata()).isEqualTo(asked.metadata());
        Server active = await(id, server -> server.status().equals("ACTIVE"));
        assertThat(active.name()).isEqualTo(asked.name());
        assertThat(active.metadata()).isEqualTo(asked.metadata());
        assertThat(active.imageId()).contains(image.id());
        assertThat(active.flavor().name()).isEqualTo(flavor.name());
        assertThat(active.flavor().vcpus()).isEqualTo(flavor.vcpus());
        assertThat(active.flavor().ramMiB()).isEqualTo(flavor.ramMiB());
        assertThat(active.powerState()).isEqualTo(PowerState.RUNNING);
        assertThat(active.addresses()).isNotEmpty();
        assertThat(active.zone()).contains(cloud.zones().getFirst());
        assertThat(active.taskState()).isEmpty();
        assertThat(active.fault()).isEmpty();
    }

    @Test
    void securityGroupsOfOneNameAreToldApartByTheirIds() throws Exception {
        PlainApi api = new PlainApi(site.user());
        String name = "contract-" + UUID.randomUUID();
        List<String> made = List.of(api.createSecurityGroup(name), api.createSecurityGroup(name));
        try {
            assertThat(cloud.securityGroups())
                    .filteredOn(group -> group.name().equals(name))
                    .extracting(SecurityGroup::id)
                    .containsExactlyInAnyOrderElementsOf(made);
            assertThat(otherProject.securityGroups())
                    .extracting(SecurityGroup::id)
                    .doesNotContainAnyElementsOf(made);
            assertThat(thrown(
                            CloudException.Rejected.class, () -> boot(request().group(name))))
                    .hasMessageContaining(name);
            String id = boot(request().group(made.getLast()));
            await(id, server -> server.status().equals("ACTIVE"));
            assertThat(api.ports(id).get(0).path("security_groups").valueStream())
                    .extracting(JsonNode::asText)
                    .containsExactly(made.getLast());
            cloud.delete(id);
            awaitGone(id);
        } finally {
            for (String id : made) {
                api.deleteSecurityGroup(id);
            }
        }
    }

    @Test
    void aKeyPairOfTheUserIsListedAndBootedWith() throws Exception {
        PlainApi api = new PlainApi(site.user());
        String name = "contract-" + UUID.randomUUID();
        api.createKeyPair(name);
        try {
            assertThat(cloud.keyNames()).contains(name);
            assertThat(otherProject.keyNames()).doesNotContain(name);
            assertThat(boot(request().key(name))).isNotBlank();
        } finally {
            api.deleteKeyPair(name);
        }
    }

    @Test
    void userDataUpToNovasLimitIsTaken() throws Exception {
        assertThat(boot(request().userData("A".repeat(BootRequest.USER_DATA_CHARS_MAX / 4 * 4))))
                .isNotBlank();
    }

    @Test
    void aListLongerThanAPageIsComplete() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(boot(request()));
        }
        assertThat(cloud.servers()).extracting(Server::id).containsAll(ids).doesNotHaveDuplicates();
    }

    @Test
    void aServerIsInvisibleToAnotherProject() throws Exception {
        // only once it is active: while Nova schedules it, it answers a foreign project 403, not 404
        String id = bootActive().id();
        assertThat(otherProject.server(id)).isEmpty();
        assertThat(otherProject.servers()).extracting(Server::id).doesNotContain(id);
        otherProject.delete(id);
        assertThat(cloud.server(id).orElseThrow().taskState()).isNotEqualTo(Optional.of("deleting"));
    }

    @Test
    void anUnknownServerIsGoneAndCannotBePaused() throws Exception {
        assertThat(cloud.server(NOWHERE)).isEmpty();
        thrown(CloudException.Gone.class, () -> cloud.pause(NOWHERE));
        thrown(CloudException.Gone.class, () -> cloud.consoleTail(NOWHERE, 5));
        thrown(CloudException.Gone.class, () -> cloud.instanceActions(NOWHERE, 5));
    }

    @Test
    void aPausedServerIsPausedUntilItIsUnpaused() throws Exception {
        String id = bootActive().id();
        cloud.pause(id);
        assertThat(await(id, server -> server.status().equals("PAUSED")).powerState())
                .isEqualTo(PowerState.PAUSED);
        thrown(CloudException.WrongState.class, () -> cloud.pause(id));
        cloud.unpause(id);
        assertThat(await(id, server -> server.status().equals("ACTIVE")).powerState())
                .isEqualTo(PowerState.RUNNING);
        thrown(CloudException.WrongState.class, () -> cloud.unpause(id));
    }

    @Test
    void anIsolatedServersPortsAreDownUntilItIsReconnected() throws Exception {
        PlainApi api = new PlainApi(site.user());
        String id = bootActive().id();
        assertThat(cloud.isolate(id)).isEqualTo(1);
        assertThat(api.ports(id).get(0).path("admin_state_up").asBoolean(true)).isFalse();
        assertThat(cloud.server(id).orElseThrow().status()).isEqualTo("ACTIVE");
        assertThat(cloud.reconnect(id)).isEqualTo(1);
        assertThat(api.ports(id).get(0).path("admin_state_up").asBoolean(false)).isTrue();
    }

    @Test
    void aServerDeletedTwiceIsGoneAndDeletingItStaysSuccess() throws Exception {
        String id = bootActive().id();
        cloud.delete(id);
        cloud.delete(id);
        awaitGone(id);
        cloud.delete(id);
        assertThat(cloud.servers()).extracting(Server::id).doesNotContain(id);
        thrown(CloudException.Gone.class, () -> cloud.unpause(id));
    }

    @Test
    void aServerCanBeDeletedWhileItIsBuilding() throws Exception {
        String id = boot(request());
        cloud.delete(id);
        awaitGone(id);
    }

    @Test
    void leftoverPortsAreCollectedOnlyOnceTheServerIsGone() throws Exception {
        PlainApi api = new PlainApi(site.user());
        String id = bootActive().id();
        thrown(CloudException.WrongState.class, () -> cloud.collectLeftovers(id));
        assertThat(api.ports(id)).hasSize(1);
        cloud.delete(id);
        awaitGone(id);
        api.createPort(network.id(), id);
        assertThat(cloud.collectLeftovers(id)).isEqualTo(1);
        assertThat(api.ports(id)).isEmpty();
        assertThat(cloud.collectLeftovers(id)).isZero();
    }

    @Test
    void whatAServerHasIsListedAndCollectedOnlyOnceTheServerIsGone() throws Exception {
        PlainApi api = new PlainApi(site.user());
        String id = bootActive().id();
        Belonging its = only(belongingsOf(id));
        assertThat(its.kind()).isEqualTo(Belonging.Kind.PORT);
        assertThat(its.attached()).isFalse();
        assertThat(its.owner()).isEmpty();
        assertThat(its.address()).isNotEmpty();
        assertThat(its.changedAt()).isPresent();
        thrown(CloudException.WrongState.class, () -> cloud.collect(its));
        assertThat(api.ports(id)).hasSize(1);
        cloud.delete(id);
        awaitGone(id);
        String left = api.createPort(network.id(), id);
        Belonging leftover = only(belongingsOf(id));
        assertThat(leftover.id()).isEqualTo(left);
        assertThat(otherProject.belongings()).extracting(Belonging::id).doesNotContain(left);
        cloud.collect(leftover);
        assertThat(api.ports(id)).isEmpty();
        cloud.collect(leftover);
    }

    @Test
    void aPortThatSomebodyNamedOrThatIsAnotherServersByNowIsNotCollected() throws Exception {
        PlainApi api = new PlainApi(site.user());
        String id = bootActive().id();
        cloud.delete(id);
        awaitGone(id);
        String named = api.createPort(network.id(), id, "updraft-batch-0123456789abc");
        String anothers = api.createPort(network.id(), NOWHERE);
        try {
            assertThat(belongingsOf(id)).isEmpty();
            assertThat(cloud.collectLeftovers(id)).isZero();
            for (String port : List.of(named, anothers)) {
                Belonging mistaken = new Belonging(Belonging.Kind.PORT, port, id, "", "", false, Optional.empty());
                thrown(CloudException.WrongState.class, () -> cloud.collect(mistaken));
            }
            assertThat(api.ports(id)).hasSize(1);
            assertThat(api.ports(NOWHERE)).hasSize(1);
        } finally {
            api.deletePort(named);
            api.deletePort(anothers);
        }
    }

    @Test
    void whatIsToBeCollectedIsNamedByAnIdAndNothingElse() throws Exception {
        for (String id : List.of("", "../servers/x", "0/../../networks")) {
            Belonging odd = new Belonging(Belonging.Kind.PORT, id, NOWHERE, "", "", false, Optional.empty());
            thrown(CloudException.Rejected.class, () -> cloud.collect(odd));
        }
    }

    private List<Belonging> belongingsOf(String serverId) throws CloudException {
        return cloud.belongings().stream()
                .filter(thing -> thing.serverId().equals(serverId))
                .toList();
    }

    private static <T> T only(List<T> list) {
        assertThat(list).hasSize(1);
        return list.getFirst();
    }

    @Test
    void theQuotaCountsWhatIsBootedAndWhatIsGone() throws Exception {
        Quota before = cloud.quota();
        String id = bootActive().id();
        Quota with = cloud.quota();
        assertThat(with.instancesUsed()).isEqualTo(before.instancesUsed() + 1);
        assertThat(with.coresUsed()).isEqualTo(before.coresUsed() + flavor.vcpus());
        assertThat(with.ramMiBUsed()).isEqualTo(before.ramMiBUsed() + flavor.ramMiB());
        assertThat(with.instancesMax()).isEqualTo(before.instancesMax());
        cloud.delete(id);
        awaitGone(id);
        assertThat(cloud.quota()).isEqualTo(before);
    }

    @Test
    void moreThanTheQuotaIsQuotaFullWithTheCloudsNumbers() throws Exception {
        Flavor tooLarge = cloud.flavors().stream()
                .filter(candidate -> candidate.vcpus() > coresMax())
                .findFirst()
                .orElseThrow(() -> new AssertionError("the site needs a flavor above the quota of cores"));
        assertThat(thrown(CloudException.QuotaFull.class, () -> boot(request().flavor(tooLarge.id()))))
                .hasMessageContaining("Quota exceeded for cores")
                .hasMessageContaining("Requested " + tooLarge.vcpus());
    }

    private int coresMax() {
        try {
            return cloud.quota().coresMax();
        } catch (CloudException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatTheCloudDoesNotKnowIsRejectedInItsOwnWords() throws Exception {
        rejected(request().image(NOWHERE), "Can not find requested image");
        rejected(request().flavor(NOWHERE), NOWHERE);
        rejected(request().networks(List.of(NOWHERE)), NOWHERE);
        rejected(request().key("no-such-key"), "key_name");
        rejected(request().group("no-such-group"), "no-such-group");
        assertThat(thrown(CloudException.Rejected.class, () -> boot(request().in("no-such-zone"))))
                .hasMessageContaining("availability zone");
    }

    private void rejected(Asked asked, String word) {
        assertThat(thrown(CloudException.Rejected.class, () -> boot(asked)))
                .hasMessageContaining(word)
                .hasMessageContaining(" 400 ");
    }

    @Test
    void aServerNoHostTakesEndsInErrorWithTheReason() throws Exception {
        Flavor gpu = cloud.flavors().stream()
                .filter(candidate -> candidate.gpus() > 0)
                .findFirst()
                .orElseThrow();
        String id = boot(request().flavor(gpu.id()));
        Server failed = await(id, server -> server.status().equals("ERROR"));
        assertThat(failed.fault()).hasValueSatisfying(fault -> assertThat(fault).contains("No valid host was found"));
        assertThat(failed.powerState()).isEqualTo(PowerState.NOSTATE);
    }

    @Test
    void theConsoleOfARunningServerCanBeRead() throws Exception {
        String id = bootActive().id();
        assertThat(cloud.consoleTail(id, 2).lines().count()).isBetween(0L, 50L);
    }

    @Test
    void whatWasAskedOfAServerIsRememberedNewestFirst() throws Exception {
        Instant before = site.clock().instant().minusSeconds(5);
        String id = bootActive().id();
        cloud.pause(id);
        await(id, server -> server.status().equals("PAUSED"));

        List<InstanceAction> actions = cloud.instanceActions(id, 10);

        assertThat(actions).extracting(InstanceAction::action).containsExactly("pause", "create");
        assertThat(actions).allSatisfy(action -> {
            assertThat(action.message()).isEmpty();
            assertThat(action.requestId()).startsWith("req-");
            assertThat(action.at()).isAfter(before);
        });
        assertThat(cloud.instanceActions(id, 1)).containsExactly(actions.getFirst());
    }

    @Test
    void aBuildThatFailedIsAnActionThatFailed() throws Exception {
        Flavor gpu = cloud.flavors().stream()
                .filter(candidate -> candidate.gpus() > 0)
                .findFirst()
                .orElseThrow();
        String id = boot(request().flavor(gpu.id()));
        await(id, server -> server.status().equals("ERROR"));

        assertThat(cloud.instanceActions(id, 10)).singleElement().satisfies(action -> {
            assertThat(action.action()).isEqualTo("create");
            assertThat(action.message()).hasValue("Error");
        });
    }

    @Test
    void anIdThatIsNoUuidIsNotAskedFor() {
        thrown(CloudException.Rejected.class, () -> cloud.server("../limits"));
    }

    private Credentials as(Identity identity) {
        Credentials user = site.user();
        return new Credentials(
                user.authUrl(), identity, user.region(), user.endpointInterface(), user.caFile(), user.timeout());
    }
}
