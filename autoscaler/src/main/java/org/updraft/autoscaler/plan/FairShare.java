package org.updraft.autoscaler.plan;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.updraft.autoscaler.pool.Demand;

/**
 * Whose turn it is to get a worker: the owner who has fewest, by name where they are level. Within an owner the jobs with
 * the highest JobPrio go first, then those that wait longest.
 */
final class FairShare {

    private static final Comparator<Demand> WITHIN_OWNER = Comparator.<Demand>comparingInt(
                    demand -> demand.asked().priority())
            .reversed()
            .thenComparing(Demand::since)
            .thenComparing(Demand::key);

    private final ToIntFunction<String> workersOf;
    private final PriorityQueue<Lane> lanes =
            new PriorityQueue<>(Comparator.comparingInt(Lane::workers).thenComparing(Lane::owner));

    /** One owner's demands; {@code workers} is what the owner had when it queued up. */
    private record Lane(String owner, int workers, Deque<Tally> waiting) {}

    /**
     * @param workersOf how many workers an owner has now, those this plan boots included
     */
    FairShare(List<Tally> tallies, ToIntFunction<String> workersOf) {
        this.workersOf = workersOf;
        Map<String, Deque<Tally>> byOwner = new TreeMap<>();
        tallies.stream()
                .sorted(Comparator.comparing(Tally::demand, WITHIN_OWNER))
                .forEach(tally -> byOwner.computeIfAbsent(tally.demand().owner(), owner -> new ArrayDeque<>())
                        .add(tally));
        byOwner.forEach(this::queueUp);
    }

    /**
     * Gives turns until nobody waits.
     *
     * @param turn gets at most one worker for the demand; true if the demand needs no further turn
     */
    void run(Predicate<Tally> turn) {
        for (Lane lane = lanes.poll(); lane != null; lane = lanes.poll()) {
            if (turn.test(lane.waiting().getFirst())) {
                lane.waiting().removeFirst();
            }
            queueUp(lane.owner(), lane.waiting());
        }
    }

    private void queueUp(String owner, Deque<Tally> waiting) {
        if (!waiting.isEmpty()) {
            lanes.add(new Lane(owner, workersOf.applyAsInt(owner), waiting));
        }
    }
}
