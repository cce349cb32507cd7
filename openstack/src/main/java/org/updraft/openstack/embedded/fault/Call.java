package org.updraft.openstack.embedded.fault;

import java.util.Optional;

/**
 * One call of the cloud, as far as a fault rule looks at it.
 *
 * @param service identity, compute, image or network
 * @param operation the name of the route, such as {@code servers.create}; the same with and without HTTP
 * @param method empty without HTTP
 * @param path with its query, below the service's prefix; empty without HTTP
 * @param serverName of the server it is about
 */
public record Call(
        String service, String operation, Optional<String> method, Optional<String> path, Optional<String> serverName) {

    /** A call within this process. */
    public static Call direct(String service, String operation, Optional<String> serverName) {
        return new Call(service, operation, Optional.empty(), Optional.empty(), serverName);
    }
}
