package org.updraft.autoscaler.plan;

import java.util.List;
import org.updraft.autoscaler.pool.PoolSnapshot;
import org.updraft.autoscaler.pool.Worker;
import org.updraft.htcondor.QueuedJob;

/**
 * Says why a job waits and why a worker stays or goes, from what the last turn saw and decided. Pure: it asks nobody, so
 * what it says is as old as that turn, and it says so where that matters.
 */
public final class Why {

    private final PoolSnapshot seen;
    private final Plan plan;
    private final List<Deed> history;

    /**
     * @param history what was done before, the newest first; may reach back as far as is convenient
     */
    public Why(PoolSnapshot seen, Plan plan, List<Deed> history) {
        this.seen = seen;
        this.plan = plan;
        this.history = List.copyOf(history);
    }

    /** @param job as its schedd shows it now */
    public Explanation of(QueuedJob job) {
        return new WhyJob(job, seen, plan, history).explain();
    }

    /** @param worker one of the snapshot */
    public Explanation of(Worker worker) {
        return new WhyWorker(worker, seen, plan, history).explain();
    }
}
