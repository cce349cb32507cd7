package org.updraft.autoscaler.simulate;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.ReentrantLock;
import org.updraft.autoscaler.Assembly;
import org.updraft.autoscaler.act.Admission;
import org.updraft.autoscaler.act.Gate;
import org.updraft.autoscaler.cloudinit.CloudInit;
import org.updraft.autoscaler.ledger.Ledger;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.Turn;
import org.updraft.autoscaler.plan.Policy;
import org.updraft.openstack.Cloud;
import org.updraft.openstack.embedded.DirectCloud;
import org.updraft.openstack.embedded.model.CloudModel;
import org.updraft.openstack.embedded.model.Identity;

/**
 * A cloud, a pool and the service itself on one hand-turned clock and one seed, in one thread: the same seed and the same
 * calls give the same world. The service can be killed and started again on its ledger.
 */
public final class SimulatedWorld {

    public static final Duration TURN_EVERY = Duration.ofSeconds(30);
    private static final Duration TICK = Duration.ofSeconds(5);

    private final SimulatedClock clock;
    private final SplittableRandom random;
    private final CloudModel model;
    private final SimulatedPool pool;
    private final Cloud cloud;
    private final Ledger ledger;
    private final CloudInit cloudInit;
    private final Policy policy;
    private final String trustDomain;
    private Assembly.Loop loop;

    /**
     * @param model its project {@code batch} and user {@code operator} are ours
     * @param cloud the name that the policy knows the model by
     */
    public SimulatedWorld(
            SimulatedClock clock,
            long seed,
            CloudModel model,
            String cloud,
            Policy policy,
            CloudInit cloudInit,
            String trustDomain,
            Ledger ledger)
            throws LedgerException {
        this.clock = clock;
        this.random = new SplittableRandom(seed);
        this.model = model;
        this.pool = new SimulatedPool(clock, seed, server -> SimulatedPool.addressIn(model, server));
        this.policy = policy;
        this.cloudInit = cloudInit;
        this.trustDomain = trustDomain;
        this.ledger = ledger;
        model.servers().listen(pool);
        Identity.User user = model.identity()
                .user("operator", "default")
                .orElseThrow(() -> new IllegalArgumentException("the model has no user operator"));
        Identity.Project project = model.identity()
                .project("batch", "default")
                .orElseThrow(() -> new IllegalArgumentException("the model has no project batch"));
        this.cloud = new DirectCloud(
                cloud, URI.create("http://simulated.invalid/v3"), model, new ReentrantLock(), user, project);
        this.loop = assemble();
    }

    /** Lets time pass until the next turn is due, and takes it. */
    public Turn nextTurn() {
        for (Duration passed = Duration.ZERO; passed.compareTo(TURN_EVERY) < 0; passed = passed.plus(TICK)) {
            clock.advance(TICK);
            model.advance();
            pool.advance();
            admit();
        }
        return loop.control().takeTurn();
    }

    /** One look of the service at who asks to be let in. */
    public List<Gate.Entry> admit() {
        return loop.admission().map(Admission::look).orElse(List.of());
    }

    /** What the service has said to those who asked, since it was last started. */
    public Gate gate() {
        return loop.admission().orElseThrow().gate();
    }

    /** Turns for so long. */
    public void runFor(Duration time) {
        Instant end = clock.instant().plus(time);
        while (clock.instant().isBefore(end)) {
            nextTurn();
        }
    }

    /** The service ends here and now, with all it had in memory, and another starts on its ledger. */
    public void restartService() throws LedgerException {
        loop = assemble();
    }

    public SimulatedPool pool() {
        return pool;
    }

    public CloudModel model() {
        return model;
    }

    public Ledger ledger() {
        return ledger;
    }

    public Instant now() {
        return clock.instant();
    }

    /** Servers of any owner that are not gone. */
    public int servers() {
        return (int) model.servers().all().stream()
                .filter(server -> model.servers().find(server.id()).isPresent())
                .count();
    }

    /** Servers that were ever made. */
    public int serversEver() {
        return model.servers().all().size();
    }

    private Assembly.Loop assemble() throws LedgerException {
        Assembly.World world = new Assembly.World(
                "simulated",
                trustDomain,
                clock,
                random,
                Runnable::run,
                pool,
                pool,
                List.of(cloud),
                ledger,
                cloudInit,
                path -> {
                    throw new IllegalStateException("a simulated site has no cloud-config of its own: " + path);
                });
        Assembly.CloudSites sites = new Assembly.CloudSites(Map.of(), Map.of(), Map.of());
        Duration deadline = Duration.ofSeconds(30);
        return Assembly.loop(world, policy, sites, SimulatedMachine.UPDATE_INTERVAL, deadline, false);
    }
}
