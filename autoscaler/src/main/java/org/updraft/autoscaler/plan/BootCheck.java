package org.updraft.autoscaler.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.Breaker;
import org.updraft.autoscaler.pool.CloudView;
import org.updraft.autoscaler.pool.Combination;
import org.updraft.autoscaler.pool.CombinationHistory;
import org.updraft.autoscaler.pool.Demand;
import org.updraft.autoscaler.pool.Mark;
import org.updraft.autoscaler.pool.PoolSnapshot;
import org.updraft.autoscaler.pool.Shape;
import org.updraft.autoscaler.pool.Worker;
import org.updraft.openstack.Flavor;
import org.updraft.openstack.Quota;

/** Adds up what the boots of a plan come to, and holds it against every limit: by sums over all, not one by one. */
final class BootCheck {

    private final PoolSnapshot pool;
    private final Policy policy;
    private final Map<String, CloudView> clouds = new HashMap<>();
    private final Map<String, Demand> demands = new HashMap<>();
    private final List<String> found = new ArrayList<>();

    BootCheck(PoolSnapshot pool, Policy policy) {
        this.pool = pool;
        this.policy = policy;
        pool.clouds().forEach(cloud -> clouds.put(cloud.name(), cloud));
        pool.demands().forEach(demand -> demands.put(demand.key(), demand));
    }

    /** Not to be called twice. */
    List<String> violations(List<Action.Boot> boots) {
        boots.forEach(this::checkAlone);
        if (found.isEmpty() && !boots.isEmpty()) {
            checkDemands(boots);
            checkWhole(boots);
            by(boots, boot -> boot.offer().cloud()).forEach(this::checkCloud);
            by(boots, boot -> boot.offer().combination()).forEach(this::checkCombination);
            by(boots, Action.Boot::owner).forEach(this::checkOwner);
            pool.breakers().forEach(breaker -> checkTries(breaker, boots));
        }
        return found;
    }

    private void checkAlone(Action.Boot boot) {
        Offer offer = boot.offer();
        String what = "boot on " + offer.cloud() + " for demand " + boot.demandKey() + ": ";
        expect(boot.count() >= 1, what + "of " + boot.count() + " workers");
        expect(
                !boot.keepAlive().isNegative() && boot.keepAlive().compareTo(policy.keepAliveMax()) <= 0,
                what + "may be idle longer than allowed");
        CloudView cloud = clouds.get(offer.cloud());
        if (cloud == null || !policy.clouds().containsKey(offer.cloud())) {
            found.add(what + "the cloud is blind, or not configured");
            return;
        }
        expect(cloud.enabled(), what + "the cloud is switched off");
        pool.breakers().stream()
                .filter(breaker -> breaker.scope().covers(offer.combination()))
                .forEach(breaker -> expect(
                        !pool.takenAt().isBefore(breaker.until()),
                        what + breaker.kind().label() + ", and it is too early to try again"));
        expect(cloud.images().contains(offer.image()), what + "the cloud does not have the image");
        expect(cloud.flavors().contains(offer.flavor()), what + "the cloud does not have the flavor");
        expect(
                offer.networkIds().stream()
                        .allMatch(id -> cloud.networks().stream()
                                .anyMatch(network -> network.id().equals(id))),
                what + "the cloud does not have the network");
        expect(
                offer.securityGroups().stream()
                        .allMatch(id -> cloud.securityGroups().stream()
                                .anyMatch(group -> group.id().equals(id))),
                what + "the cloud does not have the security group");
        expect(
                offer.keyName().stream().allMatch(cloud.keyNames()::contains),
                what + "the cloud does not have the key pair");
        expect(offer.shape().equals(Shape.usableOf(offer.flavor())), what + "the flavor has another shape");
        expect(
                offer.flavor().ramMiB() >= offer.image().minRamMiB()
                        && (offer.flavor().diskGiB() == 0
                                || offer.flavor().diskGiB() >= offer.image().minDiskGiB()),
                what + "the image needs a bigger flavor");
    }

