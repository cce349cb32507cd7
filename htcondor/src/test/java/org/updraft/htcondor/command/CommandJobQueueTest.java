package org.updraft.htcondor.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.updraft.htcondor.CondorException.Refused;
import org.updraft.htcondor.CondorException.Unreachable;
import org.updraft.htcondor.JobGroup;
import org.updraft.htcondor.JobGroup.Malformed;
import org.updraft.htcondor.JobId;
import org.updraft.htcondor.NamedCloudConfig;
import org.updraft.htcondor.PerCloud;
import org.updraft.htcondor.QueuedJob;

/** On replies recorded from a pool of HTCondor 23.9.6, whose queue is described by the expectations. */
class CommandJobQueueTest {
    private static final String SCHEDD = "cm.testbed.local";
    private static final String GROUPED = "*-group-by*";
    private static final String LISTED = "*ProcId*-constraint*";
    private static final String EVALUATED = "*-af*";

    @TempDir
    Path folder;

    FakeTools fake;
    Instant now = Instant.parse("2026-11-25T12:00:00Z");
    final InstantSource clock = () -> now;

    @BeforeEach
    void scripts() {
        fake = new FakeTools(folder);
    }

    private CommandJobQueue queue() {
        return new CommandJobQueue(fake.tools(), List.of(SCHEDD), Set.of("west", "east"), clock);
    }

    private long calls(String argument) {
        return fake.calls().stream().filter(call -> call.contains(argument)).count();
    }

    private static String group(String attributes) {
        return "printf '%s' '[{" + attributes + "}]'";
    }

    @Test
    void waitingVmJobsAreGroupedByTheSchedd() throws Exception {
        fake.replay("condor_q", GROUPED, "waiting-grouped").replay("condor_q", EVALUATED, "evaluated");
        List<JobGroup> groups = queue().waiting(SCHEDD);

        assertThat(groups).hasSize(2);
        JobGroup plain = groups.get(0);
        assertThat(plain.owner()).isEqualTo("games");
        assertThat(plain.count()).isEqualTo(5);
        assertThat(plain.first()).isEqualTo(new JobId(1, 0));
        assertThat(plain.last()).isEqualTo(new JobId(1, 4));
        assertThat(plain.requestCpus()).isEqualTo(2);
        assertThat(plain.requestMemoryMiB()).isEqualTo(2000);
        assertThat(plain.requestDiskKiB()).isEqualTo(1024);
        assertThat(plain.requestGpus()).isZero();
        assertThat(plain.multiNode()).isFalse();
        assertThat(plain.refusesRetirement()).isFalse();
        assertThat(plain.malformed()).isEmpty();
        assertThat(plain.vm().image())
                .isEqualTo(new PerCloud(
                        java.util.Optional.of("u22"),
                        new TreeMap<>(Map.of("west", "ubuntu-22", "east", "Ubuntu 22.04 (cloud)"))));
    }

    @Test
    void expressionsInRequestsAreEvaluatedOnTheGroupsFirstJob() throws Exception {
        fake.replay("condor_q", GROUPED, "waiting-grouped").replay("condor_q", EVALUATED, "evaluated");
        JobGroup group = queue().waiting(SCHEDD).get(1);

        assertThat(group.first()).isEqualTo(new JobId(2, 0));
        assertThat(group.requestCpus()).isEqualTo(3);
        assertThat(group.requestMemoryMiB()).isEqualTo(300);
        assertThat(group.requestDiskKiB()).isEqualTo(45);
        assertThat(group.priority()).isEqualTo(7);
        assertThat(group.refusesRetirement()).isTrue();
        assertThat(group.malformed())
                .extracting(Malformed::attribute)
                .containsExactly("VMType", "VMInstanceType", "VMKeepAlive");
        assertThat(fake.calls().getLast()).contains("2.0").doesNotContain("1.0", "6.0");
    }

