package org.updraft.autoscaler.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.BlindSpot;
import org.updraft.autoscaler.pool.Flaw;
import org.updraft.autoscaler.pool.PoolSnapshot;
import org.updraft.autoscaler.pool.Worker;
import org.updraft.htcondor.Claim;

/** Explains why one worker stays or goes. */
final class WhyWorker {

    private static final int JOBS_NAMED = 5;

    private final Worker worker;
    private final PoolSnapshot seen;
    private final Plan plan;
    private final List<Deed> history;
    private final List<String> sentences = new ArrayList<>();
    private final List<Cause> causes = new ArrayList<>();

    WhyWorker(Worker worker, PoolSnapshot seen, Plan plan, List<Deed> history) {
        this.worker = worker;
        this.seen = seen;
        this.plan = plan;
        this.history = history;
    }

    Explanation explain() {
        Activity activity = worker.activity();
        sentences.add(doing(activity));
        worker.flaw().ifPresent(this::flaw);
        worker.retiring()
                .ifPresent(at -> sentences.add("An operator wants it empty, since " + clock(at)
                        + ": it gets no new demand and goes when no job is on it."));
        planned();
        lastDeed();
        alerts();
        blind();
        seen.frozen().ifPresent(why -> sentences.add("Nothing may be done now: " + why + "."));
        String state = activity.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        return new Explanation("worker " + worker.name(), state, worker.owner(), sentences, causes);
    }

    private String doing(Activity activity) {
        return switch (activity) {
            case Activity.Requested requested ->
                "It was asked for " + ago(requested.since()) + " and no server is known yet; "
                        + listings(requested.listings()) + ".";
            case Activity.Building building -> "The cloud has been building it for " + age(building.since()) + ".";
            case Activity.Joining joining ->
                "Its server has been running for " + age(joining.since()) + " and has not joined the pool yet.";
            case Activity.Idle idle -> idle(idle);
            case Activity.Busy busy -> busy(busy);
            case Activity.Draining draining -> draining(draining);
            case Activity.Fenced fenced ->
                "It has been stopped by us, reversibly, for " + age(fenced.since())
                        + ", to look again whether a job is there before it is deleted.";
            case Activity.Deleting deleting -> "The cloud was asked to delete it " + times(deleting) + ".";
            case Activity.Stopped stopped ->
                "Its server has been " + stopped.status() + " for " + age(stopped.since())
                        + ", which was not our doing; it is left alone "
                        + (Lateness.endsIfStopped(stopped.status())
                                ? "until the limit for stopped workers."
                                : "for as long as whoever did that is at work on it.");
            case Activity.Unseen unseen ->
                "It was in the pool, and neither the collector nor a schedd has shown it for " + age(unseen.since())
                        + ".";
            case Activity.Failed failed ->
                "The cloud says ERROR, since " + clock(failed.since()) + ": " + failed.fault() + ".";
            case Activity.Gone gone ->
                "Its server is gone, since " + clock(gone.since()) + "; what is left of it is being cleared up.";
        };
    }

    private static String listings(int without) {
        return without == 0
                ? "the cloud has not given a complete list since"
                : without + (without == 1 ? " complete list" : " complete lists") + " of the cloud did not show it";
    }

    private String idle(Activity.Idle idle) {
        return "It has been idle for " + age(idle.since()) + "; it may be until "
                + clock(idle.since().plus(worker.keepAlive())) + " (keep-alive "
                + Ages.words(worker.keepAlive()) + "), unless jobs come before.";
    }

    private String busy(Activity.Busy busy) {
        String jobs = busy.jobs() + (busy.jobs() == 1 ? " job is" : " jobs are") + " on it"
                + named().map(names -> ": " + names).orElse("");
        String stays = busy.refusesRetirement()
                ? ". One of them carries a retirement time of its own, or may: it is left alone until they are done."
                : ". A worker with a job is never removed by scaling.";
        return jobs + stays;
    }

