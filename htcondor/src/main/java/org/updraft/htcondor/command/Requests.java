package org.updraft.htcondor.command;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.updraft.htcondor.JobGroup.Malformed;
import org.updraft.htcondor.classad.Ad;
import org.updraft.htcondor.classad.AdValue;

/**
 * What each job of a group asks for, as numbers.
 *
 * @param malformed those that are no usable number; their place holds 0
 */
record Requests(int cpus, int memoryMiB, long diskKiB, int gpus, List<Malformed> malformed) {

    /** What came out of evaluating the four on a job: a number, or empty for no number. */
    record Evaluated(OptionalLong cpus, OptionalLong memoryMiB, OptionalLong diskKiB, OptionalLong gpus) {}

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

    static Requests plain(Ad key) {
        return evaluated(
                key,
                new Evaluated(
                        key.has(Attributes.CPUS) ? number(key, Attributes.CPUS) : OptionalLong.of(1),
                        number(key, Attributes.MEMORY),
                        number(key, Attributes.DISK),
                        key.has(Attributes.GPUS) ? number(key, Attributes.GPUS) : OptionalLong.of(0)));
    }

    private static OptionalLong number(Ad key, String name) {
        return key.value(name).filter(AdValue.Real.class::isInstance).isPresent()
                ? OptionalLong.of(
                        (long) Math.ceil(((AdValue.Real) key.value(name).get()).number()))
                : key.whole(name);
    }

    static Requests evaluated(Ad key, Evaluated values) {
        List<Malformed> malformed = new ArrayList<>();
        return new Requests(
                (int) bounded(key, Attributes.CPUS, values.cpus(), 1_000_000, malformed),
                (int) bounded(key, Attributes.MEMORY, values.memoryMiB(), Integer.MAX_VALUE, malformed),
                bounded(key, Attributes.DISK, values.diskKiB(), 1L << 50, malformed),
                (int) bounded(key, Attributes.GPUS, values.gpus(), 1_000_000, malformed),
                malformed);
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
