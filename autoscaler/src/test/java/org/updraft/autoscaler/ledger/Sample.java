package org.updraft.autoscaler.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.updraft.autoscaler.plan.Action;
import org.updraft.autoscaler.plan.Alert;
import org.updraft.autoscaler.plan.Cause;
import org.updraft.autoscaler.plan.Offer;
import org.updraft.autoscaler.plan.Plan;
import org.updraft.autoscaler.plan.Reason;
import org.updraft.autoscaler.plan.Unmet;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.BlindSpot;
import org.updraft.autoscaler.pool.Breaker;
import org.updraft.autoscaler.pool.CloudConfigFault;
import org.updraft.autoscaler.pool.CloudView;
import org.updraft.autoscaler.pool.Combination;
import org.updraft.autoscaler.pool.CombinationHistory;
import org.updraft.autoscaler.pool.Demand;
import org.updraft.autoscaler.pool.Flaw;
import org.updraft.autoscaler.pool.Leftover;
import org.updraft.autoscaler.pool.Mark;
import org.updraft.autoscaler.pool.PoolSnapshot;
import org.updraft.autoscaler.pool.Shape;
import org.updraft.autoscaler.pool.Stray;
import org.updraft.autoscaler.pool.Terms;
import org.updraft.autoscaler.pool.Worker;
import org.updraft.htcondor.Claim;
import org.updraft.htcondor.JobGroup;
import org.updraft.htcondor.JobId;
import org.updraft.htcondor.PerCloud;
import org.updraft.openstack.Belonging;
import org.updraft.openstack.Flavor;
import org.updraft.openstack.Image;
import org.updraft.openstack.Network;
import org.updraft.openstack.Quota;
import org.updraft.openstack.SecurityGroup;

/** Values of every kind that a ledger is given. */
final class Sample {

    static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123Z");
    static final Combination WEST = new Combination("west", "image-1", "flavor-1", "t1");
    static final Shape SHAPE = new Shape(4, 7000, 36, 0);
    static final Flavor FLAVOR = new Flavor("flavor-1", "c4-8gb", 4, 8192, 40, 0, 0, Map.of());
    static final Image IMAGE = new Image("image-1", "debian", "p1", "public", 10, 512, 1 << 30);
    static final Offer OFFER =
            new Offer("west", IMAGE, FLAVOR, SHAPE, List.of("net-1"), Optional.of("/etc/updraft/astro.yaml"), "t1");

    private Sample() {}

    static WorkerRecord intent(String id, Instant at) {
        return intent(id, WEST, at);
    }

    static WorkerRecord intent(String id, Combination combination, Instant at) {
        return WorkerRecord.intent(
                id,
                "updraft-batch-" + id,
                combination,
                "c4-8gb",
                "alice",
                "proj:image",
                new Terms(false, 3, "spool:ab"),
                "alice-1",
                SHAPE,
                Duration.ofMinutes(10),
                at);
    }

    static Turn turn(long number, Instant at) {
        return new Turn(number, seen(at), plan(), List.of(), outcomes(), Duration.ofMillis(900), Duration.ofMillis(40));
    }

    static Turn quietTurn(long number, PoolSnapshot seen) {
        return new Turn(
                number,
                seen,
                new Plan(List.of(), List.of()),
                List.of(),
                List.of(),
                Duration.ofMillis(9),
                Duration.ofMillis(1));
    }

    static Plan plan() {
        Reason idle = new Reason(Cause.IDLE_PAST_KEEP_ALIVE, "idle 61 min, allowed 60 min");
        return new Plan(
                List.of(
                        new Action.Boot(
                                OFFER,
                                "alice-1",
                                "alice",
                                "proj:image",
                                Terms.PLAIN,
                                Duration.ofMinutes(10),
                                3,
                                new Reason(Cause.JOBS_WAIT, "12 jobs")),
                        new Action.Adopt("w1", "uuid-1", new Reason(Cause.APPEARED, "")),
                        new Action.Drain("w2", Activity.How.IF_IDLE, idle),
                        new Action.Drain("w3", Activity.How.PEACEFULLY, new Reason(Cause.OPERATOR, "by \"root\"\n")),
                        new Action.CancelDrain("w4", new Reason(Cause.WANTED_AGAIN, "")),
                        new Action.Fence("w5", new Reason(Cause.UNSEEN, "41 min")),
                        new Action.Unfence("w6", new Reason(Cause.JOB_FOUND, "12.0 on batch")),
                        new Action.Delete("w7", new Reason(Cause.DRAINED, "")),
                        new Action.Forget("w8", new Reason(Cause.SERVER_GONE, "")),
                        new Action.ForgetAd("m1.example.org", "uuid-m1", NOON, new Reason(Cause.GHOST_AD, "4 min")),
                        new Action.Collect(leftover(), new Reason(Cause.LEFT_BEHIND, "11 min"))),
                List.of(new Unmet("bob-1", 7, new Reason(Cause.UNKNOWN_IMAGE, "debain on west"))),
                List.of(new Alert("w12", new Reason(Cause.STILL_THERE, "asked 5 times"))));
    }

