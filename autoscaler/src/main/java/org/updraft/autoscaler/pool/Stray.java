package org.updraft.autoscaler.pool;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A machine in the pool that says that it is of our making, and that is no worker: the server it names is none of the
 * ledger's.
 *
 * @param machine as its ads have it
 * @param serverId the uuid it names
 * @param workerId the id it shows, which may be that of a living worker
 * @param heard when the collector last heard of it
 * @param gone every cloud of ours answered 404 for that uuid, in this look
 * @param claimed a schedd knows a job on a machine of this name
 * @param blindTo collector, schedds and clouds that did not answer
 */
public record Stray(
        String machine,
        String serverId,
        Optional<String> workerId,
        Instant heard,
        boolean gone,
        boolean claimed,
        Set<BlindSpot.Source> blindTo) {

    public Stray {
        blindTo = Set.copyOf(blindTo);
    }
}
