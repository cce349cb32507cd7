package org.updraft.autoscaler.plan;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.CloudView;
import org.updraft.autoscaler.pool.PoolSnapshot;
import org.updraft.autoscaler.pool.Worker;
import org.updraft.openstack.Quota;

/**
 * Every bound on booting, and how much of it is used: by workers whatever they do, by foreign servers where the cloud's
 * quota says so, and by what this plan boots. Lives for one plan.
 */
final class Limits {

    /** Of a cloud that is blind: nothing may be booted there. */
    private static final Quota NOTHING_KNOWN = new Quota(0, 0, 0, 0, 0, 0);

    private final Policy policy;
    private final Map<String, CloudView> views = new HashMap<>();
    private final Map<String, CloudUse> clouds = new HashMap<>();
    private final Map<String, Integer> workersByOwner = new HashMap<>();
    private final OfferBreakers breakers;
    private final Proofs proofs;
    private int workers;
    private int starting;
    private int booted;

    Limits(Policy policy, PoolSnapshot pool) {
        this.policy = policy;
        this.breakers = new OfferBreakers(pool);
        this.proofs = new Proofs(pool, policy.patience());
        pool.clouds().forEach(cloud -> views.put(cloud.name(), cloud));
        pool.workers().stream().filter(Worker::countsAgainstCaps).forEach(this::count);
    }

    /** Why not even one more worker may be booted on this offer; empty if one may. */
    Optional<Reason> obstacle(String owner, Offer offer) {
        int ownerMax = policy.userWorkersMax().getOrDefault(owner, Policy.UNLIMITED);
        if (workersOf(owner) >= ownerMax) {
            return no(Cause.USER_CAP, owner + " has " + workersOf(owner) + " of " + ownerMax);
        }
        if (workers >= policy.workersMax()) {
            return no(Cause.POOL_CAP, workers + " of " + policy.workersMax());
        }
        return cloudCap(offer)
                .or(() -> quota(offer))
                .or(() -> breakers.obstacle(offer.combination()))
                .or(() -> proofs.obstacle(offer.combination()))
                .or(() -> startingCap(offer.cloud()))
                .or(() -> booted < policy.perTurnMax()
                        ? Optional.empty()
                        : no(Cause.PER_TURN_CAP, policy.perTurnMax() + " in one turn"));
    }

    /** Counts one more worker. */
    void take(String owner, Offer offer) {
        booted++;
        workers++;
        starting++;
        workersByOwner.merge(owner, 1, Integer::sum);
        CloudUse use = use(offer.cloud());
        use.workers++;
        use.starting++;
        use.unseenByNova++;
        use.cores += offer.flavor().vcpus();
        use.unseenCores += offer.flavor().vcpus();
        use.memoryMiB += offer.flavor().ramMiB();
        use.unseenMemoryMiB += offer.flavor().ramMiB();
        breakers.take(offer.combination());
        proofs.take(offer.combination());
    }

    int workersOf(String owner) {
        return workersByOwner.getOrDefault(owner, 0);
    }

    /** True if boots of it have failed, and this one is to show whether they still do. */
    boolean isProbe(Offer offer) {
        return proofs.isOpen(offer.combination()) || breakers.isOpen(offer.combination());
    }

    private Optional<Reason> cloudCap(Offer offer) {
        String cloud = offer.cloud();
        CloudUse use = use(cloud);
        Policy.CloudPolicy caps = policy.of(cloud);
        long memoryMax = caps.memoryGiBMax() * 1024L;
        if (use.workers >= caps.workersMax()) {
            return no(Cause.CLOUD_CAP, cloud + " has " + use.workers + " of " + caps.workersMax() + " workers");
        }
        if (use.cores + offer.flavor().vcpus() > caps.coresMax()) {
            return no(
                    Cause.CLOUD_CAP,
                    cloud + " has " + use.cores + " of " + caps.coresMax() + " cores, "
                            + offer.flavor().name() + " needs " + offer.flavor().vcpus());
        }
        if (use.memoryMiB + offer.flavor().ramMiB() > memoryMax) {
            return no(
                    Cause.CLOUD_CAP,
                    cloud + " has " + use.memoryMiB + " of " + memoryMax + " MiB, "
                            + offer.flavor().name() + " needs " + offer.flavor().ramMiB());
        }
        return Optional.empty();
    }

    /** An intent whose server Nova has not shown yet may be in its quota or not: it is counted, at worst twice. */
    private Optional<Reason> quota(Offer offer) {
        CloudUse use = use(offer.cloud());
        Quota quota = quotaOf(offer.cloud());
        String flavor = offer.flavor().name();
        if (quota.instancesFree() - use.unseenByNova < 1) {
            return no(
                    Cause.QUOTA,
                    offer.cloud() + ": " + quota.instancesUsed() + " of " + quota.instancesMax() + " instances");
        }
        if (quota.coresFree() - use.unseenCores < offer.flavor().vcpus()) {
            return no(
                    Cause.QUOTA,
                    offer.cloud() + ": " + quota.coresUsed() + " of " + quota.coresMax() + " cores, " + flavor
                            + " needs " + offer.flavor().vcpus());
        }
        if (quota.ramMiBFree() - use.unseenMemoryMiB < offer.flavor().ramMiB()) {
            return no(
                    Cause.QUOTA,
                    offer.cloud() + ": " + quota.ramMiBUsed() + " of " + quota.ramMiBMax() + " MiB, " + flavor
                            + " needs " + offer.flavor().ramMiB());
        }
        return Optional.empty();
    }

    private Optional<Reason> startingCap(String cloud) {
        int here = use(cloud).starting;
        int hereMax = policy.of(cloud).startingMax();
        if (here >= hereMax) {
            return no(Cause.STARTING_CAP, here + " of " + hereMax + " on " + cloud);
        }
        return starting < policy.startingMax()
                ? Optional.empty()
                : no(Cause.STARTING_CAP, starting + " of " + policy.startingMax());
    }

    private void count(Worker worker) {
        CloudUse use = use(worker.cloud());
        Machine machine = Machine.of(worker, Optional.ofNullable(views.get(worker.cloud())));
        workers++;
        workersByOwner.merge(worker.owner(), 1, Integer::sum);
        use.workers++;
        use.cores += machine.cores();
        use.memoryMiB += machine.memoryMiB();
        if (worker.isStarting()) {
            starting++;
            use.starting++;
        }
        if (worker.activity() instanceof Activity.Requested) {
            use.unseenByNova++;
            use.unseenCores += machine.cores();
            use.unseenMemoryMiB += machine.memoryMiB();
        }
    }

    private Quota quotaOf(String cloud) {
        CloudView view = views.get(cloud);
        return view == null ? NOTHING_KNOWN : view.quota();
    }

    private CloudUse use(String cloud) {
        return clouds.computeIfAbsent(cloud, c -> new CloudUse());
    }

    private static Optional<Reason> no(Cause cause, String detail) {
        return Optional.of(new Reason(cause, detail));
    }

    private static final class CloudUse {
        private int workers;
        private int starting;
        private long cores;
        private long memoryMiB;
        private int unseenByNova;
        private long unseenCores;
        private long unseenMemoryMiB;
    }
}
