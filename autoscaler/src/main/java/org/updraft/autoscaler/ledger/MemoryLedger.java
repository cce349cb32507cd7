package org.updraft.autoscaler.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.updraft.autoscaler.plan.Cause;
import org.updraft.autoscaler.pool.Autopsy;
import org.updraft.autoscaler.pool.Breaker;
import org.updraft.autoscaler.pool.Combination;
import org.updraft.autoscaler.pool.CombinationHistory;
import org.updraft.autoscaler.pool.Mark;
import org.updraft.autoscaler.pool.TokenApproval;
import org.updraft.openstack.Binding;

/**
 * A ledger for simulated worlds and the demo: what {@link SqliteLedger} does, in memory. It outlives a simulated crash of
 * the service when the world keeps hold of it. Turns older than the last {@value #TURNS_KEPT} are forgotten.
 */
public final class MemoryLedger extends WorkerLedger {

    private static final int TURNS_KEPT = 1000;

    private final String installation;
    private final TreeMap<String, WorkerRecord> living = new TreeMap<>();
    private final Map<String, WorkerRecord> ended = new HashMap<>();
    private final Map<String, CombinationHistory.Failure> failures = new HashMap<>();
    private final List<Breaker> breakers = new ArrayList<>();
    private final Map<String, List<LifeLine>> lives = new HashMap<>();
    private final Map<String, List<TokenApproval>> approvals = new HashMap<>();
    private final Map<String, Autopsy> autopsies = new HashMap<>();
    private final Map<String, Binding> bindings = new HashMap<>();
    private final Set<String> disabled = new HashSet<>();
    private final TreeMap<Long, Turn> turns = new TreeMap<>();

    public MemoryLedger(String installation) {
        this.installation = installation;
    }

    @Override
    public String installation() {
        return installation;
    }

    @Override
    public synchronized void intend(WorkerRecord worker) throws LedgerException {
        if (find(worker.id()).isPresent()) {
            throw new LedgerException(
                    "cannot write the intent to boot worker " + worker.id() + ": there is one of this id already",
                    null);
        }
        save(WorkerEvent.intended(worker));
    }

    @Override
    synchronized void change(String workerId, String what, Function<WorkerRecord, WorkerEvent> event)
            throws LedgerException {
        WorkerRecord worker = find(workerId)
                .orElseThrow(() -> new LedgerException(
                        "cannot " + what + " worker " + workerId + ": no intent to boot it was ever written", null));
        save(event.apply(worker));
    }

    @Override
    public synchronized void approving(String workerId, TokenApproval approval) throws LedgerException {
        change(workerId, "write the approval of a token for", worker -> WorkerEvent.approving(worker, approval));
        approvals
                .computeIfAbsent(workerId, id -> new ArrayList<>())
                .add(new TokenApproval(
                        approval.at().truncatedTo(ChronoUnit.MILLIS), approval.request(), approval.address()));
    }

    @Override
    public synchronized List<TokenApproval> approvals(String workerId) {
        return List.copyOf(approvals.getOrDefault(workerId, List.of()));
    }

    @Override
    public synchronized void autopsied(String workerId, Autopsy autopsy) throws LedgerException {
        change(workerId, "write the autopsy of", worker -> WorkerEvent.autopsied(worker, autopsy));
        autopsies.put(workerId, autopsy);
    }

    @Override
    public synchronized Optional<Autopsy> autopsy(String workerId) {
        return Optional.ofNullable(autopsies.get(workerId));
    }

    @Override
    public synchronized List<WorkerRecord> living() {
        return List.copyOf(living.values());
    }

    @Override
    public synchronized Optional<WorkerRecord> worker(String workerId) {
        return find(workerId);
    }

    @Override
    public synchronized List<WorkerRecord> ofServers(Set<String> serverIds) {
        return Stream.concat(living.values().stream(), ended.values().stream())
                .filter(worker -> worker.serverId().filter(serverIds::contains).isPresent())
                .sorted(Comparator.comparing(WorkerRecord::id))
                .toList();
    }

    @Override
    public synchronized List<LifeLine> lifeOf(String workerId) {
        return List.copyOf(lives.getOrDefault(workerId, List.of()));
    }

    @Override
    public synchronized Map<Combination, CombinationHistory> histories(Instant now) {
        Instant from = now.minus(HISTORY);
        Map<Combination, List<WorkerRecord>> tried = new HashMap<>();
        for (Map<String, WorkerRecord> some : List.of(living, ended)) {
            some.values().stream()
                    .filter(worker -> worker.requestedAt().isAfter(from))
                    .forEach(worker -> tried.computeIfAbsent(worker.combination(), c -> new ArrayList<>())
                            .add(worker));
        }
        Map<Combination, CombinationHistory> histories = new HashMap<>();
        tried.forEach((combination, workers) -> histories.put(combination, history(workers)));
        return histories;
    }

    @Override
    public synchronized List<Mark> marks(Instant now) {
        Instant from = now.minus(HISTORY);
        List<WorkerRecord> all =
                Stream.concat(living.values().stream(), ended.values().stream()).toList();
        Map<List<Object>, Mark> marks = new HashMap<>();
        all.stream()
                .filter(worker -> isMarked(worker) && worker.retiringAt().isEmpty())
                .filter(worker -> worker.drain().orElseThrow().orderedAt().isAfter(from))
                .sorted(Comparator.<WorkerRecord, Instant>comparing(
                                worker -> worker.drain().orElseThrow().orderedAt())
                        .thenComparing(WorkerRecord::id))
                .forEach(worker -> marks.put(List.of(worker.demandKey(), worker.combination()), mark(worker, all)));
        return List.copyOf(marks.values());
    }

