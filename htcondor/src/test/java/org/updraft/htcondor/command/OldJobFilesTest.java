package org.updraft.htcondor.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.updraft.htcondor.Deferral;
import org.updraft.htcondor.JobGroup;
import org.updraft.htcondor.JobId;
import org.updraft.htcondor.PerCloud;
import org.updraft.htcondor.QueuedJob;
import org.updraft.htcondor.QueuedJob.Unused;
import org.updraft.htcondor.classad.Ad;
import org.updraft.htcondor.classad.AdValue;

/**
 * On replies recorded from a pool of HTCondor 23.9.6 whose queue held: 1 a job file of Cloud Scheduler 1 with VMType in Requirements,
 * quoted numbers and no request_*; 2 a bare one; 3 one that avoids its last host; 4 a foreign one; 5 one for the year 2033; 6 one
 * two hours from its submission on; and, submitted with the defaults of {@code updraft pool-config}, 7 as 1 and 8 as 2.
 */
class OldJobFilesTest {
    private static final String SCHEDD = "cm.testbed.local";
    private static final String GROUPED = "*-group-by*";
    private static final String LISTED = "*ProcId*-constraint*";
    private static final String DEFERRED = "*-af*DeferralWindow*";
    private static final String EVALUATED = "*-af*";
    private static final Instant SUBMITTED = Instant.ofEpochSecond(1795573759);

    @TempDir
    Path folder;

    FakeTools fake;
    Instant now = SUBMITTED.plusSeconds(60);

    @BeforeEach
    void scripts() {
        fake = new FakeTools(folder)
                .replay("condor_q", GROUPED, "old-grouped")
                .replay("condor_q", DEFERRED, "old-deferred")
                .replay("condor_q", EVALUATED, "old-evaluated");
    }

    private CommandJobQueue queue(FakeTools tools) {
        InstantSource clock = () -> now;
        return new CommandJobQueue(tools.tools(), List.of(SCHEDD), Set.of("west"), clock);
    }

    private List<JobGroup> waiting(String vmType) throws Exception {
        return queue(fake).waiting(SCHEDD).stream()
                .filter(group -> group.vm().vmType().equals(Optional.of(vmType)))
                .toList();
    }

    @Test
    void vmTypeAndShapeComeFromRequirementsAndQuotedNumbers() throws Exception {
        JobGroup old = waiting("proj:old").getFirst();

        assertThat(old.malformed()).isEmpty();
        assertThat(old.vm().image()).isEqualTo(PerCloud.plain("tiny"));
        assertThat(old.vm().keepAliveMinutes()).contains(5);
        assertThat(old.requestCpus()).isEqualTo(2);
        assertThat(old.requestMemoryMiB()).isEqualTo(600);
        assertThat(old.requestDiskKiB()).isEqualTo(1 << 20);
        assertThat(old.count())
                .as("with and without the pool's defaults they are the same")
                .isEqualTo(4);
        assertThat(old.first()).isEqualTo(new JobId(1, 0));
        assertThat(old.last()).isEqualTo(new JobId(7, 1));
    }

    @Test
    void aBareJobFileWantsTheDefaultsOfItsAccessPoint() throws Exception {
        assertThat(waiting("proj:bare"))
                .extracting(group -> group.first() + " " + group.requestCpus() + " " + group.requestMemoryMiB() + " "
                        + group.requestDiskKiB())
                .containsExactly("2.0 1 1 45", "8.0 1 1024 1048576");
    }

    @Test
    void whatRequirementsCompareWithIsNeverUndercutAndARequestGoesBeforeVmMem() throws Exception {
        JobGroup last = waiting("proj:last").getFirst();

        assertThat(last.requestMemoryMiB()).isEqualTo(4001);
        assertThat(last.requestDiskKiB()).isEqualTo(5_000_000);
    }

