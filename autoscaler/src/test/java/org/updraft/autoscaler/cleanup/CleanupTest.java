package org.updraft.autoscaler.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.updraft.autoscaler.ledger.MemoryLedger;
import org.updraft.autoscaler.plan.Cause;
import org.updraft.openstack.Binding;
import org.updraft.openstack.Server;
import org.updraft.openstack.embedded.fault.Effect;
import org.updraft.openstack.embedded.fault.FaultRule;
import org.updraft.openstack.embedded.model.Net;

class CleanupTest {

    private static final String STRANGER = "00000000-0000-4000-8000-000000000001";
    private static final Wish LOOK = new Wish(false, Wish.Untracked.HIDE);
    private static final Wish REMOVE = new Wish(true, Wish.Untracked.HIDE);
    private static final Wish LIST_UNTRACKED = new Wish(true, Wish.Untracked.LIST);
    private static final Wish REMOVE_ALL = new Wish(true, Wish.Untracked.REMOVE);

    @SuppressWarnings("NullAway.Init")
    private LeftoverSite site;

    @BeforeEach
    void open() throws Exception {
        site = LeftoverSite.open(new MemoryLedger("0123456789ab"));
    }

    @Test
    void whatAGoneServerLeftIsListedAndThenRemoved() throws Exception {
        String server = site.ended("w1");
        String port = site.port(server);
        String ip = site.address(site.owner(), server);
        site.letPass(Duration.ofMinutes(11));

        assertThat(told(LOOK)).containsExactlyInAnyOrder("port w1 removable: ", "floating-ip w1 removable: ");
        assertThat(site.hasPort(port)).isTrue();
        assertThat(told(REMOVE)).containsExactlyInAnyOrder("port w1 removed: ", "floating-ip w1 removed: ");
        assertThat(site.hasPort(port)).isFalse();
        assertThat(site.hasAddress(ip)).isFalse();
        assertThat(told(REMOVE)).isEmpty();
    }

    @Test
    void whatWasLeftAMomentAgoStays() throws Exception {
        String port = site.port(site.ended("w1"));
        site.letPass(Duration.ofMinutes(10));
        assertThat(told(REMOVE)).singleElement().asString().startsWith("port w1 stays: left for ");
        assertThat(site.hasPort(port)).isTrue();
    }

    @Test
    void whileABootIsInFlightEverythingStaysAndNoLongerThanItCanBe() throws Exception {
        String port = site.port(site.ended("w1"));
        site.letPass(Duration.ofMinutes(60));
        site.boot("w2");
        String young = site.port(STRANGER);
        site.letPass(Duration.ofMinutes(10));
        assertThat(told(REMOVE_ALL))
                .containsExactly("port w1 stays: a boot was asked for there, and its server is not known yet");
        site.letPass(Duration.ofMinutes(1));
        assertThat(told(REMOVE_ALL)).containsExactly("port w1 removed: ");
        assertThat(site.hasPort(port)).isFalse();
        assertThat(site.hasPort(young)).isTrue();
    }

    @Test
    void whatTheLedgerDoesNotKnowIsListedIfAskedForAndRemovedIfConfirmed() throws Exception {
        String ours = site.address(site.owner(), STRANGER);
        String others = site.address("batch/another", STRANGER);
        String longer = site.address(site.owner() + "0", STRANGER);
        String port = site.port(STRANGER);
        site.letPass(Duration.ofMinutes(11));
        assertThat(told(REMOVE)).isEmpty();
        assertThat(told(LIST_UNTRACKED))
                .containsExactly("floating-ip - stays: the ledger knows no worker of its server");
        assertThat(site.hasAddress(ours)).isTrue();
        assertThat(told(REMOVE_ALL)).containsExactly("floating-ip - removed: ");
        assertThat(site.hasAddress(ours)).isFalse();
        assertThat(site.hasAddress(others)).isTrue();
        assertThat(site.hasAddress(longer)).isTrue();
        assertThat(site.hasPort(port)).isTrue();
    }

    @Test
    void aServerThatTheLedgerDoesNotKnowIsListedAndNeverDeleted() throws Exception {
        String server = site.server("batch", site.ledger.installation(), "w9");
        site.server("other-pool", site.ledger.installation(), "w8");
        site.letPass(Duration.ofDays(2));
        assertThat(told(REMOVE)).isEmpty();
        assertThat(told(REMOVE_ALL)).singleElement().asString().startsWith("server - stays: the running service");
        assertThat(site.cloud.server(server)).isPresent();
    }

