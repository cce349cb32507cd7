package org.updraft.autoscaler;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.updraft.autoscaler.act.ActionRunner;
import org.updraft.autoscaler.act.Admission;
import org.updraft.autoscaler.act.Backoffs;
import org.updraft.autoscaler.act.WorkerIds;
import org.updraft.autoscaler.act.WorkerUserData;
import org.updraft.autoscaler.cloudinit.CloudInit;
import org.updraft.autoscaler.cloudinit.TokenSource;
import org.updraft.autoscaler.ledger.Ledger;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.Outcome;
import org.updraft.autoscaler.plan.Planner;
import org.updraft.autoscaler.plan.Policy;
import org.updraft.autoscaler.pool.Demand;
import org.updraft.autoscaler.pool.Worker;
import org.updraft.autoscaler.sense.Observer;
import org.updraft.autoscaler.spool.UserConfigs;
import org.updraft.htcondor.CondorPool;
import org.updraft.htcondor.JobQueue;
import org.updraft.openstack.Cloud;

/** All wiring, as one page of {@code new}: the same loop on real ports, on the demo's and on the simulation's. */
public final class Assembly {

    private Assembly() {}

    /**
     * The outside world, and where we are in it.
     *
     * @param trustDomain of the pool; a worker's machine name is its server's name and this
     * @param siteCloudInit from a path in updraft.yaml to the text of that file
     * @param userConfigs what users have handed over
     * @param executor for asking and acting; a same-thread one makes a run repeatable
     */
    public record World(
            String pool,
            String trustDomain,
            InstantSource clock,
            RandomGenerator random,
            Executor executor,
            JobQueue queue,
            CondorPool condor,
            List<Cloud> clouds,
            Ledger ledger,
            CloudInit cloudInit,
            UnaryOperator<String> siteCloudInit,
            UserConfigs userConfigs) {}

    /**
     * What the site says of its clouds beside the policy.
     */
    public record CloudSites(
            Map<String, Integer> priorities,
            Map<String, ActionRunner.BootSettings> bootSettings,
            Map<String, Set<String>> natAddresses) {}

    /**
     * A loop and what is done beside it.
     *
     * @param admission empty where workers are given their tokens, and in a dry run
     */
    public record Loop(
            ControlLoop control, Observer observer, Optional<ActionRunner> runner, Optional<Admission> admission) {
        /** Deletes a worker at once, jobs or not, unless this is a dry run. */
        public Outcome kill(Worker worker, String by) {
            return runner.map(hands -> hands.kill(worker, by))
                    .orElseThrow(() -> new IllegalStateException("a dry run has no hands to kill a worker with"));
        }
    }

    /** The loop; {@code dryRun} gives it no hands at all. */
    public static Loop loop(
            World world, Policy policy, CloudSites sites, Duration updateInterval, Duration deadline, boolean dryRun)
            throws LedgerException {
        Backoffs backoffs = new Backoffs(world.clock());
        Observer observer = new Observer(
                new Observer.Site(world.pool(), updateInterval, sites.priorities(), deadline),
                policy,
                world.clock(),
                world.executor(),
                world.queue(),
                world.condor(),
                world.clouds(),
                world.ledger(),
                backoffs::current,
                demands -> world.userConfigs().faults(demands, demand -> siteText(world, policy, demand)));
        Optional<ActionRunner> runner = dryRun ? Optional.empty() : Optional.of(runner(world, sites, backoffs));
        ControlLoop.Hands hands = runner.<ControlLoop.Hands>map(r -> r::run).orElse((plan, seen, turn) -> List.of());
        return new Loop(
                new ControlLoop(world.clock(), observer, new Planner(policy)::plan, policy, hands, world.ledger()),
                observer,
                runner,
                dryRun ? Optional.empty() : admission(world, policy, sites));
    }

    private static Optional<Admission> admission(World world, Policy policy, CloudSites sites) {
        TokenSource tokens = world.cloudInit().tokens();
        if (!tokens.isRequest()) {
            return Optional.empty();
        }
        Map<String, Duration> joinWithin = new HashMap<>();
        policy.clouds().forEach((cloud, limits) -> joinWithin.put(cloud, limits.joinWithin()));
        return Optional.of(new Admission(
                new Admission.Site(world.trustDomain(), tokens.life(), joinWithin, sites.natAddresses()),
                world.clock(),
                world.executor(),
                world.clouds(),
                world.condor(),
                world.ledger()));
    }

    private static Optional<String> siteText(World world, Policy policy, Demand demand) {
        return Optional.ofNullable(policy.vmTypes().get(demand.vmType()))
                .flatMap(Policy.VmType::cloudInit)
                .map(world.siteCloudInit());
    }

    private static ActionRunner runner(World world, CloudSites sites, Backoffs backoffs) {
        WorkerUserData userData = new WorkerUserData(
                world.pool(),
                world.ledger().installation(),
                world.trustDomain(),
                world.condor(),
                world.cloudInit(),
                world.siteCloudInit(),
                world.userConfigs());
        return new ActionRunner(
                world.pool(),
                world.trustDomain(),
                world.clock(),
                world.executor(),
                world.clouds(),
                world.condor(),
                world.ledger(),
                new WorkerIds(world.clock(), world.random()),
                userData,
                backoffs,
                sites.bootSettings());
    }
}
