package org.updraft.autoscaler.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.updraft.autoscaler.plan.Cause;
import org.updraft.autoscaler.pool.Autopsy;
import org.updraft.autoscaler.pool.Breaker;
import org.updraft.autoscaler.pool.Combination;
import org.updraft.autoscaler.pool.CombinationHistory;
import org.updraft.autoscaler.pool.Mark;
import org.updraft.autoscaler.pool.TokenApproval;
import org.updraft.openstack.Binding;

/**
 * The one memory of the service. A call returns when its row is on disk. One writer at a time: whoever opens it holds an
 * exclusive lock. Safe for several threads of the one process. Instants and durations are kept to the millisecond. Every
 * verb about a worker also writes a line of its life. A verb about a worker that was never intended is refused.
 */
public interface Ledger extends AutoCloseable {

    /** Made together with the ledger; stands in the metadata of every server. */
    String installation();

    /** Writes the intent to boot, before the cloud is asked. */
    void intend(WorkerRecord worker) throws LedgerException;

    /**
     * A worker whose life had ended begins anew, as its server appeared after all. Nothing of its first life speaks for or
     * against its second: no drain, no fence, no delete. One that lives is left as it is.
     */
    void revived(WorkerRecord worker, Instant at) throws LedgerException;

    void serverKnown(String workerId, String serverId, Instant at) throws LedgerException;

    void active(String workerId, Instant at) throws LedgerException;

    void joined(String workerId, Instant at) throws LedgerException;

    /** Writes the intent to drain, before it is ordered; replaces an earlier drain of this worker. */
    void draining(String workerId, WorkerRecord.Drain drain) throws LedgerException;

    /** Voids a drain id, before its cancel is sent: nothing is deleted on its evidence any more. */
    void drainVoided(String workerId, String drainId, Instant at, String why) throws LedgerException;

    void fenced(String workerId, WorkerRecord.Fence fence) throws LedgerException;

    void unfenced(String workerId, Instant at, String why) throws LedgerException;

    /** Written before the collector is told to let the worker have its token. */
    void approving(String workerId, TokenApproval approval) throws LedgerException;

    /** Every approval of a request for this worker's token, oldest first. */
    List<TokenApproval> approvals(String workerId) throws LedgerException;

    /** Why it did not join; takes the place of an earlier one of this worker. */
    void autopsied(String workerId, Autopsy autopsy) throws LedgerException;

    /** The last one of this worker, living or not. */
    Optional<Autopsy> autopsy(String workerId) throws LedgerException;

    /** Written before the delete is sent. */
    void deleting(String workerId, Instant at, Cause cause, String detail) throws LedgerException;

    /** An operator wants it empty; survives a restart. */
    void retiring(String workerId, Instant at) throws LedgerException;

    /** The end of its life: its server is gone, or never appeared. */
    void closed(String workerId, Instant at, Cause cause, String detail) throws LedgerException;

    /** One line in the life of a worker: what it was seen doing from {@code at} on. */
    void life(String workerId, Instant at, String activity, String detail) throws LedgerException;

    /** All workers whose life has not ended, by id. */
    List<WorkerRecord> living() throws LedgerException;

    /** One worker, living or not. */
    Optional<WorkerRecord> worker(String workerId) throws LedgerException;

    /** Every worker, living or not, whose server is one of these; by id. */
    List<WorkerRecord> ofServers(Set<String> serverIds) throws LedgerException;

    List<LifeLine> lifeOf(String workerId) throws LedgerException;

    /** How boots went, for every combination that was ever tried in the last 30 days. */
    Map<Combination, CombinationHistory> histories(Instant now) throws LedgerException;

    /**
     * What was booted in vain in the last 30 days: for each demand and combination the last worker that was drained as useless
     * or as a black hole, unless an operator had it drained or deleted since.
     */
    List<Mark> marks(Instant now) throws LedgerException;

    /** What clouds refused, as it was last written. */
    List<Breaker> breakers() throws LedgerException;

    /** Writes a breaker that has opened, or whose try failed; replaces the one like it. Not for a combination's. */
    void tripped(Breaker breaker) throws LedgerException;

    /** It is closed: there is none like it any more. */
    void mended(Breaker breaker) throws LedgerException;

    /** Which project each cloud's name stood for when it was first used. */
    Map<String, Binding> bindings() throws LedgerException;

    void bind(String cloud, Binding binding) throws LedgerException;

    Set<String> disabledClouds() throws LedgerException;

    void setEnabled(String cloud, boolean enabled, Instant at, String by) throws LedgerException;

    /** Writes a turn; returns nothing, as the loop goes on whatever becomes of it. */
    void append(Turn turn) throws LedgerException;

    /** The number of the last turn written, 0 if none. */
    long lastTurn() throws LedgerException;

    /** The newest turns first, as JSON of plan and outcomes with a digest of what was seen. */
    List<TurnRow> turns(int most, Optional<Long> before) throws LedgerException;

    /** What turn {@code number} saw, whole, as JSON; empty if it is too old or was never written. */
    Optional<String> snapshot(long number) throws LedgerException;

    @Override
    void close();

    record LifeLine(Instant at, String activity, String detail) {}

    /**
     * @param digest counts of what was seen, as JSON
     * @param plan actions, unmet demands and PlanCheck's violations, as JSON
     * @param outcomes as JSON
     */
    record TurnRow(long number, Instant at, long tookMillis, String digest, String plan, String outcomes) {}
}
