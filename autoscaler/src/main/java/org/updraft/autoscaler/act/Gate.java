package org.updraft.autoscaler.act;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.updraft.autoscaler.plan.TokenRefusal;
import org.updraft.htcondor.TokenRequest;

/** What was asked of us at the pool's door, and what we said: bounded, and safe for several threads. */
public final class Gate {

    /** A collector with so many requests takes no more: who wants to join must wait until some expire. */
    public static final int FULL = 1000;

    private static final int KEPT = 50;
    private static final int WORDS_MAX = 300;

    private final Deque<Entry> refused = new ArrayDeque<>();
    private final Map<TokenRefusal, Long> refusals = new EnumMap<>(TokenRefusal.class);
    private final Set<String> told = new HashSet<>();
    private long approvals;
    private int waiting;
    private Optional<String> blindness = Optional.empty();

    /**
     * One request and what was said to it.
     *
     * @param workerId of a worker that we made; empty if it names none
     * @param words one line, without control characters, for log and ledger
     */
    public record Entry(
            Instant at, String request, Optional<String> workerId, Optional<TokenRefusal> refusal, String words) {

        static Entry approved(Instant at, TokenRequest request, String workerId) {
            return new Entry(at, request.key(), Optional.of(workerId), Optional.empty(), plain(asked(request)));
        }

        static Entry refused(
                Instant at, TokenRequest request, Optional<String> workerId, TokenRefusal why, String detail) {
            String words = why.label() + ": " + asked(request) + ": " + why.words()
                    + (detail.isEmpty() ? "" : " (" + detail + ")");
            return new Entry(at, request.key(), workerId, Optional.of(why), plain(words));
        }

        /** {@code approved}, or why not: a metric label. */
        public String verdict() {
            return refusal.map(TokenRefusal::label).orElse("approved");
        }

        private static String asked(TokenRequest request) {
            return "request " + request.requestId() + " for " + request.identity() + " from " + request.address();
        }

        private static String plain(String text) {
            String cut = text.length() <= WORDS_MAX ? text : text.substring(0, WORDS_MAX) + "…";
            return cut.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "?");
        }
    }

    /** Forgets what has expired, so that what is kept is bounded by what a collector keeps. True if it has just become full. */
    synchronized boolean listed(List<TokenRequest> requests) {
        boolean wasFull = isFull();
        waiting = requests.size();
        blindness = Optional.empty();
        Set<String> keys = new HashSet<>();
        requests.forEach(request -> keys.add(request.key()));
        told.removeIf(seen -> !keys.contains(seen.substring(seen.indexOf('\n') + 1)));
        return isFull() && !wasFull;
    }

    /** The collector does not list the requests. False if that was known, in these words. */
    synchronized boolean blind(String words) {
        boolean known = blindness.equals(Optional.of(words));
        blindness = Optional.of(words);
        return !known;
    }

    /** False for what was said before: a request that is refused once waits on, and is refused by every look. */
    synchronized boolean enter(Entry entry) {
        if (!told.add(entry.verdict() + "\n" + entry.request())) {
            return false;
        }
        if (entry.refusal().isEmpty()) {
            approvals++;
        }
        entry.refusal().ifPresent(why -> {
            refusals.merge(why, 1L, Long::sum);
            if (!why.mayPass() && why != TokenRefusal.NOT_OURS) {
                refused.addFirst(entry);
                if (refused.size() > KEPT) {
                    refused.removeLast();
                }
            }
        });
        return true;
    }

    /** Refusals that nobody should see, newest first; not those that pass by themselves. */
    public synchronized List<Entry> refused() {
        return List.copyOf(refused);
    }

    /** By reason, since the service began; each request once for each reason. */
    public synchronized Map<TokenRefusal, Long> refusals() {
        return Map.copyOf(refusals);
    }

    public synchronized long approvals() {
        return approvals;
    }

    /** Requests that waited at the collector when we last looked. */
    public synchronized int waiting() {
        return waiting;
    }

    /** Why requests cannot be seen; empty if they can. */
    public synchronized Optional<String> blindness() {
        return blindness;
    }

    public synchronized boolean isFull() {
        return waiting >= FULL;
    }
}
