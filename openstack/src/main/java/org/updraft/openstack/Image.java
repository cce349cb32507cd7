package org.updraft.openstack;

/**
 * An image that can be booted.
 *
 * @param visibility public, private, shared or community
 */
public record Image(
        String id,
        String name,
        String ownerProjectId,
        String visibility,
        int minDiskGiB,
        int minRamMiB,
        long sizeBytes) {}