    private static Mark mark(WorkerRecord bad, List<WorkerRecord> all) {
        Instant at = bad.drain().orElseThrow().orderedAt();
        boolean refuted = all.stream()
                .filter(later -> later.requestedAt().isAfter(at)
                        && later.demandKey().equals(bad.demandKey())
                        && later.combination().equals(bad.combination()))
                .anyMatch(later -> later.end().isPresent()
                        && later.joinedAt().isPresent()
                        && later.drain().isPresent()
                        && !isMarked(later));
        Mark.Kind kind = bad.isDrainedFor(Cause.USELESS) ? Mark.Kind.USELESS : Mark.Kind.BLACK_HOLE;
        return new Mark(bad.demandKey(), bad.combination(), kind, bad.id(), at, refuted);
    }

    private static boolean isMarked(WorkerRecord worker) {
        return worker.isDrainedFor(Cause.USELESS) || worker.isDrainedFor(Cause.BLACK_HOLE);
    }

    @Override
    public synchronized List<Breaker> breakers() {
        return List.copyOf(breakers);
    }

    @Override
    public synchronized void tripped(Breaker breaker) {
        mended(breaker);
        breakers.add(new Breaker(
                breaker.kind(),
                breaker.scope(),
                breaker.failures(),
                breaker.since().truncatedTo(ChronoUnit.MILLIS),
                breaker.until().truncatedTo(ChronoUnit.MILLIS),
                breaker.words()));
    }

    @Override
    public synchronized void mended(Breaker breaker) {
        breakers.removeIf(breaker::isLike);
    }

    @Override
    public synchronized Map<String, Binding> bindings() {
        return Map.copyOf(bindings);
    }

    @Override
    public synchronized void bind(String cloud, Binding binding) {
        bindings.put(
                cloud,
                new Binding(
                        binding.authUrl(),
                        binding.projectId(),
                        binding.region(),
                        binding.userDomain(),
                        binding.projectName(),
                        binding.user(),
                        binding.credentialExpiresAt().map(at -> at.truncatedTo(ChronoUnit.MILLIS))));
    }

    @Override
    public synchronized Set<String> disabledClouds() {
        return Set.copyOf(disabled);
    }

    @Override
    public synchronized void setEnabled(String cloud, boolean enabled, Instant at, String by) {
        if (enabled) {
            disabled.remove(cloud);
        } else {
            disabled.add(cloud);
        }
    }

    @Override
    public synchronized void append(Turn turn) throws LedgerException {
        if (turns.putIfAbsent(turn.number(), turn) != null) {
            throw new LedgerException("cannot write turn " + turn.number() + ": it is written already", null);
        }
        while (turns.size() > TURNS_KEPT) {
            turns.pollFirstEntry();
        }
    }

    @Override
    public synchronized long lastTurn() {
        return turns.isEmpty() ? 0 : turns.lastKey();
    }

    @Override
    public List<TurnRow> turns(int most, Optional<Long> before) {
        List<Turn> newest;
        synchronized (this) {
            newest = turns.headMap(before.orElse(Long.MAX_VALUE), false).descendingMap().values().stream()
                    .limit(most)
                    .toList();
        }
        return newest.stream().map(MemoryLedger::row).toList();
    }

    @Override
    public synchronized Optional<String> snapshot(long number) {
        return Optional.ofNullable(turns.get(number)).map(turn -> RecordJson.text(turn.seen()));
    }

    @Override
    public void close() {}

    private Optional<WorkerRecord> find(String workerId) {
        return Optional.ofNullable(living.get(workerId)).or(() -> Optional.ofNullable(ended.get(workerId)));
    }

    private void save(WorkerEvent event) {
        WorkerRecord worker = event.after();
        if (worker.end().isPresent()) {
            living.remove(worker.id());
            ended.put(worker.id(), worker);
        } else {
            ended.remove(worker.id());
            living.put(worker.id(), worker);
        }
        event.failure().ifPresent(failure -> failures.putIfAbsent(worker.id(), failure));
        lives.computeIfAbsent(worker.id(), id -> new ArrayList<>()).addAll(event.lines());
    }

    private CombinationHistory history(List<WorkerRecord> workers) {
        Optional<Instant> lastJoin =
                workers.stream().flatMap(worker -> worker.joinedAt().stream()).max(Instant::compareTo);
        return CombinationHistory.of(
                lastJoin,
                workers.stream()
                        .flatMap(worker -> Optional.ofNullable(failures.get(worker.id())).stream())
                        .toList());
    }

    private static TurnRow row(Turn turn) {
        return new TurnRow(
                turn.number(),
                turn.seen().takenAt().truncatedTo(ChronoUnit.MILLIS),
                turn.took().toMillis(),
                TurnJson.digest(turn.seen()).toString(),
                TurnJson.plan(turn.plan(), turn.violations()).toString(),
                TurnJson.outcomes(turn.outcomes()).toString());
    }
}
