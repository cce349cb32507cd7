package org.updraft.autoscaler.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.updraft.htcondor.PerCloud;

/** A short name for a list of values. Each value's length is part of it, so that no value can pass for two. */
final class Fingerprint {

    private final MessageDigest digest;

    Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** The first {@code chars} hexadecimal digits; ends this fingerprint. */
    String hex(int chars) {
        return HexFormat.of().formatHex(digest.digest()).substring(0, chars);
    }

    Fingerprint add(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
        return this;
    }

    Fingerprint add(long value) {
        return add(Long.toString(value));
    }

    Fingerprint add(Optional<String> value) {
        return value.map(v -> add(1).add(v)).orElseGet(() -> add(0));
    }

    Fingerprint add(List<String> values) {
        add(values.size());
        values.forEach(this::add);
        return this;
    }

    Fingerprint add(PerCloud value) {
        add(value.fallback()).add(value.byCloud().size());
        for (Map.Entry<String, String> entry : value.byCloud().entrySet()) {
            add(entry.getKey()).add(entry.getValue());
        }
        return this;
    }
}
