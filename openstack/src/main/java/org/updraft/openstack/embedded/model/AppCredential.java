package org.updraft.openstack.embedded.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A password of its own for a program: it carries its project and roles.
 *
 * @param unrestricted may make and delete application credentials; empty if whoever made it did not say, which means no
 */
public record AppCredential(
        String id,
        String name,
        String description,
        Identity.User user,
        Identity.Project project,
        List<Identity.Role> roles,
        Optional<Instant> expiresAt,
        Optional<Boolean> unrestricted,
        String secret) {

    public boolean restricted() {
        return !unrestricted.orElse(false);
    }

    @Override
    public String toString() {
        return "AppCredential[id=" + id + ", name=" + name + "]";
    }
}
