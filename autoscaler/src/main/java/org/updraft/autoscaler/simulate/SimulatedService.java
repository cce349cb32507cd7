package org.updraft.autoscaler.simulate;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.updraft.autoscaler.Assembly;
import org.updraft.autoscaler.ControlLoop;
import org.updraft.autoscaler.act.ActionRunner;
import org.updraft.autoscaler.act.Admission;
import org.updraft.autoscaler.act.Gate;
import org.updraft.autoscaler.ledger.Ledger;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.Turn;
import org.updraft.autoscaler.plan.Plan;
import org.updraft.autoscaler.plan.Planner;
import org.updraft.autoscaler.pool.PoolSnapshot;
import org.updraft.htcondor.CondorPool;
import org.updraft.htcondor.JobQueue;
import org.updraft.openstack.Cloud;

/** One process of the service: the real loop, its wires to the world, and its ledger on disk, which outlives it. */
public final class SimulatedService {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final WorldSite site;
    private final Ledger ledger;
    private final SkewedClock clock;
    private final SplittableRandom random;
    private final Wires wires = new Wires();
    private final Mortality mortality = new Mortality();
    private final CondorPool collector;
    private final JobQueue queue;
    private final List<Cloud> clouds = new ArrayList<>();
    private UnaryOperator<ControlLoop.Hands> hands = UnaryOperator.identity();
    private UnaryOperator<Function<PoolSnapshot, Plan>> planner = UnaryOperator.identity();
    private Runnable atEnd = () -> {};
    private Assembly.@Nullable Loop loop;

    SimulatedService(
            WorldSite site,
            InstantSource world,
            SplittableRandom random,
            SimulatedPool pool,
            List<Cloud> clouds,
            Ledger ledger) {
        this.site = site;
        this.ledger = ledger;
        this.clock = new SkewedClock(world);
        this.random = random;
        wires.tap(mortality);
        this.collector = wires.wired(CondorPool.class, "collector", pool.collector());
        this.queue = wires.wired(JobQueue.class, "queue", pool.queue());
        clouds.forEach(cloud -> this.clouds.add(wires.wired(Cloud.class, "cloud:" + cloud.name(), cloud)));
    }

    /** Starts it, or starts it anew: all it had in memory is gone, its ledger is not. It may be killed as it starts. */
    public void start() throws LedgerException {
        wires.revive();
        try {
            loop = assemble();
        } catch (SimulatedDeath death) {
            stop();
        }
    }

    private Assembly.Loop assemble() throws LedgerException {
        Ledger wired = wires.wired(Ledger.class, "ledger", ledger);
        Assembly.World world = new Assembly.World(
                "simulated",
                site.trustDomain(),
                clock,
                random,
                Runnable::run,
                queue,
                collector,
                clouds,
                wired,
                site.cloudInit(),
                path -> {
                    throw new IllegalStateException("a simulated site has no cloud-config of its own: " + path);
                },
                site.userConfigs());
        Assembly.Loop made = Assembly.loop(
                world,
                site.policy(),
                new Assembly.CloudSites(site.priorities(), Map.of(), Map.of()),
                SimulatedMachine.UPDATE_INTERVAL,
                DEADLINE,
                false);
        ActionRunner runner = made.runner().orElseThrow();
        return new Assembly.Loop(
                new ControlLoop(
                        clock,
                        made.observer(),
                        planner.apply(new Planner(site.policy())::plan),
                        site.policy(),
                        hands.apply(runner::run),
                        wired),
                made.observer(),
                made.runner(),
                made.admission());
    }

    /** It ends: by SIGTERM or otherwise, as nothing is done on the way out. */
    public void stop() {
        if (loop != null) {
            loop = null;
            atEnd.run();
        }
    }

    public boolean isUp() {
        return loop != null;
    }

    /** One turn; empty if the service is down, or was killed in it and is down now. */
    public Optional<Turn> takeTurn() {
        return whileAlive(() -> loop().control().takeTurn());
    }

    /** One look at who asks to be let in. */
    public List<Gate.Entry> admit() {
        return whileAlive(() -> loop().admission().map(Admission::look).orElse(List.of()))
                .orElse(List.of());
    }

    /** What it has said to those who asked, since it was last started. */
    public Gate gate() {
        return loop().admission().orElseThrow().gate();
    }

    /** Watches or meddles with every call from now on. */
    public void tap(IoTap tap) {
        wires.tap(tap);
    }

    public Mortality mortality() {
        return mortality;
    }

    public SkewedClock clock() {
        return clock;
    }

    public Ledger ledger() {
        return ledger;
    }

    /** What stands between plan and deed from the next start on; for tests that break the service on purpose. */
    public void hands(UnaryOperator<ControlLoop.Hands> between) {
        hands = between;
    }

    /** The same before PlanCheck. */
    public void planner(UnaryOperator<Function<PoolSnapshot, Plan>> instead) {
        planner = instead;
    }

    /** What it does as it ends, where it should do nothing. */
    public void atEnd(Runnable deed) {
        atEnd = deed;
    }

    private Assembly.Loop loop() {
        if (loop == null) {
            throw new IllegalStateException("the simulated service is down");
        }
        return loop;
    }

    private <T> Optional<T> whileAlive(Supplier<T> work) {
        if (loop == null) {
            return Optional.empty();
        }
        try {
            T done = work.get();
            // where it asks several at once, its own code takes the kill for an answer that broke off
            return wires.isDead() ? died() : Optional.of(done);
        } catch (SimulatedDeath death) {
            return died();
        } catch (CompletionException broken) {
            if (wires.isDead()) {
                return died();
            }
            throw broken;
        }
    }

    private <T> Optional<T> died() {
        stop();
        return Optional.empty();
    }
}
