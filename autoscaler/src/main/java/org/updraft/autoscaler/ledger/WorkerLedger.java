package org.updraft.autoscaler.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.updraft.autoscaler.plan.Cause;

/**
 * What all ledgers have in common: what an event does to a worker's record is the same wherever the record lies
 * ({@link WorkerEvent}); only reading and saving differ.
 */
abstract sealed class WorkerLedger implements Ledger permits SqliteLedger, MemoryLedger {

    /** How far back histories of combinations look. */
    static final Duration HISTORY = Duration.ofDays(30);

    /**
     * Reads a worker, applies an event to it and saves the outcome, all at once or not at all.
     *
     * @param what for the message if it fails, such as {@code write that it joined}
     */
    abstract void change(String workerId, String what, Function<WorkerRecord, WorkerEvent> event)
            throws LedgerException;

    @Override
    public final void revived(WorkerRecord worker, Instant at) throws LedgerException {
        change(worker.id(), "write the second life of", ended -> WorkerEvent.revived(ended, worker, at));
    }

    @Override
    public final void serverKnown(String workerId, String serverId, Instant at) throws LedgerException {
        change(workerId, "write the server of", worker -> WorkerEvent.serverKnown(worker, serverId, at));
    }

    @Override
    public final void active(String workerId, Instant at) throws LedgerException {
        change(workerId, "write the start of", worker -> WorkerEvent.active(worker, at));
    }

    @Override
    public final void joined(String workerId, Instant at) throws LedgerException {
        change(workerId, "write the joining of", worker -> WorkerEvent.joined(worker, at));
    }

    @Override
    public final void draining(String workerId, WorkerRecord.Drain drain) throws LedgerException {
        change(workerId, "write the intent to drain", worker -> WorkerEvent.draining(worker, drain));
    }

    @Override
    public final void drainVoided(String workerId, String drainId, Instant at, String why) throws LedgerException {
        change(workerId, "void the drain of", worker -> WorkerEvent.drainVoided(worker, drainId, at, why));
    }

    @Override
    public final void fenced(String workerId, WorkerRecord.Fence fence) throws LedgerException {
        change(workerId, "write the fence of", worker -> WorkerEvent.fenced(worker, fence));
    }

    @Override
    public final void unfenced(String workerId, Instant at, String why) throws LedgerException {
        change(workerId, "write the end of the fence of", worker -> WorkerEvent.unfenced(worker, at, why));
    }

    @Override
    public final void deleting(String workerId, Instant at, Cause cause, String detail) throws LedgerException {
        change(workerId, "write the intent to delete", worker -> WorkerEvent.deleting(worker, at, cause, detail));
    }

    @Override
    public final void retiring(String workerId, Instant at) throws LedgerException {
        change(workerId, "write the retirement of", worker -> WorkerEvent.retiring(worker, at));
    }

    @Override
    public final void closed(String workerId, Instant at, Cause cause, String detail) throws LedgerException {
        change(workerId, "write the end of", worker -> WorkerEvent.closed(worker, at, cause, detail));
    }

    @Override
    public final void life(String workerId, Instant at, String activity, String detail) throws LedgerException {
        change(workerId, "write a line in the life of", worker -> WorkerEvent.life(worker, at, activity, detail));
    }
}
