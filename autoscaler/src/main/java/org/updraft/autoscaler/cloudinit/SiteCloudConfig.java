package org.updraft.autoscaler.cloudinit;

import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * A site's own cloud-config for the workers of one VMType: packages, mounts, files. It runs before the worker joins: its lists
 * come before Updraft's, and where both name a single value Updraft's holds.
 *
 * @param text begins with the line {@code #cloud-config} and is one YAML mapping
 */
public record SiteCloudConfig(String text) {

    static final String HEADER = "#cloud-config";

    /** These would let the part decide itself how it is merged, and so overrule what makes the machine a worker. */
    private static final Set<String> OURS = Set.of("merge_how", "merge_type");

    /** @throws IllegalArgumentException if cloud-init would not take it; the message says what to change */
    public SiteCloudConfig {
        String firstLine = text.lines().findFirst().orElse("").stripTrailing();
        if (!firstLine.equals(HEADER)) {
            throw new IllegalArgumentException("a VMType's own cloud-config begins with " + Printable.of(firstLine)
                    + "; its first line must be " + HEADER);
        }
        for (String key : mappingIn(text).keySet()) {
            if (OURS.contains(key)) {
                throw new IllegalArgumentException(
                        "a VMType's own cloud-config sets " + key + "; remove it, Updraft says how the two are merged");
            }
        }
    }

    private static Map<String, Object> mappingIn(String text) {
        try {
            return Yamls.mapping(text);
        } catch (YAMLException e) {
            throw new IllegalArgumentException(
                    "a VMType's own cloud-config is not a YAML mapping: " + e.getMessage(), e);
        }
    }
}
