package org.updraft.autoscaler.pool;

/**
 * On what terms a worker takes jobs, beside its owner and VMType. Its START enforces them, so placement counts on them.
 *
 * @param shared it serves jobs of every owner; else its owner's only
 * @param maxJobs so many jobs start on it and no more, 0 for no limit; with 1 the job gets the whole slot. It takes only jobs
 *     that say the same
 * @param cloudConfig the VMAMIConfig of the jobs it serves, as they write it; empty for jobs without. Who wrote it is root there
 */
public record Terms(boolean shared, int maxJobs, String cloudConfig) {

    /** One owner's jobs, as many as come. */
    public static final Terms PLAIN = new Terms(false, 0, "");

    public Terms {
        if (maxJobs < 0) {
            throw new IllegalArgumentException("a worker cannot take " + maxJobs + " jobs");
        }
    }
}
