package org.updraft.htcondor.classad;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/**
 * The text of ads in JSON, made fit for a JSON parser whatever jobs put into their attributes. Bytes that are not UTF-8
 * become U+FFFD. A string is cut at {@link #LONGEST_STRING} characters. And what makes an expression differ from a string
 * survives: HTCondor prints an expression as {@code "\/Expr(...)\/"} with those backslashes and a string that merely looks
 * so without; after parsing both would be the same, so {@code \/} is turned into {@link #MARK}.
 */
final class AdTextReader extends Reader {
    /** Stands where the text had an escaped slash. One from the outside becomes U+FFFD. */
    static final char MARK = '\uE000';
    /** RemoteHosts of a parallel job with thousands of nodes still fits. */
    static final int LONGEST_STRING = 256 * 1024;

    private static final char REPLACEMENT = '\uFFFD';

    private final Reader source;
    private final char[] chunk = new char[8192];
    private final StringBuilder ready = new StringBuilder();
    private int given;
    private long charactersRead;

    private boolean inString;
    private boolean escaped;
    private int lengthOfString;
    private final StringBuilder hex = new StringBuilder();
    private boolean inHex;

    AdTextReader(InputStream bytes) {
        this.source = new InputStreamReader(bytes, StandardCharsets.UTF_8);
    }

    /** How much the other side has sent so far. */
    long charactersRead() {
        return charactersRead;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        while (given == ready.length()) {
            ready.setLength(0);
            given = 0;
            int got = source.read(chunk, 0, chunk.length);
            if (got < 0) {
                return -1;
            }
            charactersRead += got;
            for (int i = 0; i < got; i++) {
                take(chunk[i]);
            }
        }
        int count = Math.min(length, ready.length() - given);
        ready.getChars(given, given + count, target, offset);
        given += count;
        return count;
    }

    private void take(char c) {
        if (!inString) {
            inString = c == '"';
            lengthOfString = 0;
            ready.append(c);
        } else if (inHex) {
            takeHex(c);
        } else if (escaped) {
            takeEscaped(c);
        } else if (c == '\\') {
            escaped = true;
        } else if (c == '"') {
            inString = false;
            ready.append(c);
        } else {
            keep(c == MARK ? REPLACEMENT : c);
        }
    }

    private void takeEscaped(char c) {
        escaped = false;
        if (c == '/') {
            keep(MARK);
        } else if (c == 'u') {
            inHex = true;
            hex.setLength(0);
        } else if (lengthOfString++ < LONGEST_STRING) {
            ready.append('\\').append(c);
        }
    }

    private void takeHex(char c) {
        hex.append(c);
        if (hex.length() == 4) {
            inHex = false;
            try {
                keepCode((char) Integer.parseInt(hex.toString(), 16));
            } catch (NumberFormatException e) {
                keep(REPLACEMENT);
            }
        }
    }

    private void keepCode(char code) {
        if (code == MARK) {
            keep(REPLACEMENT);
        } else if (lengthOfString++ < LONGEST_STRING) {
            ready.append("\\u").append(hex);
        }
    }

    private void keep(char c) {
        if (lengthOfString++ < LONGEST_STRING) {
            ready.append(c);
        }
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
