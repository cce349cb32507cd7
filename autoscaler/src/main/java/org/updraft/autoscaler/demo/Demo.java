package org.updraft.autoscaler.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.updraft.autoscaler.Assembly;
import org.updraft.autoscaler.act.ActionRunner;
import org.updraft.autoscaler.act.Admission;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.MemoryLedger;
import org.updraft.autoscaler.ledger.Turn;
import org.updraft.autoscaler.plan.Policy;
import org.updraft.autoscaler.simulate.SimulatedClock;
import org.updraft.autoscaler.simulate.SimulatedMachines;
import org.updraft.autoscaler.simulate.SimulatedPool;
import org.updraft.autoscaler.simulate.SimulatedQueue;
import org.updraft.autoscaler.spool.UserConfigs;
import org.updraft.openstack.Cloud;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.Credentials;
import org.updraft.openstack.adapter.OpenStackCloud;
import org.updraft.openstack.embedded.Catalogues;
import org.updraft.openstack.embedded.EmbeddedCloud;
import org.updraft.openstack.embedded.model.CloudModel;

/**
 * The whole service on an embedded cloud, spoken to over HTTP, and a simulated pool. Simulated time runs at the asked speed,
 * or slower where the machine cannot keep up.
 */
public final class Demo {

    private static final Duration TURN_EVERY = Duration.ofSeconds(30);
    private static final Duration TICK = Duration.ofSeconds(5);
    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    /** Nothing in the story takes so long; a demo that does not end by itself says so instead of going on for ever. */
    private static final Duration MOST = Duration.ofDays(7);

    private final DemoOptions options;
    private final PrintStream out;
    private final SimulatedClock clock = new SimulatedClock(START);

    public Demo(DemoOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** Runs until it is idle, if so asked, else until the process is ended. */
    public DemoResult run() throws IOException, CloudException, LedgerException {
        CloudModel model = Catalogues.demo(clock, options.seed());
        SimulatedPool pool =
                new SimulatedPool(clock, options.seed(), server -> SimulatedMachines.addressIn(model, server));
        model.servers().listen(pool.machines());
        try (EmbeddedCloud embedded = EmbeddedCloud.start(model);
                MemoryLedger ledger = new MemoryLedger("demo")) {
            Cloud cloud = OpenStackCloud.connect("demo", credentials(embedded.authUrl()), clock);
            Assembly.Loop loop = loop(cloud, pool, ledger);
            DemoDesk desk = new DemoDesk(ledger, pool, clock, TURN_EVERY);
            try (DemoPage page = DemoPage.serve(desk, options.port(), out)) {
                return story(embedded, pool, loop, page);
            }
        }
    }

    private DemoResult story(EmbeddedCloud embedded, SimulatedPool pool, Assembly.Loop loop, DemoPage page) {
        DemoJobs jobs = new DemoJobs(options.jobs(), START, options.seed());
        DemoScreen screen = new DemoScreen(out, options.plain(), START, page.url());
        Pace pace = new Pace(options.speed(), InstantSource.system());
        long turns = 0;
        while (true) {
            jobs.submitDue(clock.instant(), pool);
            Turn turn = loop.control().takeTurn();
            turns++;
            page.show(turn);
            screen.show(turn, pool.counts());
            boolean idle = jobs.allSubmitted() && isIdle(embedded, pool, turn);
            boolean tooLong = Duration.between(START, clock.instant()).compareTo(MOST) > 0;
            if (options.untilIdle() && (idle || tooLong)) {
                return result(embedded, pool, turns);
            }
            letTimePass(embedded, pool, loop, pace);
        }
    }

    private void letTimePass(EmbeddedCloud embedded, SimulatedPool pool, Assembly.Loop loop, Pace pace) {
        for (Duration passed = Duration.ZERO; passed.compareTo(TURN_EVERY) < 0; passed = passed.plus(TICK)) {
            clock.advance(TICK);
            embedded.with(model -> {
                model.advance();
                return model;
            });
            pool.advance();
            loop.admission().ifPresent(Admission::look);
            pace.awaitSimulated(TICK);
        }
    }

    private static boolean isIdle(EmbeddedCloud embedded, SimulatedPool pool, Turn turn) {
        SimulatedQueue.Counts counts = pool.counts();
        return counts.idle() == 0
                && counts.running() == 0
                && serversLeft(embedded) == 0
                && turn.seen().workers().isEmpty();
    }

    private DemoResult result(EmbeddedCloud embedded, SimulatedPool pool, long turns) {
        SimulatedQueue.Counts counts = pool.counts();
        int booted = embedded.with(model -> model.servers().all().size());
        return new DemoResult(
                counts.submitted(),
                counts.finished(),
                counts.killed(),
                booted,
                serversLeft(embedded),
                turns,
                Duration.between(START, clock.instant()).toSeconds());
    }

    private static int serversLeft(EmbeddedCloud embedded) {
        return embedded.with(model -> (int) model.servers().all().stream()
                .filter(server -> model.servers().find(server.id()).isPresent())
                .count());
    }

    private Assembly.Loop loop(Cloud cloud, SimulatedPool pool, MemoryLedger ledger) throws LedgerException {
        Assembly.World world = new Assembly.World(
                "demo",
                DemoPolicy.TRUST_DOMAIN,
                clock,
                new SplittableRandom(options.seed()),
                Runnable::run,
                pool.queue(),
                pool.collector(),
                List.of(cloud),
                ledger,
                DemoPolicy.cloudInit(),
                path -> {
                    throw new IllegalStateException(
                            "the demo has no cloud-config of a site, and was asked for " + path);
                },
                UserConfigs.none(DemoPolicy.cloudInit()));
        Assembly.CloudSites sites = new Assembly.CloudSites(
                Map.of("demo", 0),
                Map.of("demo", new ActionRunner.BootSettings(List.of(), Optional.empty(), List.of(), false)),
                Map.of());
        Policy policy = DemoPolicy.policy();
        return Assembly.loop(world, policy, sites, Duration.ofMinutes(1), Duration.ofSeconds(30), false);
    }

    private static Credentials credentials(URI authUrl) {
        return new Credentials(
                authUrl,
                new Credentials.Identity.Password(named("operator"), "demo", named("batch")),
                Optional.empty(),
                "public",
                Optional.empty(),
                Duration.ofSeconds(20));
    }

    private static Credentials.Named named(String name) {
        return new Credentials.Named(Optional.empty(), Optional.of(name), Optional.of("default"), Optional.empty());
    }

    /** Keeps simulated time from running faster than asked. */
    private static final class Pace {
        private final double speed;
        private final InstantSource wall;
        private final Instant began;
        private Duration simulated = Duration.ZERO;

        Pace(double speed, InstantSource wall) {
            this.speed = speed;
            this.wall = wall;
            this.began = wall.instant();
        }

        void awaitSimulated(Duration passed) {
            simulated = simulated.plus(passed);
            Instant due = began.plusNanos((long) (simulated.toNanos() / speed));
            Duration early = Duration.between(wall.instant(), due);
            if (early.isPositive()) {
                LockSupport.parkNanos(early.toNanos());
            }
        }
    }
}