    static List<Outcome> outcomes() {
        List<Action> actions = plan().actions();
        return List.of(
                new Outcome(actions.get(0), Outcome.Result.DONE, List.of("w9", "w10", "w11"), ""),
                new Outcome(actions.get(2), Outcome.Result.REFUSED, List.of("w2"), "a claim is there"),
                new Outcome(actions.get(7), Outcome.Result.FAILED, List.of("w7"), "west did not answer in 30 s"),
                new Outcome(actions.get(8), Outcome.Result.SKIPPED, List.of("w8"), "the ledger is full"));
    }

    static PoolSnapshot seen(Instant at) {
        return new PoolSnapshot(
                at,
                List.of(demand()),
                List.of(
                        worker("w2", new Activity.Idle(NOON)),
                        worker("w3", new Activity.Busy(2, false)).with(new Flaw.BlackHole(NOON, "5 jobs in a row"))),
                List.of(cloud()),
                Map.of(WEST, new CombinationHistory(Optional.of(NOON), 0, Optional.empty())),
                List.of(new BlindSpot(new BlindSpot.Source.OfSchedd("batch"), "no answer in 20 s", NOON)),
                List.of(new Stray("m1.example.org", "uuid-m1", Optional.of("w1"), NOON, true, false, Set.of())),
                List.of(leftover()),
                List.of(new Mark("alice-1", WEST, Mark.Kind.USELESS, "w0", NOON, false)),
                List.of(breaker(Breaker.Kind.NO_CAPACITY, new Breaker.Scope.OfFlavor("west", "flavor-1"), 1)),
                Map.of("alice-1", new CloudConfigFault(CloudConfigFault.Kind.MISSING, "alice has not handed it over")),
                Optional.empty());
    }

    static Breaker breaker(Breaker.Kind kind, Breaker.Scope scope, int failures) {
        return new Breaker(kind, scope, failures, NOON, NOON.plusSeconds(60L * failures), "No valid host was found. ");
    }

    private static Leftover leftover() {
        Belonging port =
                new Belonging(Belonging.Kind.PORT, "port-1", "uuid-w1", "", "10.0.0.9", false, Optional.of(NOON));
        return new Leftover("west", port, Optional.of("w1"), NOON, 2);
    }

    private static Demand demand() {
        JobGroup.VmAttributes vm = new JobGroup.VmAttributes(
                Optional.of("proj:image"),
                PerCloud.of(new TreeMap<>(Map.of("west", "debian", "default", "tiny"))),
                PerCloud.NONE,
                Optional.of(10),
                Optional.empty(),
                List.of());
        JobGroup group = new JobGroup(
                "batch",
                "alice",
                vm,
                1,
                1024,
                1 << 20,
                0,
                0,
                false,
                false,
                12,
                new JobId(7, 0),
                new JobId(7, 11),
                List.of());
        return new Demand(
                "alice-1", "alice", "proj:image", Terms.PLAIN, new Shape(1, 1024, 1, 0), List.of(group), NOON);
    }

    private static Worker worker(String id, Activity activity) {
        Claim claim = new Claim("batch", new JobId(6, 0), "batch#6.0", "alice", List.of("slot1_1@" + id), false);
        return new Worker(
                id,
                "updraft-batch-" + id,
                WEST,
                "c4-8gb",
                Optional.of("uuid-" + id),
                true,
                "alice",
                "proj:image",
                new Terms(false, 3, "spool:ab"),
                "alice-1",
                SHAPE,
                SHAPE,
                2,
                NOON,
                Duration.ofMinutes(10),
                NOON,
                Optional.of(NOON),
                activity,
                activity instanceof Activity.Busy ? List.of(claim) : List.of(),
                Optional.empty(),
                new Worker.Sight(true, true, true, Set.of(new BlindSpot.Source.OfSchedd("batch"))));
    }

    private static CloudView cloud() {
        return new CloudView(
                "west",
                true,
                0,
                "p1",
                List.of(FLAVOR),
                List.of(IMAGE),
                List.of(new Network("net-1", "batch-net", true, false)),
                List.of(new SecurityGroup("group-1", "web")),
                List.of("ops"),
                new Quota(10, 3, 40, 12, -1, 24576));
    }
}
