package org.updraft.autoscaler.simulate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.updraft.htcondor.Claim;
import org.updraft.htcondor.CondorException;
import org.updraft.htcondor.CondorPool;
import org.updraft.htcondor.Ending;
import org.updraft.htcondor.JobGroup;
import org.updraft.htcondor.JobId;
import org.updraft.htcondor.JobQueue;
import org.updraft.htcondor.NamedCloudConfig;
import org.updraft.htcondor.QueuedJob;
import org.updraft.htcondor.SlotAd;
import org.updraft.htcondor.TokenRequest;
import org.updraft.openstack.embedded.model.CloudModel;
import org.updraft.openstack.embedded.model.ModelServer;
import org.updraft.openstack.embedded.model.Net;
import org.updraft.openstack.embedded.model.ServerListener;

/**
 * One schedd's queue, a collector, a negotiator and the workers' startds. Nothing happens but in {@link #advance} and when
 * a server of the cloud model starts, stops or goes. Jobs that lose their machine are counted as killed and wait again.
 */
public final class SimulatedPool implements JobQueue, CondorPool, ServerListener {

    public static final String SCHEDD = "batch";

    /** By which the simulated collector is known: of the right shape, and nobody's. */
    public static final String CA = "-----BEGIN CERTIFICATE-----\nc2ltdWxhdGVk\n-----END CERTIFICATE-----\n";

    private static final Duration NEGOTIATION = Duration.ofSeconds(60);
    private static final Duration JOB_LEASE = Duration.ofMinutes(40);

    private final InstantSource clock;
    private final SplittableRandom random;
    private final Map<JobId, SimulatedJob> jobs = new TreeMap<>();
    private final Map<String, SimulatedMachine> machines = new LinkedHashMap<>();
    private final Map<String, Joining> joining = new LinkedHashMap<>();
    private final SimulatedRequests requests = new SimulatedRequests();
    private final Map<String, TokenRequest> askedBy = new HashMap<>();
    private final Function<String, Optional<String>> addressOf;
    private Instant collectorStartedAt;
    private boolean collectorSilent;
    private boolean scheddSilent;
    private boolean historySilent;
    private boolean comeBroken;
    private boolean comeDeaf;
    private final List<Ending> endings = new ArrayList<>();
    private Instant nextNegotiation;
    private int clusters;
    private int killed;
    private boolean diesAtApproval;

    private record Joining(GuestConfig config, Instant at, Optional<String> address, GuestConsole console) {}

    /** @param addressOf of a server that has just started, by its uuid: where the collector sees its questions come from */
    public SimulatedPool(InstantSource clock, long seed, Function<String, Optional<String>> addressOf) {
        this.clock = clock;
        this.addressOf = addressOf;
        this.random = new SplittableRandom(seed);
        this.nextNegotiation = clock.instant();
        this.collectorStartedAt = clock.instant().minus(Duration.ofDays(1));
    }

    /** What {@code addressOf} is for servers of a cloud model: the address of the first port. */
    public static Optional<String> addressIn(CloudModel model, String serverId) {
        return model.networking().portsOf(serverId).stream()
                .map(Net.Port::address)
                .findFirst();
    }

    /** Queues alike jobs under one cluster, and returns its number. */
    public synchronized int submit(JobGroup asked, int count, Duration runtime) {
        int cluster = ++clusters;
        for (int proc = 0; proc < count; proc++) {
            JobId id = new JobId(cluster, proc);
            jobs.put(id, new SimulatedJob(id, alone(asked, id), runtime, clock.instant()));
        }
        return cluster;
    }

    /** The same, of jobs that all end with exit code 1. */
    public synchronized int submitFailing(JobGroup asked, int count, Duration runtime) {
        int cluster = submit(asked, count, runtime);
        jobs.values().stream().filter(job -> job.id.cluster() == cluster).forEach(job -> job.failsAs = 1);
        return cluster;
    }

    /** Lets everything happen that is due by now. */
    public synchronized void advance() {
        Instant now = clock.instant();
        requests.expire(now);
        join(now);
        finishJobs(now);
        loseDeadMachines(now);
        endThoseOff();
        machines.values().forEach(machine -> machine.speaksAt(now));
        if (!nextNegotiation.isAfter(now)) {
            negotiate(now);
            nextNegotiation = now.plus(NEGOTIATION);
        }
    }

    /** A collector that does not answer. */
    public synchronized void silenceCollector(boolean silent) {
        collectorSilent = silent;
    }

    /** A schedd that does not answer; its jobs run on. */
    public synchronized void silenceSchedd(boolean silent) {
        scheddSilent = silent;
    }

    /** A collector that begins anew: it knows a worker again when that next speaks. */
    public synchronized void restartCollector() {
        collectorStartedAt = clock.instant();
        requests.forgetAll();
        machines.values().forEach(machine -> machine.forgottenUntilItSpeaks = true);
    }

