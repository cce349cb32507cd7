package org.updraft.htcondor.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.updraft.htcondor.command.RealPool.eventually;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.updraft.htcondor.Deferral;
import org.updraft.htcondor.JobGroup;
import org.updraft.htcondor.JobGroup.Malformed;
import org.updraft.htcondor.JobId;
import org.updraft.htcondor.QueuedJob;
import org.updraft.htcondor.QueuedJob.Unused;
import org.updraft.htcondor.SlotAd;

/**
 * Job files as sites have them since Cloud Scheduler 1, and as nobody should write them, on the testbed's pool, which was set up by
 * {@code updraft pool-config}.
 */
@Tag("realcondor")
class RealOldJobsTest {
    private static final String SCHEDD = RealPool.SCHEDD;
    /** A JobPrio that no other job of the testbed has. */
    private static final int OURS = 4712;

    private static final String CLOUD_SCHEDULER = """
            Requirements = VMType =?= "real:old" && Memory >= 512 && Cpus >= 1
            +VMAMI="tiny"
            +VMMem="600"
            +VMCPUCores="1"
            +VMStorage="1"
            +VMLoc="http://repo.example.org/tiny.img"
            """;

    @TempDir
    Path folder;

    Instant now = Instant.now();
    RealPool real;
    CommandJobQueue queue;

    @BeforeEach
    void connect() throws Exception {
        real = new RealPool(folder);
        queue = queue(real.tools());
    }

    @AfterEach
    void tidyUp() throws Exception {
        real.removeWhere("JobPrio == " + OURS);
    }

    private CommandJobQueue queue(CondorTools tools) {
        InstantSource clock = () -> now;
        return new CommandJobQueue(tools, List.of(SCHEDD), Set.of(), clock);
    }

    private List<JobGroup> waiting(CommandJobQueue of) throws Exception {
        return of.waiting(SCHEDD).stream().filter(g -> g.priority() == OURS).toList();
    }

    /** One that no machine runs, unless it has Requirements of its own. */
    private static String sleeper(String attributes) {
        String nowhere = attributes.toLowerCase(Locale.ROOT).contains("requirements")
                ? ""
                : "requirements = TARGET.NoSuchMachine =?= true\n";
        return """
                executable = /bin/sleep
                arguments = 3600
                priority = %d
                %s
                queue
                """.formatted(OURS, nowhere + attributes);
    }

    private static String shape(JobGroup group) {
        return group.vm().vmType().orElse("-") + " " + group.requestCpus() + " " + group.requestMemoryMiB() + " "
                + group.requestDiskKiB();
    }

    @Test
    void oldAndBareJobFilesAreReadAlikeByGroupingAndListing() throws Exception {
        int old = real.submit(sleeper(CLOUD_SCHEDULER));
        real.submit(sleeper("+VMType = \"real:bare\""));
        real.submit(sleeper(
                "requirements = (target.vmtype==\"real:both\") && (Machine =!= LastRemoteHost) && TARGET.Memory > 4000\n"
                        + "+VMMem = 5000\nrequest_memory = 100\nrequest_disk = 100"));
        real.submit(sleeper("requirements = TARGET.HasX || TARGET.VMType =?= \"real:no\""));

        List<JobGroup> grouped = waiting(queue);
        assertThat(waiting(queue(real.olderTools()))).isEqualTo(grouped);
        assertThat(grouped)
                .allSatisfy(group -> assertThat(group.malformed()).isEmpty())
                .extracting(RealOldJobsTest::shape)
                .containsExactly("real:old 1 600 1048576", "real:bare 1 1024 1048576", "real:both 1 4001 100");

        QueuedJob one = queue.job(SCHEDD, new JobId(old, 0)).orElseThrow();
        assertThat(one.group()).isEqualTo(grouped.getFirst());
        assertThat(one.unused())
                .containsExactly(
                        new Unused("VMLoc", "http://repo.example.org/tiny.img", Optional.of("VMAMI names the image")));
    }

    /** It may run on anything, so it is looked at whether it waits or runs. */
    @Test
    void fourLinesAreEnough() throws Exception {
        int bare = real.submit("""
                executable = /bin/sleep
                priority = %d
                +VMType = "real:bare"
                queue
                """.formatted(OURS));
        QueuedJob job = queue.job(SCHEDD, new JobId(bare, 0)).orElseThrow();
        assertThat(job.vmJob()).isTrue();
        assertThat(job.group().malformed()).isEmpty();
        assertThat(shape(job.group())).isEqualTo("real:bare 1 1024 1048576");
    }

    @Test
    void withoutOurDefaultsTheShapeIsKnownToo() throws Exception {
        real.submitWithHtcondorsDefaults(sleeper(CLOUD_SCHEDULER.replace("+VMCPUCores=\"1\"", "+VMCPUCores=\"2\"")));
        assertThat(waiting(queue)).extracting(RealOldJobsTest::shape).containsExactly("real:old 2 600 1048576");
    }

