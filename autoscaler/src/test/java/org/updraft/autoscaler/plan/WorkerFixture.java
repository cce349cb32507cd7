package org.updraft.autoscaler.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.BlindSpot;
import org.updraft.autoscaler.pool.Combination;
import org.updraft.autoscaler.pool.Flaw;
import org.updraft.autoscaler.pool.Shape;
import org.updraft.autoscaler.pool.Terms;
import org.updraft.autoscaler.pool.Worker;
import org.updraft.htcondor.Claim;
import org.updraft.htcondor.JobId;
import org.updraft.openstack.Flavor;

/** One worker of a {@link PoolFixture}: a c4 of alice on west that joined two hours ago, wholly seen, keep-alive 10 min. */
final class WorkerFixture {

    private final String id;
    private String cloud = "west";
    private Flavor flavor = CloudFixture.C4;
    private String imageId = CloudFixture.IMAGE.id();
    private String owner = "alice";
    private String vmType = "proj:image";
    private Terms terms = Terms.PLAIN;
    private int startsLeft = Worker.UNLIMITED;
    private boolean recorded = true;
    private boolean hasServer = true;
    private Optional<Shape> free = Optional.empty();
    private Duration freeFor = Duration.ofSeconds(30);
    private Duration keepAlive = Duration.ofMinutes(10);
    private Optional<Duration> joinedAgo = Optional.of(Duration.ofHours(2));
    private Activity activity = new Activity.Idle(PoolFixture.NOW);
    private final List<Claim> claims = new ArrayList<>();
    private Duration requestedAgo = Duration.ofHours(3);
    private String demandKey = "jobs";
    private Optional<Flaw> flaw = Optional.empty();
    private boolean retiring;
    private boolean serverSeen = true;
    private boolean adsSeen = true;
    private boolean unclaimed = true;
    private final Set<BlindSpot.Source> blindTo = new HashSet<>();

    private WorkerFixture(String id) {
        this.id = id;
    }

    static WorkerFixture worker(String id) {
        return new WorkerFixture(id);
    }

    WorkerFixture terms(Terms on, int starts) {
        terms = on;
        startsLeft = starts;
        return this;
    }

    WorkerFixture requested(Duration ago, int listings) {
        hasServer = false;
        recorded = false;
        serverSeen = false;
        return starting(new Activity.Requested(before(ago), listings));
    }

    WorkerFixture building(Duration ago) {
        return starting(new Activity.Building(before(ago)));
    }

    WorkerFixture joining(Duration ago) {
        return starting(new Activity.Joining(before(ago)));
    }

    WorkerFixture idle(Duration ago) {
        activity = new Activity.Idle(before(ago));
        return this;
    }

    WorkerFixture busy(int jobs) {
        for (int job = 0; job < jobs; job++) {
            claims.add(claim(job, false));
        }
        unclaimed = false;
        activity = new Activity.Busy(jobs, false);
        return free.isPresent() ? this : free(Shape.NOTHING);
    }

    /** Busy, and yet seen without a claim: cannot be, and must not be believed. */
    WorkerFixture busyByNoOne() {
        activity = new Activity.Busy(1, false);
        return this;
    }

    WorkerFixture busyWithJobThatRefusesRetirement() {
        claims.add(claim(0, true));
        unclaimed = false;
        activity = new Activity.Busy(1, true);
        return free(Shape.NOTHING);
    }

    WorkerFixture draining(Duration ago, Activity.How how) {
        activity = new Activity.Draining(before(ago), how, "d1", false);
        return free(Shape.NOTHING);
    }

    WorkerFixture drained(Duration ago) {
        activity = new Activity.Draining(before(ago), Activity.How.IF_IDLE, "d1", true);
        return free(Shape.NOTHING);
    }

    WorkerFixture fenced(Duration ago) {
        return away(new Activity.Fenced(before(ago)));
    }

    WorkerFixture deleting(Duration ago) {
        return away(new Activity.Deleting(before(ago)));
    }

    WorkerFixture stopped(Duration ago, String status) {
        return away(new Activity.Stopped(before(ago), status));
    }

    WorkerFixture unseen(Duration ago) {
        return away(new Activity.Unseen(before(ago)));
    }

    WorkerFixture failed(String fault) {
        joinedAgo = Optional.empty();
        return away(new Activity.Failed(before(Duration.ofMinutes(1)), fault));
    }

    WorkerFixture gone() {
        return away(new Activity.Gone(before(Duration.ofMinutes(1))));
    }

    WorkerFixture of(String user) {
        owner = user;
        return this;
    }

