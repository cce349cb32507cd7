package org.updraft.openstack.embedded.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.updraft.openstack.embedded.model.CloudModel;
import org.updraft.openstack.embedded.model.Net;
import org.updraft.openstack.embedded.model.Networking;
import org.updraft.openstack.embedded.model.Refusal;

/** Networks and subnets. */
final class NeutronNetworksApi {
    private final Networking networking;

    private NeutronNetworksApi(CloudModel cloud) {
        this.networking = cloud.networking();
    }

    static void routes(Router router, CloudModel cloud) {
        NeutronNetworksApi api = new NeutronNetworksApi(cloud);
        router.add("GET", "/v2.0/networks", "networks.list", api::networks);
        router.add("POST", "/v2.0/networks", "networks.create", api::createNetwork);
        router.add("GET", "/v2.0/networks/{id}", "networks.show", api::network);
        router.add("DELETE", "/v2.0/networks/{id}", "networks.delete", api::deleteNetwork);
        router.add("GET", "/v2.0/subnets", "subnets.list", api::subnets);
        router.add("POST", "/v2.0/subnets", "subnets.create", api::createSubnet);
        router.add("GET", "/v2.0/subnets/{id}", "subnets.show", api::subnet);
    }

    private ApiReply networks(ApiRequest request) {
        return NeutronListing.of(
                request,
                "networks",
                visible(request).stream().map(NeutronBody::of).toList());
    }

    private ApiReply network(ApiRequest request) {
        return ApiReply.ok(Json.wrap("network", NeutronBody.of(find(request, request.param("id")))));
    }

    private ApiReply createNetwork(ApiRequest request) {
        ObjectNode draft = NeutronListing.body(request, "network");
        boolean shared = Words.flag(draft, "shared");
        boolean external = Words.flag(draft, "router:external");
        if ((shared || external) && !request.isAdmin()) {
            throw new Refusal.Forbidden("(rule:create_network and rule:create_network:shared) is disallowed by policy");
        }
        Net net = networking.addNetwork(
                request.projectId(), Words.text(draft, "name").orElse(""), shared, external);
        return ApiReply.json(201, Json.wrap("network", NeutronBody.of(net)));
    }

    private ApiReply deleteNetwork(ApiRequest request) {
        Net net = find(request, request.param("id"));
        if (!request.isAdmin() && !net.projectId().equals(request.projectId())) {
            throw new Refusal.Forbidden("rule:delete_network is disallowed by policy");
        }
        networking.deleteNetwork(net.id());
        return ApiReply.empty(204).ofType("");
    }

    private ApiReply subnets(ApiRequest request) {
        List<String> networks = visible(request).stream().map(Net::id).toList();
        List<ObjectNode> bodies = networking.subnets().stream()
                .filter(subnet -> networks.contains(subnet.networkId()))
                .map(NeutronBody::of)
                .toList();
        return NeutronListing.of(request, "subnets", bodies);
    }

    private ApiReply subnet(ApiRequest request) {
        String id = request.param("id");
        List<String> networks = visible(request).stream().map(Net::id).toList();
        Net.Subnet subnet = networking.subnets().stream()
                .filter(known -> known.id().equals(id) && networks.contains(known.networkId()))
                .findFirst()
                .orElseThrow(() -> new Refusal.NotFound("SubnetNotFound", "Subnet " + id + " could not be found."));
        return ApiReply.ok(Json.wrap("subnet", NeutronBody.of(subnet)));
    }

    private ApiReply createSubnet(ApiRequest request) {
        ObjectNode draft = NeutronListing.body(request, "subnet");
        Net net = find(request, NeutronListing.required(draft, "network_id"));
        String cidr = NeutronListing.required(draft, "cidr");
        if (!cidr.matches("\\d{1,3}(\\.\\d{1,3}){3}/\\d{1,2}")) {
            throw new Refusal.BadRequest(
                    "HTTPBadRequest", "Invalid input for cidr. Reason: '" + cidr + "' is not a valid IP subnet.");
        }
        Net.Subnet subnet = networking.addSubnet(
                request.projectId(), net.id(), Words.text(draft, "name").orElse(""), cidr);
        return ApiReply.json(201, Json.wrap("subnet", NeutronBody.of(subnet)));
    }

    private Net find(ApiRequest request, String id) {
        return visible(request).stream()
                .filter(net -> net.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Networking.noSuchNetwork(id));
    }

    private List<Net> visible(ApiRequest request) {
        return networking.networksFor(request.projectId(), request.isAdmin());
    }
}