    private void checkDemands(List<Action.Boot> boots) {
        by(boots, Action.Boot::demandKey).forEach((key, of) -> {
            String what = "boot for demand " + key + ": ";
            Demand demand = demands.get(key);
            if (demand == null) {
                found.add(what + "it does not wait");
                return;
            }
            expect(
                    demand.asked().malformed().isEmpty()
                            && !demand.asked().multiNode()
                            && !demand.asked().refusesRetirement(),
                    what + "workers cannot serve it");
            expect(!pool.cloudConfigFaults().containsKey(key), what + "its cloud-config cannot be used");
            expect(count(of) <= demand.count(), what + "more workers than jobs");
            for (Action.Boot boot : of) {
                expect(
                        boot.offer().templateHash().equals(Offers.template(demand, policy)),
                        what + "another template than ours");
                expect(
                        boot.terms().maxJobs() == demand.terms().maxJobs()
                                && boot.terms()
                                        .cloudConfig()
                                        .equals(demand.terms().cloudConfig()),
                        what + "other terms than its jobs'");
                expect(!boot.terms().shared() || mayShare(demand, boot.offer()), what + "shared, with a user as root");
                expect(boot.offer().shape().fits(demand.shape()), what + "its jobs do not fit");
                expect(
                        boot.owner().equals(demand.owner()) && boot.vmType().equals(demand.vmType()),
                        what + "another owner or VMType");
                expect(!isShunned(boot), what + "the like of it was useless or a black hole just now");
                expect(
                        mayGo(demand, boot.offer().cloud()),
                        what + "its jobs may not go to " + boot.offer().cloud());
            }
        });
    }

    private static boolean mayShare(Demand demand, Offer offer) {
        return demand.terms().shared()
                && demand.terms().cloudConfig().isEmpty()
                && (demand.asked().vm().image().isEmpty()
                        || offer.image().visibility().equals("public"));
    }

    private boolean isShunned(Action.Boot boot) {
        Policy.Zombies limits = policy.patience().zombies();
        return pool.marks().stream()
                .filter(mark -> !mark.refuted() && mark.demandKey().equals(boot.demandKey()))
                .filter(mark -> mark.combination().equals(boot.offer().combination()))
                // a worker of the kind that serves well refutes it
                .filter(mark -> pool.workers().stream()
                        .noneMatch(worker -> worker.requestedAt().isAfter(mark.at())
                                && worker.demandKey().equals(mark.demandKey())))
                .anyMatch(mark -> mark.at()
                        .plus(
                                mark.kind() == Mark.Kind.USELESS
                                        ? limits.shun()
                                        : limits.blackHole().keep())
                        .isAfter(pool.takenAt()));
    }

    private boolean mayGo(Demand demand, String cloud) {
        List<String> targets = demand.asked().vm().targetClouds();
        return targets.isEmpty()
                || targets.stream()
                        .anyMatch(name -> name.equals(cloud)
                                || policy.aliases()
                                        .getOrDefault(name, List.of())
                                        .contains(cloud));
    }

    private void checkWhole(List<Action.Boot> boots) {
        atMost(count(boots), policy.perTurnMax(), "boots in one turn");
        atMost(count(boots) + workers(w -> true, w -> 1), policy.workersMax(), "workers");
        atMost(count(boots) + workers(BootCheck::starts, w -> 1), policy.startingMax(), "workers starting");
    }

    private void checkOwner(String owner, List<Action.Boot> boots) {
        Optional.ofNullable(policy.userWorkersMax().get(owner))
                .ifPresent(max -> atMost(
                        count(boots) + workers(w -> w.owner().equals(owner), w -> 1), max, "workers of " + owner));
    }

    private void checkCloud(String name, List<Action.Boot> boots) {
        Policy.CloudPolicy caps = policy.of(name);
        Quota quota = Objects.requireNonNull(clouds.get(name)).quota();
        Predicate<Worker> here = worker -> worker.cloud().equals(name);
        Predicate<Worker> unseen = here.and(worker -> worker.activity() instanceof Activity.Requested);
        ToLongFunction<Worker> cores = worker ->
                flavorOf(worker).map(Flavor::vcpus).orElse(worker.shape().cpus());
        ToLongFunction<Worker> memory = worker ->
                flavorOf(worker).map(Flavor::ramMiB).orElse(worker.shape().memoryMiB());
        long newCores = boots.stream()
                .mapToLong(boot -> (long) boot.count() * boot.offer().flavor().vcpus())
                .sum();
        long newMemory = boots.stream()
                .mapToLong(boot -> (long) boot.count() * boot.offer().flavor().ramMiB())
                .sum();
        atMost(count(boots) + workers(here, w -> 1), caps.workersMax(), "workers on " + name);
        atMost(newCores + workers(here, cores), caps.coresMax(), "cores on " + name);
        atMost(newMemory + workers(here, memory), caps.memoryGiBMax() * 1024L, "MiB on " + name);
        atMost(count(boots) + workers(here.and(BootCheck::starts), w -> 1), caps.startingMax(), "starting on " + name);
        atMost(count(boots) + workers(unseen, w -> 1), quota.instancesFree(), "of the free instances of " + name);
        atMost(newCores + workers(unseen, cores), quota.coresFree(), "of the free cores of " + name);
        atMost(newMemory + workers(unseen, memory), quota.ramMiBFree(), "of the free MiB of " + name);
    }

