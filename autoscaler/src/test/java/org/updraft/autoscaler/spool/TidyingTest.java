package org.updraft.autoscaler.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.updraft.htcondor.Claim;
import org.updraft.htcondor.CondorException;
import org.updraft.htcondor.Ending;
import org.updraft.htcondor.JobGroup;
import org.updraft.htcondor.JobId;
import org.updraft.htcondor.JobQueue;
import org.updraft.htcondor.NamedCloudConfig;
import org.updraft.htcondor.QueuedJob;

class TidyingTest {

    private static final byte[] CONFIG = "#cloud-config\na: b\n".getBytes(StandardCharsets.UTF_8);
    private static final String SHA = Hashes.of(CONFIG);

    @TempDir
    Path temp;

    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final Queues queues = new Queues();

    @SuppressWarnings("NullAway.Init")
    private Spool spool;

    @SuppressWarnings("NullAway.Init")
    private Tidying tidying;

    @BeforeEach
    void aliceAndBobHandOver() throws SpoolException {
        spool = new Spool(temp.resolve("spool"), () -> now, new Spool.Limits(9, 999, 0));
        tidying = new Tidying(spool, queues, () -> now, Duration.ofDays(30));
        spool.put("alice", CONFIG);
        spool.put("bob", CONFIG);
        queues.named.put("one", Set.of());
        queues.named.put("two", Set.of());
    }

    @Test
    void whatNobodyHasWantedForThirtyDaysIsRemoved() throws Exception {
        now = now.plus(Duration.ofDays(30));
        assertThat(tidying.tidyIfDue()).isZero();
        now = now.plus(Duration.ofDays(1));
        spool.used("bob", SHA);
        assertThat(tidying.tidyIfDue()).isEqualTo(1);
        assertThat(spool.filesOf("alice")).isEmpty();
        assertThat(spool.filesOf("bob")).hasSize(1);
        now = now.plus(Duration.ofDays(31));
        assertThat(tidying.tidyIfDue()).isEqualTo(1);
        assertThat(temp.resolve("spool/bob").resolve(SHA + ".used")).doesNotExist();
    }

    @Test
    void whatAJobOfItsOwnerNamesStaysInWhateverQueue() throws Exception {
        now = now.plus(Duration.ofDays(100));
        queues.named.put(
                "two",
                Set.of(
                        new NamedCloudConfig("alice", "spool:" + "0".repeat(64) + "," + SHA + ":x-shellscript"),
                        new NamedCloudConfig("carol", "spool:" + SHA),
                        new NamedCloudConfig("bob", "/home/bob/x.yaml")));
        assertThat(tidying.tidyIfDue()).isEqualTo(1);
        assertThat(spool.filesOf("alice")).hasSize(1);
        assertThat(spool.filesOf("bob")).isEmpty();
    }

    @Test
    void nothingIsRemovedWhileOneScheddIsSilent() throws Exception {
        now = now.plus(Duration.ofDays(100));
        queues.named.remove("two");
        assertThat(tidying.tidyIfDue()).isZero();
        assertThat(spool.filesOf("alice")).hasSize(1);

        queues.named.put("two", Set.of());
        now = now.plus(Duration.ofHours(23));
        assertThat(tidying.tidyIfDue()).isZero();
        now = now.plus(Duration.ofHours(1));
        assertThat(tidying.tidyIfDue()).isEqualTo(2);
    }

    @Test
    void theScheddsAreAskedOnlyIfThereIsSomethingToRemove() {
        tidying.tidyIfDue();
        assertThat(queues.asked).isZero();
    }

    @Test
    void aFileThatIsHandedOverAgainMeanwhileStays() throws Exception {
        now = now.plus(Duration.ofDays(100));
        queues.meanwhile = () -> spool.put("alice", CONFIG);
        assertThat(tidying.tidyIfDue()).isEqualTo(1);
        assertThat(spool.filesOf("alice")).hasSize(1);
    }

    @Test
    void leftoversOfWritesAreSweptAndWhatWasPutAsideIsNot() throws Exception {
        Path folder = temp.resolve("spool/alice");
        Path old = Files.writeString(folder.resolve(".new-1"), "half");
        Path young = Files.writeString(folder.resolve(".new-2"), "half");
        Path bad = Files.writeString(folder.resolve(SHA + ".bad"), "changed");
        Files.setLastModifiedTime(old, FileTime.from(now.minus(Duration.ofDays(2))));
        Files.setLastModifiedTime(young, FileTime.from(now));
        Files.setLastModifiedTime(bad, FileTime.from(now.minus(Duration.ofDays(200))));
        tidying.tidyIfDue();
        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(bad).exists();
    }

    private interface Deed {
        void happens() throws SpoolException;
    }

    /** Two schedds; one whose answer is missing is silent. */
    private static final class Queues implements JobQueue {
        private final Map<String, Set<NamedCloudConfig>> named = new HashMap<>();
        private Deed meanwhile = () -> {};
        private int asked;

        @Override
        public List<String> schedds() {
            return List.of("one", "two");
        }

        @Override
        public Set<NamedCloudConfig> cloudConfigs(String schedd) throws CondorException {
            asked++;
            try {
                meanwhile.happens();
            } catch (SpoolException e) {
                throw new AssertionError(e);
            }
            return Optional.ofNullable(named.get(schedd))
                    .orElseThrow(() -> new CondorException.Unreachable("no answer from " + schedd, new IOException()));
        }

        @Override
        public List<JobGroup> waiting(String schedd) {
            throw new AssertionError("asked for what waits");
        }

        @Override
        public List<Ending> endings(String schedd, Instant since) {
            throw new AssertionError("asked for endings");
        }

        @Override
        public List<Claim> claims(String schedd) {
            throw new AssertionError("asked for claims");
        }

        @Override
        public Optional<QueuedJob> job(String schedd, JobId id) {
            throw new AssertionError("asked for a job");
        }

        @Override
        public void hold(String schedd, JobGroup group, String reason) {
            throw new AssertionError("holds jobs");
        }
    }
}
