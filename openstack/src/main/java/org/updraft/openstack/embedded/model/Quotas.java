package org.updraft.openstack.embedded.model;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What each project may have. */
public final class Quotas {
    public static final int UNLIMITED = -1;

    private final Map<String, Map<Kind, Integer>> limits = new HashMap<>();

    Quotas() {}

    /** What is limited, and how much of it a project gets if nobody said otherwise (as Nova and Neutron ship). */
    public enum Kind {
        INSTANCES(10),
        CORES(20),
        RAM(51200),
        METADATA_ITEMS(128),
        KEY_PAIRS(100),
        SERVER_GROUPS(10),
        SERVER_GROUP_MEMBERS(10),
        NETWORK(100),
        SUBNET(100),
        PORT(500),
        SECURITY_GROUP(10),
        SECURITY_GROUP_RULE(100),
        FLOATINGIP(50);

        private final int usual;

        Kind(int usual) {
            this.usual = usual;
        }

        /** As the services write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public int limit(String projectId, Kind kind) {
        return limits.getOrDefault(projectId, Map.of()).getOrDefault(kind, kind.usual);
    }

    public void set(String projectId, Kind kind, int limit) {
        limits.computeIfAbsent(projectId, id -> new EnumMap<>(Kind.class)).put(kind, limit);
    }

    boolean hasRoom(String projectId, Kind kind, int used, int wanted) {
        int limit = limit(projectId, kind);
        return limit == UNLIMITED || used + wanted <= limit;
    }
}