    private void checkCombination(Combination combination, List<Action.Boot> boots) {
        CombinationHistory history = pool.histories().getOrDefault(combination, CombinationHistory.NONE);
        Predicate<Worker> alike = worker -> worker.combination().equals(combination);
        boolean proven = history.lastJoin()
                .filter(join -> join.plus(policy.patience().proof()).isAfter(pool.takenAt()))
                .isPresent();
        if (!proven) {
            long notJoined = workers(alike.and(worker -> worker.joinedAt().isEmpty()), w -> 1);
            int failed = history.failuresInRow() < 3 ? history.failuresInRow() : 0;
            atMost(count(boots) + notJoined + failed, 3, "not yet joined of the unproven " + combination);
        }
        if (history.failuresInRow() >= 3) {
            boolean early = history.lastFailure()
                    .filter(failure -> !failure.isAfter(pool.takenAt())
                            && failure.plus(leastWait(history)).isAfter(pool.takenAt()))
                    .isPresent();
            expect(!early, "boots of " + combination + " failed lately; it is too early for a probe");
            atMost(
                    count(boots) + workers(alike.and(worker -> worker.joinedAt().isEmpty()), w -> 1),
                    1,
                    "probes of " + combination);
        }
    }

    /** Four fifths of a wait that doubles with each probe that failed, and is doubled four times at most. */
    private Duration leastWait(CombinationHistory history) {
        int doubled = 1;
        for (int probe = 0; probe < Math.min(history.failedProbes(), 4); probe++) {
            doubled *= 2;
        }
        return policy.patience().probe().multipliedBy(doubled * 4L).dividedBy(5);
    }

    private void checkTries(Breaker breaker, List<Action.Boot> boots) {
        List<Action.Boot> tries = boots.stream()
                .filter(boot -> breaker.scope().covers(boot.offer().combination()))
                .toList();
        if (!tries.isEmpty()) {
            long underWay = workers(
                    worker -> breaker.scope().covers(worker.combination())
                            && (worker.activity() instanceof Activity.Requested
                                    || worker.activity() instanceof Activity.Building)
                            && !worker.requestedAt().isBefore(breaker.until()),
                    w -> 1);
            atMost(
                    count(tries) + underWay,
                    1,
                    "tries after " + breaker.kind().label() + " of "
                            + breaker.scope().label());
        }
    }

    private Optional<Flavor> flavorOf(Worker worker) {
        return Optional.ofNullable(clouds.get(worker.cloud())).stream()
                .flatMap(cloud -> cloud.flavors().stream())
                .filter(flavor -> flavor.id().equals(worker.combination().flavorId()))
                .findFirst();
    }

    private long workers(Predicate<Worker> which, ToLongFunction<Worker> what) {
        return pool.workers().stream()
                .filter(worker -> !(worker.activity() instanceof Activity.Gone))
                .filter(which)
                .mapToLong(what)
                .sum();
    }

    private static boolean starts(Worker worker) {
        return worker.activity() instanceof Activity.Requested
                || worker.activity() instanceof Activity.Building
                || worker.activity() instanceof Activity.Joining;
    }

    private static <K> Map<K, List<Action.Boot>> by(List<Action.Boot> boots, Function<Action.Boot, K> key) {
        return boots.stream().collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
    }

    private static long count(List<Action.Boot> boots) {
        return boots.stream().mapToLong(Action.Boot::count).sum();
    }

    private void atMost(long is, long max, String what) {
        expect(is <= max, "boots make it " + is + " " + what + ", at most " + max + " are allowed");
    }

    private void expect(boolean holds, String violation) {
        if (!holds) {
            found.add(violation);
        }
    }
}