    WorkerFixture vmType(String name) {
        vmType = name;
        return this;
    }

    WorkerFixture on(String name) {
        cloud = name;
        return this;
    }

    WorkerFixture flavor(Flavor of) {
        flavor = of;
        return this;
    }

    WorkerFixture image(String uuid) {
        imageId = uuid;
        return this;
    }

    WorkerFixture free(Shape room) {
        free = Optional.of(room);
        return this;
    }

    WorkerFixture freeFor(Duration unchanged) {
        freeFor = unchanged;
        return this;
    }

    WorkerFixture keepAlive(Duration time) {
        keepAlive = time;
        return this;
    }

    WorkerFixture joined(Duration ago) {
        joinedAgo = Optional.of(ago);
        return this;
    }

    WorkerFixture neverJoined() {
        joinedAgo = Optional.empty();
        return this;
    }

    WorkerFixture unrecorded() {
        recorded = false;
        return this;
    }

    WorkerFixture requestedAgo(Duration ago) {
        requestedAgo = ago;
        return this;
    }

    /** Of which demand it was booted. */
    WorkerFixture forDemand(String key) {
        demandKey = key;
        return this;
    }

    WorkerFixture blackHole(Duration ago) {
        flaw = Optional.of(new Flaw.BlackHole(before(ago), "5 jobs in a row"));
        return this;
    }

    WorkerFixture rebuilt(Duration ago) {
        flaw = Optional.of(new Flaw.Rebuilt(before(ago), "image x instead of y"));
        return this;
    }

    WorkerFixture twin(Duration ago) {
        flaw = Optional.of(new Flaw.Twin(before(ago), "of w1"));
        return this;
    }

    /** Asked for so often, for so long. */
    WorkerFixture deleting(Duration ago, int asked) {
        return away(new Activity.Deleting(before(ago), asked));
    }

    WorkerFixture retiring() {
        retiring = true;
        return this;
    }

    /** A schedd, or a slot, says that a job is there. */
    WorkerFixture claimed() {
        claims.add(claim(0, false));
        unclaimed = false;
        return this;
    }

    /** A schedd names a job there, though the worker's sight has been put down as unclaimed: the job must win. */
    WorkerFixture claimedButSaidToBeClear() {
        claims.add(claim(0, false));
        return this;
    }

    /** A slot says so, and no schedd knows the job. */
    WorkerFixture claimedBySlotOnly() {
        unclaimed = false;
        return this;
    }

    WorkerFixture withoutAds() {
        adsSeen = false;
        return this;
    }

    WorkerFixture blindToSchedd() {
        blindTo.add(new BlindSpot.Source.OfSchedd("batch"));
        return this;
    }

    WorkerFixture blindToCollector() {
        blindTo.add(new BlindSpot.Source.OfCollector());
        adsSeen = false;
        return this;
    }

    WorkerFixture blindToCloud() {
        blindTo.add(new BlindSpot.Source.OfCloud(cloud));
        serverSeen = false;
        return this;
    }

    WorkerFixture contradictory() {
        blindTo.add(new BlindSpot.Source.OfWorker(id));
        return this;
    }

    Worker worker() {
        Shape shape = Shape.usableOf(flavor);
        return new Worker(
                id,
                "updraft-batch-" + id,
                new Combination(cloud, imageId, flavor.id(), PolicyFixture.TEMPLATE),
                flavor.name(),
                hasServer ? Optional.of("server-" + id) : Optional.empty(),
                recorded,
                owner,
                vmType,
                terms,
                demandKey,
                shape,
                free.orElse(shape),
                startsLeft,
                before(freeFor),
                keepAlive,
                before(requestedAgo),
                joinedAgo.map(WorkerFixture::before),
                activity,
                claims,
                retiring ? Optional.of(PoolFixture.NOW) : Optional.empty(),
                new Worker.Sight(serverSeen, adsSeen, unclaimed, blindTo),
                flaw);
    }

    private WorkerFixture starting(Activity how) {
        activity = how;
        joinedAgo = Optional.empty();
        adsSeen = false;
        return this;
    }

    private WorkerFixture away(Activity how) {
        activity = how;
        adsSeen = false;
        return free(Shape.NOTHING);
    }

    private Claim claim(int job, boolean refusesRetirement) {
        return new Claim(
                "batch",
                new JobId(7, job),
                "batch#7." + job,
                owner,
                List.of("slot1_" + (job + 1) + "@updraft-batch-" + id),
                refusesRetirement);
    }

    private static Instant before(Duration ago) {
        return PoolFixture.NOW.minus(ago);
    }
}
