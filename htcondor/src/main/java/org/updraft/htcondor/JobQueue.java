package org.updraft.htcondor;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The queues of the configured schedds. Each is asked by its name, and an answer is whole or an exception: an empty list
 * means "the schedd said none". Nothing is retried.
 */
public interface JobQueue {

    /** Of {@link #endings}. */
    int ENDINGS_MAX = 1000;

    /** The configured schedds; each is a source that can be blind by itself. */
    List<String> schedds();

    /**
     * Jobs that could want a worker (idle, with a VM attribute), of all users, grouped by everything that decides about
     * workers. Cost grows with groups, not with jobs, where the schedd can group.
     */
    List<JobGroup> waiting(String schedd) throws CondorException;

    /** Every job of any user that holds a slot, or may: running, transferring, suspended. */
    List<Claim> claims(String schedd) throws CondorException;

    /**
     * Runs of jobs that ended on or after {@code since}, at most {@value #ENDINGS_MAX} that left the queue and as many that did
     * not, the newest of them. Cost grows with these, not with the length of the history. A job that the machine gives back and
     * that starts again before we ask is missed.
     */
    List<Ending> endings(String schedd, Instant since) throws CondorException;

    /** One job, for {@code why}; empty if it is not (any more) in this schedd's queue. */
    Optional<QueuedJob> job(String schedd, JobId id) throws CondorException;

    /** Every VMAMIConfig that a job in the queue names, in whatever state the job is. */
    Set<NamedCloudConfig> cloudConfigs(String schedd) throws CondorException;

    /** Holds all jobs of a group, with a reason for the user. Only used when the site's config says so. */
    void hold(String schedd, JobGroup group, String reason) throws CondorException;
}
