package org.updraft.autoscaler.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.updraft.autoscaler.pool.Demand;
import org.updraft.autoscaler.pool.PoolSnapshot;

/**
 * Finds room for what waits: on workers that run, then on those that are coming, then on new ones, one worker and one
 * owner at a time. The work grows with demands, offers and workers booted, never with jobs.
 */
final class Placement {

    /** So many empty workers beside the demand they were booted for say enough. */
    private static final int IGNORED_MAX = 2;

    private final Policy policy;
    private final PoolSnapshot pool;
    private final Offers offers;
    private final Limits limits;
    private final Rooms rooms;
    private final Conflicts conflicts;
    private final Marks marks;
    private final Map<String, Offers.Offered> offersFor = new HashMap<>();
    private final Map<OrderId, Order> orders = new LinkedHashMap<>();

    private record OrderId(String demandKey, String cloud, String flavorId) {}

    /** Alike workers for one demand: there is one offer per cloud and flavor. */
    private record Order(Demand demand, Offers.Candidate candidate, boolean probe, int count) {
        Order plus(Order more) {
            return new Order(demand, candidate, probe, count + more.count);
        }
    }

    Placement(Policy policy, PoolSnapshot pool, Lateness lateness) {
        this.policy = policy;
        this.pool = pool;
        this.offers = new Offers(policy, pool);
        this.limits = new Limits(policy, pool);
        this.rooms = new Rooms(pool, policy, lateness);
        this.conflicts = new Conflicts(pool, this::images);
        this.marks = new Marks(pool, policy.patience().zombies());
    }

    /**
     * @param wanted workers whose free room is needed
     * @param recalled draining workers that are needed again
     * @param besideOwn idle workers beside which the jobs wait that they were booted for
     */
    record Placed(
            List<Action.Boot> boots,
            List<Unmet> unmet,
            Set<String> wanted,
            Set<String> recalled,
            Set<String> besideOwn) {}

    /** Not to be called twice. */
    Placed place() {
        List<Tally> tallies = pool.demands().stream().map(Tally::new).toList();
        new FairShare(tallies, limits::workersOf).run(this::turn);

        Set<String> wanted = new TreeSet<>();
        Set<String> recalled = new TreeSet<>();
        Set<String> besideOwn = new TreeSet<>();
        List<Unmet> unmet = new ArrayList<>();
        for (Tally tally : tallies) {
            wanted.addAll(tally.workersOn(Room.Stage.RUNNING));
            recalled.addAll(tally.workersOn(Room.Stage.LEAVING));
            besideOwn.addAll(tally.ignoredOwn());
            unmet.addAll(tally.unmet());
        }
        // what another demand needs is not useless
        besideOwn.removeAll(wanted);
        return new Placed(boots(), List.copyOf(unmet), wanted, recalled, besideOwn);
    }

    /** Serves a demand with what there is, else with one new worker; true if that is all that can be done for it. */
    private boolean turn(Tally tally) {
        Optional<Reason> refusal = Offers.refusal(tally.demand().asked()).or(() -> conflicts.of(tally.demand()));
        if (refusal.isEmpty()) {
            rooms.serve(tally);
            if (tally.left() > 0) {
                refusal = boot(tally);
            }
        }
        refusal.ifPresent(tally::refuse);
        return refusal.isPresent() || tally.left() == 0;
    }

    /** None of a demand that cannot be booted for now: it keeps nobody waiting. */
    private SortedMap<String, Conflicts.Choice> images(Demand demand) {
        boolean hopeless = Offers.refusal(demand.asked()).isPresent()
                || offered(demand).obstacle().isPresent();
        return hopeless ? new TreeMap<>() : offers.imagesOf(demand);
    }

    private Offers.Offered offered(Demand demand) {
        return offersFor.computeIfAbsent(demand.key(), key -> offers.of(demand));
    }

    /** One more worker on the first offer that has room under every limit; else why not. */
    private Optional<Reason> boot(Tally tally) {
        Demand demand = tally.demand();
        Offers.Offered offered = offered(demand);
        if (offered.obstacle().isPresent()) {
            return offered.obstacle();
        }
        if (tally.ignoredOwn().size() >= IGNORED_MAX || (!tally.ignored().isEmpty() && rooms.isStarting(demand))) {
            return Optional.of(new Reason(Cause.UNMATCHED, tally.ignored().first() + " is empty beside it"));
        }
        List<Reason> obstacles = new ArrayList<>();
        for (Offers.Candidate candidate : offered.candidates()) {
            Optional<Reason> obstacle = marks.obstacle(demand, candidate.offer())
                    .or(() -> limits.obstacle(demand.owner(), candidate.offer()));
            if (obstacle.isEmpty()) {
                order(tally, candidate);
                return Optional.empty();
            }
            obstacles.add(obstacle.get());
        }
        return Optional.of(new Reason(
                obstacles.getFirst().cause(),
                obstacles.stream().map(Reason::detail).distinct().limit(4).collect(Collectors.joining("; "))));
    }

    private void order(Tally tally, Offers.Candidate candidate) {
        Demand demand = tally.demand();
        boolean probe = limits.isProbe(candidate.offer()) || marks.isProbe(demand, candidate.offer());
        orders.merge(
                new OrderId(
                        demand.key(),
                        candidate.offer().cloud(),
                        candidate.offer().flavor().id()),
                new Order(demand, candidate, probe, 1),
                Order::plus);
        limits.take(demand.owner(), candidate.offer());
        marks.take(demand, candidate.offer());
        rooms.serveBooted(tally, candidate.offer().shape(), candidate.terms());
    }

    private List<Action.Boot> boots() {
        return orders.values().stream().map(this::boot).toList();
    }

    private Action.Boot boot(Order order) {
        Demand demand = order.demand();
        return new Action.Boot(
                order.candidate().offer(),
                demand.key(),
                demand.owner(),
                demand.vmType(),
                order.candidate().terms(),
                keepAlive(demand),
                order.count(),
                reason(order));
    }

    private Duration keepAlive(Demand demand) {
        Duration wanted = demand.asked()
                .vm()
                .keepAliveMinutes()
                .map(minutes -> Duration.ofMinutes(minutes))
                .orElse(policy.defaults().keepAlive());
        return wanted.compareTo(policy.keepAliveMax()) <= 0 ? wanted : policy.keepAliveMax();
    }

    private static Reason reason(Order order) {
        Demand demand = order.demand();
        String note = order.candidate().note();
        String detail = Words.count(demand.count(), "job") + " of " + demand.owner() + ", each "
                + Words.of(demand.shape()) + (note.isEmpty() ? "" : "; " + note);
        return new Reason(order.probe() ? Cause.PROBE : Cause.JOBS_WAIT, detail);
    }
}
