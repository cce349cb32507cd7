package org.updraft.autoscaler.simulate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import org.updraft.htcondor.TokenRequest;
import org.updraft.openstack.Server.PowerState;
import org.updraft.openstack.embedded.model.CloudModel;
import org.updraft.openstack.embedded.model.ModelServer;
import org.updraft.openstack.embedded.model.Net;
import org.updraft.openstack.embedded.model.ServerListener;

/** The machines of all clouds' servers: they start, join, run jobs, fall silent and end with their servers. */
public final class SimulatedMachines implements ServerListener {

    private static final Duration JOB_LEASE = Duration.ofMinutes(40);
    private static final String GHOST = "ad of ";

    private final InstantSource clock;
    private final SplittableRandom random;
    private final Function<String, Optional<String>> addressOf;
    private final SimulatedRequests requests;
    private final SimulatedQueue queue;
    private final Map<String, SimulatedMachine> machines = new LinkedHashMap<>();
    private final Map<String, Joining> joining = new LinkedHashMap<>();
    private final Map<String, TokenRequest> askedBy = new HashMap<>();
    private boolean comeBroken;
    private boolean comeDeaf;
    private boolean comeNever;

    private record Joining(GuestConfig config, Instant at, Optional<String> address, GuestConsole console) {}

    SimulatedMachines(
            InstantSource clock,
            SplittableRandom random,
            Function<String, Optional<String>> addressOf,
            SimulatedRequests requests,
            SimulatedQueue queue) {
        this.clock = clock;
        this.random = random;
        this.addressOf = addressOf;
        this.requests = requests;
        this.queue = queue;
    }

    /** What {@code addressOf} is for servers of a cloud model: the address of the first port. */
    public static Optional<String> addressIn(CloudModel model, String serverId) {
        return model.networking().portsOf(serverId).stream()
                .map(Net.Port::address)
                .findFirst();
    }

    /** Lets everything happen that is due by now. */
    synchronized void advance() {
        Instant now = clock.instant();
        join(now);
        finishJobs(now);
        loseDead(now);
        endThoseOff();
        machines.values().forEach(machine -> machine.speaksAt(now));
    }

    /** From now on the machine's packets to the collector are lost; its job and its talk with the schedd go on. */
    public synchronized void cutOffFromCollector(String serverId) {
        of(serverId).cutOff = true;
    }

    /** The collector hears of it again. */
    public synchronized void reconnect(String serverId) {
        of(serverId).cutOff = false;
    }

    /** From now on the machine takes no job, though it looks as if it would. */
    public synchronized void makeDeaf(String serverId) {
        of(serverId).deaf = true;
    }

    /** From now on every job that starts on the machine fails within seconds. */
    public synchronized void breakDown(String serverId) {
        of(serverId).broken = true;
    }

    /** The image or the network is bad: every machine that joins from now on is broken like this. */
    public synchronized void breakEveryMachineToCome(boolean broken) {
        comeBroken = broken;
    }

    /** As the last one, but deaf. */
    public synchronized void makeEveryMachineToComeDeaf(boolean deaf) {
        comeDeaf = deaf;
    }

    /** As the last one, but none ever joins. */
    public synchronized void keepEveryMachineToComeOut(boolean out) {
        comeNever = out;
    }

    /** The machine's startd ends, and the collector forgets it; its server runs on. */
    public synchronized void loseAdsOf(String serverId) {
        SimulatedMachine machine = of(serverId);
        machine.cutOff = true;
        machine.deaf = true;
        machine.forgottenUntilItSpeaks = true;
    }

    /** Sends ads of a machine that is not there, once, or of one that goes on sending them. */
    public synchronized void advertise(
            String machine, String workerId, String serverId, String installation, boolean once) {
        GuestConfig config = new GuestConfig(
                machine, workerId, installation, "survey", "nobody", 0, List.of(), 1, 1024, Optional.empty());
        SimulatedMachine ghost = new SimulatedMachine(serverId, config, clock.instant());
        ghost.deaf = true;
        ghost.cutOff = once;
        machines.put(GHOST + serverId, ghost);
    }

    /** Machines that are not there fall silent; their ads live on for a while. */
    public synchronized void silenceGhosts() {
        machines.forEach((key, machine) -> {
            if (key.startsWith(GHOST)) {
                machine.cutOff = true;
            }
        });
    }

    /** Jobs that ever started on the server's machine. */
    public synchronized int startsOn(String serverId) {
        return of(serverId).jobStarts;
    }

    /** Whether a job is on the server's machine, running or paused with it. */
    public synchronized boolean isBusy(String serverId) {
        SimulatedMachine machine = machines.get(serverId);
        return machine != null && !machine.jobs.isEmpty();
    }

    /** A slot of the machine stays claimed though no job is there, for ever or until this ends it. */
    public synchronized void hangSlot(String serverId, boolean hangs) {
        SimulatedMachine machine = of(serverId);
        machine.hangs = hangs;
        machine.changedAt(clock.instant());
    }

    /** Uuids of servers whose machines are up and have not joined. */
    public synchronized List<String> joining() {
        return List.copyOf(joining.keySet());
    }

    /** Uuids of the servers whose machines have joined, in the order of joining. */
    public synchronized List<String> joined() {
        return List.copyOf(machines.keySet());
    }

    /** Uuids of the servers of all machines that have joined under this name. */
    public synchronized List<String> named(String machine) {
        return machines.values().stream()
                .filter(one -> one.config.name().equals(machine))
                .map(one -> one.serverId)
                .toList();
    }

