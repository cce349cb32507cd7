package org.updraft.htcondor.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.updraft.htcondor.command.RealPool.eventually;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.updraft.htcondor.Claim;
import org.updraft.htcondor.CondorPool.DrainReply;

/**
 * On the testbed's pool: jobs that carry a MaxJobRetirementTime of their own, which every order to leave would evict at once. Our
 * workers do not start them; where one runs all the same, it is left alone until it is done.
 */
@Tag("realcondor")
class RealRefusedRetirementTest {
    private static final String NO_TIME = "max_job_retirement_time = 0";
    private static final String NICE = "nice_user = true";
    private static final String WORKER = "refusing";
    private static final String MACHINE = WORKER + "." + RealPool.DOMAIN;
    private static final String IN_OUR_POOL = "UpdraftPool = \"refusaltest\"";

    @TempDir
    Path folder;

    RealPool real;
    CommandJobQueue queue;
    CommandCondorPool pool;
    final String run = "refusal-" + ProcessHandle.current().pid();
    final Path jobLog = RealPool.ofJobOwner(run + ".log");

    @BeforeEach
    void connect() throws Exception {
        real = new RealPool(folder);
        queue = new CommandJobQueue(real.tools(), List.of(RealPool.SCHEDD), Set.of(), InstantSource.system());
        pool = new CommandCondorPool(real.tools(), "refusaltest", "updraft");
    }

    @AfterEach
    void cleanUp() throws Exception {
        real.removeWhere("RefusalRun == \"" + run + "\"");
        real.stopWorker(WORKER, "vanish");
        pool.forget(MACHINE);
        Files.deleteIfExists(jobLog);
    }

    @Test
    void ourWorkerStartsNoJobThatRefusesRetirement() throws Exception {
        startOurWorker();
        int noTime = submit(NO_TIME + "\npriority = 10", 1);
        int nice = submit(NICE + "\npriority = 10", 1);
        eventually(() -> wasRejected(noTime) && wasRejected(nice));
        int plain = submit("", 1);

        eventually(() -> finished(plain));
        assertThat(real.asService(
                        "condor_q", "-allusers", "-constraint", of(noTime, nice), "-af", "JobStatus", "NumJobStarts"))
                .isEqualTo("1 0\n1 0\n");
        assertThat(pool.drainIfIdle(MACHINE, "d1")).isEqualTo(new DrainReply.Accepted());
    }

    @Test
    void whereAJobThatRefusesRetirementRunsTheDrainIsRefusedAndTheJobEndsWell() throws Exception {
        real.startWorker(WORKER, "real:refusing", IN_OUR_POOL);
        int noTime = submit(NO_TIME, 12);
        int nice = submit(NICE, 12);
        eventually(() -> claims().size() == 2);

        assertThat(claims()).extracting(Claim::refusesRetirement).containsOnly(true);
        for (int i = 0; i < 5; i++) {
            assertThat(pool.drainIfIdle(MACHINE, "d" + i)).isInstanceOf(DrainReply.Busy.class);
        }
        eventually(() -> finished(noTime) && finished(nice));
        assertThat(real.history(of(noTime, nice), "ExitCode", "NumJobStarts", "JobRunCount"))
                .containsExactly("0 1 1", "0 1 1");
        assertThat(JobEvents.count(jobLog)).isEqualTo(Map.of("submitted", 2, "executing", 2, "terminated", 2));
        eventually(() -> pool.drainIfIdle(MACHINE, "last") instanceof DrainReply.Accepted);
    }

    @Test
    void aPeacefulOffLetsAPlainJobEndWell() throws Exception {
        startOurWorker();
        int plain = submit("", 20);
        eventually(() -> claims().size() == 1);
        assertThat(claims()).extracting(Claim::refusesRetirement).containsOnly(false);

        real.awaitMaster(MACHINE);
        pool.offPeacefully(MACHINE);
        eventually(() -> finished(plain));
        assertThat(real.history(of(plain), "ExitCode", "NumJobStarts", "JobRunCount"))
                .containsExactly("0 1 1");
        assertThat(JobEvents.count(jobLog)).isEqualTo(Map.of("submitted", 1, "executing", 1, "terminated", 1));
    }

    /** What the rules above are for. Should HTCondor change this, they may be dropped. */
    @Test
    void aPeacefulOffWouldEvictAJobThatRefusesRetirement() throws Exception {
        real.startWorker(WORKER, "real:refusing", IN_OUR_POOL);
        submit(NO_TIME, 3600);
        eventually(() -> JobEvents.count(jobLog).containsKey("executing"));

        real.awaitMaster(MACHINE);
        pool.offPeacefully(MACHINE);
        eventually(() -> JobEvents.count(jobLog).containsKey("evicted"));
    }

    private void startOurWorker() throws Exception {
        real.startWorker(
                WORKER,
                "real:refusing",
                Stream.concat(Stream.of(RealPool.rulesOfOurTemplate()), Stream.of(IN_OUR_POOL))
                        .toArray(String[]::new));
    }

    private int submit(String special, int seconds) throws Exception {
        return real.submit("""
                executable = /bin/sleep
                arguments = %d
                transfer_executable = False
                should_transfer_files = YES
                request_memory = 100
                request_disk = 100
                requirements = TARGET.UpdraftWorkerId =?= "%s"
                My.RefusalRun = "%s"
                log = %s
                %s
                queue
                """.formatted(seconds, WORKER, run, jobLog, special));
    }

    private List<Claim> claims() throws Exception {
        return queue.claims(RealPool.SCHEDD).stream()
                .filter(claim -> claim.isOn(MACHINE))
                .toList();
    }

    private boolean wasRejected(int cluster) throws Exception {
        return real.asService("condor_q", "-allusers", "-constraint", of(cluster), "-af", "LastRejMatchReason")
                .startsWith("no match found");
    }

    private boolean finished(int cluster) throws Exception {
        return real.history(of(cluster), "JobStatus").equals(List.of("4"));
    }

    private static String of(int... clusters) {
        return String.join(
                " || ",
                Arrays.stream(clusters)
                        .mapToObj(cluster -> "ClusterId == " + cluster)
                        .toList());
    }
}
