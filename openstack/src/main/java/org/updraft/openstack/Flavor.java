package org.updraft.openstack;

import java.util.Map;

/**
 * A size that can be booted.
 *
 * @param id empty inside a {@link Server} at microversion 2.47 and later
 * @param ramMiB what Nova calls MB
 * @param diskGiB root disk
 * @param gpus from the extra specs ({@code resources:VGPU}, {@code pci_passthrough:alias}), else 0
 */
public record Flavor(
        String id,
        String name,
        int vcpus,
        int ramMiB,
        int diskGiB,
        int ephemeralGiB,
        int gpus,
        Map<String, String> extraSpecs) {

    public Flavor {
        extraSpecs = Map.copyOf(extraSpecs);
    }
}