    synchronized Collection<SimulatedMachine> all() {
        return machines.values();
    }

    /** Whom an order by name reaches: of machines of one name, the one that the collector heard last. */
    synchronized Optional<SimulatedMachine> addressed(String name) {
        Instant now = clock.instant();
        return machines.values().stream()
                .filter(machine -> machine.config.name().equals(name) && machine.isAdvertised(now))
                .max(Comparator.comparing(machine -> machine.lastHeardFrom));
    }

    /** Ads of those that are no more go; those of one that lives are gone until it speaks again. */
    synchronized void forget(Predicate<SimulatedMachine> which) {
        machines.values().removeIf(machine -> which.test(machine) && machine.vanishesAt != null);
        machines.values().stream().filter(which).forEach(machine -> machine.forgottenUntilItSpeaks = true);
    }

    private SimulatedMachine of(String serverId) {
        SimulatedMachine machine = machines.get(serverId);
        if (machine == null) {
            throw new IllegalArgumentException("no machine of server " + serverId + " has joined");
        }
        return machine;
    }

    private void join(Instant now) {
        if (joining.isEmpty() || comeNever) {
            return;
        }
        List<Map.Entry<String, Joining>> due = joining.entrySet().stream()
                .filter(entry -> !entry.getValue().at().isAfter(now))
                .toList();
        for (Map.Entry<String, Joining> entry : due) {
            String serverId = entry.getKey();
            Joining machine = entry.getValue();
            Optional<GuestConfig.Asking> asking = machine.config().asking();
            if (asking.isEmpty() || hasToken(serverId, machine.address(), asking.get(), now)) {
                joining.remove(serverId);
                Instant at = asking.isEmpty() ? machine.at() : now;
                SimulatedMachine joined = new SimulatedMachine(serverId, machine.config(), at);
                joined.broken = comeBroken;
                joined.deaf = comeDeaf;
                machines.put(serverId, joined);
                machine.console().joined(at);
            }
        }
    }

    /** As updraft-token does: asks, waits, and asks again if the collector has forgotten. */
    private boolean hasToken(String serverId, Optional<String> from, GuestConfig.Asking asking, Instant now) {
        TokenRequest asked = askedBy.get(serverId);
        if (asked != null && requests.isGranted(asked)) {
            return true;
        }
        if (asked == null || !requests.waits(asked)) {
            from.flatMap(address -> requests.ask(
                            now, asking.identity(), address, asking.authorizations(), Optional.of(asking.life())))
                    .ifPresent(request -> askedBy.put(serverId, request));
        }
        return false;
    }

    private void finishJobs(Instant now) {
        for (SimulatedMachine machine : machines.values()) {
            if (machine.runs() && !machine.jobs.isEmpty()) {
                List<SimulatedJob> done = new ArrayList<>();
                for (SimulatedJob job : machine.jobs) {
                    if (job.endsAt != null && !job.endsAt.isAfter(now)) {
                        done.add(job);
                    }
                }
                done.forEach(job -> queue.finish(job, machine, now));
                if (machine.jobs.removeAll(done)) {
                    machine.changedAt(now);
                }
            }
        }
    }

    /** A startd that was ordered off ends with its last job, and takes its ads with it. */
    private void endThoseOff() {
        for (SimulatedMachine machine : machines.values()) {
            if (machine.off && machine.jobs.isEmpty()) {
                machine.cutOff = true;
                machine.forgottenUntilItSpeaks = true;
            }
        }
    }

    private void loseDead(Instant now) {
        for (SimulatedMachine machine : machines.values()) {
            boolean leaseOver = machine.pausedAt != null
                    && Duration.between(machine.pausedAt, now).compareTo(JOB_LEASE) > 0;
            if (leaseOver || machine.vanishesAt != null) {
                machine.jobs.forEach(job -> queue.evict(job, machine, now));
                machine.jobs.clear();
            }
        }
        machines.values().removeIf(machine -> machine.vanishesAt != null && !machine.vanishesAt.isAfter(now));
    }

    @Override
    public synchronized void onActive(ModelServer server, Instant at) {
        if (server.isStuck()) {
            return;
        }
        GuestConfig.read(server.name(), server.spec().userData())
                .ifPresent(config -> joining.put(
                        server.id(),
                        new Joining(
                                config,
                                at.plusSeconds(20 + random.nextInt(40)),
                                addressOf.apply(server.id()),
                                GuestConsole.starting(server, config, at))));
    }

    @Override
    public synchronized void onGone(ModelServer server, Instant at) {
        joining.remove(server.id());
        askedBy.remove(server.id());
        SimulatedMachine machine = machines.get(server.id());
        if (machine != null) {
            machine.vanishesAt = at.plus(SimulatedMachine.CLASSAD_LIFETIME);
            loseDead(at);
        }
    }

    @Override
    public synchronized void onPower(ModelServer server, Instant at) {
        SimulatedMachine machine = machines.get(server.id());
        if (machine == null) {
            return;
        }
        boolean running = server.power() == PowerState.RUNNING;
        if (!running && machine.pausedAt == null) {
            machine.pausedAt = at;
        } else if (running && machine.pausedAt != null) {
            Duration paused = Duration.between(machine.pausedAt, at);
            machine.jobs.forEach(job ->
                    job.endsAt = job.endsAt().map(end -> end.plus(paused)).orElse(null));
            machine.pausedAt = null;
            machine.changedAt(at);
        }
    }
}
