package org.updraft.openstack.embedded.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.updraft.openstack.embedded.model.CloudModel;
import org.updraft.openstack.embedded.model.Net.FloatingIp;
import org.updraft.openstack.embedded.model.Net.Port;
import org.updraft.openstack.embedded.model.Networking;
import org.updraft.openstack.embedded.model.Refusal;

/** Floating IPs. */
final class NeutronFloatingIpsApi {
    private final Networking networking;

    private NeutronFloatingIpsApi(CloudModel cloud) {
        this.networking = cloud.networking();
    }

    static void routes(Router router, CloudModel cloud) {
        NeutronFloatingIpsApi api = new NeutronFloatingIpsApi(cloud);
        router.add("GET", "/v2.0/floatingips", "floatingips.list", api::list);
        router.add("POST", "/v2.0/floatingips", "floatingips.create", api::create);
        router.add("GET", "/v2.0/floatingips/{id}", "floatingips.show", api::show);
        router.add("PUT", "/v2.0/floatingips/{id}", "floatingips.update", api::update);
        router.add("DELETE", "/v2.0/floatingips/{id}", "floatingips.delete", api::delete);
    }

    private ApiReply list(ApiRequest request) {
        List<ObjectNode> bodies = networking.floatingIps().stream()
                .filter(fip -> request.isAdmin() || fip.projectId().equals(request.projectId()))
                .map(NeutronBody::of)
                .toList();
        return NeutronListing.of(request, "floatingips", bodies);
    }

    private ApiReply show(ApiRequest request) {
        return reply(200, find(request));
    }

    private ApiReply create(ApiRequest request) {
        ObjectNode draft = NeutronListing.body(request, "floatingip");
        Optional<String> port = ownPort(request, draft);
        FloatingIp fip = networking.addFloatingIp(
                request.projectId(),
                NeutronListing.required(draft, "floating_network_id"),
                port,
                Words.text(draft, "description").orElse(""));
        return reply(201, fip);
    }

    private ApiReply update(ApiRequest request) {
        FloatingIp fip = find(request);
        ObjectNode change = NeutronListing.body(request, "floatingip");
        return reply(200, change.has("port_id") ? networking.pointFloatingIp(fip.id(), ownPort(request, change)) : fip);
    }

    private ApiReply delete(ApiRequest request) {
        networking.deleteFloatingIp(find(request).id());
        return ApiReply.empty(204).ofType("");
    }

    private Optional<String> ownPort(ApiRequest request, ObjectNode node) {
        return Words.text(node, "port_id").map(id -> {
            Port port = networking.port(id);
            if (!request.isAdmin() && !port.projectId().equals(request.projectId())) {
                throw new Refusal.NotFound("PortNotFound", "Port " + id + " could not be found.");
            }
            return id;
        });
    }

    private FloatingIp find(ApiRequest request) {
        FloatingIp fip = networking.floatingIp(request.param("id"));
        if (!request.isAdmin() && !fip.projectId().equals(request.projectId())) {
            throw new Refusal.NotFound("FloatingIPNotFound", "Floating IP " + fip.id() + " could not be found");
        }
        return fip;
    }

    private static ApiReply reply(int status, FloatingIp fip) {
        return ApiReply.json(status, Json.wrap("floatingip", NeutronBody.of(fip)));
    }
}
