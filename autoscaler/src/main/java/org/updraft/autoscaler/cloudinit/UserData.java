package org.updraft.autoscaler.cloudinit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.updraft.openstack.BootRequest;

/**
 * The user data of one server, as Nova takes it.
 *
 * @param base64 may hold a token, so it is not printed
 * @param gzipped cloud-init unpacks by itself
 */
public record UserData(String base64, boolean gzipped) {

    /** Up to this many characters it stays plain, so that `base64 -d` shows an operator what a worker was told. */
    static final int PLAIN_CHARS_MAX = 40 * 1024;

    /** How long it would be. */
    static int charsOf(String text) {
        return smaller(text).base64.length();
    }

    /** @param parts what it consists of, for the message of a whole that is too long */
    static UserData of(String text, Supplier<String> parts) {
        UserData smaller = smaller(text);
        if (smaller.base64.length() > BootRequest.USER_DATA_CHARS_MAX) {
            throw new IllegalArgumentException("user data has " + smaller.base64.length()
                    + " characters in base64 even when compressed, Nova takes at most "
                    + BootRequest.USER_DATA_CHARS_MAX
                    + ". It has " + parts.get() + "; shorten the biggest (let it fetch big things)");
        }
        return smaller;
    }

    private static UserData smaller(String text) {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        String base64 = Base64.getEncoder().encodeToString(plain);
        if (base64.length() <= PLAIN_CHARS_MAX) {
            return new UserData(base64, false);
        }
        String gzip = Base64.getEncoder().encodeToString(gzip(plain));
        return gzip.length() < base64.length() ? new UserData(gzip, true) : new UserData(base64, false);
    }

    @Override
    public String toString() {
        return "UserData[" + base64.length() + " characters in base64" + (gzipped ? ", gzip]" : "]");
    }

    /** The same bytes for the same text: the JDK writes no time into the header. */
    private static byte[] gzip(byte[] plain) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
