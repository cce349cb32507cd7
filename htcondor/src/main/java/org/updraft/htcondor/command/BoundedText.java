package org.updraft.htcondor.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Takes in a stream whole, so that its writer never blocks, and keeps the beginning. */
final class BoundedText {
    private final int longest;
    private byte[] beginning = new byte[0];
    private boolean cut;

    BoundedText(int longest) {
        this.longest = longest;
    }

    void readFrom(InputStream bytes) throws IOException {
        beginning = bytes.readNBytes(longest);
        cut = bytes.skip(1) > 0;
        bytes.transferTo(java.io.OutputStream.nullOutputStream());
    }

    /** There was more than is kept. */
    boolean isCut() {
        return cut;
    }

    @Override
    public String toString() {
        return new String(beginning, StandardCharsets.UTF_8);
    }
}
