package org.updraft.openstack.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import org.openstack4j.api.types.ServiceType;
import org.openstack4j.openstack.internal.BaseOpenStackService;
import org.updraft.openstack.adapter.connector.HttpFailure;

/**
 * Requests of our own to one service, through openstack4j's session and connector, for what its typed calls get wrong: JSON in,
 * JSON out. To be used only within a {@link Calls.Request}, which sets the session.
 */
final class Raw extends BaseOpenStackService {
    private final Optional<String> microversion;

    private Raw(ServiceType service, Optional<String> microversion) {
        super(service);
        this.microversion = microversion;
    }

    static Raw nova(String microversion) {
        return new Raw(ServiceType.COMPUTE, Optional.of(microversion));
    }

    static Raw glance() {
        return new Raw(ServiceType.IMAGE, Optional.empty());
    }

    static Raw neutron() {
        return new Raw(ServiceType.NETWORK, Optional.empty());
    }

    static Raw keystone() {
        return new Raw(ServiceType.IDENTITY, Optional.empty());
    }

    JsonNode get(String path, Map<String, ?> query) {
        return orUnreadable(versioned(get(JsonNode.class, path)).params(query).execute());
    }

    JsonNode post(String path, JsonNode body) {
        return orUnreadable(
                versioned(post(JsonNode.class, path)).json(body.toString()).execute());
    }

    JsonNode put(String path, JsonNode body) {
        return orUnreadable(
                versioned(put(JsonNode.class, path)).json(body.toString()).execute());
    }

    /** @param steps of a JSON patch, in the only shape that Glance takes */
    JsonNode patch(String path, JsonNode steps) {
        return orUnreadable(patch(JsonNode.class, path)
                .json(steps.toString())
                .contentType("application/openstack-images-v2.1-json-patch")
                .execute());
    }

    void delete(String path) {
        versioned(delete(Void.class, path)).execute();
    }

    private <R> Invocation<R> versioned(Invocation<R> invocation) {
        microversion.ifPresent(version -> invocation.header("OpenStack-API-Version", "compute " + version));
        return invocation;
    }

    private static JsonNode orUnreadable(JsonNode reply) {
        if (reply == null) {
            throw new HttpFailure.Unreadable("the reply is empty", null);
        }
        return reply;
    }
}
