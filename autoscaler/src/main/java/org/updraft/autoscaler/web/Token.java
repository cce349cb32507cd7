package org.updraft.autoscaler.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** What acts over TCP must show: made anew at each start, and kept in a file that only the service's user can read. */
final class Token {

    private static final int BYTES = 32;

    private final byte[] secret;

    private Token(byte[] secret) {
        this.secret = secret;
    }

    /** Makes one and writes it to {@code file}, in place of an older one. */
    static Token make(Path file) throws IOException {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        byte[] text = Base64.getUrlEncoder().withoutPadding().encode(random);
        Path directory = file.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        // born private and then renamed: at no moment can others read it, or anyone read half of it
        Path fresh = Files.createTempFile(
                directory,
                ".http-token",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(fresh, text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new Token(text);
    }

    /** Takes the same time however much of {@code shown} is right. */
    boolean is(String shown) {
        return MessageDigest.isEqual(secret, shown.getBytes(StandardCharsets.UTF_8));
    }
}