    @Test
    void anEvaluationIsRememberedAsLongAsTheGroupIsTheSame() throws Exception {
        fake.replay("condor_q", GROUPED, "waiting-grouped").replay("condor_q", EVALUATED, "evaluated");
        CommandJobQueue queue = queue();
        List<JobGroup> first = queue.waiting(SCHEDD);

        assertThat(queue.waiting(SCHEDD)).isEqualTo(first);
        assertThat(calls("-group-by")).isEqualTo(2);
        assertThat(calls("-af")).isEqualTo(1);
    }

    @Test
    void groupingAndListingGiveTheSameGroups() throws Exception {
        fake.replay("condor_q", GROUPED, "waiting-grouped").replay("condor_q", EVALUATED, "evaluated");
        List<JobGroup> grouped = queue().waiting(SCHEDD);

        FakeTools older = new FakeTools(folder)
                .replay("condor_q", GROUPED, "group-by-unknown")
                .replay("condor_q", LISTED, "waiting-listed")
                .replay("condor_q", EVALUATED, "evaluated");
        CommandJobQueue queue = new CommandJobQueue(older.tools(), List.of(SCHEDD), Set.of("west", "east"), clock);
        assertThat(queue.waiting(SCHEDD)).isEqualTo(grouped);

        long asked = calls("-group-by");
        long evaluated = calls("-af");
        queue.waiting(SCHEDD);
        assertThat(calls("-af"))
                .as("a listing does not show what expressions refer to")
                .isEqualTo(evaluated + 1);
        assertThat(calls("-group-by"))
                .as("an unknown option is not tried again")
                .isEqualTo(asked);
    }

    @Test
    void everyQueryNamesOneScheddAndAsksForAllUsers() throws Exception {
        fake.replay("condor_q", GROUPED, "waiting-grouped")
                .replay("condor_q", EVALUATED, "evaluated")
                .replay("condor_q", "*RemoteHosts*", "claims")
                .replay("condor_q", "*5.0*", "job-held");
        CommandJobQueue queue = queue();
        queue.waiting(SCHEDD);
        queue.claims(SCHEDD);
        queue.job(SCHEDD, new JobId(5, 0));

        assertThat(fake.calls())
                .hasSize(4)
                .allSatisfy(call -> assertThat(call)
                        .startsWith("condor_q", "-pool", "head:9618", "-name", SCHEDD, "-allusers")
                        .doesNotContain("-global"));
    }

    @Test
    void statusAndUniverseAreGroupedByAndNotConstrained() throws Exception {
        fake.replay("condor_q", GROUPED, "waiting-grouped").replay("condor_q", EVALUATED, "evaluated");
        queue().waiting(SCHEDD);
        List<String> call = fake.calls().getFirst();

        assertThat(call).doesNotContain("-constraint");
        assertThat(call.get(call.indexOf("-attributes") + 1).split(",")).contains("JobStatus", "JobUniverse", "Owner");
    }

    @Test
    void anAnswerWithoutGroupsIsNotBelievedWhileJobsAreThere() throws Exception {
        fake.script("condor_q", GROUPED, "true")
                .script("condor_q", "*-limit*", group("\"ClusterId\": 1, \"ProcId\": 0"))
                .replay("condor_q", LISTED, "waiting-listed")
                .replay("condor_q", EVALUATED, "evaluated");
        assertThat(queue().waiting(SCHEDD)).hasSize(2);
    }

