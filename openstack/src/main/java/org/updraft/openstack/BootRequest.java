package org.updraft.openstack;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One server to be made.
 *
 * @param networkIds at least one, unless the project has exactly one network
 * @param securityGroups names or ids; empty means the project's default group
 * @param keyName a key pair of the user
 * @param userDataBase64 cloud-init's input, plain or gzip, in base64; at most {@link #USER_DATA_CHARS_MAX} characters
 * @param metadata carries the owner's tag
 */
public record BootRequest(
        String name,
        String flavorId,
        String imageId,
        List<String> networkIds,
        List<String> securityGroups,
        Optional<String> keyName,
        Optional<String> zone,
        String userDataBase64,
        Map<String, String> metadata,
        Set<String> tags,
        boolean configDrive) {

    /** Nova refuses more. */
    public static final int USER_DATA_CHARS_MAX = 65535;

    public BootRequest {
        networkIds = List.copyOf(networkIds);
        securityGroups = List.copyOf(securityGroups);
        metadata = Map.copyOf(metadata);
        tags = Set.copyOf(tags);
        if (userDataBase64.length() > USER_DATA_CHARS_MAX) {
            throw new IllegalArgumentException("user data of " + name + " is " + userDataBase64.length()
                    + " characters in base64, Nova takes at most " + USER_DATA_CHARS_MAX
                    + "; shorten the site's cloud-init snippet");
        }
    }
}
