package org.updraft.htcondor;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One job as its schedd shows it.
 *
 * @param status JobStatus: 1 idle, 2 running, 3 removed, 4 completed, 5 held, 6 transferring output, 7 suspended
 * @param universe JobUniverse: 5 vanilla, 11 parallel
 * @param group the group it would count in, with count 1
 * @param vmJob it has a VM attribute at all, or asks for a VMType in its Requirements
 * @param deferral it is to start at a time, by deferral_time or cron_*
 * @param unused attributes of older job files that decide nothing here
 */
public record QueuedJob(
        JobId id,
        int status,
        int universe,
        boolean vmJob,
        JobGroup group,
        Instant queuedAt,
        Optional<String> remoteHost,
        Optional<String> holdReason,
        Optional<Deferral> deferral,
        List<Unused> unused) {

    public QueuedJob {
        unused = List.copyOf(unused);
    }

    /** One that is not deferred and has no unused attributes. */
    public QueuedJob(
            JobId id,
            int status,
            int universe,
            boolean vmJob,
            JobGroup group,
            Instant queuedAt,
            Optional<String> remoteHost,
            Optional<String> holdReason) {
        this(id, status, universe, vmJob, group, queuedAt, remoteHost, holdReason, Optional.empty(), List.of());
    }

    /**
     * @param value an excerpt, printable and at most 80 characters
     * @param instead what serves in its place; empty if it is still to be honoured
     */
    public record Unused(String attribute, String value, Optional<String> instead) {}
}
