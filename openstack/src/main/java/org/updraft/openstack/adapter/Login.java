package org.updraft.openstack.adapter;

import java.time.Instant;
import org.openstack4j.core.transport.Config;
import org.openstack4j.model.identity.v3.Token;
import org.updraft.openstack.Binding;

/**
 * A token, what came with it, and the openstack4j configuration to use it with.
 *
 * @param renewAt when to fetch the next one, well before this one ends
 */
record Login(Token token, Binding binding, Catalog catalog, Config config, Instant renewAt, Instant expiresAt) {
    @Override
    public String toString() {
        return "Login[" + binding + ", expires " + expiresAt + "]";
    }
}
