package org.updraft.autoscaler.act;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.updraft.autoscaler.ledger.Ledger;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.plan.Wait;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.Breaker;
import org.updraft.autoscaler.pool.Breaker.Kind;
import org.updraft.autoscaler.pool.Breaker.Scope;
import org.updraft.autoscaler.pool.Worker;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.Shortage;

/**
 * What clouds refuse, and how long each is left alone for it; kept in the ledger, so that a restart asks nobody anew. Only what
 * was begun after the wait counts as the one try: what was under way when a breaker opened neither closes it nor makes it wait
 * longer. Safe for several threads.
 */
public final class Breakers {

    private static final Logger LOG = LoggerFactory.getLogger(Breakers.class);
    private static final int WORDS_CHARS_MAX = 1000;
    /** So many calls, or boots, without an answer in a row. */
    private static final int UNANSWERED_MAX = 3;
    /** What nobody has tried for so long after it might have been is not known any more. */
    private static final Duration STALE = Duration.ofHours(24);
    /** A cloud that says "come back in a week" is asked again tomorrow. */
    private static final Duration LONGEST = Duration.ofHours(24);
    /**
     * A worker may be paused, and its job found meanwhile: a cloud is asked again well before the lease of such a job, 40
     * minutes, has run out.
     */
    private static final Duration CALLS_HELD_MAX = Duration.ofMinutes(10);

    private final InstantSource clock;
    private final Ledger ledger;
    private final List<Breaker> open = new ArrayList<>();
    private final Map<String, Integer> unansweredCalls = new HashMap<>();
    private final Map<String, Integer> unansweredBoots = new HashMap<>();
    private final Set<String> learnedFrom = new HashSet<>();
    private final Map<String, Instant> trying = new HashMap<>();

    public Breakers(InstantSource clock, Ledger ledger) throws LedgerException {
        this.clock = clock;
        this.ledger = ledger;
        open.addAll(ledger.breakers());
    }

    /** Learns from what was seen of workers and their servers; returns those that hold, and those whose scope may be tried. */
    public synchronized List<Breaker> after(List<Worker> workers) {
        Instant now = clock.instant();
        endWaitsOfAnotherClock(now);
        workers.forEach(this::learn);
        learnedFrom.retainAll(workers.stream().map(Worker::id).collect(Collectors.toSet()));
        open.stream()
                .filter(breaker -> now.isAfter(breaker.until().plus(STALE))
                        || workers.stream().anyMatch(worker -> runsInSpiteOf(breaker, worker)))
                .toList()
                .forEach(this::close);
        return List.copyOf(open);
    }

    /** One that is longer than any can be was begun before the clock was set back: its scope may be tried now. */
    private void endWaitsOfAnotherClock(Instant now) {
        open.stream()
                .filter(breaker -> breaker.until().isAfter(now.plus(most(breaker.kind()))))
                .toList()
                .forEach(breaker -> put(new Breaker(
                        breaker.kind(),
                        breaker.scope(),
                        breaker.failures(),
                        breaker.since(),
                        now.truncatedTo(ChronoUnit.MILLIS),
                        breaker.words())));
    }

    /** A cloud may say only later, by a server in ERROR, that it has no host, or that some limit is reached. */
    private void learn(Worker worker) {
        if (worker.activity() instanceof Activity.Failed failed && learnedFrom.add(worker.id())) {
            Shortage.in(failed.fault()).ifPresent(shortage -> {
                switch (shortage) {
                    case HOST -> trip(Kind.NO_CAPACITY, flavorOf(worker), worker.requestedAt(), failed.fault());
                    case QUOTA ->
                        trip(Kind.QUOTA_FULL, new Scope.OfCloud(worker.cloud()), worker.requestedAt(), failed.fault());
                }
            });
        }
    }

    private static Scope flavorOf(Worker worker) {
        return new Scope.OfFlavor(worker.cloud(), worker.combination().flavorId());
    }

