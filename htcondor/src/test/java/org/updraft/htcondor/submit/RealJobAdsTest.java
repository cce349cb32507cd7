package org.updraft.htcondor.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random jobs, of which condor_submit and we make ads; needs testbed/up condor: {@code -Dupdraft.tests.excluded=
 * -Dtest=RealJobAdsTest}, with {@code -Dupdraft.seed=N} for others than the usual and {@code -Dupdraft.files=5000} for more.
 */
@Tag("realcondor")
class RealJobAdsTest {

    @TempDir
    Path folder;

    @Test
    void weMakeOfRandomJobsTheAdsThatCondorSubmitMakes() throws Exception {
        List<Path> files = write(Integer.getInteger("updraft.files", 500));
        RealSubmissionsTest.record(folder);

        List<String> differences = new ArrayList<>();
        int taken = 0;
        for (Path file : files) {
            RecordedSubmission recorded = RecordedSubmission.read(SubmitCorpusTest.recording(file));
            taken += recorded.taken() ? 1 : 0;
            List<String> here = JobAdCorpusTest.differences(file, recorded);
            if (!here.isEmpty()) {
                differences.add(Files.readString(file) + "  " + String.join("\n  ", here));
            }
        }

        differences.forEach(System.out::println);
        System.out.println(
                "random jobs: " + files.size() + ", of them taken " + taken + ", made otherwise " + differences.size());
        assertThat(differences.size())
                .as("made otherwise, of %d", files.size())
                .isLessThanOrEqualTo(files.size() * OTHERWISE_PER_THOUSAND / 1000);
        assertThat(taken).isGreaterThan(files.size() / 4);
    }

    private List<Path> write(int count) throws IOException {
        Files.createDirectory(folder.resolve("sub"));
        for (String name : List.of("a.txt", "b.txt", "sub/b.txt", "a.sif")) {
            Files.writeString(folder.resolve(name), name);
        }
        RandomJobs random = new RandomJobs(Long.getLong("updraft.seed", 1));
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            files.add(Files.writeString(folder.resolve(i + ".sub"), random.next()));
        }
        return files;
    }

    /** Odd corners that are known (see package-info of submit.ad). */
    private static final int OTHERWISE_PER_THOUSAND = 10;
}
