package org.updraft.autoscaler.cleanup;

import java.time.Instant;
import java.util.Optional;

/**
 * One row of what a cleanup found.
 *
 * @param kind {@code port}, {@code floating-ip} or {@code server}
 * @param id the cloud's
 * @param address of a port or floating IP, or a server's name
 * @param serverId that left it, or itself
 * @param worker the ended one whose server that was; empty if the ledger knows none
 * @param words why it is in this state; empty where that says all
 */
public record Remnant(
        String cloud,
        String kind,
        String id,
        String address,
        String serverId,
        Optional<String> worker,
        Instant since,
        State state,
        String words) {

    public enum State {
        /** May go; nobody has asked for that. */
        REMOVABLE,
        REMOVED,
        /** Not yet, or not without more words from the operator. */
        STAYS,
        FAILED
    }
}
