package org.updraft.autoscaler.ledger;

import java.util.List;
import java.util.Optional;
import org.updraft.autoscaler.plan.Action;
import org.updraft.autoscaler.pool.BootFault;

/**
 * What became of an action. A failure is not retried here: the next turn plans anew.
 *
 * @param workerIds whom it touched; for a boot the ids that were minted
 * @param words what came back, in one line; empty if all went well
 * @param autopsy why the worker had not joined, if that was found out on the way
 */
public record Outcome(Action action, Result result, List<String> workerIds, String words, Optional<BootFault> autopsy) {

    public Outcome {
        workerIds = List.copyOf(workerIds);
    }

    /** Of an action on whose way no autopsy was taken. */
    public Outcome(Action action, Result result, List<String> workerIds, String words) {
        this(action, result, workerIds, words, Optional.empty());
    }

    public Outcome with(Optional<BootFault> taken) {
        return new Outcome(action, result, workerIds, words, taken);
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
