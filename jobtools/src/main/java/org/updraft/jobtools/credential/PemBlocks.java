package org.updraft.jobtools.credential;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Picks the certificates out of a PEM file, which may hold keys and words besides. */
final class PemBlocks {

    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";

    private PemBlocks() {}

    static InputStream certificates(byte[] pem) {
        String text = new String(pem, StandardCharsets.ISO_8859_1);
        StringBuilder blocks = new StringBuilder();
        int begin = text.indexOf(BEGIN);
        while (begin >= 0) {
            int end = text.indexOf(END, begin);
            if (end < 0) {
                break;
            }
            blocks.append(text, begin, end + END.length()).append('\n');
            begin = text.indexOf(BEGIN, end);
        }
        return new ByteArrayInputStream(blocks.toString().getBytes(StandardCharsets.ISO_8859_1));
    }
}
