package org.updraft.autoscaler.pool;

import java.time.Instant;
import java.util.Optional;
import org.updraft.openstack.Belonging;

/**
 * A port or floating IP that stayed when its server went.
 *
 * @param thing as the cloud shows it, in this look
 * @param workerId the ended worker that the ledger has for its server; empty if the ledger knows none, so that only its mark
 *     says that it is ours
 * @param since when that life ended or the thing last changed, whichever was later
 * @param looks so many in a row, this one included, have found it, its cloud whole and its server gone
 */
public record Leftover(String cloud, Belonging thing, Optional<String> workerId, Instant since, int looks) {

    /** For sorting and for people: {@code port 1f0c…}. */
    public String name() {
        return switch (thing.kind()) {
            case PORT -> "port " + thing.id();
            case FLOATING_IP -> "floating IP " + thing.id();
        };
    }
}
