package org.updraft.autoscaler.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.BlindSpot;
import org.updraft.autoscaler.pool.Demand;
import org.updraft.autoscaler.pool.PoolSnapshot;
import org.updraft.autoscaler.pool.Worker;
import org.updraft.htcondor.Deferral;
import org.updraft.htcondor.QueuedJob;

/** Explains one job. */
final class WhyJob {

    private static final int WORKERS_NAMED = 3;
    private static final int VANILLA = 5;
    private static final int PARALLEL = 11;

    private final QueuedJob job;
    private final PoolSnapshot seen;
    private final Plan plan;
    private final List<Deed> history;
    private final List<String> sentences = new ArrayList<>();
    private final List<Cause> causes = new ArrayList<>();

    WhyJob(QueuedJob job, PoolSnapshot seen, Plan plan, List<Deed> history) {
        this.job = job;
        this.seen = seen;
        this.plan = plan;
        this.history = history;
    }

    Explanation explain() {
        String state = state();
        String subject = "job " + job.id() + " on " + job.group().schedd();
        return new Explanation(subject, state, job.group().owner(), sentences, causes);
    }

    private String state() {
        return switch (job.status()) {
            case 1 -> idle();
            case 2 -> holdsSlot("running", "It runs");
            case 3 -> says("removed", "It has been removed and leaves the queue.");
            case 4 -> says("completed", "It has completed and leaves the queue.");
            case 5 -> held();
            case 6 -> holdsSlot("transferring", "It transfers its output from");
            case 7 -> holdsSlot("suspended", "It is suspended");
            default -> says("unknown", "Its JobStatus is " + job.status() + ", which Updraft does not know.");
        };
    }

    private String held() {
        return says(
                "held",
                "It is on hold"
                        + job.holdReason().map(reason -> ": " + reason).orElse("")
                        + ". Held jobs get no worker: correct what the reason says, then condor_release " + job.id()
                        + ".");
    }

    private String holdsSlot(String state, String doing) {
        return says(state, doing + job.remoteHost().map(host -> " on " + host).orElse("") + ".");
    }

    private String idle() {
        if (!job.vmJob()) {
            return says(
                    "not-ours",
                    "It has no VM attribute (VMType, VMAMI, VMInstanceType, …) and asks for no VMType in its Requirements, so Updraft makes no worker for it; it"
                            + " waits for other machines of the pool.");
        }
        if (job.universe() != VANILLA && job.universe() != PARALLEL) {
            return says(
                    "not-ours",
                    "It is of universe " + job.universe() + "; Updraft makes workers for the vanilla universe only"
                            + " (containers included).");
        }
        Optional<Deferral> closed = job.deferral().filter(deferral -> !deferral.isOpenAt(seen.takenAt()));
        closed.ifPresentOrElse(deferral -> says(deferred(deferral)), () -> {
            seen.frozen().ifPresent(why -> because(new Reason(Cause.FROZEN, why), ""));
            demand().ifPresentOrElse(this::waits, this::notSeenYet);
        });
        unused();
        return closed.isPresent() ? "deferred" : "waiting";
    }

    private String deferred(Deferral deferral) {
        return switch (deferral) {
            case Deferral.Window window ->
                seen.takenAt().isBefore(window.from())
                        ? "It is to start at %s. HTCondor looks for a machine from %s on, and until then it gets no worker."
                                .formatted(clock(window.startsAt()), clock(window.from()))
                        : "It was to start at %s, and since %s HTCondor matches it no more. Remove it, or give it another time:"
                                        .formatted(clock(window.startsAt()), clock(window.until()))
                                + " condor_qedit " + job.id() + " DeferralTime SECONDS_SINCE_1970.";
            case Deferral.Never never ->
                "It is deferred to a time that is no number, so HTCondor never matches it: correct deferral_time, and look at"
                        + " it with condor_q " + job.id() + " -af DeferralTime.";
        };
    }

    private String clock(Instant at) {
        return Ages.clock(at, seen.takenAt());
    }

    /** Attributes of old job files, so that nobody looks for their effect. */
    private void unused() {
        for (QueuedJob.Unused unused : job.unused()) {
            String has = "Its %s (%s) is read, ".formatted(unused.attribute(), unused.value());
            says(unused.instead()
                    .map(words -> has + "not acted on: " + words + ".")
                    .orElse(has + "not yet honoured."));
        }
    }

