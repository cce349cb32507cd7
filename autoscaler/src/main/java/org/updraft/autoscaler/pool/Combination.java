package org.updraft.autoscaler.pool;

/**
 * What must work together for a worker to join. One that has not joined lately is booted with care (invariant 7).
 *
 * @param imageId the image's uuid, not its name
 * @param templateHash changes when a cloud-init template does, and with the cloud-config or security groups of a user
 */
public record Combination(String cloud, String imageId, String flavorId, String templateHash) {}
