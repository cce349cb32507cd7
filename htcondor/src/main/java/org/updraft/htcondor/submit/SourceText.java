package org.updraft.htcondor.submit;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One file's text, with the line and column of every place in it. */
public final class SourceText {

    /** A submit file may be so long. A list of a million files belongs into a file of its own, by {@code queue … from}. */
    public static final int BYTES_MAX = 4 << 20;

    private final String name;
    private final String text;
    private final int[] lineStarts;

    private SourceText(String name, String text) {
        this.name = name;
        this.text = text;
        this.lineStarts = lineStarts(text);
    }

    /** @param name as people know the file, for messages */
    public static SourceText of(String name, String text) {
        return new SourceText(name, text);
    }

    /**
     * @throws SubmitError if the bytes are too many, no UTF-8, or hold a NUL; its line and column are those of the first bad byte
     */
    public static SourceText of(String name, byte[] bytes) throws SubmitError {
        if (bytes.length > BYTES_MAX) {
            throw SubmitError.of(
                    name,
                    "the file is longer than " + (BYTES_MAX >> 20) + " MiB; put long lists into a file of their own"
                            + " and queue from that");
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer chars = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), chars, true);
        SourceText source = new SourceText(name, chars.flip().toString());
        if (result.isError()) {
            throw new SubmitError(
                    source.end(),
                    "this is not UTF-8 text; save the file as UTF-8, or write the value without such characters");
        }
        int nul = source.text.indexOf('\0');
        if (nul >= 0) {
            throw new SubmitError(source.span(nul, nul), "a NUL byte stands here; this is no text file");
        }
        return source;
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[16];
        int count = 1;
        for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
            }
            starts[count++] = i + 1;
        }
        return Arrays.copyOf(starts, count);
    }

    public String name() {
        return name;
    }

    public String text() {
        return text;
    }

    public Span span(int from, int to) {
        return new Span(this, from, to);
    }

    private Span end() {
        return new Span(this, text.length(), text.length());
    }

    /** From 1. */
    int line(int offset) {
        int at = Arrays.binarySearch(lineStarts, offset);
        return at >= 0 ? at + 1 : -at - 1;
    }

    /** From 1, in characters. */
    int column(int offset) {
        return offset - lineStarts[line(offset) - 1] + 1;
    }

    /** Without its line end. */
    String lineText(int line) {
        int from = lineStarts[line - 1];
        int to = line < lineStarts.length ? lineStarts[line] : text.length();
        while (to > from && (text.charAt(to - 1) == '\n' || text.charAt(to - 1) == '\r')) {
            to--;
        }
        return text.substring(from, to);
    }
}
