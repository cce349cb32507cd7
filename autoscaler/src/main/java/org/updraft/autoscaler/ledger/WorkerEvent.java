package org.updraft.autoscaler.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.updraft.autoscaler.ledger.Ledger.LifeLine;
import org.updraft.autoscaler.plan.Cause;
import org.updraft.autoscaler.pool.Autopsy;
import org.updraft.autoscaler.pool.CombinationHistory;
import org.updraft.autoscaler.pool.TokenApproval;

/**
 * What an event does to a worker's record. Pure. What was written first stays: a second {@code active} or {@code closed}
 * changes nothing and leaves no line.
 *
 * @param after the record as it is to be saved
 * @param failure why the worker was given up without ever having joined; counts in the history of its combination
 * @param lines to append to its life
 */
record WorkerEvent(WorkerRecord after, Optional<CombinationHistory.Failure> failure, List<LifeLine> lines) {

    private static final int DETAIL_CHARS_MAX = 4000;

    static WorkerEvent intended(WorkerRecord worker) {
        WorkerRecord kept = new WorkerDraft(worker).record();
        String detail = worker.flavorName() + " on " + worker.combination().cloud() + " for " + worker.owner();
        return new WorkerEvent(kept, Optional.empty(), List.of(line(worker.requestedAt(), "requested", detail)));
    }

    static WorkerEvent revived(WorkerRecord known, WorkerRecord worker, Instant at) {
        if (known.end().isEmpty()) {
            return nothing(known);
        }
        WorkerRecord anew = WorkerRecord.intent(
                worker.id(),
                worker.name(),
                worker.combination(),
                worker.flavorName(),
                worker.owner(),
                worker.vmType(),
                worker.terms(),
                worker.demandKey(),
                worker.shape(),
                worker.keepAlive(),
                worker.requestedAt());
        return of(new WorkerDraft(anew), line(at, "revived", "its server appeared after all"));
    }

    static WorkerEvent serverKnown(WorkerRecord worker, String serverId, Instant at) {
        if (worker.serverId().equals(Optional.of(serverId))) {
            return nothing(worker);
        }
        WorkerDraft draft = new WorkerDraft(worker);
        draft.serverId = Optional.of(serverId);
        return of(draft, line(at, "server-known", serverId));
    }

    static WorkerEvent active(WorkerRecord worker, Instant at) {
        if (worker.activeAt().isPresent()) {
            return nothing(worker);
        }
        WorkerDraft draft = new WorkerDraft(worker);
        draft.activeAt = Optional.of(at);
        return of(draft, line(at, "active", ""));
    }

    static WorkerEvent joined(WorkerRecord worker, Instant at) {
        if (worker.joinedAt().isPresent()) {
            return nothing(worker);
        }
        WorkerDraft draft = new WorkerDraft(worker);
        draft.joinedAt = Optional.of(at);
        return of(draft, line(at, "joined", ""));
    }

    static WorkerEvent draining(WorkerRecord worker, WorkerRecord.Drain drain) {
        WorkerDraft draft = new WorkerDraft(worker);
        draft.drain = Optional.of(drain);
        String how = switch (drain.how()) {
            case IF_IDLE -> "if-idle";
            case PEACEFULLY -> "peacefully";
        };
        String activity = drain.accepted() ? "drain-accepted" : "draining";
        return of(draft, line(drain.orderedAt(), activity, how + " " + drain.drainId() + because(drain)));
    }

    private static String because(WorkerRecord.Drain drain) {
        return drain.cause().isEmpty() ? "" : ": " + drain.cause();
    }

    static WorkerEvent drainVoided(WorkerRecord worker, String drainId, Instant at, String why) {
        WorkerDraft draft = new WorkerDraft(worker);
        draft.drain = worker.drain().filter(drain -> !drain.drainId().equals(drainId));
        return of(draft, line(at, "drain-voided", drainId + ": " + why));
    }

    static WorkerEvent fenced(WorkerRecord worker, WorkerRecord.Fence fence) {
        WorkerDraft draft = new WorkerDraft(worker);
        draft.fence = Optional.of(fence);
        return of(draft, line(fence.since(), "fenced", fence.means() + ": " + fence.cause()));
    }

    static WorkerEvent unfenced(WorkerRecord worker, Instant at, String why) {
        WorkerDraft draft = new WorkerDraft(worker);
        draft.fence = Optional.empty();
        return of(draft, line(at, "unfenced", why));
    }

