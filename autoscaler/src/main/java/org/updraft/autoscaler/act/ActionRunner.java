package org.updraft.autoscaler.act;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.updraft.autoscaler.ledger.Ledger;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.Outcome;
import org.updraft.autoscaler.ledger.Outcome.Result;
import org.updraft.autoscaler.ledger.WorkerRecord;
import org.updraft.autoscaler.plan.Action;
import org.updraft.autoscaler.plan.Cause;
import org.updraft.autoscaler.plan.Plan;
import org.updraft.autoscaler.plan.Reason;
import org.updraft.autoscaler.pool.PoolSnapshot;
import org.updraft.autoscaler.pool.Worker;
import org.updraft.htcondor.CondorException;
import org.updraft.htcondor.CondorPool;
import org.updraft.openstack.Cloud;
import org.updraft.openstack.CloudException;

/** Carries out a plan: several actions at a time, each tried once. What failed, the next turn plans anew. */
public final class ActionRunner {

    private static final Logger LOG = LoggerFactory.getLogger(ActionRunner.class);

    private final Executor executor;
    private final Map<String, Cloud> clouds = new HashMap<>();
    private final InstantSource clock;
    private final Ledger ledger;
    private final Booting booting;
    private final Retiring retiring;
    private final Collecting collecting;

    /**
     * What servers of one cloud get besides flavor, image and network.
     *
     * @param securityGroups where the job chooses none, like {@code keyName}
     * @param zones taken in turn; empty leaves it to Nova
     */
    public record BootSettings(
            List<String> securityGroups, Optional<String> keyName, List<String> zones, boolean configDrive) {}

    /**
     * @param trustDomain of the pool; a worker's machine name is its server's name and this
     */
    public ActionRunner(
            String pool,
            String trustDomain,
            InstantSource clock,
            Executor executor,
            List<Cloud> clouds,
            CondorPool condor,
            Ledger ledger,
            WorkerIds ids,
            BootCloudInit cloudInit,
            Breakers breakers,
            Map<String, BootSettings> bootSettings) {
        this.executor = executor;
        this.clock = clock;
        this.ledger = ledger;
        clouds.forEach(cloud -> this.clouds.put(cloud.name(), cloud));
        Autopsies autopsies = new Autopsies(clock, ledger);
        this.booting = new Booting(pool, clock, ledger, ids, cloudInit, breakers, autopsies, bootSettings);
        this.retiring =
                new Retiring(pool, clock, ledger, condor, ids, autopsies, worker -> worker.name() + "." + trustDomain);
        this.collecting = new Collecting(pool, clock, ledger);
    }

    /** Runs all actions of a plan; outcomes come in the plan's order, one per worker. */
    public List<Outcome> run(Plan plan, PoolSnapshot seen, long turn) {
        Map<String, Worker> workers = new HashMap<>();
        seen.workers().forEach(worker -> workers.put(worker.id(), worker));
        List<CompletableFuture<Outcome>> running = new ArrayList<>();
        for (Action action : plan.actions()) {
            int times = action instanceof Action.Boot boot ? boot.count() : 1;
            for (int nth = 0; nth < times; nth++) {
                int which = nth;
                running.add(CompletableFuture.supplyAsync(() -> run(action, workers, turn, which), executor));
            }
        }
        return running.stream().map(CompletableFuture::join).toList();
    }

    /** Deletes a worker at once, with whatever runs on it, because an operator says so; the one way that kills jobs. */
    public Outcome kill(Worker worker, String by) {
        var kill = new Action.Delete(worker.id(), new Reason(Cause.OPERATOR, "killed by " + by));
        return guarded(kill, () -> retiring.kill(kill, worker, cloud(worker.cloud())));
    }

    private Outcome run(Action action, Map<String, Worker> workers, long turn, int nth) {
        return guarded(action, () -> tryToRun(action, workers, turn, nth));
    }

    private interface Doing {
        Outcome run() throws CloudException, CondorException, LedgerException;
    }

