package org.updraft.autoscaler.plan;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.BlindSpot;
import org.updraft.autoscaler.pool.Flaw;
import org.updraft.autoscaler.pool.PoolSnapshot;
import org.updraft.autoscaler.pool.Stray;
import org.updraft.autoscaler.pool.Worker;

/** Says what a human should look at: what we may not touch, keep on purpose, or do not get rid of. */
final class Alerts {

    private static final Duration BLIND = Duration.ofMinutes(15);

    private final Policy.Zombies limits;
    private final PoolSnapshot pool;

    Alerts(Policy policy, PoolSnapshot pool) {
        this.limits = policy.patience().zombies();
        this.pool = pool;
    }

    List<Alert> all() {
        Stream<Alert> ofWorkers = pool.workers().stream().flatMap(worker -> of(worker).stream());
        Stream<Alert> ofStrays = pool.strays().stream().flatMap(stray -> of(stray).stream());
        Stream<Alert> ofBlindSpots = pool.blindSpots().stream().flatMap(spot -> of(spot).stream());
        return Stream.of(ofWorkers, ofStrays, ofBlindSpots)
                .flatMap(alerts -> alerts)
                .sorted(Comparator.comparing(Alert::subject)
                        .thenComparing(alert -> alert.reason().cause()))
                .toList();
    }

    /** Nothing that it could vouch for is removed meanwhile, and nobody may notice. */
    private Optional<Alert> of(BlindSpot spot) {
        Duration been = pool.age(spot.since());
        return been.compareTo(BLIND) > 0
                ? Optional.of(new Alert(
                        spot.source().label(), new Reason(Cause.CANNOT_SEE, Words.of(been) + ": " + spot.words())))
                : Optional.empty();
    }

    private Optional<Alert> of(Worker worker) {
        if (worker.activity() instanceof Activity.Deleting deleting && deleting.asked() > limits.deleteAlert()) {
            return alert(
                    worker,
                    Cause.STILL_THERE,
                    "asked " + deleting.asked() + " times since " + Words.of(pool.age(deleting.since())));
        }
        if (worker.activity() instanceof Activity.Stopped stopped
                && !Lateness.endsIfStopped(stopped.status())
                && pool.age(stopped.since()).compareTo(limits.stopped()) > 0) {
            return alert(
                    worker,
                    Cause.STOPPED,
                    Words.quoted(stopped.status()) + " for " + Words.of(pool.age(stopped.since()))
                            + "; it is left to whoever did that");
        }
        return worker.flaw().map(flaw -> new Alert(worker.id(), reason(flaw)));
    }

    private static Reason reason(Flaw flaw) {
        return switch (flaw) {
            case Flaw.BlackHole hole -> new Reason(Cause.BLACK_HOLE, hole.words());
            case Flaw.Rebuilt rebuilt -> new Reason(Cause.REBUILT, rebuilt.words());
            case Flaw.Twin twin -> new Reason(Cause.TWIN, twin.words());
        };
    }

    /** One that is heard of lives, whoever runs it: its ads would come back, and it may be somebody's. */
    private Optional<Alert> of(Stray stray) {
        boolean lives = pool.age(stray.heard()).compareTo(limits.ghost()) <= 0;
        return lives
                ? Optional.of(new Alert(
                        stray.machine(),
                        new Reason(
                                Cause.TWIN,
                                "it names server " + Words.quoted(stray.serverId()) + ", which is none of our workers"
                                        + stray.workerId()
                                                .map(id -> ", and worker " + Words.quoted(id))
                                                .orElse("")
                                        + "; it is not touched")))
                : Optional.empty();
    }

    private static Optional<Alert> alert(Worker worker, Cause cause, String detail) {
        return Optional.of(new Alert(worker.id(), new Reason(cause, detail)));
    }
}
