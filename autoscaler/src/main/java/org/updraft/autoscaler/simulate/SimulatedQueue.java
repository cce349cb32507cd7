package org.updraft.autoscaler.simulate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.updraft.htcondor.Claim;
import org.updraft.htcondor.CondorException;
import org.updraft.htcondor.Ending;
import org.updraft.htcondor.JobGroup;
import org.updraft.htcondor.JobId;
import org.updraft.htcondor.JobQueue;
import org.updraft.htcondor.NamedCloudConfig;
import org.updraft.htcondor.QueuedJob;

/** The schedds' queues: what was submitted, waits, runs and has ended. Safe to be read by other threads. */
public final class SimulatedQueue implements JobQueue {

    private static final JobId NO_JOB = new JobId(0, 0);

    private final InstantSource clock;
    private final List<String> schedds;
    /** Those that have not finished. */
    private final TreeMap<JobId, SimulatedJob> jobs = new TreeMap<>();

    private final List<Ending> endings = new ArrayList<>();
    private final List<Kill> kills = new ArrayList<>();
    private final Set<String> silent = new TreeSet<>();
    private boolean historySilent;
    private int clusters;
    private int submitted;
    private int finished;

    SimulatedQueue(InstantSource clock, List<String> schedds) {
        this.clock = clock;
        this.schedds = List.copyOf(schedds);
    }

    /** A running job that lost its machine. */
    public record Kill(Instant at, JobId job, String serverId) {}

    /**
     * @param killed times that a running job lost its machine
     */
    public record Counts(int submitted, int idle, int running, int finished, int killed) {}

    /** Queues alike jobs under one cluster, and returns its number. */
    synchronized int submit(JobGroup asked, int count, Duration runtime) {
        int cluster = ++clusters;
        for (int proc = 0; proc < count; proc++) {
            JobId id = new JobId(cluster, proc);
            jobs.put(id, new SimulatedJob(id, alone(asked, id), alone(asked, NO_JOB), runtime, clock.instant()));
        }
        submitted += count;
        return cluster;
    }

    /** All jobs of the cluster will end with exit code 1. */
    synchronized void fail(int cluster) {
        jobs.values().stream().filter(job -> job.id.cluster() == cluster).forEach(job -> job.failsAs = 1);
    }

    /** Schedds that do not answer; their jobs run on. */
    public synchronized void silence(boolean isSilent) {
        schedds.forEach(schedd -> silence(schedd, isSilent));
    }

    /** One schedd of several. */
    public synchronized void silence(String schedd, boolean isSilent) {
        if (isSilent) {
            silent.add(schedd);
        } else {
            silent.remove(schedd);
        }
    }

    /** Schedds that answer, but not for their history. */
    public synchronized void silenceHistory(boolean isSilent) {
        historySilent = isSilent;
    }

    public synchronized Counts counts() {
        int idle = 0;
        int running = 0;
        for (SimulatedJob job : jobs.values()) {
            switch (job.state) {
                case IDLE -> idle++;
                case RUNNING -> running++;
                case HELD, FINISHED -> {}
            }
        }
        return new Counts(submitted, idle, running, finished, kills.size());
    }

    /** Every time that a running job lost its machine, oldest first. */
    public synchronized List<Kill> kills() {
        return List.copyOf(kills);
    }

    /** What truly waits at all schedds, whether they tell or not. */
    public synchronized List<JobGroup> groups() {
        return schedds.stream().flatMap(schedd -> grouped(schedd).stream()).toList();
    }

    /** Those that wait, higher priority first, then first come. */
    synchronized List<SimulatedJob> idle() {
        return jobs.values().stream()
                .filter(job -> job.state == SimulatedJob.State.IDLE)
                .sorted(Comparator.comparingInt((SimulatedJob job) -> -job.asked.priority()))
                .toList();
    }

    synchronized void start(SimulatedJob job, SimulatedMachine on, Instant now) {
        if (on.broken) {
            job.startBadly(on, now);
        } else {
            job.start(on, now);
        }
    }

