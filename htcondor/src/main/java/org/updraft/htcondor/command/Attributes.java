package org.updraft.htcondor.command;

import java.util.List;
import java.util.stream.Stream;
import org.updraft.htcondor.vmjob.Requirements;
import org.updraft.htcondor.vmjob.VmAttributeReader;

/** Names of the job attributes that the queries ask for. */
final class Attributes {
    static final String OWNER = "Owner";
    static final String STATUS = "JobStatus";
    static final String UNIVERSE = "JobUniverse";
    static final String CPUS = "RequestCpus";
    static final String MEMORY = "RequestMemory";
    static final String DISK = "RequestDisk";
    static final String GPUS = "RequestGPUs";
    static final String PRIORITY = "JobPrio";
    static final String RETIREMENT = "MaxJobRetirementTime";
    static final String CLUSTER = "ClusterId";
    static final String PROC = "ProcId";
    static final String DEFERRAL_TIME = "DeferralTime";
    static final String DEFERRAL_PREP_TIME = "DeferralPrepTime";
    static final String DEFERRAL_WINDOW = "DeferralWindow";
    static final String SCHEDD_INTERVAL = "ScheddInterval";

    /** Of a group's ad: how many jobs, and which. */
    static final String COUNT = "JobCount";

    static final String IDS = "JobIds";

    /** They decide when a job is demand, and then no more. */
    static final List<String> DEFERRAL = List.of(DEFERRAL_TIME, DEFERRAL_PREP_TIME, DEFERRAL_WINDOW, SCHEDD_INTERVAL);

    /** What tells demands apart, each as the job has it. */
    static final List<String> KEY = Stream.concat(
                    Stream.of(OWNER, STATUS, UNIVERSE, CPUS, MEMORY, DISK, GPUS, PRIORITY, RETIREMENT),
                    VmAttributeReader.NAMES.stream())
            .toList();

    /**
     * Everything that decides about workers. Status and universe are in it because a constraint is applied to the group's ad: one
     * on an attribute that is not grouped by silently matches nothing.
     */
    static final List<String> ASKED = Stream.of(KEY, DEFERRAL, List.of(Requirements.NAME))
            .flatMap(List::stream)
            .toList();

    private Attributes() {}

    static String list(List<String> names, String... more) {
        return String.join(",", Stream.concat(names.stream(), Stream.of(more)).toList());
    }
}
