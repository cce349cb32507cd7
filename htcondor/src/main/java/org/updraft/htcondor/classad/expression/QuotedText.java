package org.updraft.htcondor.classad.expression;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Text between quotes, of a string or of a name, read and written as HTCondor does.
 *
 * @param end offset behind the closing quote; the end of the source if there is none
 * @param problem for people; null if HTCondor takes it
 */
record QuotedText(String text, int end, @Nullable String problem) {

    private static final String ESCAPES = "nrtbf";
    private static final String ESCAPED = "\n\r\t\b\f";

    /** Reads from the opening quote at {@code from} on. One without its end ends with the source. */
    static QuotedText read(String source, int from, Dialect dialect) {
        return new Reader(source, from, dialect).read();
    }

    /** With its quotes; {@code quote} is {@code "} or {@code '}. */
    static void write(String text, char quote, Dialect dialect, StringBuilder to) {
        to.append(quote);
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            int known = ESCAPED.indexOf(c);
            if (c == quote) {
                to.append('\\').append(c);
            } else if (dialect == Dialect.OLD || (c >= ' ' && c < 0x7f && c != '\\')) {
                to.append(c);
            } else if (c == '\\') {
                to.append("\\\\");
            } else if (known >= 0) {
                to.append('\\').append(ESCAPES.charAt(known));
            } else {
                int code = text.codePointAt(at);
                at += Character.charCount(code) - 1;
                writeBytes(code, to);
            }
        }
        to.append(quote);
    }

    /** HTCondor knows bytes only, and writes those outside ASCII in octal. */
    private static void writeBytes(int code, StringBuilder to) {
        for (byte b : Character.toString(code).getBytes(StandardCharsets.UTF_8)) {
            int bits = b & 0xff;
            to.append('\\')
                    .append((char) ('0' + (bits >> 6)))
                    .append((char) ('0' + ((bits >> 3) & 7)))
                    .append((char) ('0' + (bits & 7)));
        }
    }

    private static final class Reader {
        private final String source;
        private final int from;
        private final Dialect dialect;
        private final StringBuilder text = new StringBuilder();
        /** Bytes in octal, as HTCondor writes what is not ASCII, are put together to UTF-8. */
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        private @Nullable String problem;
        private int at;

        Reader(String source, int from, Dialect dialect) {
            this.source = source;
            this.from = from;
            this.dialect = dialect;
            this.at = from + 1;
        }

        QuotedText read() {
            char quote = source.charAt(from);
            while (at < source.length() && source.charAt(at) != quote) {
                if (source.charAt(at) == '\\') {
                    backslash(quote);
                } else {
                    keep(source.charAt(at++));
                }
            }
            flush();
            if (at >= source.length()) {
                problem = quote == '"'
                        ? "this string has no end: a \" is missing"
                        : "this quoted name has no end: a ' is missing";
            }
            return new QuotedText(text.toString(), Math.min(at + 1, source.length()), problem);
        }

        private void backslash(char quote) {
            if (dialect == Dialect.NEW) {
                escape();
            } else if (at + 1 < source.length() && source.charAt(at + 1) == quote && !endsLine(at + 2)) {
                keep(quote);
                at += 2;
            } else {
                keep(source.charAt(at++));
            }
        }

        /** In the old dialect {@code "C:\"} at the end of the line is a string that ends with a backslash. */
        private boolean endsLine(int after) {
            return after >= source.length() || source.charAt(after) == '\n' || source.charAt(after) == '\r';
        }

        private void escape() {
            if (++at >= source.length()) {
                keep('\\');
            } else if (isOctal(at)) {
                octal();
            } else {
                char escaped = source.charAt(at++);
                int known = ESCAPES.indexOf(escaped);
                keep(known < 0 ? escaped : ESCAPED.charAt(known));
            }
        }

        private void octal() {
            int digits = 1;
            int longest = source.charAt(at) <= '3' ? 3 : 2;
            while (digits < longest && isOctal(at + digits)) {
                digits++;
            }
            int code = Integer.parseInt(source, at, at + digits, 8);
            refuseNul(code);
            bytes.write(code);
            at += digits;
        }

        private boolean isOctal(int where) {
            return where < source.length() && source.charAt(where) >= '0' && source.charAt(where) <= '7';
        }

        private void keep(char c) {
            refuseNul(c);
            flush();
            text.append(c);
        }

        private void refuseNul(int code) {
            if (code == 0 && problem == null) {
                problem = "a string can not hold the character 0 (\\0)";
            }
        }

        private void flush() {
            if (bytes.size() > 0) {
                text.append(bytes.toString(StandardCharsets.UTF_8));
                bytes.reset();
            }
        }
    }
}
