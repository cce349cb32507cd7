package org.updraft.autoscaler.act;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.updraft.autoscaler.plan.Cause;
import org.updraft.autoscaler.plan.Plan;
import org.updraft.autoscaler.plan.Unmet;
import org.updraft.autoscaler.pool.Demand;
import org.updraft.autoscaler.pool.PoolSnapshot;
import org.updraft.htcondor.CondorException;
import org.updraft.htcondor.JobGroup;
import org.updraft.htcondor.JobQueue;

/** Holds jobs that can never be served, with the cause for their owner, where the site's file asks for it. */
public final class Holding {

    private static final Logger LOG = LoggerFactory.getLogger(Holding.class);

    /** Causes that only the job's owner can cure: no waiting helps. */
    private static final Set<Cause> FOR_EVER = EnumSet.of(
            Cause.MALFORMED_ATTRIBUTE,
            Cause.MULTI_NODE_NOT_YET,
            Cause.REFUSES_RETIREMENT,
            Cause.NO_IMAGE,
            Cause.UNKNOWN_IMAGE,
            Cause.UNKNOWN_FLAVOR,
            Cause.UNKNOWN_NETWORK,
            Cause.SECURITY_GROUP_NOT_ALLOWED,
            Cause.UNKNOWN_SECURITY_GROUP,
            Cause.UNKNOWN_KEY,
            Cause.CLOUD_CONFIG_MISSING,
            Cause.CLOUD_CONFIG_UNFIT,
            Cause.UNKNOWN_CLOUD,
            Cause.NO_FLAVOR_FITS);

    private final JobQueue queue;
    private final Duration after;

    /**
     * @param after how long such a job must have waited, by what this process saw
     */
    public Holding(JobQueue queue, Duration after) {
        this.queue = queue;
        this.after = after;
    }

    /** A hold that fails is tried again by the next turn; nothing else depends on it. */
    public void hold(PoolSnapshot seen, Plan plan) {
        Map<String, Demand> demands = new HashMap<>();
        seen.demands().forEach(demand -> demands.put(demand.key(), demand));
        for (Unmet unmet : plan.unmet()) {
            if (FOR_EVER.contains(unmet.reason().cause())) {
                Optional.ofNullable(demands.get(unmet.demandKey()))
                        .filter(demand -> seen.age(demand.since()).compareTo(after) >= 0)
                        .ifPresent(demand -> demand.groups().forEach(group -> hold(group, unmet)));
            }
        }
    }

    private void hold(JobGroup group, Unmet unmet) {
        try {
            queue.hold(group.schedd(), group, "Updraft cannot serve this job: " + unmet.reason());
            LOG.info("held {} jobs of {} from {} on: {}", group.count(), group.owner(), group.first(), unmet.reason());
        } catch (CondorException e) {
            LOG.warn("jobs of {} could not be held: {}", group.owner(), e.getMessage());
        }
    }
}
