package org.updraft.autoscaler.sense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.updraft.autoscaler.cleanup.LeftoverSite;
import org.updraft.autoscaler.ledger.MemoryLedger;
import org.updraft.autoscaler.plan.Cause;
import org.updraft.autoscaler.pool.Leftover;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.embedded.fault.Effect;
import org.updraft.openstack.embedded.fault.FaultRule;

class LeftoverWatchTest {

    private static final String STRANGER = "00000000-0000-4000-8000-000000000001";

    @SuppressWarnings("NullAway.Init")
    private LeftoverSite site;

    @SuppressWarnings("NullAway.Init")
    private LeftoverWatch watch;

    @BeforeEach
    void open() throws Exception {
        site = LeftoverSite.open(new MemoryLedger("0123456789ab"));
        watch = new LeftoverWatch("batch", site.ledger, site.clock);
    }

    @Test
    void whatAWorkerLeftIsSinceItEndedOrLastChangedWhicheverWasLater() throws Exception {
        String server = site.ended("w1");
        Instant ended = site.clock.instant();
        String port = site.port(server);
        assertThat(look()).singleElement().satisfies(left -> {
            assertThat(left.thing().id()).isEqualTo(port);
            assertThat(left.workerId()).contains("w1");
            assertThat(left.since()).isEqualTo(ended);
        });
        site.letPass(Duration.ofHours(1));
        site.model.networking().updatePort(port, "", true, List.of());
        assertThat(look()).extracting(Leftover::since).containsExactly(site.clock.instant());
    }

    @Test
    void onlyLooksInARowCount() throws Exception {
        String port = site.port(site.ended("w1"));
        assertThat(looks()).containsExactly(1);
        assertThat(looks()).containsExactly(2);
        site.model.networking().updatePort(port, "somebody's", true, List.of());
        assertThat(looks()).isEmpty();
        site.model.networking().updatePort(port, "", true, List.of());
        assertThat(looks()).containsExactly(1);
    }

    @Test
    void aLookThatFailsAnywhereCountsForNothing() throws Exception {
        site.port(site.ended("w1"));
        for (String operation : List.of("ports.list", "floatingips.list", "servers.show")) {
            site.model
                    .faults()
                    .add(FaultRule.of("away", new Effect.Answer(503, Optional.empty(), Optional.empty()))
                            .onOperation(operation));
            assertThatThrownBy(this::look).isInstanceOf(CloudException.Unreachable.class);
            site.model.faults().clear();
        }
        assertThat(looks()).containsExactly(1);
    }

    @Test
    void aServerThatAnswersIsNotGoneWhateverTheListingSays() throws Exception {
        String living = site.worker("w1");
        String wronglyClosed = site.worker("w2");
        site.ledger.closed("w2", site.clock.instant(), Cause.SERVER_GONE, "");
        site.address(site.owner(), living);
        site.address(site.owner(), wronglyClosed);
        assertThat(watch.look(site.cloud, Set.of())).isEmpty();
    }

    @Test
    void ofTheOnesWithoutAWorkerOnlyAMarkOfThisPoolAndInstallationIsOurs() throws Exception {
        site.port(STRANGER);
        site.address("batch/another", STRANGER);
        site.address("other/0123456789ab", STRANGER);
        String ours = site.address(site.owner(), STRANGER);
        assertThat(look()).extracting(left -> left.thing().id()).containsExactly(ours);
    }

    @Test
    void aWorkerThatLivesAgainLeftNothing() throws Exception {
        site.port(site.ended("w1"));
        site.port(site.ended("w2"));
        assertThat(look()).hasSize(2);
        site.ledger.revived(site.ledger.worker("w1").orElseThrow(), site.clock.instant());
        assertThat(look()).extracting(Leftover::workerId).containsExactly(Optional.of("w2"));
    }

    @Test
    void ofManyServersSomeAreAskedForInEachLook() throws Exception {
        String[] servers = new String[25];
        for (int i = 0; i < servers.length; i++) {
            servers[i] = site.ended("w" + i);
        }
        IntStream.range(0, 25).forEach(i -> site.port(servers[i]));
        assertThat(look()).hasSize(20);
    }

    @Test
    void marksThatAnybodyCanWriteDoNotHideWhatIsKnown() throws Exception {
        for (int i = 0; i < 40; i++) {
            site.address(site.owner(), "00000000-0000-4000-8000-0000000000%02d".formatted(i));
        }
        String port = site.port(site.ended("w1"));
        assertThat(look()).hasSize(20).extracting(left -> left.thing().id()).contains(port);
    }

    private List<Leftover> look() throws Exception {
        Set<String> listed = Set.copyOf(
                site.cloud.servers().stream().map(server -> server.id()).toList());
        return watch.look(site.cloud, listed);
    }

    private List<Integer> looks() throws Exception {
        return look().stream().map(Leftover::looks).toList();
    }
}
