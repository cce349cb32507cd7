package org.updraft.jobtools.credential;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When a token ends, as it says itself (a JSON Web Token, as SciTokens and IDTOKENs are). Its signature is the receiver's business. */
public final class BearerToken {

    private static final int BYTES_MAX = 64 << 10;
    private static final Pattern EXPIRES = Pattern.compile("\"exp\"\\s*:\\s*([0-9]{1,11})");

    private BearerToken() {}

    /**
     * Empty if it never ends.
     *
     * @throws IOException if the file cannot be read, or holds no token; the message shows nothing of it
     */
    public static Optional<Instant> ends(Path file) throws IOException {
        String[] parts = text(file).split("\\.", -1);
        if (parts.length != 3) {
            throw new IOException("it holds no token");
        }
        try {
            String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            Matcher expires = EXPIRES.matcher(claims);
            return expires.find()
                    ? Optional.of(Instant.ofEpochSecond(Long.parseLong(expires.group(1))))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            throw new IOException("it holds no token", e);
        }
    }

    private static String text(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            // opening a pipe would wait for whoever writes into it
            throw new IOException("it is no file but a pipe, device or folder");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(BYTES_MAX), StandardCharsets.US_ASCII).strip();
        }
    }
}
