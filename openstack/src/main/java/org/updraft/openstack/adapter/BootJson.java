package org.updraft.openstack.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.updraft.openstack.BootRequest;

/** Bodies of requests to Nova. */
final class BootJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private BootJson() {}

    /** POST /servers. openstack4j's own knows no tags. */
    static JsonNode of(BootRequest request) {
        ObjectNode server = JSON.objectNode()
                .put("name", request.name())
                .put("flavorRef", request.flavorId())
                .put("imageRef", request.imageId())
                .put("config_drive", request.configDrive());
        if (request.networkIds().isEmpty()) {
            server.put("networks", "auto");
        } else {
            ArrayNode networks = server.putArray("networks");
            request.networkIds().forEach(id -> networks.addObject().put("uuid", id));
        }
        if (!request.securityGroups().isEmpty()) {
            ArrayNode groups = server.putArray("security_groups");
            request.securityGroups().forEach(name -> groups.addObject().put("name", name));
        }
        request.keyName().ifPresent(key -> server.put("key_name", key));
        request.zone().ifPresent(zone -> server.put("availability_zone", zone));
        if (!request.userDataBase64().isEmpty()) {
            server.put("user_data", request.userDataBase64());
        }
        ObjectNode metadata = server.putObject("metadata");
        request.metadata().forEach(metadata::put);
        if (!request.tags().isEmpty()) {
            ArrayNode tags = server.putArray("tags");
            request.tags().stream().sorted().forEach(tags::add);
        }
        return JSON.objectNode().set("server", server);
    }

    static JsonNode console(int lines) {
        ObjectNode body = JSON.objectNode();
        body.putObject("os-getConsoleOutput").put("length", lines);
        return body;
    }
}
