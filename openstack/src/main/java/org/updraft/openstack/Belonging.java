package org.updraft.openstack;

import java.time.Instant;
import java.util.Optional;

/**
 * What a cloud keeps for a server beside the server itself, and what can stay behind when the server goes: a port that Nova
 * made for it, or a floating IP that bears our mark.
 *
 * @param serverId the uuid it names, of a server that may be there or long gone
 * @param owner whose it is by its own mark, as {@link Cloud#attachFloatingIp} was told; empty for a port, which Nova makes and
 *     does not mark
 * @param address what people know it by; empty if the cloud does not say
 * @param attached it is in use: a floating IP that points to a port
 * @param changedAt when it was made or last changed, by the cloud's clock; empty if the cloud does not say
 */
public record Belonging(
        Kind kind,
        String id,
        String serverId,
        String owner,
        String address,
        boolean attached,
        Optional<Instant> changedAt) {

    public enum Kind {
        PORT,
        FLOATING_IP
    }

    /** The same thing, made for the same server by the same owner. */
    public boolean isStill(Belonging earlier) {
        return kind == earlier.kind
                && id.equals(earlier.id)
                && serverId.equals(earlier.serverId)
                && owner.equals(earlier.owner);
    }
}