    /** From now on the machine's packets to the collector are lost; its job and its talk with the schedd go on. */
    public synchronized void cutOffFromCollector(String serverId) {
        joinedMachine(serverId).cutOff = true;
    }

    /** From now on the machine takes no job, though it looks as if it would. */
    public synchronized void makeDeaf(String serverId) {
        joinedMachine(serverId).deaf = true;
    }

    /** From now on every job that starts on the machine fails within seconds. */
    public synchronized void breakDown(String serverId) {
        joinedMachine(serverId).broken = true;
    }

    /** The image or the network is bad: every machine that joins from now on is broken like this. */
    public synchronized void breakEveryMachineToCome(boolean broken) {
        comeBroken = broken;
    }

    /** As the last one, but deaf. */
    public synchronized void makeEveryMachineToComeDeaf(boolean deaf) {
        comeDeaf = deaf;
    }

    /** The machine's startd ends, and the collector forgets it; its server runs on. */
    public synchronized void loseAdsOf(String serverId) {
        SimulatedMachine machine = joinedMachine(serverId);
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
        machines.put("ad of " + serverId, ghost);
    }

    /** Machines that the collector shows. */
    public synchronized List<String> advertised() {
        return machines.values().stream()
                .filter(machine -> machine.isAdvertised(clock.instant()))
                .map(machine -> machine.config.name())
                .sorted()
                .toList();
    }

    /** Jobs that ever started on the server's machine. */
    public synchronized int startsOn(String serverId) {
        return joinedMachine(serverId).jobStarts;
    }

    /** Whether a job is running on the server's machine. */
    public synchronized boolean isBusy(String serverId) {
        return !joinedMachine(serverId).jobs.isEmpty();
    }

    /** A slot of the machine stays claimed though no job is there, for ever or until this ends it. */
    public synchronized void hangSlot(String serverId, boolean hangs) {
        SimulatedMachine machine = joinedMachine(serverId);
        machine.hangs = hangs;
        machine.changedAt(clock.instant());
    }

    private SimulatedMachine joinedMachine(String serverId) {
        SimulatedMachine machine = machines.get(serverId);
        if (machine == null) {
            throw new IllegalArgumentException("no machine of server " + serverId + " has joined");
        }
        return machine;
    }

    /** Somebody asks the collector for a token; what becomes of it, {@link #granted} tells. */
    public synchronized void ask(
            String identity, String address, List<String> authorizations, Optional<Duration> life) {
        requests.ask(clock.instant(), identity, address, authorizations, life);
    }

    /** Requests that were approved, oldest first. */
    public synchronized List<TokenRequest> granted() {
        return requests.granted();
    }

    /** The service dies when it next tells the collector to let somebody in, before the collector has heard. */
    public synchronized void dieAtApproval() {
        diesAtApproval = true;
    }

    /** Uuids of servers whose machines are up and have not joined. */
    public synchronized List<String> joining() {
        return List.copyOf(joining.keySet());
    }

    /** Uuids of the servers whose machines have joined, in the order of joining. */
    public synchronized List<String> joined() {
        return List.copyOf(machines.keySet());
    }

    public synchronized Counts counts() {
        int idle = 0;
        int running = 0;
        int finished = 0;
        for (SimulatedJob job : jobs.values()) {
            switch (job.state) {
                case IDLE -> idle++;
                case RUNNING -> running++;
                case FINISHED -> finished++;
                case HELD -> {}
            }
        }
        return new Counts(jobs.size(), idle, running, finished, killed);
    }

    /**
     * @param killed times that a running job lost its machine
     */
    public record Counts(int submitted, int idle, int running, int finished, int killed) {}

