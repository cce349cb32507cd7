package org.updraft.htcondor.submit;

/**
 * A line as condor_submit sees it: without blanks at its ends, and with those that follow a {@code \} joined to it.
 *
 * @param text without the line ends and the backslashes that joined it
 * @param span all the lines that it took, with their ends
 * @param origins where in the source each of its characters stands, and where the last one ends
 */
@SuppressWarnings("ArrayRecordComponent") // made once, never compared
record LogicalLine(String text, Span span, int[] origins) {

    /** What stands from one of its characters to before another. */
    Span part(int from, int to) {
        int begin = origins[Math.min(from, text.length())];
        return span.source().span(begin, to > from ? origins[to - 1] + 1 : begin);
    }

    boolean isFiller() {
        return text.isEmpty() || text.charAt(0) == '#';
    }
}
