package org.updraft.autoscaler.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.BlindSpot;
import org.updraft.autoscaler.pool.Demand;
import org.updraft.autoscaler.pool.PoolSnapshot;
import org.updraft.autoscaler.pool.Shape;
import org.updraft.autoscaler.pool.Terms;
import org.updraft.autoscaler.pool.Worker;

/** All free room, by whom it is for: a worker's START refuses jobs of another owner, VMType or terms. */
final class Rooms {

    /** Fullest first, so that empty workers may leave; then what comes soonest. */
    private static final Comparator<Room> ORDER = Comparator.comparing(Room::stage)
            .thenComparingInt(room -> room.worker().map(Rooms::nearness).orElse(0))
            .thenComparing(room -> room.worker().map(Worker::id).orElse(""));

    private final PoolSnapshot pool;
    private final Policy.Patience patience;
    private final Map<Kind, List<Room>> rooms = new HashMap<>();

    /** @param owner empty for room that is for everybody */
    record Kind(String owner, String vmType, int maxJobs, String cloudConfig) {
        static Kind of(Worker worker) {
            return of(worker.owner(), worker.vmType(), worker.terms());
        }

        static Kind of(Demand demand) {
            return of(demand.owner(), demand.vmType(), demand.terms());
        }

        private static Kind of(String owner, String vmType, Terms terms) {
            return new Kind(terms.shared() ? "" : owner, vmType, terms.maxJobs(), terms.cloudConfig());
        }
    }

    Rooms(PoolSnapshot pool, Policy policy, Lateness lateness) {
        this.pool = pool;
        this.patience = policy.patience();
        Grounds grounds = new Grounds(policy, pool);
        for (Worker worker : pool.workers()) {
            if (!grounds.isOutOfService(worker) && !isLost(worker, lateness)) {
                room(worker).ifPresent(room -> of(Kind.of(worker)).add(room));
            }
        }
        rooms.values().forEach(list -> list.sort(ORDER));
    }

    /** While we are blind, one that is late may have joined long ago: to boot another for it would only pile up. */
    private static boolean isLost(Worker worker, Lateness lateness) {
        return lateness.of(worker).isPresent() && worker.sight().blindTo().isEmpty();
    }

    /** Puts as many of the demand's jobs as fit into what there is. */
    void serve(Tally tally) {
        Demand demand = tally.demand();
        for (Room room : openTo(demand)) {
            if (tally.left() == 0) {
                return;
            }
            if (!room.fits(demand.shape())) {
                continue;
            }
            if (isIgnored(room, demand)) {
                tally.ignores(room);
            } else if (room.stage() != Room.Stage.LEAVING || isYoung(demand)) {
                tally.put(room);
            }
        }
    }

    /** A worker is booted for this demand; what the demand leaves of it is there for others whom its terms let in. */
    void serveBooted(Tally tally, Shape shape, Terms terms) {
        Demand demand = tally.demand();
        Room room = new Room(shape, terms);
        of(Kind.of(demand.owner(), demand.vmType(), terms)).add(room);
        tally.put(room);
    }

    /** Some worker for such jobs is on its way. */
    boolean isStarting(Demand demand) {
        return openTo(demand).stream()
                .anyMatch(room -> room.stage() == Room.Stage.STARTING || room.stage() == Room.Stage.BOOTED);
    }

    /**
     * HTCondor has had some negotiation cycles to put such a job here and has not: the room is not for it, whatever it looks
     * like to us.
     */
    private boolean isIgnored(Room room, Demand demand) {
        return room.stage() == Room.Stage.RUNNING
                && !isYoung(demand)
                && room.worker()
                        .filter(worker -> isShort(pool.age(worker.freeSince())))
                        .isEmpty();
    }

    private boolean isYoung(Demand demand) {
        return isShort(pool.age(demand.since()));
    }

    private boolean isShort(Duration waited) {
        return waited.compareTo(patience.remainder()) < 0;
    }

    /** First what is the owner's alone, then what everybody shares. */
    private List<Room> openTo(Demand demand) {
        Terms terms = demand.terms();
        List<Room> own =
                of(Kind.of(demand.owner(), demand.vmType(), new Terms(false, terms.maxJobs(), terms.cloudConfig())));
        List<Room> shared = of(Kind.of("", demand.vmType(), new Terms(true, terms.maxJobs(), terms.cloudConfig())));
        if (own.isEmpty() || shared.isEmpty()) {
            return own.isEmpty() ? shared : own;
        }
        return Stream.concat(own.stream(), shared.stream()).toList();
    }

    private List<Room> of(Kind kind) {
        return rooms.computeIfAbsent(kind, k -> new ArrayList<>());
    }

    private static Optional<Room> room(Worker worker) {
        return switch (worker.activity()) {
            case Activity.Idle i -> Optional.of(new Room(Room.Stage.RUNNING, worker, worker.free()));
            case Activity.Busy b -> Optional.of(new Room(Room.Stage.RUNNING, worker, worker.free()));
            case Activity.Requested r -> Optional.of(new Room(Room.Stage.STARTING, worker, worker.free()));
            case Activity.Building b -> Optional.of(new Room(Room.Stage.STARTING, worker, worker.free()));
            case Activity.Joining j -> Optional.of(new Room(Room.Stage.STARTING, worker, worker.free()));
            case Activity.Draining d
            when canComeBack(worker, d) -> Optional.of(new Room(Room.Stage.LEAVING, worker, worker.shape()));
            case Activity.Draining d -> Optional.empty();
            case Activity.Fenced f -> Optional.empty();
            case Activity.Deleting d -> Optional.empty();
            case Activity.Stopped s -> Optional.empty();
            case Activity.Unseen u
            when isHidden(worker) -> Optional.of(new Room(Room.Stage.RUNNING, worker, worker.shape()));
            case Activity.Unseen u -> Optional.empty();
            case Activity.Failed f -> Optional.empty();
            case Activity.Gone g -> Optional.empty();
        };
    }

    /** A collector that restarts shows nobody for some minutes. That the workers are gone with it is not likely. */
    private static boolean isHidden(Worker worker) {
        return worker.sight().unclaimed() && worker.sight().blindTo().contains(new BlindSpot.Source.OfCollector());
    }

    /** A peaceful off cannot be taken back. */
    private static boolean canComeBack(Worker worker, Activity.Draining draining) {
        return draining.how() == Activity.How.IF_IDLE
                && worker.sight().ads()
                && worker.sight().unclaimed()
                && !worker.sight().blindTo().contains(new BlindSpot.Source.OfWorker(worker.id()));
    }

    private static int nearness(Worker worker) {
        return switch (worker.activity()) {
            case Activity.Busy b -> 0;
            case Activity.Idle i -> 1;
            case Activity.Joining j -> 2;
            case Activity.Building b -> 3;
            case Activity.Requested r -> 4;
            case Activity.Draining d -> 5;
            case Activity.Fenced f -> 6;
            case Activity.Deleting d -> 6;
            case Activity.Stopped s -> 6;
            case Activity.Unseen u -> 6;
            case Activity.Failed f -> 6;
            case Activity.Gone g -> 6;
        };
    }
}
