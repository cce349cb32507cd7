package org.updraft.autoscaler.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** A worker's record while one of its parts is being replaced; cuts all times to the millisecond, as on disk. */
final class WorkerDraft {

    private final WorkerRecord before;
    Optional<String> serverId;
    Optional<Instant> activeAt;
    Optional<Instant> joinedAt;
    Optional<WorkerRecord.Drain> drain;
    Optional<WorkerRecord.Fence> fence;
    Optional<Instant> deletingAt;
    int deletes;
    Optional<Instant> retiringAt;
    Optional<WorkerRecord.End> end;

    WorkerDraft(WorkerRecord before) {
        this.before = before;
        this.serverId = before.serverId();
        this.activeAt = before.activeAt();
        this.joinedAt = before.joinedAt();
        this.drain = before.drain();
        this.fence = before.fence();
        this.deletingAt = before.deletingAt();
        this.deletes = before.deletes();
        this.retiringAt = before.retiringAt();
        this.end = before.end();
    }

    WorkerRecord record() {
        return new WorkerRecord(
                before.id(),
                before.name(),
                before.combination(),
                before.flavorName(),
                serverId,
                before.owner(),
                before.vmType(),
                before.terms(),
                before.demandKey(),
                before.shape(),
                Duration.ofMillis(before.keepAlive().toMillis()),
                millis(before.requestedAt()),
                activeAt.map(WorkerDraft::millis),
                joinedAt.map(WorkerDraft::millis),
                drain.map(d ->
                        new WorkerRecord.Drain(d.drainId(), d.how(), millis(d.orderedAt()), d.accepted(), d.cause())),
                fence.map(f -> new WorkerRecord.Fence(millis(f.since()), f.means(), f.cause(), f.words())),
                deletingAt.map(WorkerDraft::millis),
                deletes,
                retiringAt.map(WorkerDraft::millis),
                end.map(e -> new WorkerRecord.End(millis(e.at()), e.cause(), e.detail())));
    }

    private static Instant millis(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS);
    }
}