    @Test
    void anEmptyQueueIsEmpty() throws Exception {
        fake.script("condor_q", "*", "true");
        CommandJobQueue queue = queue();

        assertThat(queue.waiting(SCHEDD)).isEmpty();
        assertThat(queue.claims(SCHEDD)).isEmpty();
        assertThat(queue.job(SCHEDD, new JobId(1, 0))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"q-schedd-hung-name", "q-schedd-killed-name", "q-unknown-name", "q-collector-down-name"})
    void anAbsentScheddIsNeverAnEmptyQueue(String reply) {
        fake.replay("condor_q", reply);
        CommandJobQueue queue = queue();

        assertThatThrownBy(() -> queue.waiting(SCHEDD)).isInstanceOf(Unreachable.class);
        assertThatThrownBy(() -> queue.claims(SCHEDD)).isInstanceOf(Unreachable.class);
        assertThatThrownBy(() -> queue.job(SCHEDD, new JobId(1, 0))).isInstanceOf(Unreachable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo Error: Two results with the same ID. >&2; printf '[]'",
                "echo -- Failed to fetch ads from: x >&2; exit 1",
                "printf '[{\"JobStatus\": 1'"
            })
    void groupingThatFailsOnceIsReplacedByAListingForThisTurn(String failure) throws Exception {
        fake.script("condor_q", GROUPED, failure)
                .replay("condor_q", LISTED, "waiting-listed")
                .replay("condor_q", EVALUATED, "evaluated");
        CommandJobQueue queue = queue();

        assertThat(queue.waiting(SCHEDD)).hasSize(2);
        assertThat(queue.waiting(SCHEDD)).hasSize(2);
        assertThat(calls("-group-by")).as("tried again").isEqualTo(2);
    }

    @Test
    void groupsWithoutCountsMeanAnotherCondorQ() throws Exception {
        fake.replay("condor_q", GROUPED, "waiting-listed")
                .replay("condor_q", LISTED, "waiting-listed")
                .replay("condor_q", EVALUATED, "evaluated");
        assertThat(queue().waiting(SCHEDD)).extracting(JobGroup::count).containsExactly(5, 2);
    }

    @Test
    void aScheddTooSlowToGroupIsNotAskedForMore() {
        fake.script("condor_q", GROUPED, "sleep 300");
        CommandJobQueue queue =
                new CommandJobQueue(fake.tools(Duration.ofMillis(500)), List.of(SCHEDD), Set.of(), clock);

        assertThatThrownBy(() -> queue.waiting(SCHEDD))
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining("killed");
        assertThat(fake.calls()).hasSize(1);
    }

    @Test
    void onlyWaitingVanillaAndParallelJobsWithAVmAttributeCount() throws Exception {
        fake.script("condor_q", GROUPED, """
                cat <<'END'
                [
                { "JobCount": 1, "JobIds": "1.0", "JobStatus": 1, "JobUniverse": 5, "Owner": "a", "RequestMemory": 1, "RequestDisk": 1, "VMAMI": "x" },
                { "JobCount": 1, "JobIds": "2.0", "JobStatus": 1, "JobUniverse": 11, "Owner": "a", "RequestMemory": 1, "RequestDisk": 1, "VMInstanceType": "x" },
                { "JobCount": 9, "JobIds": "3.0", "JobStatus": 2, "JobUniverse": 5, "Owner": "a", "RequestMemory": 1, "RequestDisk": 1, "VMType": "x" },
                { "JobCount": 9, "JobIds": "4.0", "JobStatus": 5, "JobUniverse": 5, "Owner": "a", "RequestMemory": 1, "RequestDisk": 1, "VMType": "x" },
                { "JobCount": 9, "JobIds": "5.0", "JobStatus": 1, "JobUniverse": 7, "Owner": "a", "RequestMemory": 1, "RequestDisk": 1, "VMType": "x" },
                { "JobCount": 9, "JobIds": "6.0", "JobStatus": 1, "JobUniverse": 9, "Owner": "a", "RequestMemory": 1, "RequestDisk": 1, "VMType": "x" },
                { "JobCount": 9, "JobIds": "7.0", "JobStatus": 1, "JobUniverse": 12, "Owner": "a", "RequestMemory": 1, "RequestDisk": 1, "VMType": "x" },
                { "JobCount": 9, "JobIds": "8.0", "JobStatus": 1, "JobUniverse": 5, "Owner": "a", "RequestMemory": 1, "RequestDisk": 1, "VMType": null }
                ]
                END
                """);
        List<JobGroup> groups = queue().waiting(SCHEDD);

        assertThat(groups).extracting(g -> g.first().toString()).containsExactly("1.0", "2.0");
        assertThat(groups).extracting(JobGroup::multiNode).containsExactly(false, true);
        assertThat(groups).extracting(JobGroup::requestCpus).containsOnly(1);
    }

