package org.updraft.autoscaler.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.updraft.htcondor.JobGroup;
import org.updraft.htcondor.SlotAd;
import org.updraft.htcondor.vmjob.SpooledPart;

/** A worker's machine: what its startd would do and say. */
final class SimulatedMachine {

    static final Duration UPDATE_INTERVAL = Duration.ofMinutes(1);
    static final Duration CLASSAD_LIFETIME = Duration.ofMinutes(15);
    private static final long DISK_KIB = 40L * 1024 * 1024;

    final String serverId;
    final GuestConfig config;
    final List<SimulatedJob> jobs = new ArrayList<>();
    final Instant startedAt;
    Instant lastHeardFrom;
    Instant stateSince;
    Optional<String> drainReason = Optional.empty();
    int jobStarts;
    boolean off;
    boolean cutOff;
    boolean forgottenUntilItSpeaks;
    /** Takes no job, though it looks as if it would. */
    boolean deaf;
    /** Every job on it fails at once. */
    boolean broken;
    /** A slot stays claimed though its job is gone. */
    boolean hangs;

    @Nullable
    Instant pausedAt;
    /** Its ads stay in the collector until then. */
    @Nullable
    Instant vanishesAt;

    SimulatedMachine(String serverId, GuestConfig config, Instant now) {
        this.serverId = serverId;
        this.config = config;
        this.startedAt = now;
        this.lastHeardFrom = now;
        this.stateSince = now;
    }

    boolean runs() {
        return pausedAt == null && vanishesAt == null;
    }

    /** What START says to a job, and whether there is room. */
    boolean takes(JobGroup job) {
        return runs()
                && !off
                && !deaf
                && drainReason.isEmpty()
                && job.vm().maxJobs().orElse(0) == config.maxJobs()
                && (config.maxJobs() == 0 || jobStarts < config.maxJobs())
                && job.owner().equals(config.owner())
                && config.userParts()
                        .equals(job.vm()
                                .cloudConfig()
                                .flatMap(SpooledPart::parse)
                                .orElse(List.of()))
                && !job.refusesRetirement()
                && !job.multiNode()
                && job.requestCpus() <= freeCpus()
                && job.requestMemoryMiB() <= freeMemoryMiB();
    }

    int freeCpus() {
        return config.cpus()
                - jobs.stream().mapToInt(j -> j.asked.requestCpus()).sum();
    }

    int freeMemoryMiB() {
        return config.memoryMiB()
                - jobs.stream().mapToInt(j -> j.asked.requestMemoryMiB()).sum();
    }

    void speaksAt(Instant now) {
        if (runs() && !cutOff && Duration.between(lastHeardFrom, now).compareTo(UPDATE_INTERVAL) >= 0) {
            lastHeardFrom = now;
            forgottenUntilItSpeaks = false;
        }
    }

    /** State changes are advertised at once. */
    void changedAt(Instant now) {
        stateSince = now;
        if (!cutOff) {
            lastHeardFrom = now;
            forgottenUntilItSpeaks = false;
        }
    }

    /** The collector has ads of it: not older than they live, and not lost in a restart. */
    boolean isAdvertised(Instant now) {
        return !forgottenUntilItSpeaks && lastHeardFrom.plus(CLASSAD_LIFETIME).isAfter(now);
    }

    String slotOf(SimulatedJob job) {
        return "slot1_" + (jobs.indexOf(job) + 1) + "@" + config.name();
    }

    List<SlotAd> ads() {
        List<SlotAd> ads = new ArrayList<>();
        String state = drainReason.isPresent() ? "Drained" : "Unclaimed";
        String activity = drainReason.isPresent() && !jobs.isEmpty() ? "Retiring" : "Idle";
        ads.add(ad("slot1@", SlotAd.Kind.PARTITIONABLE, state, activity, freeCpus(), freeMemoryMiB(), null));
        for (int i = 0; i < jobs.size(); i++) {
            SimulatedJob job = jobs.get(i);
            ads.add(ad(
                    "slot1_" + (i + 1) + "@",
                    SlotAd.Kind.DYNAMIC,
                    "Claimed",
                    "Busy",
                    job.asked.requestCpus(),
                    job.asked.requestMemoryMiB(),
                    job));
        }
        return ads;
    }

    private SlotAd ad(
            String slot,
            SlotAd.Kind kind,
            String state,
            String activity,
            int cpus,
            int memoryMiB,
            @Nullable SimulatedJob job) {
        boolean whole = kind == SlotAd.Kind.PARTITIONABLE;
        return new SlotAd(
                slot + config.name(),
                config.name(),
                kind,
                state,
                activity,
                cpus,
                memoryMiB,
                DISK_KIB,
                0,
                whole ? config.cpus() : cpus,
                whole ? config.memoryMiB() : memoryMiB,
                DISK_KIB,
                0,
                whole ? jobs.size() + (hangs ? 1 : 0) : 0,
                whole ? jobStarts : 0,
                drainReason,
                drainReason.isPresent(),
                lastHeardFrom,
                startedAt,
                stateSince,
                Optional.of(config.workerId()),
                Optional.of(serverId),
                Optional.of(config.installation()),
                Optional.of(config.vmType()),
                Optional.ofNullable(job).map(j -> j.id.toString()),
                Optional.ofNullable(job).map(j -> j.asked.owner()));
    }
}
