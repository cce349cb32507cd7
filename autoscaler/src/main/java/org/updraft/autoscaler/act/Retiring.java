package org.updraft.autoscaler.act;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.updraft.autoscaler.ledger.Ledger;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.Outcome;
import org.updraft.autoscaler.ledger.Outcome.Result;
import org.updraft.autoscaler.ledger.WorkerRecord;
import org.updraft.autoscaler.plan.Action;
import org.updraft.autoscaler.plan.Cause;
import org.updraft.autoscaler.plan.Reason;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.BootFault;
import org.updraft.autoscaler.pool.Tag;
import org.updraft.autoscaler.pool.Twins;
import org.updraft.autoscaler.pool.Worker;
import org.updraft.htcondor.CondorException;
import org.updraft.htcondor.CondorPool;
import org.updraft.htcondor.SlotAd;
import org.updraft.openstack.Cloud;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.Server;

/**
 * Everything that takes a worker away, or takes that back. Each step writes its intent first, and a delete looks a second
 * time at what it rests on: the ads and the server, or the fence.
 */
final class Retiring {

    /** What a worker was drained for that tells more of its end than that it was drained. */
    private static final Set<Cause> NOT_JUST_DRAINED =
            Set.of(Cause.USELESS, Cause.BLACK_HOLE, Cause.MAX_AGE, Cause.REBUILT);
    /** Deletes that say nothing of a worker which has not joined: we did not want it any more. */
    private static final Set<Cause> UNWANTED = Set.of(Cause.OPERATOR, Cause.NOT_WANTED);

    private final String pool;
    private final InstantSource clock;
    private final Ledger ledger;
    private final CondorPool condor;
    private final WorkerIds ids;
    private final Autopsies autopsies;
    private final Function<Worker, String> machine;

    /**
     * @param machine a worker's machine name, as its ads have it and HTCondor's tools address it
     */
    Retiring(
            String pool,
            InstantSource clock,
            Ledger ledger,
            CondorPool condor,
            WorkerIds ids,
            Autopsies autopsies,
            Function<Worker, String> machine) {
        this.autopsies = autopsies;
        this.machine = machine;
        this.pool = pool;
        this.clock = clock;
        this.ledger = ledger;
        this.condor = condor;
        this.ids = ids;
    }

    Outcome drain(Action.Drain drain, Worker worker) throws LedgerException, CondorException {
        String cause = drain.reason().cause().label();
        var intent = new WorkerRecord.Drain(ids.next(), drain.how(), clock.instant(), false, cause);
        ledger.draining(worker.id(), intent);
        switch (drain.how()) {
            case PEACEFULLY -> condor.offPeacefully(machine.apply(worker));
            case IF_IDLE -> {
                switch (condor.drainIfIdle(machine.apply(worker), intent.drainId())) {
                    case CondorPool.DrainReply.Accepted a -> {}
                    case CondorPool.DrainReply.Busy(String words) -> {
                        return voided(drain, worker, intent, "a job came first: " + words);
                    }
                    case CondorPool.DrainReply.AlreadyDraining(String words) -> {
                        return drainedAlready(drain, worker, intent, words);
                    }
                }
            }
        }
        ledger.draining(worker.id(), intent.yes());
        return outcome(drain, Result.DONE, worker, "");
    }

    /**
     * A drain of ours whose end did not reach the worker holds it for ever: it is ended now, and the next turn drains anew
     * under an id that counts. Somebody else's is left to them.
     */
    private Outcome drainedAlready(Action.Drain drain, Worker worker, WorkerRecord.Drain intent, String words)
            throws LedgerException, CondorException {
        List<SlotAd> ads = condor.slotsOf(machine.apply(worker));
        boolean ours = !ads.isEmpty() && ads.stream().allMatch(SlotAd::isDrainedByUs);
        Outcome refused = voided(
                drain,
                worker,
                intent,
                (ours ? "an earlier drain of ours goes on, and is ended: " : "it is being drained already: ") + words);
        if (ours) {
            condor.cancelDrain(machine.apply(worker));
        }
        return refused;
    }

    private Outcome voided(Action.Drain drain, Worker worker, WorkerRecord.Drain intent, String words)
            throws LedgerException {
        ledger.drainVoided(worker.id(), intent.drainId(), clock.instant(), words);
        return outcome(drain, Result.REFUSED, worker, words);
    }

    /** The id is void before the startd hears of it: no delete can rest on it any more. */
    Outcome cancelDrain(Action.CancelDrain cancel, Worker worker) throws LedgerException, CondorException {
        Optional<WorkerRecord.Drain> drain = ledger.worker(worker.id()).flatMap(WorkerRecord::drain);
        if (drain.isEmpty()) {
            return outcome(cancel, Result.SKIPPED, worker, "no drain of ours is going on");
        }
        ledger.drainVoided(
                worker.id(),
                drain.get().drainId(),
                clock.instant(),
                cancel.reason().toString());
        condor.cancelDrain(machine.apply(worker));
        return outcome(cancel, Result.DONE, worker, "");
    }

