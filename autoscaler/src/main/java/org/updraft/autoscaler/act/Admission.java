package org.updraft.autoscaler.act;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.updraft.autoscaler.ledger.Ledger;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.WorkerRecord;
import org.updraft.autoscaler.plan.TokenRefusal;
import org.updraft.autoscaler.plan.TokenRuling;
import org.updraft.autoscaler.pool.TokenApproval;
import org.updraft.htcondor.CondorException;
import org.updraft.htcondor.CondorPool;
import org.updraft.htcondor.TokenRequest;
import org.updraft.openstack.Cloud;

/**
 * Lets workers in: approves the request for a token of each worker that is just joining, and of nobody else. What is not approved
 * expires at the collector. Belongs to the loop's thread; {@link #gate()} may be read from any.
 */
public final class Admission {

    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    /** Of refusals in one worker's life, so that nobody can fill the ledger. */
    private static final int LIFE_LINES_MAX = 10;

    private final Site site;
    private final InstantSource clock;
    private final Executor executor;
    private final CondorPool condor;
    private final Ledger ledger;
    private final Joiners joiners;
    private final Gate gate = new Gate();
    private final Map<String, Instant> firstSeen = new HashMap<>();
    private final Map<String, Integer> lifeLines = new HashMap<>();

    /**
     * @param trustDomain of workers' identities and machine names
     * @param tokenLife the longest that a worker's token may live
     * @param joinWithin by cloud: how long after its start a worker may ask
     * @param natAddresses by cloud: addresses that the collector sees in place of the servers' own
     */
    public record Site(
            String trustDomain,
            Duration tokenLife,
            Map<String, Duration> joinWithin,
            Map<String, Set<String>> natAddresses) {
        public Site {
            joinWithin = Map.copyOf(joinWithin);
            natAddresses = Map.copyOf(natAddresses);
        }
    }

    public Admission(
            Site site, InstantSource clock, Executor executor, List<Cloud> clouds, CondorPool condor, Ledger ledger) {
        this.site = site;
        this.clock = clock;
        this.executor = executor;
        this.condor = condor;
        this.ledger = ledger;
        this.joiners = new Joiners(site, clouds, condor, ledger);
    }

    /** Looks at all requests once. Whatever fails is tried again by the next look; returns what was ruled anew. */
    public List<Gate.Entry> look() {
        Instant now = clock.instant();
        List<TokenRequest> requests;
        try {
            requests = condor.tokenRequests();
        } catch (CondorException e) {
            if (gate.blind(String.valueOf(e.getMessage()))) {
                LOG.warn("the requests of workers that join cannot be seen: {}", e.getMessage());
            }
            return List.of();
        }
        if (gate.listed(requests)) {
            LOG.error(
                    "{} requests for tokens wait at the collector, which takes no more: no worker can join until they expire"
                            + " or it is restarted. Whoever asks so often can reach the collector: look at the addresses",
                    requests.size());
        }
        requests.forEach(request -> firstSeen.putIfAbsent(request.key(), now));
        firstSeen.keySet().retainAll(requests.stream().map(TokenRequest::key).toList());
        List<CompletableFuture<List<Gate.Entry>>> running = byWorker(requests).entrySet().stream()
                .map(entry -> CompletableFuture.supplyAsync(
                        () -> ruleAll(Optional.of(entry.getKey()).filter(id -> !id.isEmpty()), entry.getValue(), now),
                        executor))
                .toList();
        List<Gate.Entry> fresh = running.stream()
                .flatMap(future -> future.join().stream())
                .filter(gate::enter)
                .toList();
        fresh.forEach(this::write);
        return fresh;
    }

    /** Some worker has yet to ask: looking again soon is worth it. */
    public boolean isAwaited() {
        try {
            return ledger.living().stream()
                    .anyMatch(worker -> worker.serverId().isPresent()
                            && worker.joinedAt().isEmpty()
                            && worker.deletingAt().isEmpty());
        } catch (LedgerException e) {
            LOG.warn("whether a worker waits to be let in is not known: {}", e.getMessage());
            return true;
        }
    }

    /** What was asked and ruled, for people. */
    public Gate gate() {
        return gate;
    }

