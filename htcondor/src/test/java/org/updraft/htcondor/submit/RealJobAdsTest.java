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

    /**
     * Values are odd on purpose, and of many we make another ad, or take what condor_submit refuses: {@code updraft validate} then says
     * too little. What must not be is that it refuses what condor_submit takes.
     */
    private static final int REFUSED_PER_THOUSAND = 15;

    @TempDir
    Path folder;

    @Test
    void hardlyAnyJobIsRefusedThatCondorSubmitTakes() throws Exception {
        List<Path> files = write(Integer.getInteger("updraft.files", 500));
        RealSubmissionsTest.record(folder);

        List<String> refused = new ArrayList<>();
        int otherwise = 0;
        int taken = 0;
        for (Path file : files) {
            RecordedSubmission recorded = RecordedSubmission.read(SubmitCorpusTest.recording(file));
            taken += recorded.taken() ? 1 : 0;
            List<String> here = JobAdCorpusTest.differences(file, recorded);
            if (!here.isEmpty() && here.getFirst().startsWith(JobAdCorpusTest.REFUSED)) {
                refused.add(Files.readString(file) + "  " + String.join("\n  ", here));
            } else if (!here.isEmpty()) {
                otherwise++;
            }
        }

        refused.forEach(System.out::println);
        System.out.println(
                "random jobs with odd values: " + files.size() + ", of them taken " + taken + ", refused by us only "
                        + refused.size() + ", with another attribute or taken by us only " + otherwise);
        assertThat(refused.size())
                .as("refused by us only, of %d", files.size())
                .isLessThanOrEqualTo(files.size() * REFUSED_PER_THOUSAND / 1000);
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
}
