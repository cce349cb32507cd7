package org.updraft.autoscaler.sense;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.Shape;

/**
 * What the Observer keeps from look to look because the world does not: since when something has been as it is. A restart
 * begins anew, which only makes us wait longer.
 */
final class Memory {

    private final Map<String, Instant> blindSince = new HashMap<>();
    private final Map<String, Instant> demandSince = new HashMap<>();
    private final Map<String, Since<String>> activitySince = new HashMap<>();
    private final Map<String, Since<Shape>> freeSince = new HashMap<>();
    private final Map<String, Instant> inPoolAt = new HashMap<>();
    private final Map<String, Integer> listings = new HashMap<>();
    private final Set<String> vanishedTogether = new HashSet<>();
    private Set<String> lastInPool = Set.of();

    private record Since<T>(T what, Instant at) {}

    Instant blindSince(String source, Instant now) {
        return blindSince.computeIfAbsent(source, s -> now);
    }

    void sees(Set<String> blindSources) {
        blindSince.keySet().retainAll(blindSources);
    }

    /** Since when each demand has been waiting; forgets those that do not wait any more. */
    Map<String, Instant> demandsSince(Set<String> keys, Instant now) {
        demandSince.keySet().retainAll(keys);
        keys.forEach(key -> demandSince.putIfAbsent(key, now));
        return Map.copyOf(demandSince);
    }

    Instant activitySince(String workerId, Class<? extends Activity> activity, Instant now) {
        return since(activitySince, workerId, activity.getSimpleName(), now);
    }

    Instant freeSince(String workerId, Shape free, Instant now) {
        return since(freeSince, workerId, free, now);
    }

    /** When the worker's ads or claims were last seen; the start of this process if never since. */
    Instant inPoolAt(String workerId, boolean nowIn, Instant now) {
        if (nowIn) {
            inPoolAt.put(workerId, now);
        }
        return inPoolAt.computeIfAbsent(workerId, id -> now);
    }

    int listings(String workerId, boolean listedWithout) {
        return listedWithout ? listings.merge(workerId, 1, Integer::sum) : listings.getOrDefault(workerId, 0);
    }

    /**
     * Workers that left the collector's view in company: three or more between two looks is rather the collector's fault
     * than theirs. Each is blind until it is back, or its server explains it.
     *
     * @param inPool workers whose ads the collector shows now
     * @param explained workers that we retired, or whose server is gone or stopped
     */
    Set<String> vanishedTogether(Set<String> inPool, Set<String> explained) {
        Set<String> missing = new HashSet<>(lastInPool);
        missing.removeAll(inPool);
        missing.removeAll(explained);
        if (missing.size() >= 3) {
            vanishedTogether.addAll(missing);
        }
        vanishedTogether.removeAll(inPool);
        vanishedTogether.removeAll(explained);
        lastInPool = Set.copyOf(inPool);
        return Set.copyOf(vanishedTogether);
    }

    void forgetAllBut(Set<String> workerIds) {
        activitySince.keySet().retainAll(workerIds);
        freeSince.keySet().retainAll(workerIds);
        inPoolAt.keySet().retainAll(workerIds);
        listings.keySet().retainAll(workerIds);
        vanishedTogether.retainAll(workerIds);
    }

    private static <T> Instant since(Map<String, Since<T>> kept, String id, T what, Instant now) {
        Since<T> before = kept.get(id);
        if (before != null && before.what().equals(what)) {
            return before.at();
        }
        kept.put(id, new Since<>(what, now));
        return now;
    }
}
