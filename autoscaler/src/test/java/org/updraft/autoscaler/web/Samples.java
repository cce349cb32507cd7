package org.updraft.autoscaler.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.updraft.autoscaler.cloudinit.CloudInit;
import org.updraft.autoscaler.cloudinit.PoolAddress;
import org.updraft.autoscaler.cloudinit.Templates;
import org.updraft.autoscaler.cloudinit.TokenSource;
import org.updraft.autoscaler.ledger.Outcome;
import org.updraft.autoscaler.ledger.Turn;
import org.updraft.autoscaler.plan.Action;
import org.updraft.autoscaler.plan.Cause;
import org.updraft.autoscaler.plan.Offer;
import org.updraft.autoscaler.plan.Plan;
import org.updraft.autoscaler.plan.Reason;
import org.updraft.autoscaler.plan.Unmet;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.BlindSpot;
import org.updraft.autoscaler.pool.Breaker;
import org.updraft.autoscaler.pool.CloudView;
import org.updraft.autoscaler.pool.Combination;
import org.updraft.autoscaler.pool.Demand;
import org.updraft.autoscaler.pool.PoolSnapshot;
import org.updraft.autoscaler.pool.Shape;
import org.updraft.autoscaler.pool.Terms;
import org.updraft.autoscaler.pool.Worker;
import org.updraft.htcondor.Claim;
import org.updraft.htcondor.JobGroup;
import org.updraft.htcondor.JobId;
import org.updraft.htcondor.PerCloud;
import org.updraft.htcondor.QueuedJob;
import org.updraft.openstack.Flavor;
import org.updraft.openstack.Image;
import org.updraft.openstack.Quota;

/** Hand-made pools, of alice, bob and carol, at noon. */
public final class Samples {

    static final CloudInit CLOUD_INIT = new CloudInit(
            Templates.builtIn(),
            new PoolAddress(
                    "cm.example.org",
                    9618,
                    "example.org",
                    "updraft@example.org",
                    Duration.ofMinutes(1),
                    Duration.ofHours(2),
                    Duration.ofMinutes(15)),
            TokenSource.userData(TokenSource.LIFE));

    public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    static final Shape SHAPE = new Shape(4, 7782, 36, 0);
    static final Flavor FLAVOR = new Flavor("f4", "c4-8gb", 4, 8192, 40, 0, 0, Map.of());
    static final Image IMAGE = new Image("i1", "debian-12-condor", "p1", "public", 10, 512, 1 << 30);
    static final Combination COMBINATION = new Combination("west", "i1", "f4", "t1");

    private Samples() {}

    public static Turn turn(
            long number, List<Demand> demands, List<Worker> workers, Plan plan, List<Outcome> outcomes) {
        PoolSnapshot seen = new PoolSnapshot(
                NOON.minusSeconds(4), demands, workers, List.of(west()), Map.of(), List.of(), Optional.empty());
        return turn(number, seen, plan, outcomes);
    }

    public static Turn turn(long number, PoolSnapshot seen, Plan plan, List<Outcome> outcomes) {
        return new Turn(number, seen, plan, List.of(), outcomes, Duration.ofMillis(420), Duration.ofMillis(12));
    }

    /** One of everything: jobs that wait for many causes, workers that do all that workers do, a silent cloud. */
    public static Turn busyTurn() {
        List<Demand> demands = List.of(
                demand("alice-7c1f", "alice", 12, 240),
                demand("alice-90b2", "alice", 3, 40),
                demand("bob-11ad", "bob", 40, 5400),
                demand("carol-5e0e", "carol", 1, 86_400));
        List<Worker> workers = List.of(
                worker("01aa", "alice", busy(3)),
                worker("01ab", "alice", busy(4)),
                worker("01ac", "alice", new Activity.Idle(ago(130))),
                worker("01ad", "alice", new Activity.Building(ago(70))),
                worker("01ae", "alice", new Activity.Requested(ago(8), 0)),
                worker("01ba", "bob", new Activity.Joining(ago(95))),
                worker("01bb", "bob", new Activity.Draining(ago(35), Activity.How.IF_IDLE, "d1", false)),
                worker("01bc", "bob", new Activity.Failed(ago(400), "No valid host was found. <b>x</b>")),
                worker("01bd", "bob", new Activity.Deleting(ago(20))),
                worker("01ca", "carol", busy(1)));
        PoolSnapshot seen = new PoolSnapshot(
                NOON.minusSeconds(4),
                demands,
                workers,
                List.of(west()),
                Map.of(),
                List.of(new BlindSpot(
                        new BlindSpot.Source.OfCloud("east"),
                        "listing servers of east: no answer in 30 s from https://east.example.org:8774",
                        ago(310))),
                Optional.empty());
        return turn(41, seen, busyPlan(), outcomes());
    }