    Outcome fence(Action.Fence fence, Worker worker, Cloud cloud) throws LedgerException, CloudException {
        Server server = ours(worker, cloud).orElse(null);
        if (server == null) {
            return outcome(fence, Result.SKIPPED, worker, "its server is not there, or not ours");
        }
        String cause = fence.reason().cause().label();
        String why = fence.reason().detail();
        ledger.fenced(worker.id(), new WorkerRecord.Fence(clock.instant(), "pause", cause, why));
        try {
            cloud.pause(server.id());
        } catch (CloudException.WrongState e) {
            // it builds, or is in error: then its network is cut instead
            ledger.fenced(worker.id(), new WorkerRecord.Fence(clock.instant(), "ports", cause, why));
            cloud.isolate(server.id());
        }
        // fenced, it writes no more on its console; and the time until the delete is not lost to a slow cloud
        return outcome(fence, Result.DONE, worker, "").with(autopsies.take(worker.id(), server, cloud));
    }

    Outcome unfence(Action.Unfence unfence, Worker worker, Cloud cloud) throws LedgerException, CloudException {
        Optional<WorkerRecord.Fence> fence = ledger.worker(worker.id()).flatMap(WorkerRecord::fence);
        Optional<Server> server = ours(worker, cloud);
        if (fence.isPresent() && server.isPresent()) {
            if (fence.get().means().equals("pause") && server.get().status().equals("PAUSED")) {
                cloud.unpause(server.get().id());
            } else if (fence.get().means().equals("ports")) {
                cloud.reconnect(server.get().id());
            }
        }
        // written after the effect: a crash in between unfences twice, which is harmless
        ledger.unfenced(worker.id(), clock.instant(), unfence.reason().toString());
        return outcome(unfence, Result.DONE, worker, "");
    }

    Outcome delete(Action.Delete delete, Worker worker, Cloud cloud)
            throws LedgerException, CloudException, CondorException {
        WorkerRecord record = ledger.worker(worker.id()).orElse(null);
        Server server = ours(worker, cloud).orElse(null);
        if (record == null || server == null) {
            return outcome(delete, Result.SKIPPED, worker, "its server is not there, or not ours");
        }
        Optional<String> doubt = record.deletingAt().isPresent() ? Optional.empty() : doubt(worker, record, server);
        if (doubt.isPresent()) {
            if (fenceIsNotThere(worker, record, server)) {
                ledger.unfenced(worker.id(), clock.instant(), doubt.get() + "; it is looked at anew");
            }
            return outcome(delete, Result.SKIPPED, worker, "on the second look " + doubt.get());
        }
        Reason reason = delete.reason();
        Optional<BootFault> autopsy =
                UNWANTED.contains(reason.cause()) ? Optional.empty() : autopsies.takeOnce(worker.id(), server, cloud);
        ledger.deleting(worker.id(), clock.instant(), reason.cause(), reason.detail());
        cloud.delete(server.id());
        return outcome(delete, Result.DONE, worker, "").with(autopsy);
    }

    /** An operator's word: deletes it with whatever runs on it. Only what bears our tag. */
    Outcome kill(Action.Delete kill, Worker worker, Cloud cloud) throws LedgerException, CloudException {
        Optional<Server> server = ours(worker, cloud);
        if (server.isEmpty()) {
            return outcome(kill, Result.SKIPPED, worker, "its server is not there, or not ours");
        }
        ledger.deleting(
                worker.id(), clock.instant(), Cause.OPERATOR, kill.reason().detail());
        cloud.delete(server.get().id());
        return outcome(kill, Result.DONE, worker, "");
    }

    /** Why it must not be deleted after all; empty if what the delete rests on still holds. */
    private Optional<String> doubt(Worker worker, WorkerRecord record, Server server) throws CondorException {
        return switch (worker.activity()) {
            case Activity.Draining draining -> drainDoubt(worker, record, draining);
            case Activity.Fenced fenced -> fenceDoubt(record, server);
            case Activity.Requested r -> Optional.of("it is neither drained nor fenced");
            case Activity.Building b -> Optional.of("it is neither drained nor fenced");
            case Activity.Joining j -> Optional.of("it is neither drained nor fenced");
            case Activity.Idle i -> Optional.of("it is neither drained nor fenced");
            case Activity.Busy b -> Optional.of("it is neither drained nor fenced");
            case Activity.Deleting d -> Optional.empty();
            case Activity.Stopped s -> Optional.of("it is neither drained nor fenced");
            case Activity.Unseen u -> Optional.of("it is neither drained nor fenced");
            case Activity.Failed f -> Optional.of("it is neither drained nor fenced");
            case Activity.Gone g -> Optional.of("it is gone");
        };
    }