    private static Outcome guarded(Action action, Doing doing) {
        try {
            return doing.run();
        } catch (CloudException | CondorException e) {
            return new Outcome(action, Result.FAILED, idsOf(action), String.valueOf(e.getMessage()));
        } catch (LedgerException e) {
            return new Outcome(
                    action, Result.SKIPPED, idsOf(action), "the ledger could not be written: " + e.getMessage());
        } catch (RuntimeException e) {
            // a bug of ours must not stop the other actions, nor pass in silence
            LOG.error("{} failed in a way we did not foresee", action, e);
            return new Outcome(action, Result.FAILED, idsOf(action), "failed in a way we did not foresee: " + e);
        }
    }

    private Outcome tryToRun(Action action, Map<String, Worker> workers, long turn, int nth)
            throws CloudException, CondorException, LedgerException {
        return switch (action) {
            case Action.Boot boot -> booting.boot(boot, cloud(boot.offer().cloud()), turn, nth);
            case Action.Adopt adopt -> adopt(adopt, worker(workers, adopt.workerId()));
            case Action.Drain drain -> retiring.drain(drain, worker(workers, drain.workerId()));
            case Action.CancelDrain cancel -> retiring.cancelDrain(cancel, worker(workers, cancel.workerId()));
            case Action.Fence fence -> {
                Worker worker = worker(workers, fence.workerId());
                yield retiring.fence(fence, worker, cloud(worker.cloud()));
            }
            case Action.Unfence unfence -> {
                Worker worker = worker(workers, unfence.workerId());
                yield retiring.unfence(unfence, worker, cloud(worker.cloud()));
            }
            case Action.Delete delete -> {
                Worker worker = worker(workers, delete.workerId());
                yield retiring.delete(delete, worker, cloud(worker.cloud()));
            }
            case Action.ForgetAd ad -> retiring.forgetAd(ad);
            case Action.Collect collect ->
                collecting.collect(collect, cloud(collect.leftover().cloud()));
            case Action.Forget forget -> {
                Worker worker = worker(workers, forget.workerId());
                yield retiring.forget(forget, worker, Optional.ofNullable(clouds.get(worker.cloud())));
            }
        };
    }

    /** The server exists; from now on the ledger says so too. A record that had ended, or was lost, is made anew. */
    private Outcome adopt(Action.Adopt adopt, Worker worker) throws LedgerException {
        WorkerRecord anew = WorkerRecord.intentOf(worker);
        Optional<WorkerRecord> known = ledger.worker(worker.id());
        if (known.isEmpty()) {
            ledger.intend(anew);
        } else if (known.get().end().isPresent()) {
            ledger.revived(anew, clock.instant());
        }
        ledger.serverKnown(worker.id(), adopt.serverId(), clock.instant());
        return Retiring.outcome(adopt, Result.DONE, worker, "");
    }

    private Cloud cloud(String name) {
        Cloud cloud = clouds.get(name);
        if (cloud == null) {
            throw new IllegalStateException("no cloud " + name + " is configured, and a plan names it");
        }
        return cloud;
    }

    private static Worker worker(Map<String, Worker> workers, String id) {
        Worker worker = workers.get(id);
        if (worker == null) {
            throw new IllegalStateException("the plan names worker " + id + ", which the snapshot does not have");
        }
        return worker;
    }

    private static List<String> idsOf(Action action) {
        return switch (action) {
            case Action.Boot b -> List.of();
            case Action.Adopt a -> List.of(a.workerId());
            case Action.Drain d -> List.of(d.workerId());
            case Action.CancelDrain c -> List.of(c.workerId());
            case Action.Fence f -> List.of(f.workerId());
            case Action.Unfence u -> List.of(u.workerId());
            case Action.Delete d -> List.of(d.workerId());
            case Action.Forget f -> List.of(f.workerId());
            case Action.ForgetAd f -> List.of();
            case Action.Collect c -> c.leftover().workerId().stream().toList();
        };
    }
}
