package org.updraft.htcondor.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.updraft.htcondor.JobId;
import org.updraft.htcondor.classad.Ad;

/**
 * Counts alike jobs while they stream by. Its size depends on how many kinds of jobs there are, not on how many jobs, and no
 * single owner can make it large: what one owner has beyond {@link #KINDS_PER_OWNER} kinds is counted in one row.
 */
final class GroupTable {
    static final int KINDS_PER_OWNER = 1_000;

    /** Twice what a VM attribute may have, so that one that is too long is still seen to be. */
    private static final int LONGEST_VALUE = 512;

    /** A job's own ids; in a group's ad they stand only if an expression refers to them, and then they matter. */
    private static final Set<String> IDS_OF_JOB = Set.of(Attributes.CLUSTER, Attributes.PROC);

    private static final Set<String> IDS_OF_GROUP = Set.of(Attributes.COUNT, Attributes.IDS, "Id");

    private final Map<String, Map<Ad, Row>> byOwner = new HashMap<>();
    private final Map<String, Row> surplus = new HashMap<>();

    /**
     * @param key what these jobs have in common: all attributes that were asked for, without ids and counts
     * @param surplus more kinds than one owner may have, together: {@code key} is that of the first
     */
    record Row(Ad key, boolean surplus, int count, JobId first, JobId last) {
        Row plus(int more, JobId from, JobId to) {
            return new Row(
                    key,
                    surplus,
                    (int) Math.min(Integer.MAX_VALUE, (long) count + more),
                    first.compareTo(from) <= 0 ? first : from,
                    last.compareTo(to) >= 0 ? last : to);
        }
    }

    void addJob(Ad job, JobId id) {
        add(keyOfJob(job), 1, id, id);
    }

    void addGroup(Ad group, int count, JobId first, JobId last) {
        add(group.key(IDS_OF_GROUP, LONGEST_VALUE), count, first, last);
    }

    static Ad keyOfJob(Ad job) {
        return job.key(IDS_OF_JOB, LONGEST_VALUE);
    }

    private void add(Ad key, int count, JobId first, JobId last) {
        String owner = key.text(Attributes.OWNER).orElse("");
        Map<Ad, Row> kinds = byOwner.computeIfAbsent(owner, o -> new LinkedHashMap<>());
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
