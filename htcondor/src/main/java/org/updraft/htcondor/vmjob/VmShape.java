package org.updraft.htcondor.vmjob;

import java.util.List;
import org.updraft.htcondor.JobGroup.Malformed;
import org.updraft.htcondor.classad.Ad;

/**
 * How large a machine old job files ask for by VM attributes; counts where the job has no {@code request_*}. Zero says nothing.
 *
 * @param cpus VMCPUCores
 * @param memoryMiB VMMem
 * @param diskKiB VMStorage, which is written in GB
 */
public record VmShape(long cpus, long memoryMiB, long diskKiB, List<Malformed> malformed) {

    public static final String CPUS = "VMCPUCores";
    public static final String MEMORY = "VMMem";
    public static final String STORAGE = "VMStorage";

    public static final List<String> NAMES = List.of(CPUS, MEMORY, STORAGE);

    public static final long MOST_CPUS = 1_000_000;
    public static final long MOST_MEMORY_MIB = Integer.MAX_VALUE;
    public static final long MOST_DISK_KIB = 1L << 50;

    private static final long KIB_PER_GB = 1L << 20;

    private static final WholeNumber CORES = new WholeNumber(CPUS, 0, MOST_CPUS, "cores");
    private static final WholeNumber MEGABYTES = new WholeNumber(MEMORY, 0, MOST_MEMORY_MIB, "MB");
    private static final WholeNumber GIGABYTES = new WholeNumber(STORAGE, 0, MOST_DISK_KIB / KIB_PER_GB, "GB");

    public VmShape {
        malformed = List.copyOf(malformed);
    }

    public static VmShape of(Ad job) {
        Faults faults = new Faults();
        long cpus = CORES.read(job, faults).orElse(0L);
        long memory = MEGABYTES.read(job, faults).orElse(0L);
        long storage = GIGABYTES.read(job, faults).orElse(0L);
        return new VmShape(cpus, memory, storage * KIB_PER_GB, faults.found());
    }
}
