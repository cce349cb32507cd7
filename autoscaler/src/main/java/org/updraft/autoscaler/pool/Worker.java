package org.updraft.autoscaler.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.updraft.htcondor.Claim;

/**
 * A VM of ours and what HTCondor says of it.
 *
 * @param id ours: sortable by time, lower case
 * @param name of server and machine alike: {@code updraft-<pool>-<id>}
 * @param serverId Nova's uuid; empty until known
 * @param owner the user whose jobs it serves; its START refuses others
 * @param terms on what terms it takes them
 * @param demandKey the demand it was booted for
 * @param shape what jobs can use of it, all in all
 * @param free what is left of it for more jobs; zero where it takes none
 * @param startsLeft so many more jobs may start on it; {@link #UNLIMITED} where its terms set no limit
 * @param freeSince since when {@code free} has not changed
 * @param keepAlive how long it may be idle
 * @param recorded the ledger knows its server; if not, it must be adopted before anything else is done to it
 * @param requestedAt when the intent was written
 * @param joinedAt when it was first seen in the pool
 * @param claims jobs that slots or schedds say are on it
 * @param retiring an operator or the plan wants it empty: it gets no new demand
 * @param sight how well it was seen in this snapshot
 * @param flaw what is wrong with it though it runs
 */
public record Worker(
        String id,
        String name,
        Combination combination,
        String flavorName,
        Optional<String> serverId,
        boolean recorded,
        String owner,
        String vmType,
        Terms terms,
        String demandKey,
        Shape shape,
        Shape free,
        int startsLeft,
        Instant freeSince,
        Duration keepAlive,
        Instant requestedAt,
        Optional<Instant> joinedAt,
        Activity activity,
        List<Claim> claims,
        Optional<Instant> retiring,
        Sight sight,
        Optional<Flaw> flaw) {

    /** Of {@code startsLeft}: as many jobs as come. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    public Worker {
        claims = List.copyOf(claims);
    }

    /** Of a worker that nothing is wrong with. */
    public Worker(
            String id,
            String name,
            Combination combination,
            String flavorName,
            Optional<String> serverId,
            boolean recorded,
            String owner,
            String vmType,
            Terms terms,
            String demandKey,
            Shape shape,
            Shape free,
            int startsLeft,
            Instant freeSince,
            Duration keepAlive,
            Instant requestedAt,
            Optional<Instant> joinedAt,
            Activity activity,
            List<Claim> claims,
            Optional<Instant> retiring,
            Sight sight) {
        this(
                id,
                name,
                combination,
                flavorName,
                serverId,
                recorded,
                owner,
                vmType,
                terms,
                demandKey,
                shape,
                free,
                startsLeft,
                freeSince,
                keepAlive,
                requestedAt,
                joinedAt,
                activity,
                claims,
                retiring,
                sight,
                Optional.empty());
    }

    public boolean isBlackHole() {
        return flaw.filter(Flaw.BlackHole.class::isInstance).isPresent();
    }

    /** The second server of a worker's id, or one whose image or flavor was changed: no worker as we made it. */
    public boolean isNotAsMade() {
        return flaw.filter(what -> !(what instanceof Flaw.BlackHole)).isPresent();
    }

    public Worker with(Flaw found) {
        return new Worker(
                id,
                name,
                combination,
                flavorName,
                serverId,
                recorded,
                owner,
                vmType,
                terms,
                demandKey,
                shape,
                free,
                startsLeft,
                freeSince,
                keepAlive,
                requestedAt,
                joinedAt,
                activity,
                claims,
                retiring,
                sight,
                Optional.of(found));
    }

    public String cloud() {
        return combination.cloud();
    }

    /** How many jobs slots or schedds say are on it. */
    public int jobs() {
        int busy = activity instanceof Activity.Busy on ? on.jobs() : 0;
        return Math.max(busy, claims.size());
    }

    /** Costs quota and counts against caps, whatever it does. */
    public boolean countsAgainstCaps() {
        return switch (activity) {
            case Activity.Gone g -> false;
            case Activity.Requested r -> true;
            case Activity.Building b -> true;
            case Activity.Joining j -> true;
            case Activity.Idle i -> true;
            case Activity.Busy b -> true;
            case Activity.Draining d -> true;
            case Activity.Fenced f -> true;
            case Activity.Deleting d -> true;
            case Activity.Stopped s -> true;
            case Activity.Unseen u -> true;
            case Activity.Failed f -> true;
        };
    }

    /** On its way: will join, if all goes well. */
    public boolean isStarting() {
        return activity instanceof Activity.Requested
                || activity instanceof Activity.Building
                || activity instanceof Activity.Joining;
    }

    /**
     * How well one worker was seen. A removal needs certain of these; {@code PlanCheck} asks them again.
     *
     * @param server its cloud listed it, or answered 404 for it, in this snapshot
     * @param ads fresh ads of all its slots are in this snapshot
     * @param unclaimed no slot and no schedd of all that answered knows a claim or job on it
     * @param blindTo sources that could have vouched for it and did not answer
     */
    public record Sight(boolean server, boolean ads, boolean unclaimed, Set<BlindSpot.Source> blindTo) {
        public Sight {
            blindTo = Set.copyOf(blindTo);
        }

        /** Its cloud, the collector and every schedd answered, and none knows a job there. */
        public boolean wholeAndUnclaimed() {
            return server && unclaimed && blindTo.isEmpty();
        }
    }
}