    @Test
    void jobsThatDifferInWhatOnlyRequirementsReferToAreOneGroup() throws Exception {
        assertThat(waiting("proj:last")).extracting(JobGroup::count).containsExactly(3);
    }

    @Test
    void foreignAndDeferredJobsAreNoDemand() throws Exception {
        assertThat(queue(fake).waiting(SCHEDD))
                .extracting(group -> group.vm().vmType().orElseThrow())
                .containsOnly("proj:old", "proj:bare", "proj:last");
    }

    @Test
    void aDeferredJobIsDemandFromItsPreparationOnUntilItIsTooLate() throws Exception {
        Instant start = Instant.ofEpochSecond(2_000_000_000);
        Map<Instant, Boolean> demand = Map.of(
                start.minusSeconds(66), false,
                start.minusSeconds(65), true,
                start.plusSeconds(99), true,
                start.plusSeconds(100), false);
        for (Map.Entry<Instant, Boolean> at : demand.entrySet()) {
            now = at.getKey();
            assertThat(!waiting("proj:later").isEmpty()).as(now.toString()).isEqualTo(at.getValue());
        }
    }

    @Test
    void aDeferralThatIsAnExpressionIsEvaluatedEachTime() throws Exception {
        CommandJobQueue queue = queue(fake);
        now = SUBMITTED.plusSeconds(7200 - 306);
        assertThat(queue.waiting(SCHEDD)).extracting(JobGroup::first).doesNotContain(new JobId(6, 0));
        now = SUBMITTED.plusSeconds(7200 - 305);
        assertThat(queue.waiting(SCHEDD)).extracting(JobGroup::first).contains(new JobId(6, 0));
        now = SUBMITTED.plusSeconds(7200);
        assertThat(queue.waiting(SCHEDD)).extracting(JobGroup::first).doesNotContain(new JobId(6, 0));
        assertThat(fake.calls())
                .filteredOn(call -> call.toString().contains("isUndefined(DeferralPrepTime)"))
                .hasSize(3);
    }

    @Test
    void listingGivesTheSameGroups() throws Exception {
        List<JobGroup> grouped = queue(fake).waiting(SCHEDD);
        FakeTools older = new FakeTools(folder)
                .replay("condor_q", GROUPED, "group-by-unknown")
                .replay("condor_q", LISTED, "old-listed")
                .replay("condor_q", DEFERRED, "old-deferred")
                .replay("condor_q", EVALUATED, "old-evaluated");

        assertThat(queue(older).waiting(SCHEDD)).isEqualTo(grouped).hasSize(4);
        now = Instant.ofEpochSecond(2_000_000_000);
        assertThat(queue(older).waiting(SCHEDD)).isEqualTo(queue(fake).waiting(SCHEDD));
    }

    @Test
    void aHoldTakesTheGroupsJobsAndNoDeferredOne() throws Exception {
        fake.replay("condor_q", LISTED, "old-listed").script("condor_hold", "*", "true");
        CommandJobQueue queue = queue(fake);
        JobGroup old = waiting("proj:old").getFirst();
        queue.hold(SCHEDD, old, "no image");
        assertThat(fake.calls().getLast().getLast())
                .isEqualTo("JobStatus == 1 && ((ClusterId == 1 && ProcId >= 0 && ProcId <= 1)"
                        + " || (ClusterId == 7 && ProcId >= 0 && ProcId <= 1))");

        now = Instant.ofEpochSecond(2_000_000_000);
        JobGroup later = waiting("proj:later").getFirst();
        now = SUBMITTED;
        long holds = fake.calls().size();
        queue.hold(SCHEDD, later, "no image");
        assertThat(fake.calls().subList((int) holds, fake.calls().size()))
                .noneMatch(call -> call.getFirst().equals("condor_hold"));
    }

