package org.updraft.autoscaler.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One answer in HTTP/1.1 on a connection that was closed after it: its length stated, or in chunks. */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record HttpReply(int status, byte[] body) {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9][0-9])(?: .*)?");
    private static final Pattern CHUNK = Pattern.compile("([0-9a-fA-F]{1,7})(?:;.*)?");

    /** @throws IOException if it is no HTTP, or was cut off */
    static HttpReply parse(byte[] bytes) throws IOException {
        // One char for each byte, so that positions are the same.
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IOException(text.isEmpty() ? "the connection was closed without an answer" : "no HTTP came back");
        }
        String[] lines = text.substring(0, end).split("\r\n", -1);
        Matcher status = STATUS.matcher(lines[0]);
        if (!status.matches()) {
            throw new IOException("no HTTP came back");
        }
        String body = text.substring(end + 4);
        boolean chunked = header(lines, "transfer-encoding").isPresent();
        String whole = chunked ? joined(body) : counted(body, header(lines, "content-length"));
        return new HttpReply(Integer.parseInt(status.group(1)), whole.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String counted(String body, Optional<String> length) throws IOException {
        if (length.isEmpty()) {
            return body;
        }
        if (!length.get().equals(String.valueOf(body.length()))) {
            throw new IOException("the answer was cut off: " + body.length() + " bytes of it came");
        }
        return body;
    }

    private static String joined(String body) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        int at = 0;
        while (true) {
            int line = body.indexOf("\r\n", at);
            Matcher size = CHUNK.matcher(line < 0 ? "" : body.substring(at, line));
            if (!size.matches()) {
                throw new IOException("the answer was cut off, or its chunks are no chunks");
            }
            int length = Integer.parseInt(size.group(1), 16);
            if (length == 0) {
                return whole.toString(StandardCharsets.ISO_8859_1);
            }
            at = line + 2 + length + 2;
            if (at > body.length()) {
                throw new IOException("the answer was cut off within a chunk");
            }
            whole.writeBytes(body.substring(line + 2, line + 2 + length).getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private static Optional<String> header(String[] lines, String name) {
        for (String line : lines) {
            if (line.toLowerCase(Locale.ROOT).startsWith(name + ":")) {
                return Optional.of(line.substring(name.length() + 1).strip());
            }
        }
        return Optional.empty();
    }
}
