package org.updraft.htcondor;

import java.time.Duration;
import java.time.Instant;

/**
 * One run of a job that is over and says something of the machine it ran on. A run that was ended by its user, an operator or
 * a policy says nothing, and is none of these.
 *
 * @param globalJobId names the job over all schedds and restarts
 * @param host LastRemoteHost, such as {@code slot1_1@updraft-batch-01.example.org}
 * @param words for people: {@code exit code 1}, or why it was given back or held
 */
public record Ending(
        String schedd,
        JobId id,
        String globalJobId,
        String owner,
        String host,
        Instant startedAt,
        Instant endedAt,
        How how,
        String words) {

    public enum How {
        /** Exit code 0. */
        SUCCEEDED,
        /** Another exit code, a signal, or held as the machine could not run it. */
        FAILED,
        /** The machine gave it back, and it waits again. */
        CAME_BACK
    }

    /** Never below zero. */
    public Duration ran() {
        Duration ran = Duration.between(startedAt, endedAt);
        return ran.isNegative() ? Duration.ZERO : ran;
    }
}
