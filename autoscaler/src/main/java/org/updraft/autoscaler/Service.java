package org.updraft.autoscaler;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.updraft.autoscaler.access.CloudAccess;
import org.updraft.autoscaler.access.CondorAccess;
import org.updraft.autoscaler.act.ActionRunner;
import org.updraft.autoscaler.act.Admission;
import org.updraft.autoscaler.act.Gate;
import org.updraft.autoscaler.act.Holding;
import org.updraft.autoscaler.cleanup.Cleanup;
import org.updraft.autoscaler.client.TurnFile;
import org.updraft.autoscaler.cloudinit.CloudInit;
import org.updraft.autoscaler.cloudinit.PoolAddress;
import org.updraft.autoscaler.cloudinit.Templates;
import org.updraft.autoscaler.ledger.Ledger;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.Outcome;
import org.updraft.autoscaler.ledger.SqliteLedger;
import org.updraft.autoscaler.ledger.Turn;
import org.updraft.autoscaler.metrics.Metrics;
import org.updraft.autoscaler.pool.Worker;
import org.updraft.autoscaler.settings.CloudSettings;
import org.updraft.autoscaler.settings.Settings;
import org.updraft.autoscaler.spool.Spool;
import org.updraft.autoscaler.spool.Tidying;
import org.updraft.autoscaler.spool.UserConfigs;
import org.updraft.autoscaler.web.Desk;
import org.updraft.autoscaler.web.WebServer;
import org.updraft.htcondor.CondorException;
import org.updraft.htcondor.JobQueue;
import org.updraft.openstack.Cloud;
import org.updraft.openstack.CloudException;