    private void waits(Demand demand) {
        List<Worker> starting = workers(demand, Worker::isStarting);
        unmet(demand).forEach(unmet -> because(unmet.reason(), share(unmet, demand)));
        ordered(demand);
        starting.stream().limit(WORKERS_NAMED).forEach(worker -> says(onItsWay(worker)));
        if (starting.size() > WORKERS_NAMED) {
            says("And " + (starting.size() - WORKERS_NAMED) + " more are on their way.");
        }
        List<Worker> open = workers(demand, worker -> worker.activity() instanceof Activity.Idle);
        if (!open.isEmpty()) {
            says("Idle and waiting to be matched with it: " + names(open) + ".");
        }
        lastFailure(demand);
        if (sentences.isEmpty()) {
            says("It counts as one of " + demand.count() + " jobs alike, for which the last look, at "
                    + Ages.clock(seen.takenAt(), seen.takenAt()) + ", found nothing to be done.");
        }
    }

    private void notSeenYet() {
        Optional<BlindSpot> blind = seen.blindSpots().stream()
                .filter(spot -> spot.source() instanceof BlindSpot.Source.OfSchedd schedd
                        && schedd.schedd().equals(job.group().schedd()))
                .findFirst();
        says(blind.map(spot -> "Its schedd has not answered the service for " + Ages.words(seen.age(spot.since()))
                        + ": " + spot.words() + ".")
                .orElse("It came into the queue after the last look, at " + Ages.clock(seen.takenAt(), seen.takenAt())
                        + "; the next turn will count it."));
    }

    private Optional<Demand> demand() {
        return seen.demands().stream()
                .filter(demand -> demand.groups().stream()
                        .anyMatch(group -> group.kind().equals(job.group().kind())))
                .findFirst();
    }

    /** What is a complaint before what is none. */
    private List<Unmet> unmet(Demand demand) {
        return plan.unmet().stream()
                .filter(unmet -> unmet.demandKey().equals(demand.key()))
                .sorted(java.util.Comparator.comparing(unmet -> unmet.reason().cause() == Cause.COVERED))
                .toList();
    }

    private static String share(Unmet unmet, Demand demand) {
        return demand.count() == 1 ? "" : " (" + unmet.count() + " of " + demand.count() + " jobs like it)";
    }

    private void because(Reason reason, String share) {
        causes.add(reason.cause());
        String remedy =
                Remedy.of(reason.cause()).map(words -> ". What helps: " + words).orElse("");
        says(capital(reason.toString()) + share + remedy + ".");
    }

    private void ordered(Demand demand) {
        int booted = plan.actions().stream()
                .mapToInt(action ->
                        action instanceof Action.Boot boot && boot.demandKey().equals(demand.key()) ? boot.count() : 0)
                .sum();
        if (booted > 0) {
            causes.add(Cause.JOBS_WAIT);
            says("The last turn, at " + Ages.clock(seen.takenAt(), seen.takenAt()) + ", asked for " + booted
                    + (booted == 1 ? " worker" : " workers") + " for it and jobs like it.");
        }
    }

    private String onItsWay(Worker worker) {
        Instant since = worker.requestedAt();
        return "A worker is on its way: " + worker.name() + " on " + worker.cloud() + ", asked for "
                + Ages.words(seen.age(since)) + " ago"
                + usual(worker)
                        .map(time -> "; such workers usually join within " + Ages.words(time))
                        .orElse("")
                + ".";
    }

    /** How long the middle one of the living workers of this combination took from the intent to the pool. */
    private Optional<Duration> usual(Worker like) {
        List<Duration> times = seen.workers().stream()
                .filter(worker -> worker.combination().equals(like.combination()))
                .flatMap(worker ->
                        worker.joinedAt().stream().map(joined -> Duration.between(worker.requestedAt(), joined)))
                .sorted()
                .toList();
        return times.isEmpty() ? Optional.empty() : Optional.of(times.get(times.size() / 2));
    }

    private List<Worker> workers(Demand demand, java.util.function.Predicate<Worker> which) {
        return seen.workers().stream()
                .filter(worker -> worker.demandKey().equals(demand.key()))
                .filter(which)
                .toList();
    }

    private static String names(List<Worker> workers) {
        String named = String.join(
                ", ", workers.stream().limit(WORKERS_NAMED).map(Worker::name).toList());
        int more = workers.size() - WORKERS_NAMED;
        return more > 0 ? named + " and " + more + " more" : named;
    }

    private void lastFailure(Demand demand) {
        history.stream()
                .filter(deed -> deed.demandKey().equals(demand.key()) && !deed.done())
                .findFirst()
                .ifPresent(deed -> says("The last boot for it that failed, at " + Ages.clock(deed.at(), seen.takenAt())
                        + ": " + deed.words() + "."));
    }

    private String says(String state, String sentence) {
        says(sentence);
        return state;
    }

    private void says(String sentence) {
        sentences.add(sentence);
    }

    private static String capital(String words) {
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
