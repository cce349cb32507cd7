package org.updraft.htcondor.command;

import java.util.Locale;
import java.util.Set;
import org.updraft.htcondor.classad.Ad;
import org.updraft.htcondor.classad.AdValue;

/**
 * Tells what HTCondor itself wrote from what the job's file asked for. A site's own JOB_DEFAULT_REQUEST* that is a number looks like
 * a request; those of {@code updraft pool-config} are expressions that hold VMMem and its like already, and are evaluated.
 */
final class DefaultRequest {

    /** As HTCondor 8 to 23 write it, without blanks and in lower case. */
    private static final Set<String> MEMORY = Set.of(
            "ifthenelse(memoryusageisntundefined,memoryusage,(imagesize+1023)/1024)",
            "ifthenelse(memoryusage=!=undefined,memoryusage,(imagesize+1023)/1024)");

    private static final Set<String> DISK = Set.of("diskusage");

    private DefaultRequest() {}

    /** One CPU is also what many a file asks for in vain: more by VMCPUCores is believed. */
    static boolean isCpus(Ad job) {
        return !job.has(Attributes.CPUS)
                || job.value(Attributes.CPUS).orElseThrow().equals(new AdValue.Whole(1));
    }

    static boolean isMemory(Ad job) {
        return is(job, Attributes.MEMORY, MEMORY);
    }

    static boolean isDisk(Ad job) {
        return is(job, Attributes.DISK, DISK);
    }

    private static boolean is(Ad job, String name, Set<String> defaults) {
        return switch (job.value(name).orElse(new AdValue.Undefined())) {
            case AdValue.Undefined u -> true;
            case AdValue.Expression expression ->
                defaults.contains(expression.source().replaceAll("\\s+", "").toLowerCase(Locale.ROOT));
            case AdValue.Text t -> false;
            case AdValue.Whole w -> false;
            case AdValue.Real r -> false;
            case AdValue.Truth t -> false;
            case AdValue.Nested n -> false;
        };
    }
}