    @Test
    void requestsThatAreNoNumbersAreMalformed() throws Exception {
        fake.script(
                "condor_q",
                GROUPED,
                group(
                        "\"JobCount\": 1, \"JobIds\": \"1.0\", \"JobStatus\": 1, \"JobUniverse\": 5, \"Owner\": \"a\","
                                + "\"RequestCpus\": \"4\", \"RequestMemory\": -1, \"RequestDisk\": 1.5, \"RequestGPUs\": 1e300, \"VMType\": \"x\""));
        assertThat(queue().waiting(SCHEDD)).singleElement().satisfies(group -> {
            assertThat(group.malformed())
                    .extracting(Malformed::attribute)
                    .containsExactly("RequestCpus", "RequestMemory", "RequestGPUs");
            assertThat(group.requestDiskKiB()).isEqualTo(2);
        });
    }

    @Test
    void anEvaluationThatGivesNoNumberIsMalformed() throws Exception {
        fake.replay("condor_q", GROUPED, "waiting-grouped")
                .script("condor_q", EVALUATED, "echo '2 0 ? error -9223372036854775808 0'");
        assertThat(queue().waiting(SCHEDD).get(1).malformed())
                .extracting(Malformed::attribute)
                .contains("RequestCpus", "RequestMemory", "RequestDisk");
    }

    @Test
    void aJobThatLeavesBeforeItsExpressionsAreEvaluatedIsNotBootedFor() throws Exception {
        fake.replay("condor_q", GROUPED, "waiting-grouped").script("condor_q", EVALUATED, "true");
        assertThat(queue().waiting(SCHEDD).get(1).malformed())
                .extracting(Malformed::remedy)
                .contains("nothing: the job left the queue while it was looked at");
    }

    @Test
    void oneOwnersManyKindsOfJobsAreCountedTogetherAndHideNobodyElse() throws Exception {
        fake.script(
                "condor_q",
                GROUPED,
                "awk 'BEGIN { print \"[\"; for (i = 0; i < 3000; i++) printf "
                        + "\"{\\\"JobCount\\\": 2, \\\"JobIds\\\": \\\"1.%d\\\", \\\"JobStatus\\\": 1, \\\"JobUniverse\\\": 5, \\\"Owner\\\": \\\"a\\\","
                        + " \\\"RequestMemory\\\": 1, \\\"RequestDisk\\\": 1, \\\"VMType\\\": \\\"t%d\\\"},\\n\", i, i;"
                        + " print \"{\\\"JobCount\\\": 1, \\\"JobIds\\\": \\\"2.0\\\", \\\"JobStatus\\\": 1, \\\"JobUniverse\\\": 5, \\\"Owner\\\": \\\"b\\\","
                        + " \\\"RequestMemory\\\": 1, \\\"RequestDisk\\\": 1, \\\"VMType\\\": \\\"x\\\"}]\" }'");
        List<JobGroup> groups = queue().waiting(SCHEDD);

        assertThat(groups).hasSize(GroupTable.KINDS_PER_OWNER + 2);
        assertThat(groups).filteredOn(g -> g.owner().equals("b")).hasSize(1);
        assertThat(groups)
                .filteredOn(g -> !g.malformed().isEmpty())
                .singleElement()
                .satisfies(rest -> {
                    assertThat(rest.count()).isEqualTo(4000);
                    assertThat(rest.malformed().getFirst().value()).isEqualTo("more than 1000 kinds of one owner");
                });
        assertThat(groups.stream().mapToInt(JobGroup::count).sum()).isEqualTo(6001);
    }