    static Plan busyPlan() {
        return new Plan(
                List.of(
                        boot("alice-7c1f", "alice", 1),
                        new Action.Drain(
                                "01ac",
                                Activity.How.IF_IDLE,
                                new Reason(Cause.IDLE_PAST_KEEP_ALIVE, "idle 130 s, allowed 120 s"))),
                List.of(
                        new Unmet("alice-7c1f", 8, new Reason(Cause.COVERED, "on 2 workers that start")),
                        new Unmet("alice-90b2", 3, new Reason(Cause.QUOTA, "west: 38 of 40 cores used, 4 needed")),
                        new Unmet("bob-11ad", 40, new Reason(Cause.USER_CAP, "bob has 4 of 4 workers")),
                        new Unmet("carol-5e0e", 1, new Reason(Cause.UNKNOWN_IMAGE, "debain-12 on west"))),
                List.of(),
                List.of(
                        new Breaker(
                                Breaker.Kind.BOOTS_LIMITED,
                                new Breaker.Scope.OfCloud("west"),
                                1,
                                ago(15),
                                NOON.plusSeconds(45),
                                "429 from west: slow down <b>x</b>"),
                        new Breaker(
                                Breaker.Kind.NO_CAPACITY,
                                new Breaker.Scope.OfFlavor("west", FLAVOR.id()),
                                2,
                                ago(600),
                                ago(10),
                                "No valid host was found. "),
                        new Breaker(
                                Breaker.Kind.BOOTS_FAIL,
                                new Breaker.Scope.OfCombination(new Combination("west", IMAGE.id(), FLAVOR.id(), "t1")),
                                3,
                                ago(300),
                                NOON.plusSeconds(600),
                                "never-joined: 15 min, allowed 15 min")));
    }

    static List<Outcome> outcomes() {
        return List.of(
                new Outcome(boot("alice-7c1f", "alice", 1), Outcome.Result.DONE, List.of("01ae"), ""),
                new Outcome(
                        boot("bob-11ad", "bob", 1),
                        Outcome.Result.FAILED,
                        List.of("01bc"),
                        "booting on west: No valid host was found"),
                new Outcome(
                        new Action.Drain(
                                "01ac",
                                Activity.How.IF_IDLE,
                                new Reason(Cause.IDLE_PAST_KEEP_ALIVE, "idle 130 s, allowed 120 s")),
                        Outcome.Result.REFUSED,
                        List.of("01ac"),
                        "a claim is there"));
    }

    public static Action.Boot boot(String demand, String owner, int count) {
        Offer offer = new Offer("west", IMAGE, FLAVOR, SHAPE, List.of(), Optional.empty(), "t1");
        Reason reason = new Reason(Cause.JOBS_WAIT, "4 jobs without room");
        return new Action.Boot(offer, demand, owner, "proj:image", Terms.PLAIN, Duration.ofMinutes(2), count, reason);
    }

    public static Instant ago(long seconds) {
        return NOON.minusSeconds(seconds);
    }

    public static Activity.Busy busy(int jobs) {
        return new Activity.Busy(jobs, false);
    }

    public static Worker worker(String id, String owner, Activity activity) {
        return worker(id, owner, activity, Set.of());
    }

    public static Worker worker(String id, String owner, Activity activity, Set<BlindSpot.Source> blindTo) {
        List<Claim> claims = activity instanceof Activity.Busy
                ? List.of(new Claim(
                        "batch", new JobId(7, 2), "batch#7.2", owner, List.of("slot1_1@updraft-batch-" + id), false))
                : List.of();
        boolean asked = activity instanceof Activity.Requested;
        boolean starting = asked || activity instanceof Activity.Building || activity instanceof Activity.Joining;
        return new Worker(
                id,
                "updraft-batch-" + id,
                COMBINATION,
                "c4-8gb",
                asked ? Optional.empty() : Optional.of("0f0e0d0c-" + id),
                true,
                owner,
                "proj:image",
                Terms.PLAIN,
                owner.equals("alice") ? "alice-7c1f" : owner + "-11ad",
                SHAPE,
                SHAPE,
                Worker.UNLIMITED,
                ago(60),
                Duration.ofMinutes(2),
                asked ? ago(8) : ago(500),
                starting ? Optional.empty() : Optional.of(ago(320)),
                activity,
                claims,
                Optional.empty(),
                new Worker.Sight(true, true, claims.isEmpty(), blindTo));
    }

    public static CloudView west() {
        return new CloudView(
                "west",
                true,
                0,
                "p1",
                List.of(FLAVOR),
                List.of(IMAGE),
                List.of(),
                new Quota(20, 12, 40, 38, -1, 98_304));
    }

    public static Demand demand(String key, String owner, int count, long waitingSeconds) {
        JobGroup group = group(owner, key, count);
        return new Demand(
                key, owner, "proj:image", Terms.PLAIN, new Shape(1, 2048, 2, 0), List.of(group), ago(waitingSeconds));
    }

    /** Groups of different image names are different groups. */
    public static JobGroup group(String owner, String image, int count) {
        JobGroup.VmAttributes vm = new JobGroup.VmAttributes(
                Optional.of("proj:image"),
                PerCloud.plain(image),
                PerCloud.NONE,
                Optional.empty(),
                Optional.empty(),
                List.of());
        return new JobGroup(
                "batch",
                owner,
                vm,
                1,
                2048,
                2 << 20,
                0,
                0,
                false,
                false,
                count,
                new JobId(12, 0),
                new JobId(12, count - 1),
                List.of());
    }

    /** A job of {@link #demand} with the same image, owner and count 1. */
    public static QueuedJob job(String id, String owner, String image, int status) {
        return new QueuedJob(
                JobId.parse(id).orElseThrow(),
                status,
                5,
                true,
                group(owner, image, 1),
                ago(600),
                status == 2 ? Optional.of("slot1_1@updraft-batch-01aa") : Optional.empty(),
                status == 5 ? Optional.of("Failed to open input file") : Optional.empty());
    }
}
