package org.updraft.htcondor.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.updraft.htcondor.command.RealPool.eventually;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.updraft.htcondor.CondorPool.DrainReply;
import org.updraft.htcondor.SlotAd;

/**
 * On the testbed's pool: workers are ordered to drain at the very moment at which a job claims them, in both orders, as near to each
 * other as can be had. What HTCondor remembers of the jobs says whether any was evicted. About two minutes; with
 * {@code -Dupdraft.race.tries=300} as many tries, and twelve minutes.
 */
@Tag("realcondor")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class RealDrainRaceTest {
    private static final int WORKERS = 10;
    private static final int TRIES = Integer.getInteger("updraft.race.tries", 50);
    /** Goes on, up to a limit, until so many drains came before the claim and so many after it. */
    private static final int LEAST = 5;

    private static final int MOST_TRIES = TRIES + 40;
    /**
     * Jobs that fit nowhere and are negotiated for first, so that the claims come some 500 ms after the start of a cycle, which the
     * negotiator's log shows: time enough for a drain to come first.
     */
    private static final int DECOYS = 1000;

    @TempDir
    Path folder;

    RealPool real;
    CommandJobQueue queue;
    CommandCondorPool pool;
    final ScheduledExecutorService drainers = Executors.newScheduledThreadPool(WORKERS);
    final String run = "race-" + ProcessHandle.current().pid();
    final String ofThisRun = "RaceRun == \"" + run + "\"";
    final Path jobLog = RealPool.ofJobOwner(run + ".log");
    final DrainAim aim = new DrainAim();
    int accepted;
    int refused;

    @BeforeEach
    void startWorkers() throws Exception {
        real = new RealPool(folder);
        queue = new CommandJobQueue(real.tools(), List.of(RealPool.SCHEDD), Set.of(), InstantSource.system());
        pool = new CommandCondorPool(real.tools(), "racetest", "updraft");
        String[] config = Stream.concat(
                        Stream.of(RealPool.rulesOfOurTemplate()),
                        Stream.of("UpdraftPool = \"racetest\"", "STARTD_DEBUG = D_SUB_SECOND"))
                .toArray(String[]::new);
        for (Future<String> started : IntStream.range(0, WORKERS)
                .mapToObj(i -> drainers.submit(() -> real.startWorker("race" + i, "real:race", config)))
                .toList()) {
            started.get();
        }
    }

    @AfterEach
    void stopWorkers() throws Exception {
        drainers.shutdownNow();
        real.removeWhere(ofThisRun);
        for (int i = 0; i < WORKERS; i++) {
            real.stopWorker("race" + i, "vanish");
            pool.forget(machine(i));
        }
        Files.deleteIfExists(jobLog);
    }

    @Test
    void anIdleWorkerThatGetsAClaimAtTheMomentOfItsDrainKeepsTheJob() throws Exception {
        real.submit(job(
                "priority = 10\nrequest_memory = 100 + $(Process)", "TARGET.UpdraftWorkerId =?= \"nobody\"", DECOYS));
        int tries = 0;
        while (tries < TRIES || (tries < MOST_TRIES && Math.min(accepted, refused) < LEAST)) {
            volley(tries / WORKERS);
            tries += WORKERS;
        }
        DrainGaps gaps = DrainGaps.none();
        for (int i = 0; i < WORKERS; i++) {
            gaps.addFrom(RealPool.workerLog("race" + i));
        }

        assertThat(real.history(ofThisRun, "JobStatus", "ExitCode", "NumJobStarts", "JobRunCount", "NumShadowStarts"))
                .hasSize(tries)
                .containsOnly("4 0 1 1 1");
        assertThat(real.history(ofThisRun, "NumShadowExceptions ?: 0", "NumVacates ?: 0", "NumJobReconnects ?: 0"))
                .containsOnly("0 0 0");
        assertThat(JobEvents.count(jobLog))
                .isEqualTo(Map.of("submitted", tries + DECOYS, "executing", tries, "terminated", tries));
        assertThat(gaps.claimAfterDrain())
                .as("claims that came to a draining worker")
                .isNotEmpty();
        assertThat(gaps.drainAfterClaim())
                .as("drains that came to a claimed worker")
                .hasSize(refused)
                .isNotEmpty();
        System.out.printf(
                "drain race: %d tries on %d workers at once, 0 evictions; %d drains accepted, %d of them with a claim on its way"
                        + " (the nearest %d ms behind); %d refused (the nearest %d ms after the claim)%n",
                tries,
                WORKERS,
                accepted,
                gaps.claimAfterDrain().size(),
                gaps.nearestClaimAfterDrainMillis(),
                refused,
                gaps.nearestDrainAfterClaimMillis());
    }

    /** One job for each worker, and one drain for each about when its job claims it. All workers are free at the end. */
    private void volley(int number) throws Exception {
        long[] delays = aim.volley(WORKERS);
        String drainId = "race" + number;
        int cluster;
        try (NegotiationCycles cycles = new NegotiationCycles()) {
            cycles.awaitEnd();
            cluster =
                    real.submit(job("request_memory = 100", "TARGET.UpdraftWorkerId =?= \"race$(Process)\"", WORKERS));
            cycles.awaitStart();
        }
        List<Future<DrainReply>> drains = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            String machine = machine(i);
            drains.add(drainers.schedule(() -> pool.drainIfIdle(machine, drainId), delays[i], TimeUnit.MILLISECONDS));
        }
        List<Long> early = new ArrayList<>();
        List<Long> late = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            switch (drains.get(i).get()) {
                case DrainReply.Accepted a -> {
                    early.add(delays[i]);
                    takeBack(machine(i), drainId);
                }
                case DrainReply.Busy b -> late.add(delays[i]);
                case DrainReply.AlreadyDraining d -> throw new AssertionError(d.words());
            }
        }
        aim.learn(early, late);
        accepted += early.size();
        refused += late.size();
        eventually(() -> real.history("ClusterId == " + cluster, "ProcId").size() == WORKERS && allFree());
    }

    /** First it must show all that a worker is deleted on: had it a claim then, a job would be lost. */
    private void takeBack(String machine, String drainId) throws Exception {
        eventually(() -> pool.slotsOf(machine).stream()
                .allMatch(slot -> slot.isDrainedAndIdle()
                        && slot.drainReason().equals(Optional.of(SlotAd.drainReasonOf(drainId)))));
        assertThat(queue.claims(RealPool.SCHEDD)).noneMatch(claim -> claim.isOn(machine));
        pool.cancelDrain(machine);
    }

    private boolean allFree() throws Exception {
        List<SlotAd> slots = pool.slots().ads();
        return slots.size() == WORKERS
                && slots.stream().allMatch(slot -> slot.isFree() && slot.state().equals("Unclaimed"));
    }

    /** Without VMType, so that no Updraft beside us boots a worker for it. */
    private String job(String lines, String requirements, int count) {
        return """
                executable = /bin/sleep
                arguments = 3
                transfer_executable = False
                should_transfer_files = YES
                request_disk = 100
                %s
                requirements = %s
                My.RaceRun = "%s"
                log = %s
                queue %d
                """.formatted(lines, requirements, run, jobLog, count);
    }

    private static String machine(int worker) {
        return "race" + worker + "." + RealPool.DOMAIN;
    }
}
