package org.updraft.htcondor.submit;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a file into logical lines. As condor_submit 23.9 does: a comment never goes on in the next line; within lines that are
 * joined a comment is left out, and they go on behind it only if it ends with a backslash too.
 */
final class LineReader {

    private final SourceText source;
    private final String text;
    private int at;

    LineReader(SourceText source) {
        this.source = source;
        this.text = source.text();
    }

    /** Null at the end of the file. */
    @Nullable
    LogicalLine next() {
        if (at >= text.length()) {
            return null;
        }
        int start = at;
        StringBuilder joined = new StringBuilder();
        int[] origins = new int[80];
        boolean more = true;
        while (more && at < text.length()) {
            int from = skipBlanks(at);
            int end = lineEnd(at);
            int to = trimmed(from, end);
            boolean comment = from < to && text.charAt(from) == '#';
            more = to > from && text.charAt(to - 1) == '\\' && !(comment && joined.isEmpty());
            if (!comment || joined.isEmpty()) {
                int last = more ? to - 1 : to;
                origins = withRoom(origins, joined.length() + last - from + 1);
                for (int i = from; i < last; i++) {
                    origins[joined.length() + i - from] = i;
                }
                joined.append(text, from, last);
            }
            at = Math.min(text.length(), end + 1);
        }
        int length = joined.length();
        while (length > 0 && isBlank(joined.charAt(length - 1))) {
            length--;
        }
        origins[length] = length == 0 ? start : origins[length - 1] + 1;
        return new LogicalLine(joined.substring(0, length), source.span(start, at), Arrays.copyOf(origins, length + 1));
    }

    private static int[] withRoom(int[] origins, int needed) {
        return needed <= origins.length ? origins : Arrays.copyOf(origins, needed * 2);
    }

    private int lineEnd(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    private int skipBlanks(int from) {
        int place = from;
        while (place < text.length() && text.charAt(place) != '\n' && isBlank(text.charAt(place))) {
            place++;
        }
        return place;
    }

    private int trimmed(int from, int end) {
        int to = end;
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return to;
    }

    /** What C's isspace takes for one. */
    static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
}
