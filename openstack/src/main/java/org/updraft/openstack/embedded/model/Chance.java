package org.updraft.openstack.embedded.model;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.UUID;

/** Everything random in a model, drawn from one seed: ids, secrets, and how long things take. */
public final class Chance {
    private static final String TOKEN_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final String WORD_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

    private final SplittableRandom ids;
    private final SplittableRandom times;

    Chance(long seed) {
        ids = new SplittableRandom(seed);
        times = new SplittableRandom(seed ^ 0x5DEECE66DL);
    }

    /** With dashes, as Nova, Glance and Neutron like them. */
    public String uuid() {
        long high = (ids.nextLong() & ~0xF000L) | 0x4000L;
        long low = (ids.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    /** 32 hex digits, as Keystone likes them. */
    public String hexId() {
        return uuid().replace("-", "");
    }

    public String secret(int length) {
        return letters(TOKEN_LETTERS, length);
    }

    public String word(int length) {
        return letters(WORD_LETTERS, length);
    }

    /** A MAC address of OpenStack's own range. */
    String mac() {
        return String.format("fa:16:3e:%02x:%02x:%02x", ids.nextInt(256), ids.nextInt(256), ids.nextInt(256));
    }

    Duration between(Duration min, Duration max) {
        return min.plusMillis(times.nextLong(max.toMillis() - min.toMillis() + 1));
    }

    private String letters(String from, int length) {
        StringBuilder word = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            word.append(from.charAt(ids.nextInt(from.length())));
        }
        return word.toString();
    }
}
