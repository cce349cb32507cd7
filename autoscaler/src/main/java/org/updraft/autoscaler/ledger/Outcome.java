package org.updraft.autoscaler.ledger;

import java.util.List;
import org.updraft.autoscaler.plan.Action;

/**
 * What became of an action. A failure is not retried here: the next turn plans anew.
 *
 * @param workerIds whom it touched; for a boot the ids that were minted
 * @param words what came back, in one line; empty if all went well
 */
public record Outcome(Action action, Result result, List<String> workerIds, String words) {

    public Outcome {
        workerIds = List.copyOf(workerIds);
    }

    public enum Result {
        DONE,
        /** The outside said no in an orderly way: a claim came before the drain, the quota was full. */
        REFUSED,
        /** It failed, or nobody knows whether it took effect. */
        FAILED,
        /** Not tried: evidence had changed on the second look, or the ledger could not write the intent. */
        SKIPPED
    }
}
