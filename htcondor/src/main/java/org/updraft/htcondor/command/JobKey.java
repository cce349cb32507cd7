package org.updraft.htcondor.command;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.updraft.htcondor.classad.Ad;
import org.updraft.htcondor.classad.AdValue;
import org.updraft.htcondor.classad.Conjunction;
import org.updraft.htcondor.vmjob.Requirements;
import org.updraft.htcondor.vmjob.VmAttributeReader;

/**
 * What alike jobs have in common. Its size is bounded, whatever a job wrote into its attributes, and two jobs whose Requirements
 * differ in nothing that matters here have the same.
 *
 * @param ad the attributes of {@link Attributes#KEY}, and what expressions in them refer to; long values are cut
 * @param requirements what they say of the machine; of their text nothing is kept
 */
record JobKey(Ad ad, Requirements requirements) {

    /** One character more than a VM attribute may have, so that one that is too long is still seen to be. */
    private static final int LONGEST_VALUE = VmAttributeReader.LONGEST + 1;

    /** A job's own ids; in a group's ad they stand only if an expression refers to them, and then they matter. */
    private static final Set<String> IDS_OF_JOB = Set.of(Attributes.CLUSTER, Attributes.PROC);

    private static final Set<String> IDS_OF_GROUP = Set.of(Attributes.COUNT, Attributes.IDS, "Id");

    static JobKey ofJob(Ad job) {
        return of(job.key(IDS_OF_JOB, LONGEST_VALUE), job);
    }

    static JobKey ofGroup(Ad group) {
        return of(group.key(IDS_OF_GROUP, LONGEST_VALUE), group);
    }

    private static JobKey of(Ad bounded, Ad whole) {
        return new JobKey(thatMatters(bounded), Requirements.of(whole.value(Requirements.NAME)));
    }

    /**
     * The schedd adds whatever an attribute it groups by refers to, such as the last host in {@code Requirements = Machine =!=
     * LastRemoteHost}, where every job would be a kind of its own.
     */
    private static Ad thatMatters(Ad ad) {
        List<String> wanted = Deferrals.needEvaluation(ad)
                ? Stream.concat(Attributes.KEY.stream(), Attributes.DEFERRAL.stream())
                        .toList()
                : Attributes.KEY;
        SortedMap<String, AdValue> kept = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Deque<String> todo = new ArrayDeque<>(wanted);
        while (!todo.isEmpty()) {
            String name = todo.pop();
            Optional<AdValue> value = Optional.ofNullable(ad.attributes().get(name));
            if (value.isPresent()
                    && kept.put(name, value.get()) == null
                    && value.get() instanceof AdValue.Expression expression) {
                todo.addAll(Conjunction.names(expression.source()));
            }
        }
        return new Ad(kept);
    }

    boolean isVmJob() {
        return VmAttributeReader.isVmJob(ad, requirements);
    }
}