    /** One worker's requests together: approving one speaks against the next. Under the empty id those of no worker. */
    private Map<String, List<TokenRequest>> byWorker(List<TokenRequest> requests) {
        Map<String, List<TokenRequest>> byWorker = new TreeMap<>();
        for (TokenRequest request : requests) {
            String id =
                    TokenRuling.workerOf(request.identity(), site.trustDomain()).orElse("");
            byWorker.computeIfAbsent(id, i -> new ArrayList<>()).add(request);
        }
        // an asker that gave up leaves its request behind, so the newest first
        Comparator<TokenRequest> newest = Comparator.comparing(
                request -> firstSeen.getOrDefault(request.key(), Instant.EPOCH), Comparator.reverseOrder());
        byWorker.values().forEach(list -> list.sort(newest.thenComparing(TokenRequest::key)));
        return byWorker;
    }

    private List<Gate.Entry> ruleAll(Optional<String> workerId, List<TokenRequest> requests, Instant now) {
        List<Gate.Entry> rulings = new ArrayList<>();
        for (TokenRequest request : requests) {
            rulings.add(guarded(workerId, request, now));
        }
        return rulings;
    }

    private Gate.Entry guarded(Optional<String> workerId, TokenRequest request, Instant now) {
        try {
            if (workerId.isEmpty()) {
                return Gate.Entry.refused(now, request, workerId, TokenRefusal.NOT_OURS, "");
            }
            Optional<WorkerRecord> worker = ledger.worker(workerId.get());
            if (worker.isEmpty()) {
                return Gate.Entry.refused(now, request, Optional.empty(), TokenRefusal.UNKNOWN_IDENTITY, "");
            }
            return rule(worker.get(), request, now);
        } catch (LedgerException e) {
            return Gate.Entry.refused(now, request, workerId, TokenRefusal.CANNOT_SEE, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // a bug of ours must not keep the other workers out, nor pass in silence
            LOG.error("request {} for {} failed in a way we did not foresee", request.key(), workerId, e);
            return Gate.Entry.refused(now, request, workerId, TokenRefusal.CANNOT_SEE, "unforeseen: " + e);
        }
    }

    private Gate.Entry rule(WorkerRecord worker, TokenRequest request, Instant now) throws LedgerException {
        Optional<String> id = Optional.of(worker.id());
        try {
            Optional<TokenRuling.Refuse> byItself = TokenRuling.byItself(request, site.tokenLife());
            TokenRuling ruling =
                    byItself.isPresent() ? byItself.get() : TokenRuling.on(request, joiners.of(worker), now);
            return switch (ruling) {
                case TokenRuling.Refuse refuse -> Gate.Entry.refused(now, request, id, refuse.why(), refuse.detail());
                case TokenRuling.Approve approve -> approve(worker, request, approve, now);
            };
        } catch (Joiners.Unseen e) {
            return Gate.Entry.refused(now, request, id, TokenRefusal.CANNOT_SEE, String.valueOf(e.getMessage()));
        }
    }

    /** Written down first: a service that dies in between finds the same request still waiting, and goes on with it. */
    private Gate.Entry approve(WorkerRecord worker, TokenRequest request, TokenRuling.Approve approve, Instant now)
            throws LedgerException {
        if (!approve.written()) {
            ledger.approving(worker.id(), new TokenApproval(now, request.key(), request.address()));
        }
        try {
            condor.approve(request);
            return Gate.Entry.approved(now, request, worker.id());
        } catch (CondorException e) {
            return Gate.Entry.refused(
                    now,
                    request,
                    Optional.of(worker.id()),
                    TokenRefusal.CANNOT_SEE,
                    "the approval failed: " + e.getMessage());
        }
    }

    /** Log and life line, once for each request and reason. */
    private void write(Gate.Entry entry) {
        TokenRefusal why = entry.refusal().orElse(null);
        if (why == null) {
            LOG.info("let in: {}", entry.words());
            return;
        }
        if (why.mayPass() || why == TokenRefusal.NOT_OURS) {
            LOG.info("not let in: {}", entry.words());
        } else {
            LOG.warn("not let in: {}", entry.words());
        }
        entry.workerId()
                .filter(id -> lifeLines.merge(id, 1, Integer::sum) <= LIFE_LINES_MAX)
                .ifPresent(id -> {
                    try {
                        ledger.life(id, entry.at(), "token-refused", entry.words());
                    } catch (LedgerException e) {
                        LOG.warn("worker {}: a refused request could not be written down: {}", id, e.getMessage());
                    }
                });
    }
}
