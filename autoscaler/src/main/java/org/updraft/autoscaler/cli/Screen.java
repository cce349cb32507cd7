package org.updraft.autoscaler.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What a command shows, in lines of {@value #WIDTH} columns at most. Everything goes through {@link TerminalText} here, so
 * that no caller need remember it.
 */
final class Screen {

    static final int WIDTH = 100;
    private static final int NARROWEST = 6;
    private static final String GAP = "  ";

    private final List<String> lines = new ArrayList<>();

    /** Words, wrapped; further lines are indented as far as {@code label} and a gap. */
    Screen say(String label, String words) {
        String clean = TerminalText.clean(label);
        String indent = clean.isEmpty() ? "" : " ".repeat(TerminalText.columns(clean)) + GAP;
        String start = clean.isEmpty() ? "" : clean + GAP;
        for (String line : wrapped(TerminalText.clean(words), WIDTH - indent.length())) {
            lines.add((start + line).stripTrailing());
            start = indent;
        }
        return this;
    }

    /** One line that somebody copies: neither wrapped nor cut. */
    Screen line(String words) {
        lines.add(TerminalText.clean(words));
        return this;
    }

    Screen blank() {
        lines.add("");
        return this;
    }

    /** Columns as wide as they need to be; the widest are cut where a line would be too long. */
    Screen table(List<String> heads, List<List<String>> rows) {
        return table(heads, rows, 1);
    }

    /** @param most lines over which the last column of a row may go; it is cut after those */
    Screen table(List<String> heads, List<List<String>> rows, int most) {
        List<List<String>> all = new ArrayList<>();
        all.add(heads);
        rows.forEach(row -> all.add(row.stream().map(TerminalText::clean).toList()));
        int[] widths = new int[heads.size()];
        boolean[] numbers = new boolean[heads.size()];
        for (int column = 0; column < widths.length; column++) {
            int at = column;
            widths[at] = all.stream()
                    .mapToInt(row -> TerminalText.columns(row.get(at)))
                    .max()
                    .orElse(0);
            numbers[at] = all.stream().skip(1).allMatch(row -> row.get(at).matches("[0-9]*"));
        }
        fit(widths);
        all.forEach(row ->
                unfolded(row, widths[widths.length - 1], most).forEach(line -> lines.add(line(line, widths, numbers))));
        return this;
    }

    /** The row, and under it rows that hold what its last cell has no room for. */
    private static List<List<String>> unfolded(List<String> row, int width, int most) {
        if (most == 1) {
            return List.of(row);
        }
        List<String> pieces = wrapped(row.getLast(), width);
        if (pieces.size() > most) {
            String rest = String.join(" ", pieces.subList(most - 1, pieces.size()));
            pieces = new ArrayList<>(pieces.subList(0, most - 1));
            pieces.add(rest);
        }
        List<List<String>> rows = new ArrayList<>();
        for (String piece : pieces) {
            List<String> one = new ArrayList<>(rows.isEmpty() ? row : Collections.nCopies(row.size(), ""));
            one.set(row.size() - 1, piece);
            rows.add(one);
        }
        return rows;
    }

    String text() {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    private static void fit(int[] widths) {
        int room = WIDTH - GAP.length() * (widths.length - 1);
        while (Arrays.stream(widths).sum() > room) {
            int widest = 0;
            for (int column = 1; column < widths.length; column++) {
                widest = widths[column] > widths[widest] ? column : widest;
            }
            if (widths[widest] <= NARROWEST) {
                return;
            }
            widths[widest]--;
        }
    }

    private static String line(List<String> row, int[] widths, boolean[] numbers) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = TerminalText.cut(row.get(column), widths[column]);
            String padding = " ".repeat(widths[column] - TerminalText.columns(cell));
            line.append(column == 0 ? "" : GAP).append(numbers[column] ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }

    private static List<String> wrapped(String words, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : words.split(" ", -1)) {
            if (!line.isEmpty() && TerminalText.columns(line.toString()) + 1 + TerminalText.columns(word) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(TerminalText.cut(word, width));
        }
        lines.add(line.toString());
        return lines;
    }
}
