package org.updraft.jobtools.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.updraft.jobtools.check.Finding;
import org.updraft.jobtools.check.Place;
import org.updraft.jobtools.check.Rule;

class ReportTest {

    private static final Place PLACE = new Place("a.sub", 3, 9, "\trank =\t(\u001b[2J");
    private static final List<Finding> FINDINGS = List.of(
            Finding.error(Rule.JOB_AD, PLACE, "no expression"),
            new Finding(Rule.CERTIFICATE, Finding.Severity.WARNING, Optional.empty(), "none"));

    @Test
    void peopleSeeTheLineWithACaretAndNoControlCharacters() {
        assertThat(TextReport.of(FINDINGS, "a.sub"))
                .isEqualTo("a.sub:3:9: error: no expression [job-ad]\n    \trank =\t(?[2J\n    \t      \t^\n"
                        + "a.sub: warning: none [certificate]\n");
    }

    @Test
    void aLongLineIsShownAroundThePlace() {
        String line = "x".repeat(500) + "HERE" + "y".repeat(500);

        String text = TextReport.of(List.of(Finding.error(Rule.SYNTAX, new Place("a", 1, 501, line), "m")), "a");

        List<String> lines = text.lines().toList();
        assertThat(lines.get(1)).hasSizeLessThan(180).startsWith("    …").endsWith("…");
        assertThat(lines.get(1).charAt(lines.get(2).indexOf('^'))).isEqualTo('H');
    }

    @Test
    void programsSeeThePlacesAsNumbers() throws Exception {
        JsonNode json = new ObjectMapper().readTree(JsonReport.json(FINDINGS, List.of("quota (--offline)")));

        assertThat(json.at("/findings/0/line").asInt()).isEqualTo(3);
        assertThat(json.at("/findings/1/rule").asText()).isEqualTo("certificate");
        assertThat(json.at("/notChecked/0").asText()).isEqualTo("quota (--offline)");
    }

    @Test
    void sarifNamesEveryRuleThatItRefersTo() throws Exception {
        JsonNode run =
                new ObjectMapper().readTree(JsonReport.sarif(FINDINGS, "a.sub")).at("/runs/0");

        List<String> rules = run.at("/tool/driver/rules").findValuesAsText("id");
        assertThat(rules).hasSize(Rule.values().length);
        for (JsonNode result : run.path("results")) {
            assertThat(rules).contains(result.path("ruleId").asText());
            assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri")
                            .asText())
                    .isEqualTo("a.sub");
        }
        assertThat(run.at("/results/0/locations/0/physicalLocation/region/startColumn")
                        .asInt())
                .isEqualTo(9);
    }
}
