package org.updraft.autoscaler.trial;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.updraft.autoscaler.ledger.Ledger;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.plan.Demands;
import org.updraft.autoscaler.plan.Policy;
import org.updraft.autoscaler.pool.Combination;
import org.updraft.autoscaler.pool.Demand;
import org.updraft.autoscaler.pool.Tag;
import org.updraft.autoscaler.simulate.SimulatedWorld;
import org.updraft.openstack.BootRequest;
import org.updraft.openstack.embedded.model.ModelServer;

/** Holds every boot against the invariants that bound boots, by counting the servers there truly are. */
final class BootJudge {

    private static final Duration PROVEN_FOR = Duration.ofHours(24);
    private static final int UNPROVEN_MAX = 3;

    private final SimulatedWorld world;
    private final Census census;
    private final String installation;
    private final Policy policy;
    private final Map<Combination, Instant> lastJoin = new HashMap<>();
    private final Set<String> joined = new HashSet<>();
    private Map<String, Integer> waitedBefore = Map.of();

    BootJudge(SimulatedWorld world, Census census, String installation) {
        this.world = world;
        this.census = census;
        this.installation = installation;
        this.policy = world.site().policy();
    }

    void turnBegins() {
        noteJoins();
        waitedBefore = waiting();
    }

    /** Before the cloud is asked. */
    Optional<Violation> asked(String cloud, BootRequest request, Ledger ledger) throws LedgerException {
        Tag tag = Tag.read(request.metadata()).orElse(null);
        if (tag == null || !tag.isOf(TrialSite.POOL, installation)) {
            return broken(Invariant.ONLY_OURS, "boots " + request.name() + " without our tag");
        }
        if (ledger.worker(tag.workerId()).isEmpty()) {
            return broken(
                    Invariant.INTENT_FIRST, "boots worker " + tag.workerId() + ", of which the ledger knows nothing");
        }
        noteJoins();
        List<Census.Tagged> living = census.living(installation);
        if (living.stream().anyMatch(one -> one.tag().workerId().equals(tag.workerId()))) {
            return broken(Invariant.NO_DOUBLE_BOOT, "boots worker " + tag.workerId() + " again");
        }
        return caps(cloud, tag, living).or(() -> care(cloud, tag, living)).or(() -> tooMany(tag, living));
    }

    /** The cloud has accepted it; whatever is true now was meant. */
    Optional<Violation> booted(String cloud, String serverId) {
        return census.find(cloud, serverId).isEmpty()
                ? broken(Invariant.NO_DOUBLE_BOOT, "was told of server " + serverId + ", which is not there")
                : Optional.empty();
    }

    private Optional<Violation> caps(String cloud, Tag tag, List<Census.Tagged> living) {
        Policy.CloudPolicy caps = policy.of(cloud);
        Predicate<Census.Tagged> here = one -> one.cloud().equals(cloud);
        int user = policy.userWorkersMax().getOrDefault(tag.owner(), Policy.UNLIMITED);
        long cores = living.stream()
                .filter(here)
                .mapToLong(one -> one.server().flavor().vcpus())
                .sum();
        return over(count(living, one -> true), policy.workersMax(), "workers")
                .or(() -> over(count(living, this::isComing), policy.startingMax(), "workers starting"))
                .or(() -> over(count(living, here), caps.workersMax(), "workers on " + cloud))
                .or(() -> over(count(living, here.and(this::isComing)), caps.startingMax(), "starting on " + cloud))
                .or(() -> over(cores + tag.shape().cpus() - 1, caps.coresMax(), "cores on " + cloud))
                .or(() -> over(
                        count(living, one -> one.tag().owner().equals(tag.owner())),
                        user,
                        "workers of " + tag.owner()));
    }

    private Optional<Violation> over(long before, int cap, String what) {
        return before + 1 > cap
                ? broken(Invariant.WITHIN_CAPS, "boots one more beside " + before + " " + what + ", at most " + cap)
                : Optional.empty();
    }

    private Optional<Violation> care(String cloud, Tag tag, List<Census.Tagged> living) {
        Combination combination = combination(cloud, tag);
        Instant join = lastJoin.get(combination);
        boolean proven = join != null && join.plus(PROVEN_FOR).isAfter(world.now());
        long unjoined = count(
                living,
                one -> combination(one.cloud(), one.tag()).equals(combination)
                        && !joined.contains(one.server().id())
                        && !census.isMadeByOthers(one.server().id()));
        return !proven && unjoined + 1 > UNPROVEN_MAX
                ? broken(
                        Invariant.CARE_WITH_UNPROVEN,
                        "boots one more of " + combination + ", which never joined, beside " + unjoined)
                : Optional.empty();
    }

    private Optional<Violation> tooMany(Tag tag, List<Census.Tagged> living) {
        long coming = count(
                living, one -> served(one.tag()).equals(served(tag)) && isComing(one) && isPromising(one.server()));
        int wait = Math.max(waitedBefore.getOrDefault(served(tag), 0), waiting().getOrDefault(served(tag), 0));
        return coming + 1 > wait
                ? broken(
                        Invariant.NO_DOUBLE_BOOT,
                        "boots one more for " + served(tag) + " beside " + coming + " that are coming, and " + wait
                                + " jobs wait")
                : Optional.empty();
    }

    /** Not in the pool yet; one in ERROR starts no more, though it counts as a worker. */
    private boolean isComing(Census.Tagged one) {
        return !one.server().status().equals("ERROR")
                && !joined.contains(one.server().id())
                && one.server().task().filter("deleting"::equals).isEmpty()
                && !census.isMadeByOthers(one.server().id());
    }

    /** It may still come: neither broken nor stopped nor late. */
    private boolean isPromising(ModelServer server) {
        boolean builds = server.status().equals("BUILD") || server.status().equals("ACTIVE");
        return builds
                && server.created().plus(Duration.ofMinutes(15)).isAfter(world.now())
                && !census.isHarmed(server.id());
    }

    private void noteJoins() {
        Set<String> now = new HashSet<>(world.pool().machines().joined());
        if (joined.containsAll(now)) {
            return;
        }
        for (Census.Tagged one : census.living(installation)) {
            if (now.contains(one.server().id()) && joined.add(one.server().id())) {
                lastJoin.put(combination(one.cloud(), one.tag()), world.now());
            }
        }
    }

    /** Jobs that truly wait, by whose and which they are. */
    private Map<String, Integer> waiting() {
        return Demands.of(
                        world.pool().queue().groups(),
                        policy,
                        keys -> keys.stream().collect(Collectors.toMap(key -> key, key -> TrialSite.START)))
                .stream()
                .collect(Collectors.toMap(
                        demand -> demand.owner() + "'s " + demand.vmType(), Demand::count, Integer::sum));
    }

    /** What a worker's START lets in: its owner's jobs of its VMType, whichever demand it was booted for. */
    private static String served(Tag tag) {
        return tag.owner() + "'s " + tag.vmType();
    }

    private static Combination combination(String cloud, Tag tag) {
        return new Combination(cloud, tag.imageId(), tag.flavorId(), tag.templateHash());
    }

    private static long count(List<Census.Tagged> living, Predicate<Census.Tagged> which) {
        return living.stream().filter(which).count();
    }

    private Optional<Violation> broken(Invariant invariant, String words) {
        return Optional.of(new Violation(invariant, Duration.between(TrialSite.START, world.now()), words));
    }
}
