package org.updraft.autoscaler.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Names without names: the same owner gets the same one until the service is restarted, and nobody can tell whose it is. */
final class Mask {

    private static final int BYTES_SHOWN = 3;

    private final byte[] salt = new byte[16];

    Mask() {
        new SecureRandom().nextBytes(salt);
    }

    /** {@code user-3fa90c} */
    String of(String owner) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            byte[] hash = digest.digest(owner.getBytes(StandardCharsets.UTF_8));
            return "user-" + HexFormat.of().formatHex(hash, 0, BYTES_SHOWN);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