    static WorkerEvent approving(WorkerRecord worker, TokenApproval approval) {
        String detail = "request " + approval.request() + " from " + approval.address();
        return life(worker, approval.at(), "token-approved", detail);
    }

    static WorkerEvent autopsied(WorkerRecord worker, Autopsy autopsy) {
        return life(worker, autopsy.at(), "autopsy", autopsy.cause().label() + ": " + autopsy.words());
    }

    static WorkerEvent deleting(WorkerRecord worker, Instant at, Cause cause, String detail) {
        WorkerDraft draft = new WorkerDraft(worker);
        draft.deletingAt = worker.deletingAt().or(() -> Optional.of(at));
        draft.deletes = worker.deletes() + 1;
        // an operator who has it deleted has looked into it
        draft.retiringAt =
                cause == Cause.OPERATOR ? worker.retiringAt().or(() -> Optional.of(at)) : worker.retiringAt();
        return new WorkerEvent(
                draft.record(),
                failure(worker, at, cause, detail),
                List.of(line(at, "deleting", words(cause, detail))));
    }

    static WorkerEvent retiring(WorkerRecord worker, Instant at) {
        if (worker.retiringAt().isPresent()) {
            return nothing(worker);
        }
        WorkerDraft draft = new WorkerDraft(worker);
        draft.retiringAt = Optional.of(at);
        return of(draft, line(at, "retiring", ""));
    }

    static WorkerEvent closed(WorkerRecord worker, Instant at, Cause cause, String detail) {
        if (worker.end().isPresent()) {
            return nothing(worker);
        }
        WorkerDraft draft = new WorkerDraft(worker);
        draft.end = Optional.of(new WorkerRecord.End(at, cause, bounded(detail)));
        // A delete has its own cause and has counted already, or has not: its end, "the server is gone", adds nothing.
        Optional<CombinationHistory.Failure> failure =
                worker.deletingAt().isPresent() ? Optional.empty() : failure(worker, at, cause, detail);
        return new WorkerEvent(draft.record(), failure, List.of(line(at, "closed", words(cause, detail))));
    }

    static WorkerEvent life(WorkerRecord worker, Instant at, String activity, String detail) {
        return new WorkerEvent(worker, Optional.empty(), List.of(line(at, activity, detail)));
    }

    /**
     * A worker that had a server and is given up before it joined speaks against its combination, unless we ourselves did
     * not want it any more, or the cloud had no room for it; so does one that the cloud refused to boot.
     */
    private static Optional<CombinationHistory.Failure> failure(
            WorkerRecord worker, Instant at, Cause cause, String detail) {
        boolean noRoom = worker.fence()
                .filter(fence -> fence.cause().equals(Cause.NO_CAPACITY.label()))
                .isPresent();
        boolean unwanted = cause == Cause.OPERATOR || cause == Cause.NOT_WANTED || cause == Cause.NEVER_APPEARED;
        boolean gaveUp = worker.joinedAt().isEmpty() && worker.serverId().isPresent() && !unwanted && !noRoom;
        boolean failed = gaveUp || cause == Cause.BOOT_REFUSED;
        return failed
                ? Optional.of(new CombinationHistory.Failure(
                        worker.requestedAt(), millis(at), bounded(why(worker, cause, detail))))
                : Optional.empty();
    }

    /** Of a zombie, what it was fenced for tells more than that it was still one at the second look. */
    private static String why(WorkerRecord worker, Cause cause, String detail) {
        return worker.fence()
                .map(fence -> fence.cause() + (fence.words().isEmpty() ? "" : ": " + fence.words()))
                .orElseGet(() -> cause == Cause.BOOT_REFUSED ? detail : words(cause, detail));
    }

    private static WorkerEvent of(WorkerDraft draft, LifeLine line) {
        return new WorkerEvent(draft.record(), Optional.empty(), List.of(line));
    }

    private static WorkerEvent nothing(WorkerRecord worker) {
        return new WorkerEvent(worker, Optional.empty(), List.of());
    }

    private static LifeLine line(Instant at, String activity, String detail) {
        return new LifeLine(millis(at), activity, bounded(detail));
    }

    private static String words(Cause cause, String detail) {
        return detail.isEmpty() ? cause.label() : cause.label() + ": " + detail;
    }

    private static String bounded(String text) {
        return text.length() <= DETAIL_CHARS_MAX ? text : text.substring(0, DETAIL_CHARS_MAX) + " …";
    }

    private static Instant millis(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS);
    }
}