    private static boolean runsInSpiteOf(Breaker breaker, Worker worker) {
        boolean ran = worker.activity() instanceof Activity.Joining
                || worker.joinedAt().isPresent();
        return !breaker.kind().holdsCalls()
                && ran
                && worker.recorded()
                && breaker.scope().covers(worker.combination())
                && !worker.requestedAt().isBefore(breaker.until());
    }

    /**
     * Lets a call of the cloud through, or not; of those after a wait only one at a time, until it is {@link #over}.
     *
     * @return when the call begins
     */
    synchronized Instant admit(String cloud) throws CloudException {
        Instant now = clock.instant();
        Optional<Breaker> held = callsOf(cloud).stream()
                .filter(breaker -> breaker.holdsAt(now) || trying.containsKey(cloud))
                .findFirst();
        if (held.isPresent()) {
            throw new CloudException.Unreachable(
                    cloud,
                    cloud + " is not asked before "
                            + held.get().until().truncatedTo(ChronoUnit.SECONDS) + ", as "
                            + held.get().kind().words() + ": " + held.get().words(),
                    false,
                    null);
        }
        if (!callsOf(cloud).isEmpty()) {
            trying.put(cloud, now);
        }
        return now;
    }

    /** The cloud did what it was asked, or said why not. */
    synchronized void answered(String cloud, Instant asked) {
        unansweredCalls.remove(cloud);
        callsOf(cloud).stream()
                .filter(breaker -> !asked.isBefore(breaker.until()))
                .forEach(this::close);
    }

    /** A call came to nothing, whatever it was for. */
    synchronized void unanswered(CloudException failure, Instant asked) {
        String cloud = failure.cloud();
        switch (failure) {
            case CloudException.CredentialsRejected c -> trip(Kind.LOGIN_REFUSED, cloud, asked, failure);
            case CloudException.RateLimited limited ->
                trip(Kind.CALLS_LIMITED, new Scope.OfCloud(cloud), asked, words(failure), limited.retryAfter());
            case CloudException.Unreachable u -> {
                if (unansweredCalls.merge(cloud, 1, Integer::sum) >= UNANSWERED_MAX) {
                    trip(Kind.NO_ANSWER, cloud, asked, failure);
                }
            }
            case CloudException.QuotaFull q -> answered(cloud, asked);
            case CloudException.NoCapacity n -> answered(cloud, asked);
            case CloudException.WrongState w -> answered(cloud, asked);
            case CloudException.Gone g -> answered(cloud, asked);
            case CloudException.Rejected r -> answered(cloud, asked);
        }
    }

    /** Whatever became of it. */
    synchronized void over(String cloud, Instant asked) {
        trying.remove(cloud, asked);
    }

    /** What a refused boot means for the next ones. */
    synchronized void bootRefused(Scope.OfFlavor flavor, CloudException refusal, Instant requestedAt) {
        String cloud = flavor.cloud();
        switch (refusal) {
            case CloudException.QuotaFull q -> trip(Kind.QUOTA_FULL, cloud, requestedAt, refusal);
            case CloudException.NoCapacity n -> trip(Kind.NO_CAPACITY, flavor, requestedAt, words(refusal));
            case CloudException.RateLimited limited ->
                trip(Kind.BOOTS_LIMITED, new Scope.OfCloud(cloud), requestedAt, words(refusal), limited.retryAfter());
            case CloudException.Unreachable u -> {
                if (unansweredBoots.merge(cloud, 1, Integer::sum) >= UNANSWERED_MAX) {
                    trip(Kind.BOOTS_UNANSWERED, cloud, requestedAt, refusal);
                }
            }
            // no call of this cloud gets through any more
            case CloudException.CredentialsRejected c -> {}
            // concerns this image or flavor, not the cloud
            case CloudException.WrongState w -> bootAccepted(cloud);
            case CloudException.Gone g -> bootAccepted(cloud);
            case CloudException.Rejected r -> bootAccepted(cloud);
        }
    }

    synchronized void bootAccepted(String cloud) {
        unansweredBoots.remove(cloud);
    }

