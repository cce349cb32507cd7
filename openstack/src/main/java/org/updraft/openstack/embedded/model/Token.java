package org.updraft.openstack.embedded.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A login that holds until it expires: who calls.
 *
 * @param project empty for an unscoped token, which opens nothing but Keystone
 */
public record Token(
        String id,
        String method,
        Identity.User user,
        Optional<Identity.Project> project,
        List<Identity.Role> roles,
        Optional<AppCredential> appCredential,
        Instant issuedAt,
        Instant expiresAt,
        String auditId) {

    public boolean isAdmin() {
        return roles.contains(Identity.Role.ADMIN);
    }

    /** The project it is scoped to, or a 401. */
    public String projectId() {
        return project.map(Identity.Project::id).orElseThrow(Refusal.Unauthorized::new);
    }

    @Override
    public String toString() {
        return "Token[user=" + user.name() + ", expiresAt=" + expiresAt + "]";
    }
}
