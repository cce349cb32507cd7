package org.updraft.htcondor.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.updraft.htcondor.command.RealPool.eventually;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.junit.jupiter.api.io.TempDir;
import org.updraft.htcondor.CondorPool.DrainReply;
import org.updraft.htcondor.SlotAd;

/**
 * On the testbed's pool: workers are ordered to drain at the very moment at which a job claims them, in both orders, as near to each
 * other as can be had. What HTCondor remembers of the jobs says whether any was evicted. About two minutes.
 */
@Tag("realcondor")
class RealDrainRaceTest {
    private static final int WORKERS = 10;
    private static final int TRIES = 50;
    private static final int MOST_TRIES = 90;
    private static final String VM_TYPE = "real:race";

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
        queue = new CommandJobQueue(real.tools(), List.of(RealPool.SCHEDD), Set.of());
        pool = new CommandCondorPool(real.tools(), "racetest", "updraft");
        String[] config = Stream.concat(
                        Stream.of(RealPool.rulesOfOurTemplate()),
                        Stream.of("UpdraftPool = \"racetest\"", "STARTD_DEBUG = D_SUB_SECOND"))
                .toArray(String[]::new);
        for (Future<String> started : IntStream.range(0, WORKERS)
                .mapToObj(i -> drainers.submit(() -> real.startWorker("race" + i, VM_TYPE, config)))
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
        // With a job that always waits, the schedd calls for no cycle out of turn: negotiation keeps time.
        real.submit(job(0, "1", "TARGET.UpdraftWorkerId =?= \"nobody\"", 1));
        int tries = 0;
        while (tries < TRIES || (tries < MOST_TRIES && (accepted == 0 || refused == 0))) {
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
                .isEqualTo(Map.of("submitted", tries + 1, "executing", tries, "terminated", tries));
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
        awaitEndOfNegotiation();
        long began = System.nanoTime();
        int cluster = real.submit(job(1, "3", "TARGET.UpdraftWorkerId =?= \"race$(Process)\"", WORKERS));
        List<Future<DrainReply>> drains = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            String machine = machine(i);
            long left = TimeUnit.MILLISECONDS.toNanos(delays[i]) - (System.nanoTime() - began);
            drains.add(drainers.schedule(() -> pool.drainIfIdle(machine, drainId), left, TimeUnit.NANOSECONDS));
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

    /** The next cycle, and with it the claims, comes a fixed time after this one. */
    private static void awaitEndOfNegotiation() throws Exception {
        Process tail = new ProcessBuilder(
                        "tail", "-n", "0", "-F", RealPool.negotiatorLog().toString())
                .start();
        try (BufferedReader lines = tail.inputReader()) {
            String line = lines.readLine();
            while (line != null && !line.contains("Finished Negotiation Cycle")) {
                line = lines.readLine();
            }
        } finally {
            tail.destroy();
        }
    }

    private String job(int priority, String seconds, String requirements, int count) {
        return """
                executable = /bin/sleep
                arguments = %s
                transfer_executable = False
                should_transfer_files = YES
                request_memory = 100
                request_disk = 100
                priority = %d
                requirements = %s
                My.VMType = "%s"
                My.RaceRun = "%s"
                log = %s
                queue %d
                """.formatted(seconds, priority, requirements, VM_TYPE, run, jobLog, count);
    }

    private static String machine(int worker) {
        return "race" + worker + "." + RealPool.DOMAIN;
    }
}