    /** A million ads kept in memory would not fit the heap that the tests get. */
    @Test
    void aMillionListedJobsBecomeTheirFewGroups() throws Exception {
        fake.replay("condor_q", GROUPED, "group-by-unknown")
                .script(
                        "condor_q",
                        LISTED,
                        "awk 'BEGIN { print \"[\"; for (i = 0; i < 1000000; i++) { if (i) print \",\"; printf "
                                + "\"{ \\\"ClusterId\\\": %d, \\\"ProcId\\\": %d, \\\"JobStatus\\\": 1, \\\"JobUniverse\\\": 5, \\\"Owner\\\": \\\"u%d\\\","
                                + " \\\"RequestMemory\\\": 1000, \\\"RequestDisk\\\": 1, \\\"VMType\\\": \\\"proj:image%d\\\" }\","
                                + " 1 + i / 10000, i % 10000, i % 4, i % 25 } print \"]\" }'");
        List<JobGroup> groups = queue().waiting(SCHEDD);

        assertThat(groups).hasSize(100).allSatisfy(group -> {
            assertThat(group.count()).isEqualTo(10_000);
            assertThat(group.first().cluster()).isEqualTo(1);
            assertThat(group.last().cluster()).isEqualTo(100);
        });
    }

    @Test
    void claimsNameEveryHostOfEveryUniverse() throws Exception {
        fake.replay("condor_q", "claims");
        var claims = queue().claims(SCHEDD);

        assertThat(claims).hasSize(2);
        assertThat(claims.get(0).id()).isEqualTo(new JobId(3, 0));
        assertThat(claims.get(0).owner()).isEqualTo("news");
        assertThat(claims.get(0).hosts()).containsExactly("slot1_2@w2.testbed.local", "slot1_1@w2.testbed.local");
        assertThat(claims.get(1).globalJobId()).isEqualTo("cm.testbed.local#7.0#1795317951");
        assertThat(claims.get(1).isOn("w1.testbed.local")).isTrue();
        assertThat(claims.get(1).refusesRetirement()).isFalse();
    }

    @Test
    void aListOfHostsThatWasCutIsNoAnswer() {
        fake.script(
                "condor_q",
                "*",
                "printf '[{\"ClusterId\": 1, \"ProcId\": 0, \"RemoteHosts\": \"'; head -c 300000 /dev/zero | tr '\\0' x; printf '\"}]'");
        assertThatThrownBy(() -> queue().claims(SCHEDD))
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining("job 1.0 names more hosts");
    }

    @Test
    void oneJobIsShownInAnyStatus() throws Exception {
        fake.replay("condor_q", "*5.0*", "job-held")
                .replay("condor_q", "*-af*", "evaluated")
                .replay("condor_q", "*2.0*", "job-expressions")
                .replay("condor_q", "*", "job-gone");
        QueuedJob held = queue().job(SCHEDD, new JobId(5, 0)).orElseThrow();
        assertThat(held.status()).isEqualTo(5);
        assertThat(held.universe()).isEqualTo(5);
        assertThat(held.vmJob()).isTrue();
        assertThat(held.queuedAt()).isEqualTo(Instant.ofEpochSecond(1795317951));
        assertThat(held.holdReason()).contains("submitted on hold at user's request");
        assertThat(held.group().count()).isEqualTo(1);

        QueuedJob waiting = queue().job(SCHEDD, new JobId(2, 0)).orElseThrow();
        assertThat(waiting.group().requestCpus()).isEqualTo(3);
        assertThat(queue().job(SCHEDD, new JobId(99, 0))).isEmpty();
    }

    @Test
    void aHoldNamesTheGroupsJobsAndSparesThoseThatRun() throws Exception {
        fake.replay("condor_q", GROUPED, "waiting-grouped")
                .replay("condor_q", EVALUATED, "evaluated")
                .replay("condor_q", LISTED, "waiting-listed")
                .script("condor_hold", "*", "true");
        CommandJobQueue queue = queue();
        queue.hold(SCHEDD, queue.waiting(SCHEDD).getFirst(), "no image \"x\" anywhere\n; see `why`");

        List<String> hold = fake.calls().getLast();
        assertThat(hold)
                .containsExactly(
                        "condor_hold",
                        "-pool",
                        "head:9618",
                        "-name",
                        SCHEDD,
                        "-reason",
                        "no image \"x\" anywhere ; see `why`",
                        "-constraint",
                        "JobStatus == 1 && ((ClusterId == 1 && ProcId >= 0 && ProcId <= 4))");
    }

