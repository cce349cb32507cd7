package org.updraft.htcondor.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.updraft.htcondor.submit.ad.JobAd;
import org.updraft.htcondor.submit.ad.SubmitHost;

/** Every attribute of every proc of the corpus, as condor_submit -dry-run printed it. */
class JobAdCorpusTest {

    /** Sizes of files of the machine where it was recorded; and what numbers the jobs, which is the schedd's. */
    private static final Set<String> OF_THE_MACHINE =
            Set.of("DiskUsage", "ExecutableSize", "ImageSize", "ClusterId", "ProcId");

    static final String REFUSED = "should be taken, not refused: ";

    /** Refused for files that are not there, which the ad does not look at; {@code updraft validate} has checks of its own. */
    private static final Set<String> FILES_MISSING = Set.of("commands/y8.sub", "commands/z2.sub");

    private static final SubmitHost HOST = new SubmitHost(
            "games",
            "/jobs",
            Map.of("FOO", "foo val"),
            Map.of(
                    "JOB_DEFAULT_REQUESTCPUS",
                    "ifThenElse(isInteger(int(MY.VMCPUCores)) && int(MY.VMCPUCores) > 0,int(MY.VMCPUCores),1)",
                    "JOB_DEFAULT_REQUESTMEMORY",
                    "ifThenElse(isInteger(int(MY.VMMem)) && int(MY.VMMem) > 0,int(MY.VMMem),1024)",
                    "JOB_DEFAULT_REQUESTDISK",
                    "ifThenElse(isInteger(int(MY.VMStorage)) && int(MY.VMStorage) > 0,int(MY.VMStorage) * 1048576,1048576)"));

    static Stream<Path> files() throws IOException, URISyntaxException {
        return SubmitCorpusTest.files();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyAttributeIsWhatCondorSubmitMakesOfTheFile(Path file) throws IOException {
        String name = file.getParent().getFileName() + "/" + file.getFileName();
        RecordedSubmission recorded = RecordedSubmission.read(SubmitCorpusTest.recording(file));
        if (FILES_MISSING.contains(name)) {
            assertThat(recorded.taken()).isFalse();
            return;
        }
        assertThat(differences(file, recorded)).as(name).isEmpty();
    }

    /** What we take and condor_submit refuses or the reverse, or else the attributes in which we differ. */
    static List<String> differences(Path file, RecordedSubmission recorded) throws IOException {
        List<Map<String, String>> ads = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        read(file, ads, errors);
        if (errors.isEmpty() != recorded.taken()) {
            return List.of(recorded.taken() ? REFUSED + errors : "should be refused");
        }
        if (!recorded.taken()) {
            return List.of();
        }
        List<String> differences = new ArrayList<>();
        if (ads.size() != recorded.procs().size()) {
            differences.add(recorded.procs().size() + " procs, not " + ads.size());
        }
        for (int i = 0; i < Math.min(ads.size(), recorded.procs().size()); i++) {
            Map<String, String> ours = without(ads.get(i));
            Map<String, String> theirs = without(recorded.procs().get(i));
            Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            names.addAll(ours.keySet());
            names.addAll(theirs.keySet());
            for (String attribute : names) {
                if (!Objects.equals(ours.get(attribute), theirs.get(attribute))) {
                    differences.add("proc " + i + ": " + attribute + " = " + theirs.get(attribute) + ", not "
                            + ours.get(attribute));
                }
            }
        }
        return differences;
    }

    private static void read(Path file, List<Map<String, String>> ads, List<String> errors) throws IOException {
        try {
            SubmitFile parsed = SubmitFile.parse(file.getFileName().toString(), Files.readAllBytes(file));
            Submission submission = new Submission(
                    new RecordedPlace(file.getParent()),
                    new Submission.Options(new Random(1), RecordedPlace::evaluate, 100_000, Optional.empty()));
            submission.run(parsed, proc -> {
                ads.add(JobAd.of(proc, HOST));
                return ads.size() < 100;
            });
            if (submission.statements().stream().noneMatch(Statement.Queue.class::isInstance)) {
                errors.add("nothing is queued");
            }
            submission.errors().forEach(error -> errors.add(error.place() + ": " + error.getMessage()));
        } catch (SubmitError e) {
            errors.add(e.place() + ": " + e.getMessage());
        }
    }

    private static Map<String, String> without(Map<String, String> ad) {
        Map<String, String> rest = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        // the recording lost blanks at the ends
        ad.forEach((name, value) -> rest.put(name, value.strip()));
        rest.keySet().removeAll(OF_THE_MACHINE);
        return rest;
    }
}
