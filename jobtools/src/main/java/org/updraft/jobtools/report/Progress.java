package org.updraft.jobtools.report;

import java.io.PrintStream;

/** A bar in the last line of a terminal, with lines above it; where there is no terminal, lines only. */
public final class Progress {

    private static final int CELLS = 24;

    private final PrintStream out;
    private final boolean terminal;
    private String shown = "";

    public Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** @param words what stands behind the bar */
    public void show(int done, int all, String words) {
        int cells = all == 0 ? 0 : (int) ((long) CELLS * done / all);
        String bar = "[" + "#".repeat(cells) + ".".repeat(CELLS - cells) + "] " + TextReport.printable(words);
        if (terminal) {
            out.print("\r\033[K" + bar);
            out.flush();
        } else if (!words.equals(shown)) {
            out.println(TextReport.printable(words));
        }
        shown = words;
    }

    /** One more line; the bar comes again with the next {@link #show}. */
    public void line(String words) {
        out.print(terminal ? "\r\033[K" : "");
        out.println(TextReport.printable(words));
    }

    public void end() {
        if (terminal) {
            out.println();
        }
    }
}