    synchronized void finish(SimulatedJob job, SimulatedMachine machine, Instant now) {
        Instant began = job.startedAt == null ? now : job.startedAt;
        endings.add(new Ending(
                job.asked.schedd(),
                job.id,
                globalId(job),
                job.asked.owner(),
                "slot1_1@" + machine.config.name(),
                began,
                job.endsAt().orElse(now),
                job.failsAs == 0 ? Ending.How.SUCCEEDED : Ending.How.FAILED,
                "exit code " + job.failsAs));
        // nobody asks for what ended longer ago, and a simulated week is long
        if (endings.size() > 2 * ENDINGS_MAX) {
            endings.subList(0, ENDINGS_MAX).clear();
        }
        job.finished();
        jobs.remove(job.id);
        finished++;
    }

    synchronized void evict(SimulatedJob job, SimulatedMachine machine, Instant now) {
        kills.add(new Kill(now, job.id, machine.serverId));
        job.evicted();
    }

    @Override
    public List<String> schedds() {
        return schedds;
    }

    @Override
    public synchronized List<JobGroup> waiting(String schedd) throws CondorException {
        require(schedd);
        return grouped(schedd);
    }

    private List<JobGroup> grouped(String schedd) {
        Map<JobGroup, List<JobId>> groups = new LinkedHashMap<>();
        of(schedd, SimulatedJob.State.IDLE)
                .forEach(job ->
                        groups.computeIfAbsent(job.kind, g -> new ArrayList<>()).add(job.id));
        return groups.entrySet().stream()
                .map(entry -> entry.getKey()
                        .with(
                                entry.getValue().size(),
                                entry.getValue().getFirst(),
                                entry.getValue().getLast()))
                .toList();
    }

    @Override
    public synchronized List<Claim> claims(String schedd) throws CondorException {
        require(schedd);
        return of(schedd, SimulatedJob.State.RUNNING)
                .map(job -> new Claim(
                        schedd,
                        job.id,
                        globalId(job),
                        job.asked.owner(),
                        List.of(job.on().slotOf(job)),
                        job.asked.refusesRetirement()))
                .toList();
    }

    @Override
    public synchronized List<Ending> endings(String schedd, Instant since) throws CondorException {
        require(schedd);
        if (historySilent) {
            throw new CondorException.Unreachable("condor_history had no answer from the simulated schedd", null);
        }
        return endings.stream()
                .filter(ending ->
                        ending.schedd().equals(schedd) && !ending.endedAt().isBefore(since))
                .toList();
    }

    @Override
    public synchronized Optional<QueuedJob> job(String schedd, JobId id) {
        return Optional.ofNullable(jobs.get(id))
                .filter(job -> job.asked.schedd().equals(schedd))
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
        require(schedd);
        return jobs.values().stream()
                .filter(job -> job.asked.schedd().equals(schedd))
                .flatMap(job -> job.asked.vm().cloudConfig().stream()
                        .map(text -> new NamedCloudConfig(job.asked.owner(), text)))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public synchronized void hold(String schedd, JobGroup group, String reason) {
        JobGroup kind = alone(group, NO_JOB);
        of(schedd, SimulatedJob.State.IDLE)
                .filter(job -> job.kind.equals(kind))
                .toList()
                .forEach(job -> job.state = SimulatedJob.State.HELD);
    }

    private Stream<SimulatedJob> of(String schedd, SimulatedJob.State state) {
        return jobs.values().stream()
                .filter(job -> job.state == state
                        && (schedds.size() == 1 || job.asked.schedd().equals(schedd)));
    }

    private void require(String schedd) throws CondorException {
        if (silent.contains(schedd)) {
            throw new CondorException.Unreachable("condor_q had no answer from the simulated schedd " + schedd, null);
        }
    }

    private static String globalId(SimulatedJob job) {
        return job.asked.schedd() + "#" + job.id + "#" + job.submittedAt.getEpochSecond();
    }

    private static JobGroup alone(JobGroup group, JobId id) {
        return group.with(1, id, id);
    }
}
