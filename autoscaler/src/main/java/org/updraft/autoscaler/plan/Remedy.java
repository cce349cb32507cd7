package org.updraft.autoscaler.plan;

import java.util.Optional;

/** What somebody can do about a cause; empty where there is nothing to do but wait. */
public final class Remedy {

    private Remedy() {}

    public static Optional<String> of(Cause cause) {
        String words = switch (cause) {
            case MULTI_NODE_NOT_YET ->
                "submit it as single-node jobs, or run it on machines that Updraft does not make";
            case MALFORMED_ATTRIBUTE ->
                "correct the attribute with condor_qedit, or remove the job and submit it again";
            case REFUSES_RETIREMENT -> "remove max_job_retirement_time and nice_user from the submit file";
            case NO_IMAGE -> "name an image with VMAMI, or ask the site to set defaults.image";
            case VMTYPE_CONFLICT ->
                "give jobs of another image a VMType of their own, or wait until the others are done";
            case UNKNOWN_IMAGE -> "check the name in VMAMI, or share the image with the project of the pool";
            case UNKNOWN_FLAVOR ->
                "check the name in VMInstanceType, or leave it out: then the smallest that fits is taken";
            case UNKNOWN_NETWORK -> "check the name in VMNetwork, or leave it out";
            case SECURITY_GROUP_NOT_ALLOWED ->
                "choose one of those, leave VMSecurityGroup out, or ask the site to add it to securityGroupsAllowed";
            case UNKNOWN_SECURITY_GROUP -> "check the name in VMSecurityGroup, or leave it out";
            case UNKNOWN_KEY -> "check the name in VMKeyName, or leave it out: then the site's own is taken";
            case CLOUD_CONFIG_MISSING ->
                "hand the file over as the job's owner, and take the line it prints: updraft spool FILE";
            case CLOUD_CONFIG_DAMAGED -> "hand the file over again: updraft spool FILE";
            case CLOUD_CONFIG_UNFIT ->
                "correct or shorten the file, hand it over, and put the line it prints into the job: updraft spool FILE";
            case UNKNOWN_CLOUD -> "check the names in TargetClouds, or leave it out: then any cloud will do";
            case CLOUD_DISABLED -> "an operator can switch the cloud on again: updraft enable CLOUD";
            case NO_FLAVOR_FITS -> "ask for less with request_cpus, request_memory, request_disk or request_gpus";
            case BOOTS_FAIL -> "try the image by hand: it must run cloud-init, have HTCondor and reach the pool";
            case USER_CAP -> "wait for your own jobs to finish, or ask the site to raise limits.users";
            case POOL_CAP -> "wait, or ask the site to raise limits.workers";
            case CLOUD_CAP -> "wait, or ask the site to raise the limits of the cloud";
            case QUOTA -> "wait, or ask the cloud for a larger quota of the project";
            case UNMATCHED -> "compare the job with a worker: condor_q -better-analyze JOB";
            case CLOUD_BLIND -> "an operator should look at the blind spots: updraft status";
            case FROZEN -> "an operator has to look: updraft status says why";
            case BLACK_HOLE ->
                "look at the jobs' output and at the worker that is kept; `updraft drain` on it deletes it and allows more";
            case USELESS -> "compare the job with a worker: condor_q -better-analyze JOB";
            case TWIN -> "an operator should find out who made the second machine, and remove what is not ours";
            case NO_ROOM, BOOT_REFUSED, BOOT_FAILED -> "";
            case JOBS_WAIT, PROBE, APPEARED -> "";
            case IDLE_PAST_KEEP_ALIVE, OPERATOR, BUILD_TOO_LONG, NEVER_JOINED, DEAD_ERROR, NO_CAPACITY, UNSEEN -> "";
            case NEVER_APPEARED, NOT_WANTED, DRAINED, STILL_CLEAR, SERVER_GONE -> "";
            case STILL_THERE -> "an operator of the cloud has to look why the server does not go";
            case STOPPED -> "whoever stopped the server should start or delete it";
            case MAX_AGE, REBUILT, GHOST_AD, LEFT_BEHIND -> "";
            case JOB_FOUND, CANNOT_SEE, WANTED_AGAIN, DRAIN_LOST, DRAIN_STUCK -> "";
            case BACKOFF, STARTING_CAP, UNPROVEN, PER_TURN_CAP, COVERED -> "";
        };
        return words.isEmpty() ? Optional.empty() : Optional.of(words);
    }
}
