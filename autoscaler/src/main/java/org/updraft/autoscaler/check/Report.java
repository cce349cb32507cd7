package org.updraft.autoscaler.check;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.updraft.autoscaler.check.Finding.Verdict;

/** All rows, as a table for people or as JSON. */
public record Report(List<Finding> findings) {

    public Report {
        findings = List.copyOf(findings);
    }

    /** True if nothing failed, warnings apart. */
    public boolean isClean() {
        return !has(Verdict.FAIL) && !has(Verdict.SILENT);
    }

    public boolean has(Verdict verdict) {
        return findings.stream().anyMatch(finding -> finding.verdict() == verdict);
    }

    /** @param width of the terminal, in characters; at least 60 is used */
    public String table(int width) {
        int verdicts = column(findings.stream().map(f -> f.verdict().label()).toList());
        int things = column(findings.stream().map(Finding::thing).toList());
        int words = Math.max(60, width) - verdicts - things - 4;
        StringBuilder table = new StringBuilder();
        for (Finding finding : findings) {
            List<String> lines = wrapped(finding.words(), Math.max(20, words));
            for (int i = 0; i < lines.size(); i++) {
                String verdict = i == 0 ? finding.verdict().label() : "";
                String thing = i == 0 ? finding.thing() : "";
                table.append(padded(verdict, verdicts)).append("  ").append(padded(thing, things));
                table.append("  ").append(lines.get(i)).append('\n');
            }
        }
        return table.append(summary()).append('\n').toString();
    }

    /** {@code {"findings": [{"thing", "verdict", "words"}], "clean": true}} */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode rows = json.putArray("findings");
        for (Finding finding : findings) {
            rows.addObject()
                    .put("thing", finding.thing())
                    .put("verdict", finding.verdict().name().toLowerCase(Locale.ROOT))
                    .put("words", finding.words());
        }
        return json.put("clean", isClean());
    }

    private String summary() {
        return count(Verdict.OK) + " fine, " + count(Verdict.WARN) + " to know, " + count(Verdict.FAIL) + " wrong, "
                + count(Verdict.SILENT) + " without an answer";
    }

    private long count(Verdict verdict) {
        return findings.stream().filter(finding -> finding.verdict() == verdict).count();
    }

    private static int column(List<String> cells) {
        return cells.stream().mapToInt(String::length).max().orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static List<String> wrapped(String words, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        // at blanks, and within a word after every width characters of it
        for (String word : words.split("(?<=\\G\\S{" + width + "})| ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
