package org.updraft.htcondor.vmjob;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.updraft.htcondor.JobGroup.Malformed;
import org.updraft.htcondor.classad.AdValue;
import org.updraft.htcondor.classad.Comparison;
import org.updraft.htcondor.classad.Comparison.Operator;
import org.updraft.htcondor.classad.Conjunction;

/**
 * What a job's Requirements say for certain about its machine: conjuncts of the whole, such as {@code TARGET.VMType =?= "survey"}
 * and {@code Memory >= 4000}. What stands below {@code ||} or {@code !}, and what is compared with the job's own requests, says
 * nothing. Zero says nothing.
 *
 * @param vmType not yet checked for what may stand in it
 * @param ours they ask for a VMType, or are too long to tell but speak of it
 * @param caseMatters {@code vmType} must be met to the letter: {@code =?=}, not {@code ==}
 * @param malformed what must be mended before a machine is made for such jobs
 */
public record Requirements(
        boolean ours,
        Optional<String> vmType,
        boolean caseMatters,
        long cpus,
        long memoryMiB,
        long diskKiB,
        Optional<Malformed> malformed) {

    public static final String NAME = "Requirements";

    public static final Requirements NONE = new Requirements(false, Optional.empty(), false, 0, 0, 0, Optional.empty());

    private static final String CUT_SHORT =
            "write less than %d characters, with one conjunct TARGET.VMType =?= \"…\"".formatted(Conjunction.LONGEST);
    private static final String ONE_TYPE = "name one VMType: a machine has no two";

    /** @param value as the job has it; a constant says nothing */
    public static Requirements of(Optional<AdValue> value) {
        return value.filter(AdValue.Expression.class::isInstance)
                .map(expression -> read(expression.words()))
                .orElse(NONE);
    }

    private static Requirements read(String source) {
        return Conjunction.comparisons(source).map(Requirements::of).orElseGet(() -> unreadable(source));
    }

    /** Of a job that is ours by its attributes only, for the time being. */
    public static Requirements unread(Malformed why) {
        return new Requirements(false, Optional.empty(), false, 0, 0, 0, Optional.of(why));
    }

    private static Requirements unreadable(String source) {
        boolean speaksOfType =
                source.toLowerCase(Locale.ROOT).contains(VmAttributeReader.VM_TYPE.toLowerCase(Locale.ROOT));
        return new Requirements(
                speaksOfType,
                Optional.empty(),
                false,
                0,
                0,
                0,
                Optional.of(new Malformed(NAME, Faults.excerpt(source), CUT_SHORT)));
    }

    private static Requirements of(List<Comparison> conjuncts) {
        List<Comparison> types = conjuncts.stream()
                .filter(conjunct -> conjunct.isOf(VmAttributeReader.VM_TYPE) && isName(conjunct))
                .toList();
        // the strictest is believed
        Optional<Comparison> type = types.stream()
                .filter(conjunct -> conjunct.operator() == Operator.IS)
                .findFirst()
                .or(() -> types.stream().findFirst());
        return new Requirements(
                type.isPresent(),
                type.map(conjunct -> conjunct.constant().words()),
                type.filter(conjunct -> conjunct.operator() == Operator.IS).isPresent(),
                least(conjuncts, "Cpus", VmShape.MOST_CPUS),
                least(conjuncts, "Memory", VmShape.MOST_MEMORY_MIB),
                least(conjuncts, "Disk", VmShape.MOST_DISK_KIB),
                types.stream()
                        .filter(other -> !meets(type.orElseThrow().constant().words(), other))
                        .findFirst()
                        .map(other -> new Malformed(
                                NAME,
                                Faults.excerpt(type.orElseThrow().constant().words() + " and "
                                        + other.constant().words()),
                                ONE_TYPE)));
    }

    private static boolean isName(Comparison conjunct) {
        return (conjunct.operator() == Operator.IS || conjunct.operator() == Operator.EQUAL)
                && conjunct.constant() instanceof AdValue.Text;
    }

    private static boolean meets(String type, Comparison conjunct) {
        return same(type, conjunct.constant().words(), conjunct.operator() == Operator.IS);
    }

    private static boolean same(String one, String other, boolean caseMatters) {
        return caseMatters ? one.equals(other) : one.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
    }

    /** The most that a conjunct asks for; what no machine has, asks for the most there is. */
    private static long least(List<Comparison> conjuncts, String attribute, long most) {
        return conjuncts.stream()
                .filter(conjunct -> conjunct.isOf(attribute))
                .mapToLong(Requirements::least)
                .map(least -> Math.clamp(least, 0, most))
                .max()
                .orElse(0);
    }

    private static long least(Comparison conjunct) {
        double bound = switch (conjunct.constant()) {
            case AdValue.Whole whole -> whole.number();
            case AdValue.Real real -> real.number();
            case AdValue.Text t -> 0;
            case AdValue.Truth t -> 0;
            case AdValue.Undefined u -> 0;
            case AdValue.Expression e -> 0;
            case AdValue.Nested n -> 0;
        };
        return switch (conjunct.operator()) {
            case AT_LEAST, EQUAL, IS -> (long) Math.ceil(bound);
            case MORE -> (long) Math.floor(bound) + (bound > 0 ? 1 : 0);
            case LESS, AT_MOST -> 0;
        };
    }

    /** A machine of this type can match. */
    boolean allow(String type) {
        return vmType.filter(wanted -> !same(wanted, type, caseMatters)).isEmpty();
    }
}
