package org.updraft.htcondor.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.updraft.htcondor.CondorException.Unreachable;
import org.updraft.htcondor.Ending;

/** Runs of jobs that are over, as HTCondor 23.9 shows them. */
class EndingReaderTest {
    private static final String SCHEDD = "head.testbed.local";
    private static final Instant SINCE = Instant.ofEpochSecond(1795573490);

    @TempDir
    Path folder;

    FakeTools fake;

    @BeforeEach
    void scripts() {
        fake = new FakeTools(folder);
    }

    private List<Ending> endings() throws Exception {
        return new CommandJobQueue(fake.tools(), List.of(SCHEDD), Set.of(), InstantSource.system())
                .endings(SCHEDD, SINCE);
    }

    @Test
    void historyAndQueueTogetherTellWhatEndedHow() throws Exception {
        fake.replay("condor_history", "endings-history").replay("condor_q", "endings-queue");
        List<Ending> endings = endings();

        assertThat(endings)
                .extracting(ending -> ending.id() + " " + ending.how() + " " + ending.words())
                .containsExactly(
                        "154.0 SUCCEEDED exit code 0",
                        "153.0 FAILED exit code 1",
                        "155.0 FAILED held: Error from slot1_3@w1.testbed.local: Failed to execute '/nonexistent':"
                                + " (errno=2: 'No such file or directory')",
                        // its on_exit_remove wants another run
                        "157.0 FAILED exit code 1",
                        // 158.0 was given back by its user's condor_vacate_job and says nothing; of this one the
                        // starter died
                        "158.2 CAME_BACK given back: Job not found at execution machine");
        assertThat(endings.getFirst().ran()).isEqualTo(Duration.ofSeconds(2));
        assertThat(endings.getFirst().host()).isEqualTo("slot1_2@w1.testbed.local");
    }

    @Test
    void theHistoryIsReadFromItsNewEndAndNoFurtherThanNeeded() throws Exception {
        fake.script("condor_history", "*", "printf '[\\n]\\n'").script("condor_q", "*", "true");
        assertThat(endings()).isEmpty();

        List<String> history = fake.calls().getFirst();
        assertThat(history)
                .containsSubsequence("condor_history", "-pool", "head:9618", "-name", SCHEDD, "-scanlimit", "1000")
                .contains("EnteredCurrentStatus < 1795573490 && LeaveJobInQueue =?= false")
                .anyMatch(argument -> argument.contains("CompletionDate >= 1795573490"));
        assertThat(fake.calls().getLast())
                .containsSubsequence("condor_q", "-name", SCHEDD, "-allusers", "-limit", "1000")
                .anyMatch(argument -> argument.contains("EnteredCurrentStatus >= 1795573490"));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"JobStatus\": 4, \"ExitBySignal\": true, \"ExitSignal\": 9', FAILED signal 9",
        "'\"JobStatus\": 4, \"ExitBySignal\": false, \"ExitCode\": 0', SUCCEEDED exit code 0",
        "'\"JobStatus\": 4', FAILED exit code -1",
        "'\"JobStatus\": 5, \"HoldReasonCode\": 1, \"VacateReasonCode\": 1', ",
        "'\"JobStatus\": 5, \"HoldReasonCode\": 34', ",
        "'\"JobStatus\": 5, \"HoldReasonCode\": 12, \"HoldReason\": \"no space\"', FAILED held: no space",
        "'\"JobStatus\": 1, \"VacateReasonCode\": 1003, \"VacateReason\": \"x\"', CAME_BACK given back: x",
        "'\"JobStatus\": 1, \"VacateReasonCode\": 1005', ",
        "'\"JobStatus\": 1, \"VacateReasonCode\": 1012', ",
        "'\"JobStatus\": 1, \"NumJobCompletions\": 0', ",
        "'\"JobStatus\": 3', ",
    })
    void whatSpeaksAgainstTheMachineIsToldFromWhatDoesNot(String attributes, String expected) throws Exception {
        String job = "[{\"ClusterId\": 1, \"ProcId\": 0, \"LastRemoteHost\": \"slot1@w1\", \"JobCurrentStartDate\": 10,"
                + " \"EnteredCurrentStatus\": 12, " + attributes + "}]";
        fake.script("condor_history", "*", "true").script("condor_q", "*", "printf '%s' '" + job + "'");
        assertThat(endings().stream()
                        .map(ending -> ending.how() + " " + ending.words())
                        .toList())
                .isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @Test
    void aScheddThatDoesNotTellIsNoEmptyHistory() {
        fake.script("condor_history", "*", "echo 'Unable to connect' >&2; exit 1")
                .script("condor_q", "*", "true");
        assertThatThrownBy(this::endings).isInstanceOf(Unreachable.class);
    }
}