    /** The claim's slot is in steps of 128 MiB. */
    @Test
    void whatIsPlannedIsWhatHtcondorCarvesOff() throws Exception {
        CommandCondorPool pool = new CommandCondorPool(real.tools(), "realtest", "updraft");
        String machine = real.startWorker("queue-old", "real:old", "UpdraftPool = \"realtest\"");
        try {
            real.submit(sleeper(CLOUD_SCHEDULER));
            eventually(() -> pool.slotsOf(machine).stream().anyMatch(slot -> slot.kind() == SlotAd.Kind.DYNAMIC));
            assertThat(pool.slotsOf(machine))
                    .filteredOn(slot -> slot.kind() == SlotAd.Kind.DYNAMIC)
                    .singleElement()
                    .satisfies(slot -> {
                        assertThat(slot.cpus()).isEqualTo(1);
                        assertThat(slot.memoryMiB()).isEqualTo(640);
                        assertThat(slot.diskKiB()).isBetween(1L << 20, (1L << 20) + 4096);
                    });
            real.removeWhere("JobPrio == " + OURS);
        } finally {
            real.stopWorker("queue-old", "fast");
        }
    }

    @Test
    void aDeferredJobIsDemandWhenHtcondorWouldMatchIt() throws Exception {
        long start = now.plus(Duration.ofHours(2)).getEpochSecond();
        int later = real.submit(
                sleeper("+VMType = \"real:later\"\ndeferral_time = " + start + "\ndeferral_prep_time = 60"));
        real.submit(sleeper("+VMType = \"real:expr\"\ndeferral_time = QDate + 7200"));
        real.submit(sleeper("+VMType = \"real:never\"\ndeferral_time = NoSuchAttribute + 1"));
        real.submit(sleeper("+VMType = \"real:soon\"\ndeferral_time = CurrentTime + 60"));

        assertThat(waiting(queue))
                .extracting(g -> g.vm().vmType().orElseThrow())
                .containsExactly("real:soon");
        Deferral.Window window = (Deferral.Window)
                queue.job(SCHEDD, new JobId(later, 0)).orElseThrow().deferral().orElseThrow();
        assertThat(window.startsAt()).isEqualTo(Instant.ofEpochSecond(start));
        assertThat(real.asService("condor_q", later + ".0", "-af", "ScheddInterval + DeferralPrepTime")
                        .strip())
                .isEqualTo(Long.toString(
                        Duration.between(window.from(), window.startsAt()).toSeconds()));

        now = window.from();
        assertThat(waiting(queue))
                .extracting(g -> g.vm().vmType().orElseThrow())
                .contains("real:later");
        now = window.until();
        assertThat(waiting(queue))
                .extracting(g -> g.vm().vmType().orElseThrow())
                .doesNotContain("real:later");
    }

    /** What HTCondor itself says to the times that we compute: the clause that condor_submit wrote, evaluated by the schedd. */
    @Test
    void htcondorMatchesADeferredJobWhenWeSaySo() throws Exception {
        String clause = "((time() + ScheddInterval) >= (DeferralTime - DeferralPrepTime))"
                + " && (time() < (DeferralTime + DeferralWindow))";
        for (int seconds : List.of(7200, 330, 30, -30)) {
            int id = real.submit(sleeper(
                    "+VMType = \"real:t\"\ndeferral_time = " + (Instant.now().getEpochSecond() + seconds)));
            now = Instant.now();
            String said = real.asService("condor_q", id + ".0", "-af", clause, "Requirements");
            assertThat(said).startsWith(Boolean.toString(!waiting(queue).isEmpty()) + " ");
            real.remove(id);
        }
    }

    @Test
    void hostileAttributesAreRefusedWithTheirNameAndHurtNobody() throws Exception {
        String megabyte = "x".repeat(1_000_000);
        real.submit(sleeper("+VMType = \"a\\\"; rm -rf /\""));
        real.submit(
                sleeper(
                        "+VMType = \"b\"\n+VMMem = {1, 2}\n+VMCPUCores = error\n+VMStorage = MY.VMMem\n+VMMaxJobs = undefined"));
        real.submit(sleeper("+VMType = \"" + megabyte + "\""));
        real.submit(sleeper("requirements = TARGET.VMType =?= \"c\" && \"" + megabyte + "\" != \"a\""));
        real.submit(
                sleeper(
                        "+VMType = \"d\"\n+VMAMIConfig = \"/etc/shadow\"\n+VMSecurityGroup = \"a,$(DOLLAR)(id)\"\n+VMKeyName = \"{{x}}\""));
        real.submit(sleeper("requirements = TARGET.VMType =?= \"e\" && VMType == \"f\""));
        real.submit(sleeper("requirements = TARGET.VMType =?= \"g\" && (" + "!(".repeat(90) + "true" + ")".repeat(91)));

        List<JobGroup> grouped = waiting(queue);
        assertThat(waiting(queue(real.olderTools()))).isEqualTo(grouped);
        assertThat(grouped)
                .extracting(group ->
                        group.malformed().stream().map(Malformed::attribute).toList())
                .containsExactly(
                        List.of("VMType"),
                        List.of("VMCPUCores", "VMMem", "VMStorage"),
                        List.of("VMType"),
                        List.of("Requirements"),
                        List.of("VMSecurityGroup", "VMKeyName", "VMAMIConfig"),
                        List.of("Requirements"),
                        List.of());
        assertThat(grouped).allSatisfy(group -> assertThat(group.toString()).hasSizeLessThan(2000));
    }
}
