package org.updraft.openstack.credentials;

import java.util.List;
import org.updraft.openstack.Credentials;

/**
 * Credentials as read, and what the reader noticed.
 *
 * @param warnings for the operator, such as a file with a secret that everybody may read
 */
public record Loaded(Credentials credentials, List<String> warnings) {
    public Loaded {
        warnings = List.copyOf(warnings);
    }
}
