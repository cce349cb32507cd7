package org.updraft.autoscaler.pool;

import java.time.Instant;

/**
 * One request for a worker's token that we approved, or were about to.
 *
 * @param request both ids of the request, as {@code TokenRequest.key()} has them
 * @param address from which it was asked
 */
public record TokenApproval(Instant at, String request, String address) {}