    @Test
    void aHoldThatIsNotAllowedIsRefusedAndOneThatCameTooLateIsNot() throws Exception {
        fake.replay("condor_q", GROUPED, "waiting-grouped")
                .replay("condor_q", EVALUATED, "evaluated")
                .script(
                        "condor_q",
                        LISTED,
                        "[ -f " + folder + "/late ] || cat "
                                + Path.of(getClass()
                                        .getResource("/replies/waiting-listed.out")
                                        .toURI()))
                .replay("condor_hold", "hold-not-mine");
        CommandJobQueue queue = queue();
        JobGroup group = queue.waiting(SCHEDD).getFirst();
        assertThatThrownBy(() -> queue.hold(SCHEDD, group, "x"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("QUEUE_SUPER_USERS");

        fake.script("condor_hold", "none", "true");
        FakeTools late = new FakeTools(folder)
                .replay("condor_q", EVALUATED, "evaluated")
                .script(
                        "condor_q",
                        LISTED,
                        "[ -f " + folder + "/late ] || { touch " + folder + "/late; cat "
                                + Path.of(getClass()
                                        .getResource("/replies/waiting-listed.out")
                                        .toURI()) + "; }")
                .replay("condor_hold", "hold-nothing");
        new CommandJobQueue(late.tools(), List.of(SCHEDD), Set.of("west", "east"), clock).hold(SCHEDD, group, "x");
        assertThat(folder.resolve("late")).exists();
    }

    /** condor_hold ends with 0 then, and has held nothing. */
    @Test
    void aHoldBeforeTheScheddHasCountedItsJobsIsNotDone() throws Exception {
        fake.replay("condor_q", GROUPED, "waiting-grouped")
                .replay("condor_q", EVALUATED, "evaluated")
                .replay("condor_q", LISTED, "waiting-listed")
                .replay("condor_hold", "hold-not-counted");
        CommandJobQueue queue = queue();
        JobGroup group = queue.waiting(SCHEDD).getFirst();
        assertThatThrownBy(() -> queue.hold(SCHEDD, group, "x"))
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining("not counted its newest jobs yet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-global", "", "a b", "a;b", "a\nb", "other"})
    void onlyConfiguredScheddsWithPlainNamesAreAsked(String name) {
        CommandJobQueue queue = queue();
        assertThatThrownBy(() -> queue.waiting(name)).isInstanceOf(IllegalArgumentException.class);
        if (!name.equals("other")) {
            assertThatThrownBy(() -> new CommandJobQueue(fake.tools(), List.of(name), Set.of(), clock))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void cloudConfigIsAskedOfJobsInEveryState() throws Exception {
        fake.script(
                "condor_q",
                "*Owner,VMAMIConfig*",
                "printf '%s' '[{\"Owner\":\"alice\",\"VMAMIConfig\":\"spool:ab\"},"
                        + "{\"Owner\":\"alice\",\"VMAMIConfig\":\"spool:ab\"},{\"Owner\":\"bob\",\"VMAMIConfig\":7}]'");
        assertThat(queue().cloudConfigs(SCHEDD)).containsExactly(new NamedCloudConfig("alice", "spool:ab"));
        assertThat(fake.calls())
                .singleElement()
                .satisfies(call -> assertThat(call)
                        .contains("-allusers", "VMAMIConfig =!= undefined")
                        .doesNotContain("JobStatus"));
    }

    @Test
    void aScheddThatBreaksOffAmidItsCloudConfigHasNotAnswered() {
        fake.script("condor_q", "*VMAMIConfig*", "printf '%s' '[{\"Owner\":\"alice\",'");
        assertThatThrownBy(() -> queue().cloudConfigs(SCHEDD)).isInstanceOf(Unreachable.class);
    }
}
