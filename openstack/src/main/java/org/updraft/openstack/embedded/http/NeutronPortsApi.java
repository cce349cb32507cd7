package org.updraft.openstack.embedded.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.updraft.openstack.embedded.model.CloudModel;
import org.updraft.openstack.embedded.model.Net;
import org.updraft.openstack.embedded.model.Net.Port;
import org.updraft.openstack.embedded.model.Networking;
import org.updraft.openstack.embedded.model.Refusal;

/** Ports: where servers are plugged in. */
final class NeutronPortsApi {
    private final Networking networking;

    private NeutronPortsApi(CloudModel cloud) {
        this.networking = cloud.networking();
    }

    static void routes(Router router, CloudModel cloud) {
        NeutronPortsApi api = new NeutronPortsApi(cloud);
        router.add("GET", "/v2.0/ports", "ports.list", api::list);
        router.add("POST", "/v2.0/ports", "ports.create", api::create);
        router.add("GET", "/v2.0/ports/{id}", "ports.show", api::show);
        router.add("PUT", "/v2.0/ports/{id}", "ports.update", api::update);
        router.add("DELETE", "/v2.0/ports/{id}", "ports.delete", api::delete);
    }

    private ApiReply list(ApiRequest request) {
        List<ObjectNode> bodies = networking.ports().stream()
                .filter(port -> owns(request, port))
                .map(port -> NeutronBody.of(port, request.isAdmin()))
                .toList();
        return NeutronListing.of(request, "ports", bodies);
    }

    private ApiReply show(ApiRequest request) {
        return reply(request, 200, find(request));
    }

    private ApiReply create(ApiRequest request) {
        ObjectNode draft = NeutronListing.body(request, "port");
        String networkId = NeutronListing.required(draft, "network_id");
        boolean visible = networking.networksFor(request.projectId(), request.isAdmin()).stream()
                .map(Net::id)
                .anyMatch(networkId::equals);
        if (!visible) {
            throw Networking.noSuchNetwork(networkId);
        }
        Port port = networking.addPort(
                request.projectId(),
                networkId,
                Words.text(draft, "name").orElse(""),
                securityGroups(draft, List.of()),
                false);
        String owner = Words.text(draft, "device_owner").orElse("");
        return reply(
                request,
                201,
                Words.text(draft, "device_id")
                        .map(device -> networking.name(port.id(), device, owner))
                        .orElse(port));
    }

    private ApiReply update(ApiRequest request) {
        Port port = find(request);
        ObjectNode change = NeutronListing.body(request, "port");
        boolean up = change.has("admin_state_up") ? Words.flag(change, "admin_state_up") : port.adminUp();
        Port changed = networking.updatePort(
                port.id(),
                Words.text(change, "name").orElse(port.name()),
                up,
                securityGroups(change, port.securityGroupIds()));
        return reply(request, 200, changed);
    }

    private ApiReply delete(ApiRequest request) {
        networking.deletePort(find(request).id());
        return ApiReply.empty(204).ofType("");
    }

    private List<String> securityGroups(ObjectNode node, List<String> otherwise) {
        if (!node.has("security_groups")) {
            return otherwise;
        }
        List<String> ids = new ArrayList<>();
        node.path("security_groups")
                .forEach(id ->
                        ids.add(networking.securityGroups().group(id.asText("")).id()));
        return ids;
    }

    private Port find(ApiRequest request) {
        Port port = networking.port(request.param("id"));
        if (!owns(request, port)) {
            throw new Refusal.NotFound("PortNotFound", "Port " + port.id() + " could not be found.");
        }
        return port;
    }

    private static boolean owns(ApiRequest request, Port port) {
        return request.isAdmin() || port.projectId().equals(request.projectId());
    }

    private static ApiReply reply(ApiRequest request, int status, Port port) {
        return ApiReply.json(status, Json.wrap("port", NeutronBody.of(port, request.isAdmin())));
    }
}
