package org.updraft.htcondor.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.updraft.htcondor.CondorException.Unreachable;
import org.updraft.htcondor.JobGroup;

/** A schedd that takes long to tell jobs apart by Requirements; replies as in {@link OldJobFilesTest}. */
class SlowGroupingTest {
    private static final String SCHEDD = "cm.testbed.local";
    private static final String GROUPED = "*-group-by*";
    private static final String DEFERRED = "*-af*DeferralWindow*";
    private static final String EVALUATED = "*-af*";
    private static final Instant SUBMITTED = Instant.ofEpochSecond(1795573759);

    @TempDir
    Path folder;

    FakeTools fake;
    Instant now = SUBMITTED.plusSeconds(60);
    /** How long each look at the clock takes. */
    Duration perLook = Duration.ZERO;

    @BeforeEach
    void scripts() {
        fake = new FakeTools(folder);
    }

    private CommandJobQueue queue(FakeTools tools) {
        InstantSource clock = () -> {
            Instant asked = now;
            now = now.plus(perLook);
            return asked;
        };
        return new CommandJobQueue(tools.tools(), List.of(SCHEDD), Set.of("west"), clock);
    }

    private static final String BY_CLUSTER = "*-group-by*,ClusterId?-json";
    private static final String REQUIREMENTS = "*Requirements,ClusterId,ProcId?-json";

    private FakeTools slowOnes() {
        return new FakeTools(folder)
                .replay("condor_q", BY_CLUSTER, "old-by-cluster")
                .replay("condor_q", GROUPED, "old-grouped")
                .replay("condor_q", DEFERRED, "old-deferred")
                .replay("condor_q", EVALUATED, "old-evaluated")
                .replay("condor_q", REQUIREMENTS, "old-requirements");
    }

    private long calls(String words) {
        return fake.calls().stream()
                .filter(call -> String.join(" ", call).contains(words))
                .count();
    }

    @Test
    void aScheddThatIsSlowToGroupByRequirementsIsAskedForThemOncePerCluster() throws Exception {
        CommandJobQueue queue = queue(slowOnes());
        perLook = Duration.ofSeconds(20);
        List<JobGroup> grouped = queue.waiting(SCHEDD);
        perLook = Duration.ZERO;
        now = SUBMITTED.plusSeconds(120);

        assertThat(queue.waiting(SCHEDD)).isEqualTo(grouped);
        assertThat(queue.waiting(SCHEDD)).isEqualTo(grouped).hasSize(4);
        assertThat(calls("-group-by")).isEqualTo(3);
        assertThat(calls("ScheddInterval,Requirements -json"))
                .as("grouped by Requirements")
                .isEqualTo(1);
        assertThat(fake.calls())
                .filteredOn(call -> String.join(" ", call).endsWith("Requirements,ClusterId,ProcId -json"))
                .as("known from then on")
                .singleElement()
                .satisfies(call -> assertThat(call).contains("1.0", "4.0").doesNotContain("5.0", "1.1"));

        now = now.plus(SlowGrouping.PAUSE).plusSeconds(3600);
        queue.waiting(SCHEDD);
        assertThat(calls("ScheddInterval,Requirements -json")).as("tried again").isEqualTo(2);
    }

    @Test
    void aScheddThatIsTooSlowForAnAnswerIsAskedForLessNextTime() throws Exception {
        CommandJobQueue queue = new CommandJobQueue(
                new FakeTools(folder)
                        .replay("condor_q", BY_CLUSTER, "old-by-cluster")
                        .script("condor_q", GROUPED, "echo Failed to fetch ads >&2; kill -9 $$")
                        .replay("condor_q", DEFERRED, "old-deferred")
                        .replay("condor_q", EVALUATED, "old-evaluated")
                        .replay("condor_q", REQUIREMENTS, "old-requirements")
                        .script("condor_q", "*", "exit 1")
                        .tools(),
                List.of(SCHEDD),
                Set.of(),
                () -> now = now.plus(perLook));
        perLook = SlowGrouping.SLOW;
        assertThatThrownBy(() -> queue.waiting(SCHEDD)).isInstanceOf(Unreachable.class);
        perLook = Duration.ZERO;
        assertThat(queue.waiting(SCHEDD)).isNotEmpty();
    }

    @Test
    void requirementsThatCannotBeReadThisTurnAreReadInTheNext() throws Exception {
        String groups = IntStream.rangeClosed(1, 1500)
                .mapToObj(i -> """
                        {"JobCount": 1, "JobIds": "%d.0", "JobStatus": 1, "JobUniverse": 5, "Owner": "a",
                        "RequestMemory": 1, "RequestDisk": 1, "VMAMI": "x"}""".formatted(i))
                .collect(Collectors.joining(",", "[", "]"));
        String read = "req='\"\\/Expr(VMType is \\\"t\\\")\\/\"'; printf '['; comma=; for id; do case $id in [0-9]*.0)"
                + " printf '%s{\"ClusterId\": %d, \"ProcId\": 0, \"Requirements\": %s}' \"$comma\" ${id%.0} \"$req\"; comma=, ;;"
                + " esac; done; printf ']'";
        FakeTools many = new FakeTools(folder)
                .script("condor_q", BY_CLUSTER, "cat " + fake.file("groups", groups.getBytes(StandardCharsets.UTF_8)))
                .script("condor_q", GROUPED, "true")
                .script("condor_q", REQUIREMENTS, read)
                .script("condor_q", "*", "true");
        CommandJobQueue queue = queue(many);
        perLook = Duration.ofSeconds(20);
        queue.waiting(SCHEDD);
        perLook = Duration.ZERO;

        for (int known : List.of(600, 1200, 1500)) {
            List<JobGroup> seen = queue.waiting(SCHEDD);
            assertThat(seen)
                    .filteredOn(group -> group.malformed().isEmpty())
                    .singleElement()
                    .satisfies(group -> {
                        assertThat(group.count()).isEqualTo(known);
                        assertThat(group.vm().vmType()).contains("t");
                    });
            assertThat(seen.stream().mapToInt(JobGroup::count).sum()).isEqualTo(1500);
        }
    }
}