    /** No token for a worker could be made: booting is pointless on this cloud as on any, so it waits a while. */
    synchronized void noToken(String cloud, Instant requestedAt, String words) {
        trip(Kind.NO_TOKEN, new Scope.OfCloud(cloud), requestedAt, words);
    }

    /** Somebody says that the cloud is well again: it is asked, and booted on, at once. */
    public synchronized void forget(String cloud) {
        unansweredCalls.remove(cloud);
        unansweredBoots.remove(cloud);
        open.stream()
                .filter(breaker -> breaker.scope().cloud().equals(cloud))
                .toList()
                .forEach(this::close);
    }

    private void trip(Kind kind, String cloud, Instant begun, CloudException failure) {
        trip(kind, new Scope.OfCloud(cloud), begun, words(failure));
    }

    private void trip(Kind kind, Scope scope, Instant begun, String words) {
        trip(kind, scope, begun, words, Optional.empty());
    }

    private void trip(Kind kind, Scope scope, Instant begun, String words, Optional<Duration> asked) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Optional<Breaker> before = open.stream()
                .filter(breaker -> breaker.kind() == kind && breaker.scope().equals(scope))
                .findFirst();
        if (before.filter(breaker -> begun.isBefore(breaker.until())).isPresent()) {
            return;
        }
        int failures = 1 + before.map(Breaker::failures).orElse(0);
        Duration wait = asked.map(told -> told.compareTo(most(kind)) < 0 ? told : most(kind))
                .orElseGet(() -> new Wait(first(kind), most(kind)).after(kind.label() + " " + scope.label(), failures));
        Breaker tripped = new Breaker(
                kind,
                scope,
                failures,
                before.map(Breaker::since).orElse(now),
                now.plus(wait),
                words.substring(0, Math.min(words.length(), WORDS_CHARS_MAX)));
        LOG.warn("{} waits until {}: {}: {}", scope.label(), tripped.until(), kind.words(), words);
        put(tripped);
    }

    private void put(Breaker breaker) {
        open.removeIf(breaker::isLike);
        open.add(breaker);
        write(() -> ledger.tripped(breaker));
    }

    private void close(Breaker breaker) {
        open.remove(breaker);
        LOG.info(
                "{} is tried freely again; it was left alone, as {}",
                breaker.scope().label(),
                breaker.kind().words());
        write(() -> ledger.mended(breaker));
    }

    private List<Breaker> callsOf(String cloud) {
        return open.stream()
                .filter(breaker ->
                        breaker.kind().holdsCalls() && breaker.scope().cloud().equals(cloud))
                .toList();
    }

    private interface Writing {
        void write() throws LedgerException;
    }

    /** One that is not written down holds until the next restart. */
    private static void write(Writing writing) {
        try {
            writing.write();
        } catch (LedgerException e) {
            LOG.error("{}", e.getMessage());
        }
    }

    private static String words(CloudException failure) {
        return failure.getMessage();
    }

    private static Duration first(Kind kind) {
        return switch (kind) {
            case LOGIN_REFUSED -> Duration.ofMinutes(5);
            case NO_ANSWER, CALLS_LIMITED, BOOTS_LIMITED -> Duration.ofMinutes(1);
            case QUOTA_FULL, NO_CAPACITY, BOOTS_UNANSWERED, NO_TOKEN -> Duration.ofMinutes(2);
            case BOOTS_FAIL -> throw ofPlan();
        };
    }

    private static Duration most(Kind kind) {
        return switch (kind) {
            case LOGIN_REFUSED, NO_ANSWER, CALLS_LIMITED -> CALLS_HELD_MAX;
            case BOOTS_LIMITED -> LONGEST;
            case QUOTA_FULL, NO_CAPACITY, BOOTS_UNANSWERED -> Duration.ofMinutes(30);
            case NO_TOKEN -> Duration.ofMinutes(10);
            case BOOTS_FAIL -> throw ofPlan();
        };
    }

    private static IllegalArgumentException ofPlan() {
        return new IllegalArgumentException("how long an image waits is for the planner to say");
    }
}
