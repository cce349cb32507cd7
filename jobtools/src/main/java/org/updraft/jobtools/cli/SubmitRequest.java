package org.updraft.jobtools.cli;

/**
 * What {@code updraft submit} was asked for.
 *
 * @param dryRun show what would be submitted, and submit nothing
 * @param keep leave the file that was handed to condor_submit
 * @param watch follow the jobs to their end
 */
record SubmitRequest(JobWords job, boolean verbose, boolean dryRun, boolean keep, boolean watch, boolean json) {}
