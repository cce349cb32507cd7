package org.updraft.autoscaler.sense;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.updraft.autoscaler.ledger.WorkerRecord;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.htcondor.Claim;
import org.updraft.openstack.Server;

/** Says what a worker is doing, from the ledger's record and the evidence: the one place where they are weighed. */
final class ActivityOf {

    /** How long the ads may take to show a drain that the startd accepted. */
    private final Duration drainShownWithin;

    private final Memory memory;

    ActivityOf(Duration updateInterval, Memory memory) {
        this.drainShownWithin = updateInterval.multipliedBy(2).plusSeconds(30);
        this.memory = memory;
    }

    Activity of(WorkerRecord worker, Evidence seen) {
        // a job counts as being seen: the time unseen begins when the last of them is over
        Instant lastInPool = memory.inPoolAt(worker.id(), seen.inPool(), seen.now());
        Activity activity = judge(worker, seen, lastInPool);
        // also when nobody asks since when: an idle time begins anew after a job
        since(worker, activity.getClass(), seen);
        return activity;
    }

    private Activity judge(WorkerRecord worker, Evidence seen, Instant lastInPool) {
        if (seen.serverGone()) {
            return new Activity.Gone(since(worker, Activity.Gone.class, seen));
        }
        if (worker.deletingAt().isPresent()) {
            return new Activity.Deleting(memory.atEarliest(worker.deletingAt().get()), worker.deletes());
        }
        if (worker.fence().isPresent()) {
            return new Activity.Fenced(memory.atEarliest(worker.fence().get().since()));
        }
        if (worker.serverId().isEmpty() && seen.server().isEmpty()) {
            boolean listedWithout = seen.cloudSeen();
            return new Activity.Requested(
                    memory.atEarliest(worker.requestedAt()), memory.listings(worker.id(), listedWithout));
        }
        if (seen.server().isEmpty()) {
            return unseenByCloud(worker, seen, lastInPool);
        }
        Server server = seen.server().get();
        return switch (ServerState.of(server)) {
            // one that ran before is being rebuilt by somebody
            case BUILDING ->
                new Activity.Building(
                        worker.activeAt().isEmpty()
                                ? memory.atEarliest(worker.requestedAt())
                                : since(worker, Activity.Building.class, seen));
            case FAILED ->
                new Activity.Failed(
                        since(worker, Activity.Failed.class, seen),
                        server.fault().orElse("no fault given"));
            case DELETING -> new Activity.Deleting(since(worker, Activity.Deleting.class, seen), 0);
            case STOPPED ->
                seen.claimed()
                        ? busy(seen)
                        : new Activity.Stopped(since(worker, Activity.Stopped.class, seen), server.status());
            case RUNNING, UNKNOWN -> running(worker, seen, lastInPool);
        };
    }

    /** Its cloud is blind: HTCondor's word is all there is. */
    private Activity unseenByCloud(WorkerRecord worker, Evidence seen, Instant lastInPool) {
        return worker.activeAt().isEmpty() && !seen.inPool()
                ? new Activity.Building(memory.atEarliest(worker.requestedAt()))
                : running(worker, seen, lastInPool);
    }

    private Activity running(WorkerRecord worker, Evidence seen, Instant lastInPool) {
        Optional<Activity> draining = worker.drain().flatMap(drain -> draining(drain, seen));
        if (draining.isPresent()) {
            return draining.get();
        }
        if (seen.claimed()) {
            return busy(seen);
        }
        if (seen.inPool()) {
            return new Activity.Idle(since(worker, Activity.Idle.class, seen));
        }
        return worker.joinedAt().isEmpty()
                ? new Activity.Joining(memory.atEarliest(worker.activeAt().orElse(seen.now())))
                : new Activity.Unseen(lastInPool);
    }

    private Optional<Activity> draining(WorkerRecord.Drain drain, Evidence seen) {
        return switch (drain.how()) {
            case IF_IDLE -> {
                boolean shown = seen.showsDrain(drain.drainId());
                boolean expected = drain.accepted()
                        && Duration.between(drain.orderedAt(), seen.now()).compareTo(drainShownWithin) < 0;
                // whose ads went away after it had said yes: nothing was claimed then, and nothing has come since
                boolean wentSilent = drain.accepted() && !seen.inPool();
                boolean drained = shown && seen.drainedBy(drain.drainId(), drain.orderedAt());
                yield shown || expected || wentSilent
                        ? Optional.of(new Activity.Draining(drain.orderedAt(), drain.how(), drain.drainId(), drained))
                        : Optional.empty();
            }
            // cannot be cancelled and shows nowhere: it holds until the end
            case PEACEFULLY ->
                Optional.of(new Activity.Draining(drain.orderedAt(), drain.how(), drain.drainId(), false));
        };
    }

    private static Activity busy(Evidence seen) {
        int jobs = Math.max(seen.claims().size(), (int) seen.ads().stream()
                .filter(ad -> !ad.isFree())
                .filter(ad -> ad.dynamicSlots() == 0)
                .count());
        // a claim that only a slot knows could carry anything
        boolean refuses = seen.claims().size() < jobs || seen.claims().stream().anyMatch(Claim::refusesRetirement);
        return new Activity.Busy(Math.max(1, jobs), refuses);
    }

    private Instant since(WorkerRecord worker, Class<? extends Activity> activity, Evidence seen) {
        return memory.activitySince(worker.id(), activity, seen.now());
    }
}
