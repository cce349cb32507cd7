package org.updraft.autoscaler.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.Demand;
import org.updraft.autoscaler.pool.PoolSnapshot;
import org.updraft.autoscaler.pool.Worker;

/**
 * Finds jobs that HTCondor would run on workers of another image than theirs: nothing but the VMType tells it which workers are
 * whose. One image at a time is served for each VMType of an owner, the one that has workers, else the one waited for longest.
 */
final class Conflicts {

    private final PoolSnapshot pool;
    private final Map<Rooms.Kind, List<Worker>> workers = new HashMap<>();
    private final Map<String, Reason> reasons = new HashMap<>();

    /** @param imagesOf what image a demand gets on each cloud it may go to; empty for one that gets no worker anyway */
    Conflicts(PoolSnapshot pool, Imaging imagesOf) {
        this.pool = pool;
        for (Worker worker : pool.workers()) {
            if (takesJobs(worker)) {
                workers.computeIfAbsent(Rooms.Kind.of(worker), kind -> new ArrayList<>())
                        .add(worker);
            }
        }
        Map<Rooms.Kind, List<Demand>> alike = new LinkedHashMap<>();
        pool.demands()
                .forEach(demand -> alike.computeIfAbsent(Rooms.Kind.of(demand), kind -> new ArrayList<>())
                        .add(demand));
        alike.forEach((kind, demands) -> decide(workers.getOrDefault(kind, List.of()), demands, imagesOf));
    }

    /** Says which images a demand would be booted with. */
    @FunctionalInterface
    interface Imaging {
        SortedMap<String, Choice> of(Demand demand);
    }

    /**
     * An image on one cloud.
     *
     * @param asked as job or site name it
     */
    record Choice(String id, String asked) {}

    /** Why the demand must wait; empty if its jobs can run on no worker but one of their image. */
    Optional<Reason> of(Demand demand) {
        return Optional.ofNullable(reasons.get(demand.key()));
    }

    private void decide(List<Worker> there, List<Demand> demands, Imaging imagesOf) {
        Set<String> served = new HashSet<>();
        there.forEach(worker -> served.add(worker.demandKey()));
        if (demands.size() == 1 && Set.of(demands.getFirst().key()).containsAll(served)) {
            return;
        }
        List<Demand> order = demands.stream()
                .sorted(Comparator.<Demand, Boolean>comparing(demand -> !served.contains(demand.key()))
                        .thenComparing(Demand::since)
                        .thenComparing(Demand::key))
                .toList();
        Map<Demand, SortedMap<String, Choice>> accepted = new LinkedHashMap<>();
        for (Demand demand : order) {
            SortedMap<String, Choice> images = imagesOf.of(demand);
            if (images.isEmpty()) {
                continue;
            }
            Optional<Reason> reason = accepted.entrySet().stream()
                    .filter(other -> !agree(other.getValue(), images))
                    .findFirst()
                    .map(other ->
                            reason("jobs such as " + other.getKey().asked().first(), other.getValue(), images))
                    .or(() -> served.contains(demand.key()) ? Optional.empty() : byWorker(there, images));
            reason.ifPresentOrElse(why -> reasons.put(demand.key(), why), () -> accepted.put(demand, images));
        }
    }

    private Optional<Reason> byWorker(List<Worker> there, SortedMap<String, Choice> images) {
        for (Worker worker : there) {
            Choice image = images.get(worker.cloud());
            if (image != null && !image.id().equals(worker.combination().imageId()) && stillHasItsImage(worker)) {
                return Optional.of(new Reason(
                        Cause.VMTYPE_CONFLICT,
                        worker.name() + " serves this VMType with image "
                                + worker.combination().imageId() + ", and they want " + Words.quoted(image.asked())));
            }
        }
        return Optional.empty();
    }

    /** An image that its cloud has no more was replaced by its successor, which is what the same jobs get now. */
    private boolean stillHasItsImage(Worker worker) {
        return pool.clouds().stream()
                .filter(cloud -> cloud.name().equals(worker.cloud()))
                .flatMap(cloud -> cloud.images().stream())
                .anyMatch(image -> image.id().equals(worker.combination().imageId()));
    }

    private static Reason reason(String who, SortedMap<String, Choice> theirs, SortedMap<String, Choice> ours) {
        return new Reason(
                Cause.VMTYPE_CONFLICT, who + " want image " + names(theirs) + ", and they want " + names(ours));
    }

    private static String names(SortedMap<String, Choice> images) {
        return String.join(
                ", ",
                images.values().stream()
                        .map(Choice::asked)
                        .distinct()
                        .limit(3)
                        .map(Words::quoted)
                        .toList());
    }

    /** Where both may go they get the same image; where they never meet, they ask for one by the same name. */
    private static boolean agree(SortedMap<String, Choice> one, SortedMap<String, Choice> other) {
        Set<String> both = new HashSet<>(one.keySet());
        both.retainAll(other.keySet());
        if (both.isEmpty()) {
            Set<String> names = new HashSet<>();
            one.values().forEach(image -> names.add(image.asked()));
            return !Collections.disjoint(
                    names, other.values().stream().map(Choice::asked).toList());
        }
        return both.stream().allMatch(cloud -> id(one, cloud).equals(id(other, cloud)));
    }

    private static Optional<String> id(SortedMap<String, Choice> images, String cloud) {
        return Optional.ofNullable(images.get(cloud)).map(Choice::id);
    }

    /** A job may be matched to it, now or soon. */
    private static boolean takesJobs(Worker worker) {
        return switch (worker.activity()) {
            case Activity.Requested r -> true;
            case Activity.Building b -> true;
            case Activity.Joining j -> true;
            case Activity.Idle i -> true;
            case Activity.Busy b -> true;
            case Activity.Unseen u -> true;
            case Activity.Stopped s -> true;
            case Activity.Draining d -> false;
            case Activity.Fenced f -> false;
            case Activity.Deleting d -> false;
            case Activity.Failed f -> false;
            case Activity.Gone g -> false;
        };
    }
}
