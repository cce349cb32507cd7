package org.updraft.jobtools.report;

import java.util.List;
import org.updraft.jobtools.check.Finding;
import org.updraft.jobtools.check.Place;

/** Findings for people: {@code FILE:LINE:COLUMN: error: words [rule]}, the line, and a caret under the place. */
public final class TextReport {

    private static final int WIDTH = 160;
    /** How much of a long line is shown before the place. */
    private static final int BEFORE = 60;

    private TextReport() {}

    /** @param file stands for the place where a finding has none */
    public static String of(List<Finding> findings, String file) {
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            line(finding, file, text);
        }
        return text.toString();
    }

    private static void line(Finding finding, String file, StringBuilder text) {
        String where = finding.place().map(Place::toString).orElse(file);
        text.append(printable(where))
                .append(": ")
                .append(finding.severity().word())
                .append(": ")
                .append(printable(finding.message()))
                .append(" [")
                .append(finding.rule().id())
                .append("]\n");
        finding.place().filter(place -> !place.text().isBlank()).ifPresent(place -> caret(place, text));
    }

    private static void caret(Place place, StringBuilder text) {
        int at = Math.min(place.column() - 1, place.text().length());
        int from = at > WIDTH - BEFORE ? at - BEFORE : 0;
        int to = Math.min(place.text().length(), from + WIDTH);
        String shown = printable(place.text().substring(from, to));
        String before = from > 0 ? "…" : "";
        text.append("    ")
                .append(before)
                .append(shown)
                .append(to < place.text().length() ? "…" : "")
                .append('\n');
        text.append("    ").append(" ".repeat(before.length()));
        for (int i = from; i < at; i++) {
            // a tab before the place must stand before the caret too, or it points elsewhere
            text.append(place.text().charAt(i) == '\t' ? '\t' : ' ');
        }
        text.append("^\n");
    }

    /** A terminal obeys control characters, and those that turn the direction of writing hide what stands there. */
    static String printable(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            clean.append(
                    c != '\t' && (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) ? '?' : c);
        }
        return clean.toString();
    }
}
