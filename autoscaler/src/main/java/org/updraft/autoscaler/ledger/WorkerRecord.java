package org.updraft.autoscaler.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.updraft.autoscaler.plan.Cause;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.Combination;
import org.updraft.autoscaler.pool.Shape;
import org.updraft.autoscaler.pool.Terms;
import org.updraft.autoscaler.pool.Worker;

/**
 * A worker as the ledger has it, from the intent to the end of its life.
 *
 * @param serverId empty until the cloud's answer, or an adoption, named it
 * @param activeAt first seen running by Nova
 * @param joinedAt first seen in the pool
 * @param drain the drain that counts now; a cancelled one is voided, not kept here
 * @param fence how and since when it is fenced by us
 * @param deletingAt when its delete was first asked for
 * @param deletes how often that was
 * @param retiringAt when an operator asked for it to be emptied
 * @param end empty while it lives
 */
public record WorkerRecord(
        String id,
        String name,
        Combination combination,
        String flavorName,
        Optional<String> serverId,
        String owner,
        String vmType,
        Terms terms,
        String demandKey,
        Shape shape,
        Duration keepAlive,
        Instant requestedAt,
        Optional<Instant> activeAt,
        Optional<Instant> joinedAt,
        Optional<Drain> drain,
        Optional<Fence> fence,
        Optional<Instant> deletingAt,
        int deletes,
        Optional<Instant> retiringAt,
        Optional<End> end) {

    /** A fresh intent to have this worker, as far as its tag or an earlier record tells what was asked for. */
    public static WorkerRecord intentOf(Worker worker) {
        return intent(
                worker.id(),
                worker.name(),
                worker.combination(),
                worker.flavorName(),
                worker.owner(),
                worker.vmType(),
                worker.terms(),
                worker.demandKey(),
                worker.shape(),
                worker.keepAlive(),
                worker.requestedAt());
    }

    /** A fresh intent: nothing is known yet but what was asked for. */
    public static WorkerRecord intent(
            String id,
            String name,
            Combination combination,
            String flavorName,
            String owner,
            String vmType,
            Terms terms,
            String demandKey,
            Shape shape,
            Duration keepAlive,
            Instant requestedAt) {
        return new WorkerRecord(
                id,
                name,
                combination,
                flavorName,
                Optional.empty(),
                owner,
                vmType,
                terms,
                demandKey,
                shape,
                keepAlive,
                requestedAt,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty());
    }

    /** For what it was drained, if that was {@code cause}. */
    public boolean isDrainedFor(Cause cause) {
        return drain.filter(d -> d.cause().equals(cause.label())).isPresent();
    }

    /**
     * @param accepted the startd said yes; false while nobody knows
     * @param cause label of why
     */
    public record Drain(String drainId, Activity.How how, Instant orderedAt, boolean accepted, String cause) {
        public Drain yes() {
            return new Drain(drainId, how, orderedAt, true, cause);
        }
    }

    /**
     * @param means pause or ports
     * @param cause label of why
     * @param words why, with its figures
     */
    public record Fence(Instant since, String means, String cause, String words) {

        /** Without figures. */
        public Fence(Instant since, String means, String cause) {
            this(since, means, cause, "");
        }
    }

    /** How its life ended. */
    public record End(Instant at, Cause cause, String detail) {}
}
