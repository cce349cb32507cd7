package org.updraft.openstack;

import java.time.Instant;
import java.util.Optional;

/**
 * Which project on which cloud a name stands for. If any of the first four changes, the cloud's old workers are out of
 * sight, not gone.
 *
 * @param projectName for messages only
 * @param user for messages only
 * @param credentialExpiresAt when the password or application credential ends, if Keystone says so
 */
public record Binding(
        String authUrl,
        String projectId,
        String region,
        String userDomain,
        String projectName,
        String user,
        Optional<Instant> credentialExpiresAt) {

    /** True if both stand for the same project of the same cloud. */
    public boolean sameAs(Binding other) {
        return authUrl.equals(other.authUrl)
                && projectId.equals(other.projectId)
                && region.equals(other.region)
                && userDomain.equals(other.userDomain);
    }
}
