package org.updraft.autoscaler.pool;

import java.time.Instant;
import java.util.Locale;

/** What a worker is doing, joined from server, slots, claims and ledger. */
public sealed interface Activity {

    /** One lower-case word: in tables, metrics and the ledger. */
    default String label() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /**
     * An intent is written and no server is known yet. Counts against demand and caps.
     *
     * @param listings complete listings of its cloud, since the intent, that did not show it
     */
    record Requested(Instant since, int listings) implements Activity {}

    /** Nova builds it. */
    record Building(Instant since) implements Activity {}

    /** It runs and has not advertised itself yet. */
    record Joining(Instant since) implements Activity {}

    /** It is in the pool and no job is on it. */
    record Idle(Instant since) implements Activity {}

    /**
     * Slot or schedd say that a job is there.
     *
     * @param refusesRetirement one of the jobs would be evicted by a drain or a peaceful off, or may be
     */
    record Busy(int jobs, boolean refusesRetirement) implements Activity {}

    /**
     * A drain or peaceful off of ours is going on.
     *
     * @param drained every slot shows our drain id, is Drained/Idle and has no dynamic slot, in a fresh ad
     */
    record Draining(Instant since, How how, String drainId, boolean drained) implements Activity {}

    /** Paused or cut off its network by us, to look again before it is deleted. */
    record Fenced(Instant since) implements Activity {}

    /**
     * The cloud was asked to delete it and still shows it.
     *
     * @param asked how often we asked; 0 if somebody else did
     */
    record Deleting(Instant since, int asked) implements Activity {
        public Deleting(Instant since) {
            this(since, 1);
        }
    }

    /** In a state that we did not cause (SHUTOFF, PAUSED, SUSPENDED, SHELVED, RESCUE, …): reported first. */
    record Stopped(Instant since, String status) implements Activity {}

    /** It had joined, and neither collector nor schedds know it now. */
    record Unseen(Instant since) implements Activity {}

    /** Nova says ERROR and the hypervisor does not say that it runs. */
    record Failed(Instant since, String fault) implements Activity {}

    /** The cloud answered 404 for it: only its ads, ports and record are left. */
    record Gone(Instant since) implements Activity {}

    /** How a worker is emptied. */
    enum How {
        /** condor_drain with a check that refuses if a claim is there. */
        IF_IDLE,
        /** condor_off -peaceful: jobs finish, none is taken. */
        PEACEFULLY
    }
}
