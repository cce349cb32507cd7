package org.updraft.autoscaler.simulate;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.updraft.autoscaler.act.Gate;
import org.updraft.autoscaler.ledger.Ledger;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.Turn;
import org.updraft.openstack.Cloud;
import org.updraft.openstack.embedded.DirectCloud;
import org.updraft.openstack.embedded.model.CloudModel;
import org.updraft.openstack.embedded.model.Identity;

/**
 * Clouds, a pool and the service itself on one hand-turned clock and one seed, in one thread: the same seed and the same
 * calls give the same world. The service can be killed and started again on its ledger.
 */
public final class SimulatedWorld {

    public static final Duration TURN_EVERY = Duration.ofSeconds(30);
    private static final Duration TICK = Duration.ofSeconds(5);

    private final SimulatedClock clock;
    private final long seed;
    private final SortedMap<String, CloudModel> models;
    private final SimulatedPool pool;
    private final WorldSite site;
    private final SimulatedService service;
    private Optional<SimulatedService> rival = Optional.empty();

    /**
     * @param models by the names that the policy knows them by; in each, project {@code batch} and user {@code operator} are
     *     ours
     */
    public SimulatedWorld(
            SimulatedClock clock,
            long seed,
            Map<String, CloudModel> models,
            List<String> schedds,
            WorldSite site,
            Ledger ledger)
            throws LedgerException {
        this.clock = clock;
        this.seed = seed;
        this.models = new TreeMap<>(models);
        this.pool = new SimulatedPool(clock, seed, this::address, schedds);
        this.site = site;
        models.values().forEach(model -> model.servers().listen(pool.machines()));
        this.service = new SimulatedService(site, clock, new SplittableRandom(seed), pool, clouds(), ledger);
        service.start();
    }

    /** Lets time pass until the next turn is due, and takes it. The service must be up and stay so. */
    public Turn nextTurn() {
        return step().orElseThrow(() -> new IllegalStateException("the simulated service is down"));
    }

    /** The same, whether the service is up or not; empty if it took no turn, or was killed in it. */
    public Optional<Turn> step() {
        for (Duration passed = Duration.ZERO; passed.compareTo(TURN_EVERY) < 0; passed = passed.plus(TICK)) {
            tick();
        }
        rival.ifPresent(SimulatedService::takeTurn);
        return service.takeTurn();
    }

    /** A few seconds between two turns, in which workers that ask are let in. */
    public void tick() {
        advance(TICK);
        service.admit();
    }

    /** Lets time pass for everybody but the service. */
    public void advance(Duration time) {
        clock.advance(time);
        models.values().forEach(CloudModel::advance);
        pool.advance();
    }

    /** One look of the service at who asks to be let in. */
    public List<Gate.Entry> admit() {
        return service.admit();
    }

    /** What the service has said to those who asked, since it was last started. */
    public Gate gate() {
        return service.gate();
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
        service.stop();
        service.start();
    }

    /** Somebody starts the service on a second host, with a ledger of its own. */
    public SimulatedService startRival(Ledger ledger) throws LedgerException {
        SimulatedService second =
                new SimulatedService(site, clock, new SplittableRandom(~seed), pool, clouds(), ledger);
        second.start();
        rival = Optional.of(second);
        return second;
    }

    /** Somebody ends it again. */
    public void stopRival() {
        rival = Optional.empty();
    }

    public SimulatedService service() {
        return service;
    }

    public SimulatedPool pool() {
        return pool;
    }

    /** By name. */
    public SortedMap<String, CloudModel> models() {
        return models;
    }

    /** The only one, or the first. */
    public CloudModel model() {
        return models.firstEntry().getValue();
    }

    public WorldSite site() {
        return site;
    }

    public Ledger ledger() {
        return service.ledger();
    }

    public Instant now() {
        return clock.instant();
    }

    /** Servers of any owner that are not gone. */
    public int servers() {
        return (int) models.values().stream()
                .flatMap(model -> model.servers().all().stream()
                        .filter(server -> model.servers().find(server.id()).isPresent()))
                .count();
    }

    /** Servers that were ever made. */
    public int serversEver() {
        return models.values().stream()
                .mapToInt(model -> model.servers().all().size())
                .sum();
    }

    private Optional<String> address(String serverId) {
        return models.values().stream()
                .flatMap(model -> SimulatedMachines.addressIn(model, serverId).stream())
                .findFirst();
    }

    private List<Cloud> clouds() {
        List<Cloud> clouds = new ArrayList<>();
        models.forEach((name, model) -> {
            Identity.User user = model.identity()
                    .user("operator", "default")
                    .orElseThrow(() -> new IllegalArgumentException("the model has no user operator"));
            Identity.Project project = model.identity()
                    .project("batch", "default")
                    .orElseThrow(() -> new IllegalArgumentException("the model has no project batch"));
            clouds.add(new DirectCloud(
                    name, URI.create("http://" + name + ".invalid/v3"), model, new ReentrantLock(), user, project));
        });
        return clouds;
    }
}
