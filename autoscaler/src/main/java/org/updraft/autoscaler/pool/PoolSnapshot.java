package org.updraft.autoscaler.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything the planner may know, seen at one instant.
 *
 * @param takenAt when sensing began; every age in a plan is measured from here
 * @param demands what wants to run, sorted by key
 * @param workers every VM we own, on every cloud, sorted by id
 * @param clouds what could be booted now, by priority, then name; a cloud that is blind is not among them
 * @param histories how boots of each combination went; absent means never tried
 * @param blindSpots sources that did not answer
 * @param strays machines that say they are of our making and are no workers, sorted by name
 * @param leftovers what gone servers of ours left behind; looked for in some turns only, empty in the others
 * @param marks what is not to be booted again so soon, and for whom
 * @param breakers what clouds refused, and is left alone or tried once more; of combinations, see {@code histories}
 * @param cloudConfigFaults by demand key, why no worker can be given the cloud-config that the demand's jobs name
 * @param frozen why nothing may be done at all, such as another installation in our pool
 */
public record PoolSnapshot(
        Instant takenAt,
        List<Demand> demands,
        List<Worker> workers,
        List<CloudView> clouds,
        Map<Combination, CombinationHistory> histories,
        List<BlindSpot> blindSpots,
        List<Stray> strays,
        List<Leftover> leftovers,
        List<Mark> marks,
        List<Breaker> breakers,
        Map<String, CloudConfigFault> cloudConfigFaults,
        Optional<String> frozen) {

    public PoolSnapshot {
        demands = demands.stream().sorted(Comparator.comparing(Demand::key)).toList();
        workers = workers.stream().sorted(Comparator.comparing(Worker::id)).toList();
        clouds = clouds.stream()
                .sorted(Comparator.comparingInt(CloudView::priority).thenComparing(CloudView::name))
                .toList();
        histories = Map.copyOf(histories);
        blindSpots = List.copyOf(blindSpots);
        strays = strays.stream()
                .sorted(Comparator.comparing(Stray::machine).thenComparing(Stray::serverId))
                .toList();
        leftovers = leftovers.stream()
                .sorted(Comparator.comparing(Leftover::cloud).thenComparing(Leftover::name))
                .toList();
        marks = marks.stream()
                .sorted(Comparator.comparing(Mark::demandKey)
                        .thenComparing(mark -> mark.combination().toString()))
                .toList();
        breakers = breakers.stream()
                .sorted(Comparator.comparing(
                                (Breaker breaker) -> breaker.scope().cloud())
                        .thenComparing(Breaker::kind)
                        .thenComparing(breaker -> breaker.scope().label()))
                .toList();
        cloudConfigFaults = Map.copyOf(cloudConfigFaults);
    }

    /** Without strays, leftovers, marks and breakers, and where no cloud-config of a user is at fault. */
    public PoolSnapshot(
            Instant takenAt,
            List<Demand> demands,
            List<Worker> workers,
            List<CloudView> clouds,
            Map<Combination, CombinationHistory> histories,
            List<BlindSpot> blindSpots,
            Optional<String> frozen) {
        this(
                takenAt,
                demands,
                workers,
                clouds,
                histories,
                blindSpots,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                frozen);
    }

    /** How long ago {@code then} was when this was taken. */
    public Duration age(Instant then) {
        return Duration.between(then, takenAt);
    }
}
