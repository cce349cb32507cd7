package org.updraft.htcondor.classad.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.updraft.htcondor.classad.expression.Dialect;

/**
 * Random expressions by HTCondor's own library; needs what testbed/condor/install unpacks, and no pool:
 * {@code -Dupdraft.tests.excluded= -Dtest=RealExpressionsTest}, with {@code -Dupdraft.seed=N} for others than the usual.
 */
@Tag("realcondor")
class RealExpressionsTest {
    private static final int EXPRESSIONS = 4000;
    /** For the old dialect condor_submit is started for each. */
    private static final int SUBMITTED = 400;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void weReadPrintAndEvaluateRandomExpressionsAsHtcondorDoes(Dialect dialect) throws Exception {
        RandomExpressions random = new RandomExpressions(Long.getLong("updraft.seed", 1));
        List<String> expressions = Stream.generate(random::next)
                .limit(dialect == Dialect.NEW ? EXPRESSIONS : SUBMITTED)
                .toList();

        List<String> differences = recorded(expressions, dialect).stream()
                .filter(recorded -> !recorded.saysNothing())
                .map(recorded -> recorded.difference(dialect))
                .flatMap(Optional::stream)
                .toList();

        assertThat(differences).isEmpty();
    }

    private List<RecordedCase> recorded(List<String> expressions, Dialect dialect)
            throws IOException, InterruptedException {
        Path in = Files.write(folder.resolve("expressions"), expressions);
        Path out = folder.resolve("recorded");
        String script = System.getProperty("updraft.testbed", "../testbed") + "/condor/record-expressions";
        int code = new ProcessBuilder(script, TextOrder.lower(dialect.name()))
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        assertThat(code).isZero();
        List<String> lines = Files.readAllLines(out, StandardCharsets.UTF_8);
        assertThat(lines).hasSize(expressions.size());
        return lines.stream().map(RecordedCase::of).toList();
    }
}
