package org.updraft.autoscaler.cloudinit;

/**
 * A site's own cloud-config for the workers of one VMType: packages, mounts, files. It runs before the worker joins: its lists
 * come before Updraft's, and where both name a single value Updraft's holds.
 *
 * @param text begins with the line {@code #cloud-config} and is one YAML mapping
 */
public record SiteCloudConfig(String text) {

    /** @throws IllegalArgumentException if cloud-init would not take it; the message says what to change */
    public SiteCloudConfig {
        CloudConfigText.check("a VMType's own cloud-config", text);
    }
}