    private Optional<String> named() {
        List<String> names =
                worker.claims().stream().limit(JOBS_NAMED).map(WhyWorker::name).toList();
        int more = worker.claims().size() - JOBS_NAMED;
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(", ", names) + (more > 0 ? " and " + more + " more" : ""));
    }

    private static String name(Claim claim) {
        return claim.id() + " of " + claim.owner();
    }

    private String draining(Activity.Draining draining) {
        String how = switch (draining.how()) {
            case IF_IDLE -> "It has been draining for ";
            case PEACEFULLY -> "It finishes its jobs and takes no new ones, for ";
        };
        return how
                + age(draining.since())
                + (draining.drained() ? "; it is empty now" + next() : "; it is not empty yet.");
    }

    private String next() {
        boolean isKept = worker.isBlackHole() && worker.retiring().isEmpty() && !goesNow();
        return isKept ? ", and kept to be looked into." : ", and deleted next.";
    }

    private boolean goesNow() {
        return plan.actions().stream()
                .anyMatch(
                        action -> action instanceof Action.Delete && worker.id().equals(workerOf(action)));
    }

    private String times(Activity.Deleting deleting) {
        return switch (deleting.asked()) {
            case 0 -> "by somebody else, " + ago(deleting.since());
            case 1 -> ago(deleting.since());
            default -> deleting.asked() + " times, first " + ago(deleting.since());
        };
    }

    private void flaw(Flaw flaw) {
        Cause cause = switch (flaw) {
            case Flaw.BlackHole h -> Cause.BLACK_HOLE;
            case Flaw.Rebuilt r -> Cause.REBUILT;
            case Flaw.Twin t -> Cause.TWIN;
        };
        causes.add(cause);
        sentences.add("Something is wrong with it, noticed " + ago(flaw.since()) + ": " + cause.words() + " ("
                + flaw.words() + "). It gets no new demand.");
    }

    /** What a human should do; a flaw has been told already. */
    private void alerts() {
        plan.alerts().stream()
                .filter(alert -> alert.subject().equals(worker.id()))
                .map(Alert::reason)
                .forEach(reason -> {
                    if (!causes.contains(reason.cause())) {
                        causes.add(reason.cause());
                    }
                    sentences.add("Somebody should look at it: " + reason + "."
                            + Remedy.of(reason.cause())
                                    .map(remedy -> " What to do: " + remedy + ".")
                                    .orElse(""));
                });
    }

    /** What this turn decided about it. */
    private void planned() {
        plan.actions().stream()
                .filter(action -> worker.id().equals(workerOf(action)))
                .forEach(action -> {
                    causes.add(action.reason().cause());
                    sentences.add("The last turn decided to " + verb(action) + " it: " + action.reason() + ".");
                });
    }

    /** What was last done to it, or tried, before this turn. */
    private void lastDeed() {
        history.stream()
                .filter(deed -> deed.workerIds().contains(worker.id()))
                .findFirst()
                .ifPresent(deed -> {
                    if (!causes.contains(deed.reason().cause())) {
                        causes.add(deed.reason().cause());
                    }
                    String result = deed.done() ? "" : "; that did not come off: " + deed.words();
                    sentences.add("Last done to it: " + deed.action() + ", at " + clock(deed.at()) + ", because "
                            + deed.reason() + result + ".");
                });
    }

    private void blind() {
        List<String> sources = worker.sight().blindTo().stream()
                .map(BlindSpot.Source::label)
                .sorted()
                .toList();
        seen.blindSpots().stream()
                .filter(spot -> spot.source().equals(new BlindSpot.Source.OfWorker(worker.id())))
                .findFirst()
                .ifPresent(spot -> sentences.add("What is seen of it contradicts itself, since " + clock(spot.since())
                        + ": " + spot.words() + "."));
        if (!sources.isEmpty()) {
            sentences.add("It is not removed while these, which could vouch for a job on it, do not answer: "
                    + String.join(", ", sources) + ".");
        }
    }

    private static String workerOf(Action action) {
        return switch (action) {
            case Action.Boot boot -> "";
            case Action.Adopt adopt -> adopt.workerId();
            case Action.Drain drain -> drain.workerId();
            case Action.CancelDrain cancel -> cancel.workerId();
            case Action.Fence fence -> fence.workerId();
            case Action.Unfence unfence -> unfence.workerId();
            case Action.Delete delete -> delete.workerId();
            case Action.Forget forget -> forget.workerId();
            case Action.ForgetAd ad -> "";
            case Action.Collect collect -> "";
        };
    }

    private static String verb(Action action) {
        return switch (action) {
            case Action.Boot boot -> "boot";
            case Action.Adopt adopt -> "adopt";
            case Action.Drain drain -> "drain";
            case Action.CancelDrain cancel -> "take back the drain of";
            case Action.Fence fence -> "fence";
            case Action.Unfence unfence -> "unfence";
            case Action.Delete delete -> "delete";
            case Action.Forget forget -> "clear up after";
            case Action.ForgetAd ad -> "forget the ads of";
            case Action.Collect collect -> "collect what was left by";
        };
    }

    private String age(Instant then) {
        return Ages.words(seen.age(then));
    }

    private String ago(Instant then) {
        return age(then) + " ago";
    }

    private String clock(Instant at) {
        return Ages.clock(at, seen.takenAt());
    }
}
