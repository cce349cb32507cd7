package org.updraft.openstack;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that was asked of a server, as Nova remembers it.
 *
 * @param action Nova's word, such as create, pause or delete
 * @param requestId by which the cloud's operators find it in their logs
 * @param message Nova's word on what failed of it, hardly ever more than {@code Error}; empty if nothing did, so far
 */
public record InstanceAction(String action, String requestId, Instant at, Optional<String> message) {}
