package org.updraft.autoscaler.pool;

import java.time.Instant;
import java.util.List;
import org.updraft.htcondor.JobGroup;

/**
 * Jobs that are alike for us, over all schedds, with a count.
 *
 * @param key the same for the same kind of jobs in every turn: short, lower case, safe in file names and metadata
 * @param vmType what the workers will advertise: the job's own, or derived from its image or the site's default
 * @param terms on what terms its workers take jobs; whether they are shared is what the site wants of its VMType
 * @param shape what one job needs
 * @param groups one per schedd; at least one, all alike but for schedd, count and ids
 * @param since when we first saw this demand waiting
 */
public record Demand(
        String key, String owner, String vmType, Terms terms, Shape shape, List<JobGroup> groups, Instant since) {

    public Demand {
        groups = List.copyOf(groups);
        if (groups.isEmpty()) {
            throw new IllegalArgumentException("demand " + key + " has no jobs");
        }
    }

    public int count() {
        return groups.stream().mapToInt(JobGroup::count).sum();
    }

    /** What the jobs ask for, alike in all groups. */
    public JobGroup asked() {
        return groups.getFirst();
    }
}
