package org.updraft.htcondor.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random submit files, read by condor_submit and by us; needs testbed/up condor: {@code -Dupdraft.tests.excluded=
 * -Dtest=RealSubmissionsTest}, with {@code -Dupdraft.seed=N} for others than the usual and {@code -Dupdraft.files=10000} for more.
 */
@Tag("realcondor")
class RealSubmissionsTest {

    /** Odd corners in which we differ knowingly (see package-info) or condor_submit crashes; a fault of ours shows in far more. */
    private static final int OTHERWISE_PER_THOUSAND = 10;

    @TempDir
    Path folder;

    @Test
    void weReadRandomFilesAsCondorSubmitDoes() throws Exception {
        List<Path> files = write(Integer.getInteger("updraft.files", 500));
        record(folder);

        List<String> differences = new ArrayList<>();
        int taken = 0;
        for (Path file : files) {
            RecordedSubmission recorded = RecordedSubmission.read(SubmitCorpusTest.recording(file));
            taken += recorded.taken() ? 1 : 0;
            SubmitCorpusTest.difference(file, recorded).ifPresent(differences::add);
        }

        differences.forEach(System.out::println);
        System.out.println("random submit files: " + files.size() + ", of them taken " + taken + ", read otherwise "
                + differences.size());
        assertThat(differences.size())
                .as("read otherwise, of %d files", files.size())
                .isLessThanOrEqualTo(files.size() * OTHERWISE_PER_THOUSAND / 1000);
        assertThat(taken).isGreaterThan(files.size() / 4);
    }

    private List<Path> write(int count) throws IOException, URISyntaxException {
        Path model =
                Path.of(RealSubmissionsTest.class.getResource("/submit/queue").toURI());
        try (Stream<Path> all = Files.walk(model)) {
            for (Path file : all.filter(RealSubmissionsTest::isHelper).toList()) {
                Path copy = folder.resolve(model.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        RandomSubmissions random = new RandomSubmissions(Long.getLong("updraft.seed", 1));
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            files.add(Files.writeString(folder.resolve(i + ".sub"), random.next()));
        }
        return files;
    }

    private static boolean isHelper(Path file) {
        return Files.isRegularFile(file)
                && !file.toString().endsWith(".sub")
                && !file.toString().endsWith(".ads");
    }

    static void record(Path folder) throws IOException, InterruptedException {
        String script = System.getProperty("updraft.testbed", "../testbed") + "/condor/record-submit";
        int code = new ProcessBuilder(script, folder.toString())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(code).isZero();
    }
}
