package org.updraft.openstack.embedded.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes as the services print them. */
final class Digests {
    private Digests() {}

    /** @param algorithm one that every JDK has */
    static String hex(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("this JDK has no " + algorithm, impossible);
        }
    }
}