/** {@code updraft run}: the loop on the real pool and clouds of a file, and the doors through which people look in. */
public final class Service implements Desk, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("org.updraft.service");
    /** How often workers advertise themselves; the template tells them. */
    static final Duration UPDATE_INTERVAL = Duration.ofSeconds(60);

    /** A worker that nobody claims ends itself this long after the longest keep-alive. */
    private static final Duration NO_CLAIM_MARGIN = Duration.ofHours(1);

    /** A worker that asks for its token must not wait for the next turn. */
    private static final Duration ADMISSION_EVERY = Duration.ofSeconds(3);

    private static final int HANDS = 8;

    private final Settings settings;
    private final boolean dryRun;
    private final InstantSource clock;
    private final Instant startedAt;
    private final Ledger ledger;
    private final JobQueue queue;
    private final Assembly.Loop loop;
    private final ExecutorService executor;
    private final List<Cloud> ports;
    private final Cleanup cleanup;
    private final UserConfigs userConfigs;
    private final Optional<Tidying> tidying;
    private final Metrics metrics;
    private final BlockingQueue<String> wakeups = new LinkedBlockingQueue<>(1);
    private final TurnLog log = new TurnLog();
    private final Optional<Holding> holding;
    private volatile Optional<Turn> lastTurn = Optional.empty();
    private volatile boolean stopping;

    private Service(
            Settings settings,
            boolean dryRun,
            InstantSource clock,
            Ledger ledger,
            JobQueue queue,
            Assembly.Loop loop,
            ExecutorService executor,
            List<Cloud> ports,
            UserConfigs userConfigs,
            Tidying tidying) {
        this.settings = settings;
        this.dryRun = dryRun;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.ledger = ledger;
        this.queue = queue;
        this.loop = loop;
        this.executor = executor;
        this.ports = List.copyOf(ports);
        this.cleanup = new Cleanup(settings.pool().name(), settings.patience().settle(), clock, ledger, this.ports);
        this.userConfigs = userConfigs;
        this.tidying = dryRun ? Optional.empty() : Optional.of(tidying);
        this.metrics = new Metrics(clock);
        this.holding = settings.hold().enabled() && !dryRun
                ? Optional.of(new Holding(queue, settings.hold().after()))
                : Optional.empty();
    }

    /**
     * Opens the ledger and makes the ports; asks nothing of the outside yet but HTCondor's configuration for the trust
     * domain.
     */
    public static Service open(Settings settings, boolean dryRun, InstantSource clock)
            throws LedgerException, CloudException, CondorException {
        CondorAccess condor = CondorAccess.to(settings);
        String trustDomain = condor.trustDomain(settings.pool());
        List<Cloud> clouds = new ArrayList<>();
        for (CloudSettings cloud : settings.clouds()) {
            CloudAccess access = CloudAccess.to(cloud, System.getenv(), clock);
            access.warnings().forEach(warning -> LOG.warn("{}", warning));
            clouds.add(access.cloud()
                    .orElseThrow(() -> new IllegalStateException(
                            "cloud " + cloud.name() + " has no usable credentials: " + access.complaint())));
        }
        CloudInit cloudInit = new CloudInit(
                Templates.builtIn(),
                address(settings, trustDomain),
                SiteFiles.tokenSource(settings.pool()),
                SiteFiles.workerOptions(settings.workers()));
        Ledger ledger = SqliteLedger.open(settings.ledger());
        switchOffAtFirst(settings, ledger, clock.instant());
        ExecutorService executor = Executors.newFixedThreadPool(
                HANDS, Thread.ofPlatform().name("ask-", 0).daemon().factory());
        Spool spool = new Spool(settings.spool().resolve("cloud-config"), clock, Spool.Limits.DEFAULT);
        UserConfigs userConfigs = new UserConfigs(spool, cloudInit);
        Assembly.World world = new Assembly.World(
                settings.pool().name(),
                trustDomain,
                clock,
                new SecureRandom(),
                executor,
                condor.queue(),
                condor.pool(),
                clouds,
                ledger,
                cloudInit,
                SiteFiles.cloudInit(settings),
                userConfigs);
        Assembly.Loop loop = Assembly.loop(
                world,
                settings.policy(cloudInit.templateHash()),
                sites(settings),
                UPDATE_INTERVAL,
                settings.pool().deadline().plusSeconds(30),
                dryRun);
        Tidying tidying = new Tidying(spool, condor.queue(), clock, settings.spoolKeep());
        return new Service(
                settings, dryRun, clock, ledger, condor.queue(), loop, executor, clouds, userConfigs, tidying);
    }

    /** One turn, without opening a door. */
    public Turn once() {
        Turn turn = loop.control().takeTurn();
        lastTurn = Optional.of(turn);
        holding.ifPresent(hold -> hold.hold(turn.seen(), turn.plan()));
        tidying.ifPresent(Tidying::tidyIfDue);
        metrics.observe(turn);
        log.write(turn);
        admit();
        return turn;
    }

    /** Between turns too, in the loop's own thread. */
    private void admit() {
        loop.admission().ifPresent(admission -> admission.look().forEach(metrics::ruled));
    }

    /** Turns until it is stopped; removes nothing when it stops. */
    public void run() throws IOException, InterruptedException {
        try (WebServer web = WebServer.start(doors(), this, metrics)) {
            LOG.info(
                    "updraft serves pool {} on {}; page {}{}",
                    settings.pool().name(),
                    clouds(),
                    web.page().map(Object::toString).orElse("none"),
                    dryRun ? "; dry run: acts on nothing" : "");
            Heartbeat heart = Heartbeat.ofThisProcess();
            while (!stopping) {
                Instant next = clock.instant().plus(settings.interval());
                Turn turn = once();
                note(turn);
                heart.beat(
                        "turn " + turn.number() + ", " + turn.seen().workers().size() + " workers, "
                                + turn.seen().blindSpots().size() + " blind spots");
                restUntil(next);
            }
        }
    }

    /** For users who ask when the service no longer runs. */
    private void note(Turn turn) {
        try {
            new TurnFile(turn.number(), turn.seen().takenAt())
                    .writeBeside(settings.listen().socket());
        } catch (IOException e) {
            LOG.warn("the time of turn {} could not be left beside the socket: {}", turn.number(), e.toString());
        }
    }

    /** Until the next turn is due or asked for; meanwhile workers that start are let in. */
    private void restUntil(Instant next) throws InterruptedException {
        boolean woken = false;
        while (!woken && !stopping) {
            long rest = Math.max(0, Duration.between(clock.instant(), next).toMillis());
            boolean awaited = loop.admission().map(Admission::isAwaited).orElse(false);
            long nap = awaited ? Math.min(rest, ADMISSION_EVERY.toMillis()) : rest;
            woken = wakeups.poll(nap, TimeUnit.MILLISECONDS) != null || rest <= nap;
            if (!woken) {
                admit();
            }
        }
    }

    /** The turn in progress is finished, then {@link #run} returns. */
    public void stop() {
        stopping = true;
        wake();
    }

    @Override
    public void close() {
        executor.shutdownNow();
        ledger.close();
    }

    @Override
    public Optional<Turn> lastTurn() {
        return lastTurn;
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public JobQueue queue() {
        return queue;
    }

    @Override
    public Optional<UserConfigs> userConfigs() {
        return Optional.of(userConfigs);
    }

    @Override
    public String pool() {
        return settings.pool().name();
    }

    @Override
    public Set<String> clouds() {
        return settings.clouds().stream().map(CloudSettings::name).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Instant startedAt() {
        return startedAt;
    }

    @Override
    public Duration interval() {
        return settings.interval();
    }

    @Override
    public boolean dryRun() {
        return dryRun;
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public Optional<Gate> gate() {
        return loop.admission().map(Admission::gate);
    }

    @Override
    public void trust(String cloud) {
        loop.breakers().forget(cloud);
    }

    @Override
    public void acceptImage(String cloud, String imageId) throws CloudException {
        for (Cloud port : ports) {
            if (port.name().equals(cloud)) {
                port.acceptImage(imageId);
                loop.observer().offersChanged(cloud);
            }
        }
    }

    @Override
    public Optional<Cleanup> cleanup() {
        return Optional.of(cleanup);
    }

    /** Done at once, not by the next turn: nobody plans what an operator has ordered. */
    @Override
    public void condemn(String workerId, String by) throws LedgerException {
        Worker worker = lastTurn.flatMap(turn -> turn.seen().workers().stream()
                        .filter(w -> w.id().equals(workerId))
                        .findFirst())
                .orElseThrow(
                        () -> new IllegalArgumentException("no worker " + workerId + " was seen in the last turn"));
        LOG.warn("worker {} is killed with all that runs on it, by order of {}", workerId, by);
        Outcome outcome = loop.kill(worker, by);
        if (outcome.result() != Outcome.Result.DONE) {
            throw new LedgerException("worker " + workerId + " was not killed: " + outcome.words(), null);
        }
    }

    @Override
    public void wake() {
        // one waiting wake-up is as good as many
        boolean first = wakeups.offer("wake");
        LOG.debug("asked for a turn soon{}", first ? "" : ", as before");
    }

    /** {@code enabled: false} holds for a cloud that was never used; from then on the commands decide. */
    private static void switchOffAtFirst(Settings settings, Ledger ledger, Instant now) throws LedgerException {
        Set<String> used = ledger.bindings().keySet();
        for (CloudSettings cloud : settings.clouds()) {
            if (!cloud.enabled() && !used.contains(cloud.name())) {
                ledger.setEnabled(cloud.name(), false, now, settings.file().toString());
            }
        }
    }

    private WebServer.Doors doors() {
        return new WebServer.Doors(
                Optional.of(settings.listen().socket()),
                Optional.of(new InetSocketAddress(
                        settings.listen().httpHost(), settings.listen().httpPort())),
                settings.spool().resolve("http-token"),
                false,
                WebServer.Doors.PATIENCE);
    }

    private static PoolAddress address(Settings settings, String trustDomain) {
        String collector = settings.pool().collector();
        int colon = collector.lastIndexOf(':');
        Duration join = settings.clouds().stream()
                .map(cloud -> cloud.timeouts().join())
                .max(Duration::compareTo)
                .orElse(CloudSettings.Timeouts.DEFAULT.join());
        return new PoolAddress(
                colon < 0 ? collector : collector.substring(0, colon),
                colon < 0 ? PoolAddress.COLLECTOR_PORT : Integer.parseInt(collector.substring(colon + 1)),
                trustDomain,
                "updraft@" + trustDomain,
                UPDATE_INTERVAL,
                settings.limits().maxKeepAlive().plus(NO_CLAIM_MARGIN),
                join);
    }

    private static Assembly.CloudSites sites(Settings settings) {
        Map<String, Integer> priorities = new HashMap<>();
        Map<String, ActionRunner.BootSettings> boots = new HashMap<>();
        Map<String, Set<String>> nat = new HashMap<>();
        for (CloudSettings cloud : settings.clouds()) {
            priorities.put(cloud.name(), cloud.priority());
            nat.put(cloud.name(), Set.copyOf(cloud.natAddresses()));
            boots.put(
                    cloud.name(),
                    new ActionRunner.BootSettings(
                            cloud.securityGroups(), cloud.keyName(), cloud.zones(), cloud.configDrive()));
        }
        return new Assembly.CloudSites(priorities, boots, nat);
    }
}