    private Optional<String> drainDoubt(Worker worker, WorkerRecord record, Activity.Draining draining)
            throws CondorException {
        boolean current = record.drain()
                .filter(drain -> drain.drainId().equals(draining.drainId()))
                .isPresent();
        if (!current) {
            return Optional.of("its drain had been voided");
        }
        List<SlotAd> ads = condor.slotsOf(machine.apply(worker));
        if (ads.isEmpty()) {
            return Optional.of("its ads were not there");
        }
        String reason = SlotAd.drainReasonOf(draining.drainId());
        return ads.stream()
                .filter(ad -> !ad.isDrainedAndIdle()
                        // of another machine that has its name
                        || (ad.serverId().isPresent() && !ad.serverId().equals(worker.serverId()))
                        || !ad.drainReason().equals(Optional.of(reason))
                        || ad.lastHeardFrom().isBefore(draining.since().minusSeconds(1)))
                .findFirst()
                .map(ad -> ad.name() + " was " + ad.state() + "/" + ad.activity() + ", drain reason "
                        + ad.drainReason().orElse("none"));
    }

    private static Optional<String> fenceDoubt(WorkerRecord record, Server server) {
        return record.fence()
                .map(fence -> fence.means().equals("pause") && !server.status().equals("PAUSED")
                        ? Optional.of("it was " + server.status() + ", not PAUSED")
                        : Optional.<String>empty())
                .orElse(Optional.of("its fence had been lifted"));
    }

    /**
     * We were killed between the intent and the pause, or somebody resumed or stopped it since: no delete can rest on that
     * fence any more, and the worker must not stay in it for ever. One that is just being paused is waited for.
     */
    private static boolean fenceIsNotThere(Worker worker, WorkerRecord record, Server server) {
        return worker.activity() instanceof Activity.Fenced
                && record.fence().filter(fence -> fence.means().equals("pause")).isPresent()
                && !server.status().equals("PAUSED")
                && server.taskState().isEmpty();
    }

    Outcome forget(Action.Forget forget, Worker worker, Optional<Cloud> cloud)
            throws LedgerException, CloudException, CondorException {
        boolean gone = worker.activity() instanceof Activity.Gone;
        if (gone && cloud.isPresent() && worker.serverId().isPresent()) {
            cloud.get().collectLeftovers(worker.serverId().get());
        }
        if (gone) {
            forgetAds(worker);
        }
        Reason end = endOf(worker, forget.reason());
        ledger.closed(worker.id(), clock.instant(), end.cause(), end.detail());
        return outcome(forget, Result.DONE, worker, "");
    }

    /** Its name may be that of another machine too, a twin's, which may live: that one's ads stay. */
    private void forgetAds(Worker worker) throws CondorException {
        String name = machine.apply(worker);
        List<SlotAd> ads = condor.slotsOf(name);
        boolean shared = Twins.isTwin(worker.id())
                || ads.stream()
                        .anyMatch(ad ->
                                ad.serverId().isPresent() && !ad.serverId().equals(worker.serverId()));
        if (shared && worker.serverId().isPresent()) {
            condor.forgetGhost(name, worker.serverId().get());
        } else if (!shared && !ads.isEmpty()) {
            condor.forget(name);
        }
    }

    /** Looked at once more right before: an ad that came meanwhile is of a machine that lives. */
    Outcome forgetAd(Action.ForgetAd forget) throws CondorException {
        List<SlotAd> ads = condor.slotsOf(forget.machine()).stream()
                .filter(ad -> ad.serverId().equals(Optional.of(forget.serverId())))
                .toList();
        Instant latest =
                ads.stream().map(SlotAd::lastHeardFrom).max(Instant::compareTo).orElse(Instant.EPOCH);
        if (latest.isAfter(forget.heard())) {
            return new Outcome(forget, Result.SKIPPED, List.of(), "on the second look it had been renewed");
        }
        condor.forgetGhost(forget.machine(), forget.serverId());
        return new Outcome(forget, Result.DONE, List.of(), "");
    }

    /** A zombie ends for what made us fence it; a drained worker as drained; one that vanished, because its server is gone. */
    private Reason endOf(Worker worker, Reason forget) throws LedgerException {
        Optional<WorkerRecord> record = ledger.worker(worker.id());
        if (record.flatMap(WorkerRecord::deletingAt).isEmpty()) {
            return forget;
        }
        return record.flatMap(WorkerRecord::fence)
                .flatMap(fence -> Cause.ofLabel(fence.cause()))
                .filter(cause -> cause != Cause.DRAINED)
                .or(() -> record.flatMap(WorkerRecord::drain)
                        .flatMap(drain -> Cause.ofLabel(drain.cause()))
                        .filter(NOT_JUST_DRAINED::contains))
                .map(cause -> new Reason(cause, ""))
                .orElse(new Reason(Cause.DRAINED, ""));
    }

    /** Its server by GET, if it bears our tag and this worker's id. */
    private Optional<Server> ours(Worker worker, Cloud cloud) throws CloudException {
        if (worker.serverId().isEmpty()) {
            return Optional.empty();
        }
        return cloud.server(worker.serverId().get())
                .filter(server -> Tag.read(server.metadata())
                        .filter(tag -> tag.isOf(pool, ledger.installation()))
                        .filter(tag -> tag.workerId().equals(Twins.original(worker.id())))
                        .isPresent());
    }

    static Outcome outcome(Action action, Result result, Worker worker, String words) {
        return new Outcome(action, result, List.of(worker.id()), words);
    }
}
