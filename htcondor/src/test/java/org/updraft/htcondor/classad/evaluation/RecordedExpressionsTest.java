package org.updraft.htcondor.classad.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.updraft.htcondor.classad.expression.Dialect;

/** What HTCondor 23.9.6 answered, line by line. */
class RecordedExpressionsTest {

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void weReadPrintAndEvaluateAsHtcondorDoes(Dialect dialect) {
        List<RecordedCase> cases = RecordedCase.table(TextOrder.lower(dialect.name()) + ".txt");
        List<String> differences = cases.stream()
                .filter(recorded -> !recorded.saysNothing())
                .map(recorded -> recorded.difference(dialect))
                .flatMap(Optional::stream)
                .toList();

        assertThat(differences).isEmpty();
        assertThat(cases).hasSizeGreaterThan(dialect == Dialect.NEW ? 1000 : 100);
    }
}
