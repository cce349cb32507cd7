package org.updraft.autoscaler.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.updraft.autoscaler.cleanup.LeftoverSite;
import org.updraft.autoscaler.ledger.Ledger;
import org.updraft.autoscaler.ledger.MemoryLedger;
import org.updraft.autoscaler.ledger.Outcome;
import org.updraft.autoscaler.plan.Action;
import org.updraft.autoscaler.plan.Cause;
import org.updraft.autoscaler.plan.Reason;
import org.updraft.autoscaler.pool.Leftover;
import org.updraft.autoscaler.sense.LeftoverWatch;
import org.updraft.openstack.Belonging;
import org.updraft.openstack.Binding;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.embedded.fault.Effect;
import org.updraft.openstack.embedded.fault.FaultRule;

/** The second look, right before the delete: whatever changed since the plan was made stops it. */
class CollectingTest {

    private static final String STRANGER = "00000000-0000-4000-8000-000000000001";

    @SuppressWarnings("NullAway.Init")
    private LeftoverSite site;

    @BeforeEach
    void open() throws Exception {
        site = LeftoverSite.open(new MemoryLedger("0123456789ab"));
    }

    @Test
    void theIntentStandsInTheLifeOfTheWorkerBeforeTheEffect() throws Exception {
        Leftover left = leftover(site.port(site.ended("w1")));
        site.model
                .faults()
                .add(FaultRule.of("away", new Effect.Answer(503, Optional.empty(), Optional.empty()))
                        .onOperation("ports.delete"));
        assertThatThrownBy(() -> collect(left)).isInstanceOf(CloudException.Unreachable.class);
        assertThat(site.ledger.lifeOf("w1").getLast())
                .extracting(Ledger.LifeLine::activity, Ledger.LifeLine::detail)
                .containsExactly("collecting", "port " + left.thing().id());
        site.model.faults().clear();
        assertThat(collect(left).result()).isEqualTo(Outcome.Result.DONE);
        assertThat(collect(left).result()).isEqualTo(Outcome.Result.DONE);
        assertThat(site.hasPort(left.thing().id())).isFalse();
    }

    @Test
    void aWorkerThatLivesAgainKeepsItsThings() throws Exception {
        Leftover left = leftover(site.port(site.ended("w1")));
        site.boot("w2");
        site.ledger.serverKnown("w2", left.thing().serverId(), site.clock.instant());
        assertSkipped(left, "a worker had that server");
    }

    @Test
    void aNameThatStandsForAnotherProjectByNowRemovesNothing() throws Exception {
        Leftover left = leftover(site.port(site.ended("w1")));
        Binding is = site.cloud.binding();
        site.ledger.bind(
                "west",
                new Binding(is.authUrl(), "elsewhere", is.region(), is.userDomain(), "", is.user(), Optional.empty()));
        assertSkipped(left, "another project");
    }

    @Test
    void aThingThatIsSomebodysByNowStays() throws Exception {
        Leftover named = leftover(site.port(site.ended("w1")));
        site.model.networking().updatePort(named.thing().id(), "kept", true, List.of());
        assertSkipped(named, "somebody else's by now");
        Leftover moved = leftover(site.port(site.ended("w2")));
        site.model.networking().name(moved.thing().id(), STRANGER, "compute:nova");
        assertSkipped(moved, "somebody else's by now");
        Leftover used = leftover(site.address(site.owner(), site.ended("w3")));
        site.model.networking().pointFloatingIp(used.thing().id(), Optional.of(site.port(STRANGER)));
        assertSkipped(used, "in use");
    }

    @Test
    void whatNothingSaysToBeOursStaysThoughAPlanNamesIt() throws Exception {
        String port = site.port(STRANGER);
        Belonging foreign = new Belonging(Belonging.Kind.PORT, port, STRANGER, "", "", false, Optional.empty());
        assertSkipped(new Leftover("west", foreign, Optional.empty(), site.clock.instant(), 9), "is ours");
        assertSkipped(new Leftover("west", foreign, Optional.of("w1"), site.clock.instant(), 9), "is ours");
        String ip = site.address("batch/another", STRANGER);
        Belonging theirs =
                new Belonging(Belonging.Kind.FLOATING_IP, ip, STRANGER, "batch/another", "", false, Optional.empty());
        assertSkipped(new Leftover("west", theirs, Optional.empty(), site.clock.instant(), 9), "is ours");
    }

    @Test
    void aServerThatIsThereKeepsAllItHas() throws Exception {
        String server = site.worker("w1");
        site.ledger.closed("w1", site.clock.instant(), Cause.SERVER_GONE, "a ledger that is wrong");
        String port = site.model.networking().portsOf(server).getFirst().id();
        Belonging its = new Belonging(Belonging.Kind.PORT, port, server, "", "", false, Optional.empty());
        assertSkipped(new Leftover("west", its, Optional.of("w1"), site.clock.instant(), 9), "is not gone");
    }

    private void assertSkipped(Leftover leftover, String words) throws Exception {
        Outcome outcome = collect(leftover);
        assertThat(outcome.result()).isEqualTo(Outcome.Result.SKIPPED);
        assertThat(outcome.words()).contains(words);
        String id = leftover.thing().id();
        assertThat(site.hasPort(id) || site.hasAddress(id)).isTrue();
    }

    private Outcome collect(Leftover leftover) throws Exception {
        return new Collecting("batch", site.clock, site.ledger)
                .collect(new Action.Collect(leftover, new Reason(Cause.LEFT_BEHIND, "")), site.cloud);
    }

    private Leftover leftover(String id) throws Exception {
        return new LeftoverWatch("batch", site.ledger, site.clock)
                .look(site.cloud, Set.of()).stream()
                        .filter(left -> left.thing().id().equals(id))
                        .findFirst()
                        .orElseThrow();
    }
}
