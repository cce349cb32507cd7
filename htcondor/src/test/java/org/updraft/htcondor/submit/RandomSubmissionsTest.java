package org.updraft.htcondor.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random submit files, read by us alone; {@link RealSubmissionsTest} compares them with condor_submit. */
class RandomSubmissionsTest {

    private static final int FILES = 10_000;

    @Test
    void randomFilesEndAndArePrintedAgainAsTheyWere() throws Exception {
        RandomSubmissions random = new RandomSubmissions(Long.getLong("updraft.seed", 7));
        int taken = 0;
        for (int i = 0; i < FILES; i++) {
            String text = random.next();
            taken += assertTimeoutPreemptively(Duration.ofSeconds(10), () -> isTaken(text), text) ? 1 : 0;
        }
        assertThat(taken).isBetween(FILES / 4, FILES * 3 / 4);
    }

    private static boolean isTaken(String text) throws URISyntaxException, SubmitError {
        SubmitFile file = SubmitFile.parse("random.sub", text.getBytes(StandardCharsets.UTF_8));
        StringBuilder printed = new StringBuilder();
        file.statements().forEach(statement -> printed.append(statement.span().text()));
        assertThat(printed.toString()).isEqualTo(text);
        Path folder =
                Path.of(RandomSubmissionsTest.class.getResource("/submit/queue").toURI());
        Submission submission = new Submission(
                new RecordedPlace(folder),
                new Submission.Options(new Random(1), RecordedPlace::evaluate, 1000, Optional.empty()));
        submission.run(file, proc -> {
            proc.attributes();
            return true;
        });
        return submission.errors().isEmpty();
    }
}
