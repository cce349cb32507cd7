package org.updraft.openstack;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where and as whom to log in. Secrets never show in {@link #toString}.
 *
 * @param region empty takes the only region of the catalog; more than one is an error that lists them
 * @param endpointInterface public, internal or admin
 * @param caFile PEM bundle that replaces the system's trust store for this cloud
 * @param timeout for one request, its whole body included
 */
public record Credentials(
        URI authUrl,
        Identity identity,
        Optional<String> region,
        String endpointInterface,
        Optional<Path> caFile,
        Duration timeout) {

    public static final Duration TIMEOUT_DEFAULT = Duration.ofSeconds(30);

    /** Who logs in. */
    public sealed interface Identity {
        /** A user by name or id, scoped to a project by name or id. Domains are names or ids ({@code Default}, {@code default}). */
        record Password(Named user, String password, Named project) implements Identity {
            @Override
            public String toString() {
                return "Password[user=" + user + ", password=***, project=" + project + "]";
            }
        }

        /** By id, or by name together with its user; it carries its own project. */
        record ApplicationCredential(Optional<String> id, Optional<String> name, Optional<Named> user, String secret)
                implements Identity {
            @Override
            public String toString() {
                return "ApplicationCredential[id=" + id + ", name=" + name + ", user=" + user + ", secret=***]";
            }
        }
    }

    /** A user or project: either by id, or by name within a domain that itself has an id or a name. */
    public record Named(
            Optional<String> id, Optional<String> name, Optional<String> domainId, Optional<String> domainName) {}
}
