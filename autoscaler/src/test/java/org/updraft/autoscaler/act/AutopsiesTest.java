package org.updraft.autoscaler.act;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.updraft.autoscaler.ledger.Ledger;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.MemoryLedger;
import org.updraft.autoscaler.ledger.WorkerRecord;
import org.updraft.autoscaler.pool.BootFault;
import org.updraft.autoscaler.pool.Combination;
import org.updraft.autoscaler.pool.Shape;
import org.updraft.autoscaler.pool.Terms;
import org.updraft.openstack.BootRequest;
import org.updraft.openstack.Cloud;
import org.updraft.openstack.Server;
import org.updraft.openstack.embedded.Catalogues;
import org.updraft.openstack.embedded.DirectCloud;
import org.updraft.openstack.embedded.fault.Effect;
import org.updraft.openstack.embedded.fault.FaultRule;
import org.updraft.openstack.embedded.model.CloudModel;

class AutopsiesTest {

    private Instant now = Instant.parse("2026-02-02T06:00:00Z");
    private final CloudModel model = Catalogues.demo(() -> now, 3);
    private final Ledger ledger = new MemoryLedger("i-1");
    private final Autopsies autopsies = new Autopsies(() -> now, ledger);
    private Cloud cloud;
    private Server server;

    @BeforeEach
    void boot() throws Exception {
        cloud = new DirectCloud(
                "west",
                URI.create("http://west.invalid/v3"),
                model,
                new ReentrantLock(),
                model.identity().user("operator", "default").orElseThrow(),
                model.identity().project("batch", "default").orElseThrow());
        model.faults().add(FaultRule.of("panic", new Effect.Console("Kernel panic")));
        String id = cloud.boot(new BootRequest(
                "w1",
                cloud.flavors().getFirst().id(),
                cloud.images().getFirst().id(),
                List.of(cloud.networks().getFirst().id()),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Base64.getEncoder().encodeToString("#cloud-config\n".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                Map.of(),
                Set.of(),
                false));
        now = now.plusSeconds(300);
        server = cloud.server(id).orElseThrow();
        ledger.intend(WorkerRecord.intent(
                "w1",
                "w1",
                new Combination("west", "image", "flavor", "t"),
                "small",
                "ada",
                "survey",
                Terms.PLAIN,
                "d1",
                new Shape(1, 1000, 10, 0),
                Duration.ofMinutes(5),
                now));
    }

    @Test
    void theFirstIsKeptUnlessAnotherIsAskedForAnew() throws Exception {
        assertThat(autopsies.takeOnce("w1", server, cloud)).hasValue(BootFault.BAD_IMAGE);
        assertThat(autopsies.takeOnce("w1", server, cloud)).isEmpty();
        assertThat(ledger.autopsy("w1").orElseThrow().actions())
                .singleElement()
                .asString()
                .contains("create");
        model.faults().add(FaultRule.of("mute", new Effect.Answer(503, Optional.empty(), Optional.empty())));
        assertThat(autopsies.take("w1", server, cloud)).hasValue(BootFault.UNKNOWN);
        assertThat(ledger.autopsy("w1").orElseThrow().unread()).hasSize(2).allMatch(words -> words.contains("503"));
    }

    @Test
    void aWorkerThatHasJoinedHasNone() throws Exception {
        ledger.joined("w1", now);
        assertThat(autopsies.take("w1", server, cloud)).isEmpty();
        assertThat(autopsies.takeOnce("nobody", server, cloud)).isEmpty();
        assertThat(ledger.autopsy("w1")).isEmpty();
    }

    @Test
    void neitherAFullDiskNorABugOfOursStandsInTheWayOfADelete() {
        for (Exception trouble :
                List.of(new LedgerException("the disk is full", null), new IllegalStateException("bug"))) {
            Autopsies troubled = new Autopsies(() -> now, failing("autopsied", trouble));
            assertThat(troubled.take("w1", server, cloud)).isEmpty();
            assertThat(new Autopsies(() -> now, failing("autopsy", trouble)).takeOnce("w1", server, cloud))
                    .isEmpty();
        }
    }

    /** The ledger, but for one verb. */
    private Ledger failing(String verb, Exception trouble) {
        return (Ledger) Proxy.newProxyInstance(
                Ledger.class.getClassLoader(), new Class<?>[] {Ledger.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals(verb)) {
                        throw trouble;
                    }
                    try {
                        return method.invoke(ledger, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
