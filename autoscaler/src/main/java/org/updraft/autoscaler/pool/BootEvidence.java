package org.updraft.autoscaler.pool;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.updraft.openstack.InstanceAction;

/**
 * What could be learned of a worker that did not join. Each part may be missing: then {@code unread} says why.
 *
 * @param requestedAt when its boot was asked for
 * @param readAt when all this was read
 * @param status Nova's word for its server, such as ACTIVE
 * @param fault Nova's words on what failed
 * @param actions the newest first
 * @param console the last lines of its console, as the cloud gave them
 * @param tokenApproved we told the collector to let it in
 * @param tokenRefusals what we said to requests for its token that we did not approve
 * @param unread what could not be read, and why
 */
public record BootEvidence(
        Instant requestedAt,
        Instant readAt,
        String status,
        Optional<String> fault,
        List<InstanceAction> actions,
        String console,
        boolean tokenApproved,
        List<String> tokenRefusals,
        List<String> unread) {

    public BootEvidence {
        actions = List.copyOf(actions);
        tokenRefusals = List.copyOf(tokenRefusals);
        unread = List.copyOf(unread);
    }
}
