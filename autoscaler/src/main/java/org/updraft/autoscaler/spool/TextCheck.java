package org.updraft.autoscaler.spool;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Whether bytes are text, and if not, where they begin not to be. */
final class TextCheck {

    private TextCheck() {}

    /** What is wrong, with line and column; empty if the bytes are UTF-8 without NUL. */
    static Optional<String> fault(byte[] content) {
        for (int at = 0; at < content.length; at++) {
            if (content[at] == 0) {
                return Optional.of("line " + place(content, at) + ": a NUL byte; this is no text file");
            }
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(content);
        CoderResult result = decoder.decode(in, CharBuffer.allocate(content.length), true);
        return result.isError()
                ? Optional.of("line " + place(content, in.position()) + ": the byte 0x"
                        + Integer.toHexString(content[in.position()] & 0xff)
                        + " is not UTF-8; convert the file, such as with iconv -t utf-8")
                : Optional.empty();
    }

    /** Columns count characters: a byte that continues one is not counted. */
    private static String place(byte[] content, int at) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < at; i++) {
            if (content[i] == '\n') {
                line++;
                column = 1;
            } else if ((content[i] & 0xc0) != 0x80) {
                column++;
            }
        }
        return line + ", column " + column;
    }
}
