package org.updraft.autoscaler.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.BlindSpot;
import org.updraft.autoscaler.pool.Leftover;
import org.updraft.autoscaler.pool.PoolSnapshot;
import org.updraft.autoscaler.pool.Worker;

/**
 * When what a server left behind may be removed: never in a hurry, as a boot in flight and a delete that is not over look
 * much the same.
 *
 * @param settle longer than any request can be under way
 * @param awaiting clouds where a boot was asked for whose server is not known yet
 * @param blind clouds that do not answer
 * @param servers of all workers that live
 * @param unknownToo those of which only their mark says that they are ours
 */
public record CollectRule(
        Instant now,
        Duration settle,
        Set<String> awaiting,
        Set<String> blind,
        Set<String> servers,
        boolean unknownToo) {

    private static final int LOOKS = 2;

    static CollectRule of(PoolSnapshot pool, Policy policy) {
        Set<String> awaiting = pool.workers().stream()
                .filter(worker -> worker.activity() instanceof Activity.Requested)
                .map(Worker::cloud)
                .collect(Collectors.toUnmodifiableSet());
        Set<String> blind = pool.blindSpots().stream()
                .flatMap(spot -> spot.source() instanceof BlindSpot.Source.OfCloud(String cloud)
                        ? Stream.of(cloud)
                        : Stream.empty())
                .collect(Collectors.toUnmodifiableSet());
        Set<String> servers = pool.workers().stream()
                .flatMap(worker -> worker.serverId().stream())
                .collect(Collectors.toUnmodifiableSet());
        return new CollectRule(pool.takenAt(), policy.patience().settle(), awaiting, blind, servers, false);
    }

    /** Why it stays for now, in one clause; empty if it may go. */
    public Optional<String> objection(Leftover leftover) {
        Duration been = Duration.between(leftover.since(), now);
        if (leftover.thing().attached()) {
            return Optional.of("it is in use");
        }
        if (servers.contains(leftover.thing().serverId())) {
            return Optional.of("a worker has that server");
        }
        if (awaiting.contains(leftover.cloud())) {
            return Optional.of("a boot was asked for there, and its server is not known yet");
        }
        if (blind.contains(leftover.cloud())) {
            return Optional.of("its cloud does not answer");
        }
        if (been.compareTo(settle) <= 0) {
            return Optional.of("left for " + Words.of(been) + " only; it is removed after " + Words.of(settle));
        }
        if (leftover.looks() < LOOKS) {
            return Optional.of("it has been seen once only");
        }
        return leftover.workerId().isEmpty() && !unknownToo
                ? Optional.of("the ledger knows no worker of its server")
                : Optional.empty();
    }
}
