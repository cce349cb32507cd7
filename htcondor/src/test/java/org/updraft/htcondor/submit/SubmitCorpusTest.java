package org.updraft.htcondor.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.updraft.htcondor.classad.expression.Dialect;
import org.updraft.htcondor.classad.expression.Expression;
import org.updraft.htcondor.classad.expression.ExpressionError;

/** Files of all features, read as condor_submit read them; {@code testbed/condor/record-submit} records what it says. */
class SubmitCorpusTest {

    static Stream<Path> files() throws IOException, URISyntaxException {
        Path root = Path.of(SubmitCorpusTest.class.getResource("/submit").toURI());
        try (Stream<Path> all = Files.walk(root)) {
            return all
                    .filter(file -> file.toString().endsWith(".sub") && Files.isRegularFile(file))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    /** Not those about commands' values, which JobAdCorpusTest looks at. */
    static Stream<Path> ofTheLanguage() throws IOException, URISyntaxException {
        return files().filter(file -> !file.getParent().endsWith("commands"));
    }

    @ParameterizedTest
    @MethodSource("ofTheLanguage")
    void aFileSaysWhatCondorSubmitReadsInIt(Path file) throws Exception {
        assertThat(difference(file, RecordedSubmission.read(recording(file)))).isEmpty();
    }

    static Path recording(Path file) {
        return file.resolveSibling(file.getFileName().toString().replace(".sub", ".ads"));
    }

    /** Empty if we read in it what condor_submit did. */
    static Optional<String> difference(Path file, RecordedSubmission recorded) throws IOException {
        String name = file.getParent().getFileName() + "/" + file.getFileName();
        Reading reading = Reading.of(file);
        if (!reading.printed().equals(Files.readString(file))) {
            return Optional.of(name + " is not printed again as it was");
        }
        if (reading.quotes) {
            return Optional.empty();
        }
        if (reading.taken() != recorded.taken()) {
            return Optional.of(
                    name + (recorded.taken() ? " should be taken, not " : " should be refused ") + reading.errors);
        }
        if (!recorded.taken()) {
            return Optional.empty();
        }
        if (reading.procs.size() != recorded.procs().size()) {
            return Optional.of(name + " has " + recorded.procs().size() + " procs, not " + reading.procs.size());
        }
        for (int i = 0; i < reading.procs.size(); i++) {
            Map<String, String> expected = ofInterest(recorded.procs().get(i));
            if (!reading.procs.get(i).equals(expected)) {
                return Optional.of(name + " proc " + i + " is " + expected + ", not " + reading.procs.get(i));
            }
        }
        return Optional.empty();
    }

    private static Map<String, String> ofInterest(Map<String, String> ad) {
        Map<String, String> own = RecordedSubmission.own(ad);
        String arguments = ad.getOrDefault("Args", ad.getOrDefault("Arguments", "\"\""));
        own.put("Args", arguments);
        own.put("Cmd", ad.get("Cmd"));
        return own;
    }

    /** What we read in a file, in the shape of what is recorded. */
    static final class Reading {
        final List<Map<String, String>> procs = new ArrayList<>();
        final List<String> errors = new ArrayList<>();
        /** Quotes in arguments have a syntax of their own, which is no part of the language. */
        private boolean quotes;

        private final StringBuilder printed = new StringBuilder();

        static Reading of(Path file) throws IOException {
            Reading reading = new Reading();
            try {
                SubmitFile parsed = SubmitFile.parse(file.getFileName().toString(), Files.readAllBytes(file));
                parsed.statements()
                        .forEach(statement ->
                                reading.printed.append(statement.span().text()));
                Submission submission = new Submission(new RecordedPlace(file.getParent()), options());
                submission.run(parsed, reading::take);
                if (submission.statements().stream().noneMatch(Statement.Queue.class::isInstance)) {
                    reading.errors.add("nothing is queued");
                }
                submission.errors().forEach(error -> reading.errors.add(error.place() + ": " + error.getMessage()));
            } catch (SubmitError e) {
                reading.errors.add(e.place() + ": " + e.getMessage());
            }
            return reading;
        }

        private static Submission.Options options() {
            return new Submission.Options(new Random(1), RecordedPlace::evaluate, 100_000, Optional.empty());
        }

        private boolean take(Proc proc) {
            try {
                Map<String, String> ad = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                for (Map.Entry<String, String> attribute : proc.attributes().entrySet()) {
                    ad.put(attribute.getKey(), normal(attribute.getKey(), attribute.getValue()));
                }
                Map<String, String> own = RecordedSubmission.own(ad);
                String arguments = proc.value("arguments");
                quotes |= arguments != null && arguments.indexOf('"') >= 0;
                own.put("Args", quoted(arguments == null ? "" : arguments));
                String executable = proc.value("executable");
                if (executable == null) {
                    throw new SubmitError(proc.queue().span(), "no executable");
                }
                own.put("Cmd", quoted(executable));
                procs.add(own);
            } catch (SubmitError e) {
                errors.add(e.place() + ": " + e.getMessage());
            }
            return procs.size() < 100;
        }

        private String normal(String name, String value) {
            if (value.isEmpty()) {
                return "undefined";
            }
            try {
                String printed = Expression.parse(value, Dialect.OLD).print(Dialect.OLD);
                int end = printed.indexOf('\n');
                // of a value of several lines the recording's reader sees the first
                return end < 0 ? printed : printed.substring(0, end);
            } catch (ExpressionError e) {
                errors.add(name + ": " + e.getMessage());
                return value;
            }
        }

        /** Arguments of the old syntax: blanks between words are one. */
        private static String quoted(String text) {
            return "\"" + text.strip().replaceAll("\\s+", " ") + "\"";
        }

        boolean taken() {
            return errors.isEmpty();
        }

        String printed() {
            return printed.toString();
        }
    }
}
