package org.updraft.htcondor.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.updraft.htcondor.JobId;

/**
 * Counts alike jobs while they stream by. Its size depends on how many kinds of jobs there are, not on how many jobs, and no
 * single owner can make it large: what one owner has beyond {@link #KINDS_PER_OWNER} kinds is counted in one row.
 */
final class GroupTable {
    static final int KINDS_PER_OWNER = 1_000;

    private final Map<String, Map<JobKey, Row>> byOwner = new HashMap<>();
    private final Map<String, Row> surplus = new HashMap<>();

    /**
     * @param key what these jobs have in common
     * @param surplus more kinds than one owner may have, together: {@code key} is that of the first
     */
    record Row(JobKey key, boolean surplus, int count, JobId first, JobId last) {
        Row plus(int more, JobId from, JobId to) {
            return new Row(
                    key,
                    surplus,
                    (int) Math.min(Integer.MAX_VALUE, (long) count + more),
                    first.compareTo(from) <= 0 ? first : from,
                    last.compareTo(to) >= 0 ? last : to);
        }
    }

    void add(JobKey key, int count, JobId first, JobId last) {
        String owner = key.ad().text(Attributes.OWNER).orElse("");
        Map<JobKey, Row> kinds = byOwner.computeIfAbsent(owner, o -> new LinkedHashMap<>());
        Row known = kinds.get(key);
        if (known != null) {
            kinds.put(key, known.plus(count, first, last));
        } else if (kinds.size() < KINDS_PER_OWNER) {
            kinds.put(key, new Row(key, false, count, first, last));
        } else {
            surplus.merge(owner, new Row(key, true, count, first, last), (old, more) -> old.plus(count, first, last));
        }
    }

    int size() {
        return byOwner.values().stream().mapToInt(Map::size).sum() + surplus.size();
    }

    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        byOwner.values().forEach(kinds -> rows.addAll(kinds.values()));
        rows.addAll(surplus.values());
        return rows;
    }
}
