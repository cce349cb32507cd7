package org.updraft.autoscaler.plan;

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
import org.updraft.autoscaler.pool.Combination;
import org.updraft.autoscaler.pool.Demand;
import org.updraft.autoscaler.pool.Flaw;
import org.updraft.autoscaler.pool.Mark;
import org.updraft.autoscaler.pool.PoolSnapshot;
import org.updraft.autoscaler.pool.Worker;

/**
 * Keeps what was useless or a black hole for a demand from being booted for it again and again: not at all for a while, then
 * one at a time until one has served. Others' demands for the same image and flavor go on. Lives for one plan.
 */
final class Marks {

    private static final Comparator<Worker> FOUND_FIRST = Comparator.<Worker, Instant>comparing(
                    worker -> worker.flaw().map(Flaw::since).orElse(Instant.MAX))
            .thenComparing(Worker::id);

    private final PoolSnapshot pool;
    private final Policy.Zombies limits;
    private final Map<Kind, Mark> marks = new HashMap<>();
    private final Map<Kind, List<Worker>> living = new HashMap<>();
    private final Set<Kind> booted = new HashSet<>();

    private record Kind(String demandKey, Combination combination) {}

    Marks(PoolSnapshot pool, Policy.Zombies limits) {
        this.pool = pool;
        this.limits = limits;
        pool.marks().forEach(this::note);
        for (Worker worker : pool.workers()) {
            living.computeIfAbsent(kind(worker), k -> new ArrayList<>()).add(worker);
            // one that still has a job is not drained yet, so that the ledger knows nothing of it
            if (worker.flaw().orElse(null) instanceof Flaw.BlackHole(Instant since, String words)
                    && worker.retiring().isEmpty()) {
                note(new Mark(
                        worker.demandKey(), worker.combination(), Mark.Kind.BLACK_HOLE, worker.id(), since, false));
            }
        }
    }

    private void note(Mark mark) {
        marks.merge(
                new Kind(mark.demandKey(), mark.combination()),
                mark,
                (one, other) -> one.at().isAfter(other.at()) ? one : other);
    }

    Optional<Reason> obstacle(Demand demand, Offer offer) {
        Kind kind = new Kind(demand.key(), offer.combination());
        Mark mark = marks.get(kind);
        if (mark == null || isRefuted(mark, kind)) {
            return Optional.empty();
        }
        Cause cause = cause(mark);
        String was = mark.workerId() + " on " + mark.combination().cloud() + " was; ";
        Duration left = shunned(mark).minus(pool.age(mark.at()));
        if (left.isPositive()) {
            return Optional.of(new Reason(cause, was + "one more will be tried in " + Words.of(left)));
        }
        return booted.contains(kind) || living(kind).stream().anyMatch(worker -> isProbe(worker, mark))
                ? Optional.of(new Reason(cause, was + "one more is being tried"))
                : Optional.empty();
    }

    void take(Demand demand, Offer offer) {
        booted.add(new Kind(demand.key(), offer.combination()));
    }

    /** One is to show whether more of them are any good. */
    boolean isProbe(Demand demand, Offer offer) {
        Kind kind = new Kind(demand.key(), offer.combination());
        Mark mark = marks.get(kind);
        return mark != null && !isRefuted(mark, kind);
    }

    /** The oldest black hole of a kind is kept for somebody to look into; one tells as much as ten. */
    boolean isKept(Worker worker) {
        return worker.flaw()
                .filter(Flaw.BlackHole.class::isInstance)
                .filter(flaw -> worker.retiring().isEmpty())
                .filter(flaw ->
                        pool.age(flaw.since()).compareTo(limits.blackHole().keep()) <= 0)
                .filter(flaw -> living(kind(worker)).stream()
                        .noneMatch(other -> other.isBlackHole()
                                && other.retiring().isEmpty()
                                && other.countsAgainstCaps()
                                && isBefore(other, worker)))
                .isPresent();
    }

    private static boolean isBefore(Worker one, Worker other) {
        return FOUND_FIRST.compare(one, other) < 0;
    }

    private static Cause cause(Mark mark) {
        return switch (mark.kind()) {
            case USELESS -> Cause.USELESS;
            case BLACK_HOLE -> Cause.BLACK_HOLE;
        };
    }

    private Duration shunned(Mark mark) {
        return switch (mark.kind()) {
            case USELESS -> limits.shun();
            case BLACK_HOLE -> limits.blackHole().keep();
        };
    }

    /** A later one has been in the pool for so long that, were it as bad, it would have been found out. */
    private boolean isRefuted(Mark mark, Kind kind) {
        return mark.refuted()
                || living(kind).stream()
                        .filter(worker -> isProbe(worker, mark))
                        .anyMatch(worker -> worker.joinedAt()
                                .filter(joined -> pool.age(joined).compareTo(limits.useless()) > 0)
                                .isPresent());
    }

    private static boolean isProbe(Worker worker, Mark mark) {
        return worker.requestedAt().isAfter(mark.at()) && worker.flaw().isEmpty() && worker.countsAgainstCaps();
    }

    private List<Worker> living(Kind kind) {
        return living.getOrDefault(kind, List.of());
    }

    private static Kind kind(Worker worker) {
        return new Kind(worker.demandKey(), worker.combination());
    }
}
