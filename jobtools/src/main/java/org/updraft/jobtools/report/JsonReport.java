package org.updraft.jobtools.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.updraft.jobtools.check.Finding;
import org.updraft.jobtools.check.Rule;

/** Findings for programs: JSON of our own, or SARIF 2.1.0, which editors and code hosts read. */
public final class JsonReport {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonReport() {}

    /** @param notDone names of checks that were not made */
    public static String json(List<Finding> findings, List<String> notDone) {
        ObjectNode report = JSON.createObjectNode();
        ArrayNode all = report.putArray("findings");
        for (Finding finding : findings) {
            ObjectNode one = all.addObject();
            one.put("rule", finding.rule().id());
            one.put("severity", finding.severity().word());
            one.put("message", finding.message());
            finding.place()
                    .ifPresent(place -> one.put("file", place.file())
                            .put("line", place.line())
                            .put("column", place.column()));
        }
        ArrayNode left = report.putArray("notChecked");
        notDone.forEach(left::add);
        return report.toPrettyString() + "\n";
    }

    public static String sarif(List<Finding> findings, String file) {
        ObjectNode report = JSON.createObjectNode();
        report.put("version", "2.1.0");
        report.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        ObjectNode run = report.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver");
        driver.put("name", "updraft validate");
        ArrayNode rules = driver.putArray("rules");
        for (Rule rule : Rule.values()) {
            rules.addObject().put("id", rule.id()).putObject("shortDescription").put("text", rule.meaning());
        }
        ArrayNode results = run.putArray("results");
        findings.forEach(finding -> result(results.addObject(), finding, file));
        return report.toPrettyString() + "\n";
    }

    private static void result(ObjectNode result, Finding finding, String file) {
        result.put("ruleId", finding.rule().id());
        result.put("level", finding.severity().word());
        result.putObject("message").put("text", finding.message());
        ObjectNode where = result.putArray("locations").addObject().putObject("physicalLocation");
        where.putObject("artifactLocation")
                .put("uri", finding.place().map(place -> place.file()).orElse(file));
        finding.place()
                .ifPresent(place ->
                        where.putObject("region").put("startLine", place.line()).put("startColumn", place.column()));
    }
}
