package org.updraft.autoscaler.cloudinit;

import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.error.YAMLException;

/** What a cloud-config of somebody else must be, so that it can be merged with Updraft's without overruling it. */
final class CloudConfigText {
    static final String HEADER = "#cloud-config";

    /** These would let the part decide itself how it is merged, and so overrule what makes the machine a worker. */
    private static final Set<String> OURS = Set.of("merge_how", "merge_type");

    private CloudConfigText() {}

    /**
     * @param whose begins the message
     * @throws IllegalArgumentException if it is none that we take; the message says what to change
     */
    static void check(String whose, String text) {
        String firstLine = text.lines().findFirst().orElse("").stripTrailing();
        if (!firstLine.equals(HEADER)) {
            throw new IllegalArgumentException(
                    whose + " begins with " + Printable.of(firstLine) + "; its first line must be " + HEADER);
        }
        for (String key : mappingIn(whose, text).keySet()) {
            if (OURS.contains(key)) {
                throw new IllegalArgumentException(
                        whose + " sets " + key + "; remove it, Updraft says how the parts are merged");
            }
        }
    }

    private static Map<String, Object> mappingIn(String whose, String text) {
        try {
            return Yamls.mapping(text);
        } catch (YAMLException e) {
            throw new IllegalArgumentException(whose + " is not a YAML mapping: " + e.getMessage(), e);
        }
    }
}
