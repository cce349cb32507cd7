package org.updraft.htcondor.command;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.updraft.htcondor.JobGroup.Malformed;
import org.updraft.htcondor.classad.Ad;
import org.updraft.htcondor.classad.AdValue;
import org.updraft.htcondor.vmjob.Requirements;
import org.updraft.htcondor.vmjob.VmShape;

/**
 * What a machine must have for one job of a group, as numbers: what HTCondor will carve off for it, and no less than its
 * Requirements compare with. Where the job has no {@code request_*}, its VMCPUCores, VMMem and VMStorage count too.
 *
 * @param malformed those that are no usable number; their place holds 0
 */
record Requests(int cpus, int memoryMiB, long diskKiB, int gpus, List<Malformed> malformed) {

    private static final int MOST_GPUS = 1_000_000;

    /**
     * Whether one must be evaluated against the job. condor_submit itself writes expressions for memory and disk where the user
     * says nothing, and a job that lacks them altogether is given the same.
     */
    static boolean needEvaluation(Ad key) {
        return isExpression(key, Attributes.CPUS)
                || isExpression(key, Attributes.GPUS)
                || isExpression(key, Attributes.MEMORY)
                || isExpression(key, Attributes.DISK)
                || !key.has(Attributes.MEMORY)
                || !key.has(Attributes.DISK);
    }

    private static boolean isExpression(Ad key, String name) {
        return key.value(name).filter(AdValue.Expression.class::isInstance).isPresent();
    }

    static Requests plain(JobKey key) {
        Ad ad = key.ad();
        return evaluated(
                key,
                List.of(
                        ad.has(Attributes.CPUS) ? number(ad, Attributes.CPUS) : OptionalLong.of(1),
                        number(ad, Attributes.MEMORY),
                        number(ad, Attributes.DISK),
                        ad.has(Attributes.GPUS) ? number(ad, Attributes.GPUS) : OptionalLong.of(0)));
    }

    private static OptionalLong number(Ad key, String name) {
        return key.value(name).filter(AdValue.Real.class::isInstance).isPresent()
                ? OptionalLong.of(
                        (long) Math.ceil(((AdValue.Real) key.value(name).get()).number()))
                : key.whole(name);
    }

    /** @param values of RequestCpus, RequestMemory, RequestDisk and RequestGPUs; empty for no number */
    static Requests evaluated(JobKey key, List<OptionalLong> values) {
        Ad ad = key.ad();
        Requirements least = key.requirements();
        VmShape shape = VmShape.of(ad);
        List<Malformed> malformed = new ArrayList<>(shape.malformed());
        long cpus = bounded(ad, Attributes.CPUS, values.get(0), VmShape.MOST_CPUS, malformed);
        long memory = bounded(ad, Attributes.MEMORY, values.get(1), VmShape.MOST_MEMORY_MIB, malformed);
        long disk = bounded(ad, Attributes.DISK, values.get(2), VmShape.MOST_DISK_KIB, malformed);
        long gpus = bounded(ad, Attributes.GPUS, values.get(3), MOST_GPUS, malformed);
        return new Requests(
                (int) most(cpus, least.cpus(), DefaultRequest.isCpus(ad) ? shape.cpus() : 0),
                (int) most(memory, least.memoryMiB(), DefaultRequest.isMemory(ad) ? shape.memoryMiB() : 0),
                most(disk, least.diskKiB(), DefaultRequest.isDisk(ad) ? shape.diskKiB() : 0),
                (int) gpus,
                malformed);
    }

    private static long most(long one, long two, long three) {
        return Math.max(one, Math.max(two, three));
    }

    private static long bounded(Ad key, String name, OptionalLong value, long most, List<Malformed> malformed) {
        if (value.isPresent() && value.getAsLong() >= 0 && value.getAsLong() <= most) {
            return value.getAsLong();
        }
        String words = key.value(name).map(AdValue::words).orElse("absent");
        malformed.add(new Malformed(name, Excerpt.of(words, 80), "ask for a number between 0 and " + most));
        return 0;
    }
}
