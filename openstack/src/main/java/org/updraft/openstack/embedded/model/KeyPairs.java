package org.updraft.openstack.embedded.model;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** SSH keys; they belong to a user, not to a project. */
public final class KeyPairs {
    private final Time time;
    private final Quotas quotas;
    private final Map<String, KeyPair> pairs = new LinkedHashMap<>();
    private int made;

    KeyPairs(Time time, Quotas quotas) {
        this.time = time;
        this.quotas = quotas;
    }

    public record KeyPair(
            int id, String userId, String name, String type, String publicKey, String fingerprint, Instant created) {}

    /** @param projectId whose quota it counts against */
    public KeyPair add(
            String projectId, String userId, String name, String type, String publicKey, String fingerprint) {
        if (pairs.containsKey(key(userId, name))) {
            throw new Refusal.Conflict("Key pair '" + name + "' already exists.");
        }
        if (!quotas.hasRoom(projectId, Quotas.Kind.KEY_PAIRS, of(userId).size(), 1)) {
            throw new Refusal.OverQuota(403, "Quota exceeded, too many key pairs.");
        }
        KeyPair pair = new KeyPair(++made, userId, name, type, publicKey, fingerprint, time.now());
        pairs.put(key(userId, name), pair);
        return pair;
    }

    public List<KeyPair> of(String userId) {
        return pairs.values().stream()
                .filter(pair -> pair.userId().equals(userId))
                .sorted(Comparator.comparing(KeyPair::name))
                .toList();
    }

    public Optional<KeyPair> find(String userId, String name) {
        return Optional.ofNullable(pairs.get(key(userId, name)));
    }

    public void delete(String userId, String name) {
        if (pairs.remove(key(userId, name)) == null) {
            throw new Refusal.NotFound("Keypair " + name + " not found for user " + userId);
        }
    }

    private static String key(String userId, String name) {
        return userId + "/" + name;
    }
}
