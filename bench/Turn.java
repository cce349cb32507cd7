import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.updraft.autoscaler.Assembly;
import org.updraft.autoscaler.ControlLoop;
import org.updraft.autoscaler.cloudinit.CloudInit;
import org.updraft.autoscaler.cloudinit.PoolAddress;
import org.updraft.autoscaler.cloudinit.Templates;
import org.updraft.autoscaler.cloudinit.TokenSource;
import org.updraft.autoscaler.ledger.Ledger;
import org.updraft.autoscaler.ledger.SqliteLedger;
import org.updraft.autoscaler.plan.Policy;
import org.updraft.autoscaler.simulate.SimulatedClock;
import org.updraft.autoscaler.simulate.SimulatedPool;
import org.updraft.autoscaler.spool.UserConfigs;
import org.updraft.htcondor.CondorPool;
import org.updraft.htcondor.JobGroup;
import org.updraft.htcondor.JobId;
import org.updraft.htcondor.JobQueue;
import org.updraft.htcondor.PerCloud;
import org.updraft.openstack.Cloud;
import org.updraft.openstack.Credentials;
import org.updraft.openstack.adapter.OpenStackCloud;
import org.updraft.openstack.embedded.Catalogues;
import org.updraft.openstack.embedded.EmbeddedCloud;

/** Turns over 1,000 idle jobs in 50 groups, while workers are booted, join and work. */
public final class Turn {

    private static final int TURNS = 60;
    private static final int WARM_UP = 20;
    private static final AtomicLong WAITED = new AtomicLong();

    public static void main(String[] args) throws Exception {
        SimulatedClock clock = new SimulatedClock(Instant.parse("2026-03-01T00:00:00Z"));
        SimulatedPool pool = new SimulatedPool(clock, 1, server -> Optional.empty());
        var model = Catalogues.demo(clock, 1);
        model.servers().listen(pool.machines());
        for (int group = 0; group < 50; group++) {
            pool.submit(group(group), 20, Duration.ofHours(4));
        }
        Path folder = Files.createTempDirectory("updraft-bench");
        List<Long> own = new ArrayList<>();
        List<Long> waiting = new ArrayList<>();
        int workers = 0;
        try (EmbeddedCloud embedded = EmbeddedCloud.start(model);
                SqliteLedger ledger = SqliteLedger.open(folder.resolve("ledger.db"))) {
            ControlLoop loop = loop(clock, pool, embedded.authUrl(), ledger);
            for (int turn = 0; turn < TURNS; turn++) {
                clock.advance(Duration.ofSeconds(30));
                embedded.with(m -> {
                    m.advance();
                    return m;
                });
                pool.advance();
                WAITED.set(0);
                long began = System.nanoTime();
                workers = loop.takeTurn().seen().workers().size();
                long took = System.nanoTime() - began;
                if (turn >= WARM_UP) {
                    own.add(took - WAITED.get());
                    waiting.add(WAITED.get());
                }
            }
        }
        System.out.printf("jobs 1000, groups 50, workers %d, turns %d%n", workers, own.size());
        System.out.printf("own time per turn: median %.1f ms, worst %.1f ms%n", median(own), Collections.max(own) / 1e6);
        System.out.printf("waiting per turn:  median %.1f ms, worst %.1f ms%n", median(waiting), Collections.max(waiting) / 1e6);
        System.out.printf("RSS of the process, the embedded cloud included: %s%n", rss());
    }

    private static JobGroup group(int number) {
        return new JobGroup(
                SimulatedPool.SCHEDD,
                "user" + number % 10,
                new JobGroup.VmAttributes(
                        Optional.of("type" + number),
                        PerCloud.plain("debian-12-condor"),
                        PerCloud.NONE,
                        Optional.of(10),
                        Optional.empty(),
                        List.of()),
                1 + number % 4,
                1000 * (1 + number % 6),
                1024L * 1024,
                0,
                number % 3,
                false,
                false,
                1,
                new JobId(0, 0),
                new JobId(0, 0),
                List.of());
    }

    private static ControlLoop loop(SimulatedClock clock, SimulatedPool pool, URI authUrl, Ledger ledger) throws Exception {
        CloudInit cloudInit = new CloudInit(
                Templates.builtIn(),
                new PoolAddress("head.bench.invalid", 9618, "bench.invalid", "updraft@bench.invalid",
                        Duration.ofMinutes(1), Duration.ofHours(2), Duration.ofMinutes(15)),
                TokenSource.userData(TokenSource.LIFE));
        Policy policy = new Policy(
                new Policy.Defaults(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Duration.ofMinutes(5)),
                Map.of(), Map.of(),
                Map.of("west", new Policy.CloudPolicy(List.of("batch-net"), 100, Policy.UNLIMITED, Policy.UNLIMITED, 100,
                        Duration.ofMinutes(15), Duration.ofMinutes(15))),
                100, 60, 20, Map.of(), Duration.ofMinutes(60), Policy.Patience.DEFAULT, cloudInit.templateHash());
        Credentials.Named user = named("operator");
        Credentials credentials = new Credentials(authUrl,
                new Credentials.Identity.Password(user, "demo", named("batch")),
                Optional.empty(), "public", Optional.empty(), Duration.ofSeconds(20));
        Assembly.World world = new Assembly.World("bench", "bench.invalid", clock, new SplittableRandom(1), Runnable::run,
                timed(JobQueue.class, pool.queue()), timed(CondorPool.class, pool.collector()),
                List.of(timed(Cloud.class, OpenStackCloud.connect("west", credentials, clock))), ledger, cloudInit, path -> path,
                UserConfigs.none(cloudInit));
        return Assembly.loop(world, policy, new Assembly.CloudSites(Map.of(), Map.of(), Map.of()),
                        Duration.ofMinutes(1), Duration.ofSeconds(60), false)
                .control();
    }

    private static Credentials.Named named(String name) {
        return new Credentials.Named(Optional.empty(), Optional.of(name), Optional.of("default"), Optional.empty());
    }

    /** A port whose calls count as waiting. */
    private static <T> T timed(Class<T> port, T behind) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
            long began = System.nanoTime();
            try {
                return method.invoke(behind, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            } finally {
                WAITED.addAndGet(System.nanoTime() - began);
            }
        }));
    }

    private static double median(List<Long> nanos) {
        List<Long> sorted = nanos.stream().sorted().toList();
        return sorted.get(sorted.size() / 2) / 1e6;
    }

    private static String rss() throws Exception {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .findFirst()
                .orElse("unknown");
    }
}
