package org.updraft.autoscaler.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.updraft.autoscaler.pool.BlindSpot;
import org.updraft.autoscaler.pool.Breaker;
import org.updraft.autoscaler.pool.CloudConfigFault;
import org.updraft.autoscaler.pool.Combination;
import org.updraft.autoscaler.pool.CombinationHistory;
import org.updraft.autoscaler.pool.Demand;
import org.updraft.autoscaler.pool.Leftover;
import org.updraft.autoscaler.pool.Mark;
import org.updraft.autoscaler.pool.PoolSnapshot;
import org.updraft.autoscaler.pool.Stray;
import org.updraft.openstack.Belonging;
import org.updraft.openstack.Flavor;

/**
 * A small language for pools: {@code pool().worker(worker("w1").idle(minutes(20))).demand(jobs(3))}. All that a test does
 * not say is plain: one cloud {@code west}, one user {@code alice}, one VMType {@code proj:image}, whose image and flavor
 * {@code c4} have joined lately.
 */
final class PoolFixture {

    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final List<CloudFixture> clouds = new ArrayList<>();
    private final List<DemandFixture> demands = new ArrayList<>();
    private final List<WorkerFixture> workers = new ArrayList<>();
    private final Map<Combination, CombinationHistory> histories = new HashMap<>();
    private final List<BlindSpot> blindSpots = new ArrayList<>();
    private final List<Stray> strays = new ArrayList<>();
    private final List<Leftover> leftovers = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();
    private final List<Breaker> breakers = new ArrayList<>();
    private final Map<String, CloudConfigFault> cloudConfigFaults = new HashMap<>();
    private Optional<String> frozen = Optional.empty();

    private PoolFixture() {}

    /** With the cloud {@code west}, where everything is proven. */
    static PoolFixture pool() {
        return bare().cloud(CloudFixture.cloud("west"));
    }

    /** Without any cloud. */
    static PoolFixture bare() {
        return new PoolFixture();
    }

    /** A cloud whose flavors have all been joined by the image {@code proj:image} lately. */
    PoolFixture cloud(CloudFixture cloud) {
        cloud.view()
                .flavors()
                .forEach(flavor -> cloud.view()
                        .images()
                        .forEach(image -> histories.put(
                                new Combination(cloud.view().name(), image.id(), flavor.id(), PolicyFixture.TEMPLATE),
                                new CombinationHistory(
                                        Optional.of(NOW.minus(Duration.ofHours(1))), 0, Optional.empty()))));
        clouds.removeIf(other -> other.view().name().equals(cloud.view().name()));
        clouds.add(cloud);
        return this;
    }

    PoolFixture demand(DemandFixture... more) {
        demands.addAll(List.of(more));
        return this;
    }

    PoolFixture worker(WorkerFixture... more) {
        workers.addAll(List.of(more));
        return this;
    }

    /** Nothing has ever been booted. */
    PoolFixture unproven() {
        histories.clear();
        return this;
    }

    PoolFixture history(Combination combination, CombinationHistory history) {
        histories.put(combination, history);
        return this;
    }

    PoolFixture cloudConfigFault(String demandKey, CloudConfigFault.Kind kind, String words) {
        cloudConfigFaults.put(demandKey, new CloudConfigFault(kind, words));
        return this;
    }

    PoolFixture frozen(String why) {
        frozen = Optional.of(why);
        return this;
    }

    /** A machine that is no worker, last heard of so long ago, with a server that is gone everywhere. */
    PoolFixture ghost(String machine, Duration heard) {
        return stray(machine, heard, true, false, Set.of());
    }

    PoolFixture stray(String machine, Duration heard, boolean gone, boolean claimed, Set<BlindSpot.Source> blindTo) {
        strays.add(
                new Stray(machine, "server-" + machine, Optional.of("w1"), NOW.minus(heard), gone, claimed, blindTo));
        return this;
    }

    PoolFixture leftover(Leftover... more) {
        leftovers.addAll(List.of(more));
        return this;
    }

    PoolFixture blind(BlindSpot.Source source) {
        blindSpots.add(new BlindSpot(source, "no answer", NOW));
        return this;
    }

    /** A port of w0 on west that two looks have seen, left so long ago. */
    static Leftover port(String id, Duration ago) {
        return new Leftover("west", thing(id, "server-of-" + id), Optional.of("w0"), NOW.minus(ago), 2);
    }

    static Belonging thing(String id, String serverId) {
        return new Belonging(Belonging.Kind.PORT, id, serverId, "", "10.0.0.9", false, Optional.empty());
    }

    /** A c4 on west, booted for the demand {@code jobs}, was drained for this. */
    PoolFixture mark(Mark.Kind kind, Duration ago) {
        return mark(kind, ago, false);
    }

    PoolFixture mark(Mark.Kind kind, Duration ago, boolean refuted) {
        return mark("jobs", CloudFixture.combination("west", CloudFixture.C4), kind, ago, refuted);
    }

    PoolFixture mark(String demandKey, Combination combination, Mark.Kind kind, Duration ago, boolean refuted) {
        marks.add(new Mark(demandKey, combination, kind, "w0", NOW.minus(ago), refuted));
        return this;
    }

    /** Opened ten minutes ago; {@code more} from now it may be tried. */
    PoolFixture breaker(Breaker.Kind kind, Breaker.Scope scope, Duration more) {
        breakers.add(new Breaker(kind, scope, 1, NOW.minus(Duration.ofMinutes(10)), NOW.plus(more), "slow down"));
        return this;
    }

    /** All of the cloud is to be booted on less. */
    PoolFixture limited(String cloud, Duration more) {
        return breaker(Breaker.Kind.BOOTS_LIMITED, new Breaker.Scope.OfCloud(cloud), more);
    }

    PoolFixture noCapacity(String cloud, Flavor flavor, Duration more) {
        return breaker(Breaker.Kind.NO_CAPACITY, new Breaker.Scope.OfFlavor(cloud, flavor.id()), more);
    }

    PoolSnapshot seen() {
        return new PoolSnapshot(
                NOW,
                demands.stream().map(DemandFixture::demand).toList(),
                workers.stream().map(WorkerFixture::worker).toList(),
                clouds.stream().map(CloudFixture::view).toList(),
                histories,
                blindSpots,
                strays,
                leftovers,
                marks,
                breakers,
                cloudConfigFaults,
                frozen);
    }

    Demand demandOf(String key) {
        return seen().demands().stream()
                .filter(demand -> demand.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    static Duration minutes(long minutes) {
        return Duration.ofMinutes(minutes);
    }

    static Duration hours(long hours) {
        return Duration.ofHours(hours);
    }
}