    private void join(Instant now) {
        List<String> due = joining.entrySet().stream()
                .filter(entry -> !entry.getValue().at().isAfter(now))
                .map(Map.Entry::getKey)
                .toList();
        for (String serverId : due) {
            Joining machine = Objects.requireNonNull(joining.get(serverId), serverId);
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
        if (asked != null && requests.granted().contains(asked)) {
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
            if (machine.runs()) {
                List<SimulatedJob> done = machine.jobs.stream()
                        .filter(job ->
                                job.endsAt().filter(end -> !end.isAfter(now)).isPresent())
                        .toList();
                done.forEach(job -> {
                    endings.add(ending(job, machine, now));
                    job.finished();
                });
                if (machine.jobs.removeAll(done)) {
                    machine.changedAt(now);
                }
            }
        }
    }

    private static Ending ending(SimulatedJob job, SimulatedMachine machine, Instant now) {
        Instant started = job.startedAt == null ? now : job.startedAt;
        return new Ending(
                SCHEDD,
                job.id,
                globalId(job),
                job.asked.owner(),
                "slot1_1@" + machine.config.name(),
                started,
                job.endsAt().orElse(now),
                job.failsAs == 0 ? Ending.How.SUCCEEDED : Ending.How.FAILED,
                "exit code " + job.failsAs);
    }

    private static String globalId(SimulatedJob job) {
        return SCHEDD + "#" + job.id + "#" + job.submittedAt.getEpochSecond();
    }

    /** A startd that was ordered off ends with its last job, and takes its ads with it. */
    private void endThoseOff() {
        machines.values().stream()
                .filter(machine -> machine.off && machine.jobs.isEmpty())
                .forEach(machine -> {
                    machine.cutOff = true;
                    machine.forgottenUntilItSpeaks = true;
                });
    }

    private void loseDeadMachines(Instant now) {
        for (SimulatedMachine machine : machines.values()) {
            boolean leaseOver = machine.pausedAt != null
                    && Duration.between(machine.pausedAt, now).compareTo(JOB_LEASE) > 0;
            if (leaseOver || machine.vanishesAt != null) {
                machine.jobs.forEach(job -> {
                    killed++;
                    job.evicted();
                });
                machine.jobs.clear();
            }
        }
        machines.values().removeIf(machine -> machine.vanishesAt != null && !machine.vanishesAt.isAfter(now));
    }

    /** Higher priority first, then first come; the first machine that takes it. */
    private void negotiate(Instant now) {
        List<SimulatedJob> idle = jobs.values().stream()
                .filter(job -> job.state == SimulatedJob.State.IDLE)
                .sorted(Comparator.comparingInt((SimulatedJob job) -> -job.asked.priority()))
                .toList();
        for (SimulatedJob job : idle) {
            machines.values().stream()
                    .filter(machine -> wants(job, machine) && machine.takes(job.asked))
                    .findFirst()
                    .ifPresent(machine -> {
                        if (machine.broken) {
                            job.startBadly(machine, now);
                        } else {
                            job.start(machine, now);
                        }
                        machine.jobs.add(job);
                        machine.jobStarts++;
                        machine.changedAt(now);
                    });
        }
    }

    /** What its Requirements say: a worker of its VMType, or, where it names none, of its image. */
    private static boolean wants(SimulatedJob job, SimulatedMachine machine) {
        return job.asked
                .vm()
                .vmType()
                .or(() -> job.asked.vm().image().fallback())
                .filter(machine.config.vmType()::equals)
                .isPresent();
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
            loseDeadMachines(at);
        }
    }

