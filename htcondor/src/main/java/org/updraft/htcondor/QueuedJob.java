package org.updraft.htcondor;

import java.time.Instant;
import java.util.Optional;

/**
 * One job as its schedd shows it.
 *
 * @param status JobStatus: 1 idle, 2 running, 3 removed, 4 completed, 5 held, 6 transferring output, 7 suspended
 * @param universe JobUniverse: 5 vanilla, 11 parallel
 * @param group the group it would count in, with count 1
 * @param vmJob it has a VM attribute at all
 */
public record QueuedJob(
        JobId id,
        int status,
        int universe,
        boolean vmJob,
        JobGroup group,
        Instant queuedAt,
        Optional<String> remoteHost,
        Optional<String> holdReason) {}
