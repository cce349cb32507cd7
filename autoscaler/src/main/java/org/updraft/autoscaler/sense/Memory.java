package org.updraft.autoscaler.sense;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.Flaw;
import org.updraft.autoscaler.pool.Shape;
import org.updraft.htcondor.Ending;

/**
 * What the Observer keeps from look to look because the world does not: since when something has been as it is. A restart
 * begins anew, which only makes us wait longer.
 */
final class Memory {

    /** A history is written a moment after the job ended, and its clock may be another. */
    private static final Duration ENDINGS_OVERLAP = Duration.ofMinutes(2);

    private static final Duration ENDINGS_BACK_MAX = Duration.ofHours(1);
    private static final int ENDINGS_KEPT = 200;
    private static final int COMPANY = 3;
    private static final int ALONE_MINUTES = 15;

    private final Map<String, Instant> blindSince = new HashMap<>();
    private final Map<String, Instant> demandSince = new HashMap<>();
    private final Map<String, Since<String>> activitySince = new HashMap<>();
    private final Map<String, Since<Shape>> freeSince = new HashMap<>();
    private final Map<String, Instant> inPoolAt = new HashMap<>();
    private final Map<String, Integer> listings = new HashMap<>();
    private final Map<String, Since<String>> flawSince = new HashMap<>();
    private final Map<String, Instant> anotherSeenAt = new HashMap<>();
    private final Map<String, Boolean> ownClaims = new HashMap<>();
    private final Map<String, List<Ending>> endings = new HashMap<>();
    private final Map<String, Instant> endingsAskedAt = new HashMap<>();
    private final Set<String> vanishedTogether = new HashSet<>();
    private Set<String> lastInPool = Set.of();
    private Optional<Instant> aloneSince = Optional.empty();
    private Instant began = Instant.MIN;

    private record Since<T>(T what, Instant at) {}

    Instant blindSince(String source, Instant now) {
        return blindSince.computeIfAbsent(source, s -> now);
    }

    /** When something began, as far as that can be measured: not before the clock was last set. */
    Instant atEarliest(Instant then) {
        return then.isBefore(began) ? began : then;
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

    /** Since when a worker has had a flaw of this kind without a break. */
    Instant flawSince(String workerId, Class<? extends Flaw> flaw, Instant now) {
        return since(flawSince, workerId, flaw.getSimpleName(), now);
    }

    /** The collector keeps one ad for a slot's name: of two machines of one name it shows now this one, now the other. */
    void sawAnotherOfItsName(String workerId, Instant now) {
        anotherSeenAt.put(workerId, now);
    }

    boolean sawAnotherWithin(String workerId, Duration time, Instant now) {
        Instant seen = anotherSeenAt.get(workerId);
        return seen != null && Duration.between(seen, now).compareTo(time) <= 0;
    }

    /** What its own ads said of claims when they last were to be seen; empty if never since this process began. */
    Optional<Boolean> ownClaim(String workerId) {
        return Optional.ofNullable(ownClaims.get(workerId));
    }

    void ownClaim(String workerId, boolean claimed) {
        ownClaims.put(workerId, claimed);
    }

    void hasNoFlaw(String workerId) {
        flawSince.remove(workerId);
    }

    /** From when on a schedd is to be asked for endings: what ended before this process began is not evidence. */
    Instant endingsSince(String schedd, Instant now) {
        Instant asked = endingsAskedAt.computeIfAbsent(schedd, s -> now);
        Instant overlapping = asked.minus(ENDINGS_OVERLAP);
        Instant earliest = now.minus(ENDINGS_BACK_MAX);
        return overlapping.isBefore(earliest) ? earliest : overlapping;
    }

    void endingsSeen(String schedd, Instant now) {
        endingsAskedAt.put(schedd, now);
    }

    /** The last endings of jobs on a worker, the oldest first; some may be seen twice, and count once. */
    List<Ending> endings(String workerId, List<Ending> more) {
        List<Ending> known = endings.computeIfAbsent(workerId, id -> new ArrayList<>());
        more.stream().filter(ending -> !known.contains(ending)).forEach(known::add);
        known.sort(Comparator.comparing(Ending::endedAt).thenComparing(Ending::globalJobId));
        known.subList(0, Math.max(0, known.size() - ENDINGS_KEPT)).clear();
        return List.copyOf(known);
    }

    int listings(String workerId, boolean listedWithout) {
        return listedWithout ? listings.merge(workerId, 1, Integer::sum) : listings.getOrDefault(workerId, 0);
    }

    /**
     * Workers that left the collector's view in company: three or more between two looks is rather the collector's fault
     * than theirs. Each is blind until it is back, or its server explains it; or until enough of the others have been back
     * for {@value #ALONE_MINUTES} minutes: then it is missing by itself, and its time unseen begins.
     *
     * @param inPool workers whose ads the collector shows now
     * @param explained workers that we retired, or whose server is gone or stopped
     */
    Set<String> vanishedTogether(Set<String> inPool, Set<String> explained, Instant now) {
        Set<String> missing = new HashSet<>(lastInPool);
        missing.removeAll(inPool);
        missing.removeAll(explained);
        if (missing.size() >= COMPANY) {
            vanishedTogether.addAll(missing);
        }
        boolean someCameBack = vanishedTogether.removeAll(inPool);
        vanishedTogether.removeAll(explained);
        leaveAlone(someCameBack, now);
        lastInPool = Set.copyOf(inPool);
        return Set.copyOf(vanishedTogether);
    }

    private void leaveAlone(boolean someCameBack, Instant now) {
        if (vanishedTogether.isEmpty() || vanishedTogether.size() >= COMPANY) {
            aloneSince = Optional.empty();
        } else if (aloneSince.isEmpty() && someCameBack) {
            aloneSince = Optional.of(now);
        } else if (aloneSince
                .filter(since -> Duration.between(since, now).toMinutes() >= ALONE_MINUTES)
                .isPresent()) {
            vanishedTogether.forEach(alone -> inPoolAt.put(alone, now));
            vanishedTogether.clear();
            aloneSince = Optional.empty();
        }
    }

    /** The clock was set: what was measured by it before is worth nothing, also what the ledger has. */
    void beginAnew(Instant now) {
        began = now;
        blindSince.clear();
        demandSince.clear();
        endingsAskedAt.clear();
        lastInPool = Set.of();
        aloneSince = Optional.empty();
        forgetAllBut(Set.of());
    }

    void forgetAllBut(Set<String> workerIds) {
        activitySince.keySet().retainAll(workerIds);
        freeSince.keySet().retainAll(workerIds);
        inPoolAt.keySet().retainAll(workerIds);
        listings.keySet().retainAll(workerIds);
        flawSince.keySet().retainAll(workerIds);
        anotherSeenAt.keySet().retainAll(workerIds);
        ownClaims.keySet().retainAll(workerIds);
        endings.keySet().retainAll(workerIds);
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