    @Test
    void oneJobIsShownWithItsUnusedAttributesInTheGroupItCountsIn() throws Exception {
        FakeTools single = new FakeTools(folder).replay("condor_q", "*1.0*-attributes*", "old-job");
        single.replay("condor_q", EVALUATED, "old-evaluated");
        QueuedJob job = queue(single).job(SCHEDD, new JobId(1, 0)).orElseThrow();

        assertThat(job.vmJob()).isTrue();
        assertThat(job.deferral()).isEmpty();
        assertThat(job.unused())
                .containsExactly(
                        new Unused("VMLoc", "http://repo.example.org/x.img", Optional.of("VMAMI names the image")),
                        new Unused("VMTypeLimit", "3", Optional.empty()));
        assertThat(job.group().vm().vmType()).contains("proj:old");
        assertThat(job.group().requestMemoryMiB()).isEqualTo(600);
    }

    @Test
    void oneDeferredJobIsShownWithWhenItBecomesDemand() throws Exception {
        assertThat(
                        deferral(
                                "\"DeferralTime\": 2000000000, \"DeferralPrepTime\": 60, \"DeferralWindow\": 0, \"ScheddInterval\": 5"))
                .contains(new Deferral.Window(
                        Instant.ofEpochSecond(1_999_999_935),
                        Instant.ofEpochSecond(2_000_000_000),
                        Instant.ofEpochSecond(2_000_000_000)));
        assertThat(deferral("\"DeferralTime\": 2000000000"))
                .as("HTCondor's own defaults")
                .contains(new Deferral.Window(
                        Instant.ofEpochSecond(1_999_999_400),
                        Instant.ofEpochSecond(2_000_000_000),
                        Instant.ofEpochSecond(2_000_000_000)));
        assertThat(deferral("\"DeferralTime\": \"tomorrow\"")).contains(new Deferral.Never());
        assertThat(deferral("\"DeferralTime\": 9e99")).contains(new Deferral.Never());
        assertThat(deferral("\"DeferralTime\": null")).isEmpty();
    }

    private Optional<Deferral> deferral(String attributes) throws Exception {
        fake = new FakeTools(folder)
                .script(
                        "condor_q",
                        "*",
                        "printf '%s' '[{\"ClusterId\": 5, \"ProcId\": 0, \"JobStatus\": 1, \"JobUniverse\": 5, \"Owner\": \"a\","
                                + " \"RequestMemory\": 1, \"RequestDisk\": 1, \"VMType\": \"x\", " + attributes
                                + "}]'");
        return queue(fake).job(SCHEDD, new JobId(5, 0)).orElseThrow().deferral();
    }

    @Test
    void aMegabyteInRequirementsOrInAnAttributeMakesNoBigKey() {
        String huge = "x".repeat(1_000_000);
        JobKey key = JobKey.ofGroup(Ad.of(Map.of(
                "VMType", new AdValue.Text(huge),
                "RequestMemory", new AdValue.Expression("f(" + huge + ")"),
                "Requirements", new AdValue.Expression("VMType is \"" + huge + "\""),
                "LastRemoteHost", new AdValue.Text(huge))));

        assertThat(key.isVmJob()).isTrue();
        assertThat(key.toString()).hasSizeLessThan(4000);
        assertThat(key.ad().attributes()).containsOnlyKeys("VMType", "RequestMemory");
    }

    @Test
    void whatARequestRefersToTellsGroupsApart() {
        Ad ad = Ad.of(Map.of(
                "RequestMemory", new AdValue.Expression("MY.A * 2"),
                "a", new AdValue.Expression("B + ClusterId"),
                "B", new AdValue.Whole(3),
                "ClusterId", new AdValue.Whole(7),
                "C", new AdValue.Whole(3)));
        assertThat(JobKey.ofGroup(ad).ad().attributes()).containsOnlyKeys("RequestMemory", "A", "B", "ClusterId");
        assertThat(JobKey.ofJob(ad).ad().attributes()).containsOnlyKeys("RequestMemory", "A", "B");
    }
}
