package org.updraft.autoscaler.pool;

/**
 * Why the cloud-config that a job names cannot be given to a worker.
 *
 * @param words what is wrong with which file, for its owner
 */
public record CloudConfigFault(Kind kind, String words) {

    public enum Kind {
        /** The job's owner has not handed it over. */
        MISSING,
        /** It is not any more what was handed over, or cannot be read. */
        DAMAGED,
        /** It is no text of the kind that the job says, or too big. */
        UNFIT
    }
}
