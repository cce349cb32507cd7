package org.updraft.autoscaler.plan;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.Demand;
import org.updraft.autoscaler.pool.Worker;

/** Where the jobs of one demand go while a plan is made. */
final class Tally {

    private final Demand demand;
    private final Map<Room.Stage, Integer> jobs = new EnumMap<>(Room.Stage.class);
    private final Map<Room.Stage, NavigableSet<String>> workers = new EnumMap<>(Room.Stage.class);
    private final NavigableSet<String> ignored = new TreeSet<>();
    private final NavigableSet<String> ignoredOwn = new TreeSet<>();
    private Optional<Reason> refusal = Optional.empty();
    private int left;

    Tally(Demand demand) {
        this.demand = demand;
        this.left = demand.count();
    }

    Demand demand() {
        return demand;
    }

    /** Jobs that no room has been found for. */
    int left() {
        return left;
    }

    void put(Room room) {
        int taken = room.take(demand.shape(), left);
        left -= taken;
        jobs.merge(room.stage(), taken, Integer::sum);
        room.worker().map(Worker::id).ifPresent(id -> workersOn(room.stage()).add(id));
    }

    /** The jobs that are left get no worker in this plan. */
    void refuse(Reason why) {
        refusal = Optional.of(why);
    }

    /** Its jobs have been waiting beside this room for too long. */
    void ignores(Room room) {
        room.worker()
                .filter(worker -> worker.activity() instanceof Activity.Idle)
                .ifPresent(worker -> {
                    ignored.add(worker.id());
                    if (worker.demandKey().equals(demand.key())) {
                        ignoredOwn.add(worker.id());
                    }
                });
    }

    /** Those of {@link #ignored} that were booted for this very demand. */
    NavigableSet<String> ignoredOwn() {
        return ignoredOwn;
    }

    /** Empty workers that its jobs should run on and do not: more of the same kind will hardly help. */
    NavigableSet<String> ignored() {
        return ignored;
    }

    NavigableSet<String> workersOn(Room.Stage stage) {
        return workers.computeIfAbsent(stage, s -> new TreeSet<>());
    }

    /** At most two: jobs that have room, and jobs that have none and why. */
    List<Unmet> unmet() {
        List<Unmet> unmet = new ArrayList<>();
        if (left < demand.count()) {
            unmet.add(new Unmet(demand.key(), demand.count() - left, new Reason(Cause.COVERED, where())));
        }
        if (left > 0) {
            unmet.add(new Unmet(demand.key(), left, refusal.orElseThrow()));
        }
        return unmet;
    }

    private String where() {
        List<String> parts = new ArrayList<>();
        jobs.forEach((stage, count) -> parts.add(
                switch (stage) {
                    case RUNNING -> count + " on " + named(stage) + " in the pool";
                    case STARTING -> count + " on " + named(stage) + " starting";
                    case LEAVING -> count + " on " + named(stage) + " called back from draining";
                    case BOOTED -> count + " on workers booted now";
                }));
        return String.join(", ", parts);
    }

    private String named(Room.Stage stage) {
        NavigableSet<String> ids = workersOn(stage);
        String first = String.join(", ", ids.stream().limit(3).toList());
        return Words.count(ids.size(), "worker") + " (" + first + (ids.size() > 3 ? ", …" : "") + ")";
    }
}
