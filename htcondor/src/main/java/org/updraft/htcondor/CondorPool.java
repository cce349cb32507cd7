package org.updraft.htcondor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The collector and the workers' daemons. Every call tries once, with a deadline, and answers wholly or throws; an empty
 * list means "the collector said none".
 */
public interface CondorPool {

    /** All slots that bear our pool's name, and since when the collector has been listening. */
    Slots slots() throws CondorException;

    /** The slots of one machine, asked anew: what a removal is decided on. */
    List<SlotAd> slotsOf(String machine) throws CondorException;

    /**
     * Orders a drain that the startd itself refuses if any of its slots is claimed, matched or preempting. The one
     * race-free way to retire an idle worker.
     *
     * @param drainId appears in the slots' DrainReason as {@code updraft:<drainId>}
     */
    DrainReply drainIfIdle(String machine, String drainId) throws CondorException;

    void cancelDrain(String machine) throws CondorException;

    /**
     * Lets running jobs finish and takes no new ones. Cannot be cancelled. Evicts a job that carries a
     * MaxJobRetirementTime of its own, so only call it when none does.
     */
    void offPeacefully(String machine) throws CondorException;

    /** Removes all ads of a machine whose server is gone. */
    void forget(String machine) throws CondorException;

    /**
     * Removes the ads of a machine that name a server which is gone. Those of another machine of this name, that names
     * another server, stay.
     */
    void forgetGhost(String machine, String serverId) throws CondorException;

    /** A token with which one worker may join: advertise as a startd and master, and read. */
    String createToken(String identity, Duration life) throws CondorException;

    /** Every request for a token that waits for an approval, whoever asks and for whatever. The collector keeps at most 1,001. */
    List<TokenRequest> tokenRequests() throws CondorException;

    /**
     * Lets the asker have the token. What is approved is this very request or nothing, even if its id has been used again.
     *
     * @throws CondorException.Refused if there is no such request any more, or it is another one now
     */
    void approve(TokenRequest request) throws CondorException;

    /**
     * @param collectorStartedAt a collector that just restarted knows nothing yet
     */
    record Slots(List<SlotAd> ads, Instant collectorStartedAt) {
        public Slots {
            ads = List.copyOf(ads);
        }
    }

    /** What the startd said to a drain. */
    sealed interface DrainReply {
        /** It is draining: the ads will show our drain id. */
        record Accepted() implements DrainReply {}

        /** A claim is there (code 10003): nothing changed. */
        record Busy(String words) implements DrainReply {}

        /** A drain is already going on (code 10001); whose it is, the ads tell. */
        record AlreadyDraining(String words) implements DrainReply {}
    }
}