    @Override
    public synchronized void onPower(ModelServer server, Instant at) {
        SimulatedMachine machine = machines.get(server.id());
        if (machine == null) {
            return;
        }
        boolean running = server.power() == org.updraft.openstack.Server.PowerState.RUNNING;
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

    @Override
    public List<String> schedds() {
        return List.of(SCHEDD);
    }

    @Override
    public synchronized List<JobGroup> waiting(String schedd) throws CondorException {
        requireSchedd();
        Map<JobGroup, List<JobId>> groups = new LinkedHashMap<>();
        jobs.values().stream()
                .filter(job -> job.state == SimulatedJob.State.IDLE)
                .forEach(job -> groups.computeIfAbsent(alone(job.asked, new JobId(0, 0)), g -> new ArrayList<>())
                        .add(job.id));
        return groups.entrySet().stream()
                .map(entry -> counted(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public synchronized List<Claim> claims(String schedd) throws CondorException {
        requireSchedd();
        List<Claim> claims = new ArrayList<>();
        for (SimulatedMachine machine : machines.values()) {
            for (int i = 0; i < machine.jobs.size(); i++) {
                SimulatedJob job = machine.jobs.get(i);
                String slot = "slot1_" + (i + 1) + "@" + machine.config.name();
                claims.add(new Claim(
                        SCHEDD,
                        job.id,
                        globalId(job),
                        job.asked.owner(),
                        List.of(slot),
                        job.asked.refusesRetirement()));
            }
        }
        return claims;
    }

    @Override
    public synchronized List<Ending> endings(String schedd, Instant since) throws CondorException {
        requireSchedd();
        if (historySilent) {
            throw new CondorException.Unreachable("condor_history had no answer from the simulated schedd", null);
        }
        return endings.stream()
                .filter(ending -> !ending.endedAt().isBefore(since))
                .toList();
    }

    /** A schedd that answers, but not for its history. */
    public synchronized void silenceHistory(boolean silent) {
        historySilent = silent;
    }

    @Override
    public synchronized Optional<QueuedJob> job(String schedd, JobId id) {
        return Optional.ofNullable(jobs.get(id))
                .map(job -> new QueuedJob(
                        id,
                        job.state.condorStatus,
                        job.asked.multiNode() ? 11 : 5,
                        true,
                        job.asked,
                        job.submittedAt,
                        Optional.ofNullable(job.machine).map(machine -> "slot1@" + machine.config.name()),
                        Optional.empty()));
    }

    @Override
    public synchronized Set<NamedCloudConfig> cloudConfigs(String schedd) throws CondorException {
        requireSchedd();
        return jobs.values().stream()
                .filter(job -> job.state != SimulatedJob.State.FINISHED)
                .flatMap(job -> job.asked.vm().cloudConfig().stream()
                        .map(text -> new NamedCloudConfig(job.asked.owner(), text)))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public synchronized void hold(String schedd, JobGroup group, String reason) {
        JobGroup key = alone(group, new JobId(0, 0));
        jobs.values().stream()
                .filter(job -> job.state == SimulatedJob.State.IDLE
                        && alone(job.asked, new JobId(0, 0)).equals(key))
                .forEach(job -> job.state = SimulatedJob.State.HELD);
    }

    @Override
    public synchronized Slots slots() throws CondorException {
        requireCollector("condor_status");
        Instant now = clock.instant();
        // one ad for a slot's name: of machines of one name, what was heard last
        Map<String, SlotAd> byName = new LinkedHashMap<>();
        machines.values().stream()
                .filter(machine -> machine.isAdvertised(now))
                .sorted(Comparator.comparing(machine -> machine.lastHeardFrom))
                .flatMap(machine -> machine.ads().stream())
                .forEach(ad -> byName.put(ad.name(), ad));
        return new Slots(List.copyOf(byName.values()), collectorStartedAt);
    }

    private void requireSchedd() throws CondorException {
        if (scheddSilent) {
            throw new CondorException.Unreachable("condor_q had no answer from the simulated schedd", null);
        }
    }

    @Override
    public synchronized List<SlotAd> slotsOf(String machine) throws CondorException {
        return slots().ads().stream().filter(ad -> ad.machine().equals(machine)).toList();
    }

    @Override
    public synchronized DrainReply drainIfIdle(String name, String drainId) {
        SimulatedMachine machine = named(name).filter(SimulatedMachine::runs).orElse(null);
        if (machine == null || !machine.jobs.isEmpty()) {
            return new DrainReply.Busy("error code 10003: Draining check expression is false");
        }
        if (machine.drainReason.isPresent()) {
            return new DrainReply.AlreadyDraining("error code 10001: Draining already in progress.");
        }
        machine.drainReason = Optional.of(SlotAd.drainReasonOf(drainId));
        machine.changedAt(clock.instant());
        return new DrainReply.Accepted();
    }

    @Override
    public synchronized void cancelDrain(String name) {
        named(name).ifPresent(machine -> {
            machine.drainReason = Optional.empty();
            machine.changedAt(clock.instant());
        });
    }

    @Override
    public synchronized void offPeacefully(String name) {
        named(name).ifPresent(machine -> machine.off = true);
    }

    @Override
    public synchronized void forget(String name) {
        machines.values().removeIf(machine -> machine.config.name().equals(name) && machine.vanishesAt != null);
        // of one that lives too, until it speaks again
        machines.values().stream()
                .filter(machine -> machine.config.name().equals(name))
                .forEach(machine -> machine.forgottenUntilItSpeaks = true);
    }

    @Override
    public synchronized void forgetGhost(String name, String serverId) {
        machines.values()
                .removeIf(machine ->
                        machine.config.name().equals(name) && machine.serverId.equals(serverId) && !machine.runs());
        machines.values().stream()
                .filter(machine -> machine.config.name().equals(name) && machine.serverId.equals(serverId))
                .forEach(machine -> machine.forgottenUntilItSpeaks = true);
    }

    @Override
    public String createToken(String identity, Duration life) {
        // three parts with dots, as a real one has
        return "simulated." + Integer.toHexString(identity.hashCode()) + ".unsigned";
    }

    @Override
    public synchronized List<TokenRequest> tokenRequests() throws CondorException {
        requireCollector("condor_token_request_list");
        return requests.waiting();
    }

    @Override
    public synchronized void approve(TokenRequest request) throws CondorException {
        requireCollector("condor_token_request_approve");
        if (diesAtApproval) {
            diesAtApproval = false;
            throw new SimulatedDeath("the service was killed before the collector was told");
        }
        requests.approve(request);
    }

    private void requireCollector(String tool) throws CondorException {
        if (collectorSilent) {
            throw new CondorException.Unreachable(tool + " had no answer from the simulated collector", null);
        }
    }

    private Optional<SimulatedMachine> named(String name) {
        return machines.values().stream()
                .filter(machine -> machine.config.name().equals(name))
                .findFirst();
    }

    private static JobGroup counted(JobGroup group, List<JobId> ids) {
        return group.with(ids.size(), ids.getFirst(), ids.getLast());
    }

    private static JobGroup alone(JobGroup group, JobId id) {
        return group.with(1, id, id);
    }
}
