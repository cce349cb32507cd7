package org.updraft.htcondor;

import java.util.List;
import java.util.Optional;

/**
 * Waiting jobs of one schedd that are alike in everything that decides about workers.
 *
 * @param owner the job's Owner, a user of the submit host
 * @param vm what the VM attributes ask for
 * @param requestCpus per job
 * @param requestMemoryMiB per job
 * @param requestDiskKiB per job
 * @param requestGpus per job
 * @param priority JobPrio: higher goes first within an owner
 * @param multiNode parallel universe: wants several machines at once
 * @param refusesRetirement the job carries a MaxJobRetirementTime of its own (nice_user sets it), so a worker's START
 *     refuses it: a drain would evict it at once
 * @param count how many
 * @param first the lowest job id of the group, {@code last} the highest; ids between may belong to other groups
 * @param malformed attributes that could not be read, each with what is wrong; such a group is never booted for
 */
public record JobGroup(
        String schedd,
        String owner,
        VmAttributes vm,
        int requestCpus,
        int requestMemoryMiB,
        long requestDiskKiB,
        int requestGpus,
        int priority,
        boolean multiNode,
        boolean refusesRetirement,
        int count,
        JobId first,
        JobId last,
        List<Malformed> malformed) {

    private static final JobId NONE = new JobId(0, 0);

    public JobGroup {
        malformed = List.copyOf(malformed);
    }

    /** Alike jobs, other ones or more of them. */
    public JobGroup with(int jobs, JobId from, JobId to) {
        return new JobGroup(
                schedd,
                owner,
                vm,
                requestCpus,
                requestMemoryMiB,
                requestDiskKiB,
                requestGpus,
                priority,
                multiNode,
                refusesRetirement,
                jobs,
                from,
                to,
                malformed);
    }

    /** The group with nothing in it that tells which and how many jobs it has: equal for groups of alike jobs. */
    public JobGroup kind() {
        return with(0, NONE, NONE);
    }

    /**
     * An attribute that could not be read.
     *
     * @param value an excerpt, printable and at most 80 characters
     * @param remedy what to write instead
     */
    public record Malformed(String attribute, String value, String remedy) {}

    /**
     * The VM attributes as the job has them, checked for shape but not yet looked up anywhere.
     *
     * @param vmType plain name that workers advertise; empty if the job gives only an image
     * @param image VMAMI: name or id, plain or per cloud
     * @param flavor VMInstanceType: name or id, plain or per cloud
     * @param keepAliveMinutes VMKeepAlive, not yet capped
     * @param network VMNetwork: name or id
     * @param targetClouds clouds or aliases the job may go to; empty means any
     * @param securityGroups VMSecurityGroup: names or ids; empty leaves the choice to the site
     * @param keyName VMKeyName: a key pair of the cloud
     * @param maxJobs VMMaxJobs: so many jobs may start on the worker, 1 or more
     * @param cloudConfig VMAMIConfig as the job writes it, known to be readable by {@code SpooledPart.parse}
     */
    public record VmAttributes(
            Optional<String> vmType,
            PerCloud image,
            PerCloud flavor,
            Optional<Integer> keepAliveMinutes,
            Optional<String> network,
            List<String> targetClouds,
            List<String> securityGroups,
            Optional<String> keyName,
            Optional<Integer> maxJobs,
            Optional<String> cloudConfig) {

        public VmAttributes {
            targetClouds = List.copyOf(targetClouds);
            securityGroups = List.copyOf(securityGroups);
        }

        /** Of a job that says nothing of security groups, keys, number of jobs and cloud-config. */
        public VmAttributes(
                Optional<String> vmType,
                PerCloud image,
                PerCloud flavor,
                Optional<Integer> keepAliveMinutes,
                Optional<String> network,
                List<String> targetClouds) {
            this(
                    vmType,
                    image,
                    flavor,
                    keepAliveMinutes,
                    network,
                    targetClouds,
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }
}