    @Test
    void whereAnotherInstallationServesThePoolNothingIsTouched() throws Exception {
        String port = site.port(site.ended("w1"));
        site.server("batch", "another", "w9");
        site.letPass(Duration.ofHours(1));
        Findings findings = site.cleanup().run(REMOVE_ALL, "ada");
        assertThat(findings.remnants()).isEmpty();
        assertThat(findings.unseen()).singleElement().asString().contains("another installation's tag");
        assertThat(site.hasPort(port)).isTrue();
    }

    @Test
    void aNameThatPointsAtAnotherProjectCollectsNothing() throws Exception {
        String port = site.port(site.ended("w1"));
        site.letPass(Duration.ofHours(1));
        Binding is = site.cloud.binding();
        site.ledger.bind(
                "west",
                new Binding(is.authUrl(), "elsewhere", is.region(), is.userDomain(), "", is.user(), Optional.empty()));
        assertThat(site.cleanup().run(REMOVE_ALL, "ada").unseen())
                .singleElement()
                .asString()
                .contains("another project");
        assertThat(site.hasPort(port)).isTrue();
    }

    @Test
    void aCloudThatDoesNotShowEverythingIsSaidSoAndLeftAlone() throws Exception {
        String port = site.port(site.ended("w1"));
        site.letPass(Duration.ofHours(1));
        for (String operation : List.of("servers.list", "servers.show", "ports.list", "floatingips.list")) {
            site.model
                    .faults()
                    .add(FaultRule.of("away", new Effect.Answer(503, Optional.empty(), Optional.empty()))
                            .onOperation(operation));
            Findings findings = site.cleanup().run(REMOVE, "ada");
            assertThat(findings.unseen()).as(operation).hasSize(1);
            assertThat(findings.remnants()).as(operation).isEmpty();
            site.model.faults().clear();
        }
        assertThat(site.hasPort(port)).isTrue();
    }

    @Test
    void aDeleteWhoseReplyIsLostIsToldAndFoundDoneTheNextTime() throws Exception {
        String port = site.port(site.ended("w1"));
        site.letPass(Duration.ofHours(1));
        site.model
                .faults()
                .add(FaultRule.of("lost", new Effect.LostReply(true))
                        .onOperation("ports.delete")
                        .times(1));
        assertThat(told(REMOVE)).singleElement().asString().startsWith("port w1 failed: ");
        assertThat(site.hasPort(port)).isFalse();
        assertThat(told(REMOVE)).isEmpty();
    }

    /** Whatever the ledger, the marks and the listings say: a server that is there keeps all it has. */
    @Test
    void nothingThatLivesIsKilledOrCutOffHoweverHardItIsTried() throws Exception {
        String known = site.worker("w1");
        String closed = site.worker("w2");
        site.ledger.closed("w2", site.clock.instant(), Cause.SERVER_GONE, "a ledger that is wrong");
        String unknown = site.server("batch", site.ledger.installation(), "w3");
        List<String> kept = new ArrayList<>();
        for (String server : List.of(known, closed, unknown)) {
            kept.add(site.address(site.owner(), server));
            String used = site.address(site.owner(), STRANGER);
            site.model
                    .networking()
                    .pointFloatingIp(
                            used,
                            site.model.networking().portsOf(server).stream()
                                    .map(Net.Port::id)
                                    .findFirst());
            kept.add(used);
        }
        List<Server> before = site.cloud.servers();
        List<Net.Port> ports = site.model.networking().ports();
        for (int listed = 3; listed >= 0; listed--) {
            site.letPass(Duration.ofHours(1));
            site.model
                    .faults()
                    .add(FaultRule.of("short", new Effect.PartialPage(listed)).onOperation("servers.list"));
            assertThat(told(REMOVE_ALL)).noneMatch(row -> row.contains("removed"));
            site.model.faults().clear();
        }
        assertThat(site.cloud.servers()).isEqualTo(before);
        assertThat(site.model.networking().ports()).isEqualTo(ports);
        assertThat(kept).allMatch(site::hasAddress);
    }

    private List<String> told(Wish wish) throws Exception {
        Findings findings = site.cleanup().run(wish, "ada");
        assertThat(findings.unseen()).isEmpty();
        return findings.remnants().stream()
                .map(row -> row.kind() + " " + row.worker().orElse("-") + " "
                        + row.state().name().toLowerCase(java.util.Locale.ROOT) + ": " + row.words())
                .toList();
    }
}
