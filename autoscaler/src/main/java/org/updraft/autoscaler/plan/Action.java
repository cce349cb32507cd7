package org.updraft.autoscaler.plan;

import java.time.Duration;
import java.time.Instant;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.Leftover;
import org.updraft.autoscaler.pool.Terms;

/** One thing to do, safe even if done one turn late. */
public sealed interface Action {

    Reason reason();

    /**
     * Boots {@code count} alike workers.
     *
     * @param owner whose jobs they serve
     * @param terms on what terms they take them
     * @param keepAlive how long each may be idle
     */
    record Boot(
            Offer offer,
            String demandKey,
            String owner,
            String vmType,
            Terms terms,
            Duration keepAlive,
            int count,
            Reason reason)
            implements Action {}

    /** Writes into the ledger that a server seen in the cloud is this worker: the reply to its boot was lost. */
    record Adopt(String workerId, String serverId, Reason reason) implements Action {}

    /** Empties a worker; IF_IDLE is refused by the worker itself if a claim is there. */
    record Drain(String workerId, Activity.How how, Reason reason) implements Action {}

    /** Takes a drain of ours back and voids its id. */
    record CancelDrain(String workerId, Reason reason) implements Action {}

    /** Stops a zombie reversibly, to look again before it is deleted. */
    record Fence(String workerId, Reason reason) implements Action {}

    record Unfence(String workerId, Reason reason) implements Action {}

    /** Deletes a worker that is drained by us, or fenced and looked at again. */
    record Delete(String workerId, Reason reason) implements Action {}

    /** After the server is gone, or never appeared: removes its ads, ports and floating IP, and closes its record. */
    record Forget(String workerId, Reason reason) implements Action {}

    /**
     * Removes the ads of a machine whose server is gone and that is no worker of ours.
     *
     * @param serverId the uuid that the ads name: those of a machine of the same name that name another one stay
     * @param heard when they were last renewed
     */
    record ForgetAd(String machine, String serverId, Instant heard, Reason reason) implements Action {}

    /** Removes a port or floating IP that a gone server of ours left behind. */
    record Collect(Leftover leftover, Reason reason) implements Action {}
}
