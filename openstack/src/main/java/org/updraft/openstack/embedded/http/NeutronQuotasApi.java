package org.updraft.openstack.embedded.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.updraft.openstack.embedded.model.CloudModel;
import org.updraft.openstack.embedded.model.Net;
import org.updraft.openstack.embedded.model.Networking;
import org.updraft.openstack.embedded.model.Quotas.Kind;
import org.updraft.openstack.embedded.model.Refusal;

/** What a project may have and has of Neutron's things. */
final class NeutronQuotasApi {
    private static final List<Kind> KINDS = List.of(
            Kind.NETWORK, Kind.SUBNET, Kind.PORT, Kind.SECURITY_GROUP, Kind.SECURITY_GROUP_RULE, Kind.FLOATINGIP);

    private final CloudModel cloud;

    private NeutronQuotasApi(CloudModel cloud) {
        this.cloud = cloud;
    }

    static void routes(Router router, CloudModel cloud) {
        NeutronQuotasApi api = new NeutronQuotasApi(cloud);
        router.add("GET", "/v2.0/quotas/{project}", "quotas.show", api::show);
        router.add("PUT", "/v2.0/quotas/{project}", "quotas.update", api::update);
        router.add("GET", "/v2.0/quotas/{project}/details.json", "quotas.show", api::details);
        router.add("GET", "/v2.0/quotas/{project}/details", "quotas.show", api::details);
    }

    private ApiReply show(ApiRequest request) {
        String project = project(request);
        ObjectNode quota = Json.object();
        KINDS.forEach(kind -> quota.put(kind.word(), cloud.quotas().limit(project, kind)));
        // Neutron limits them, this cloud has none
        quota.put("subnetpool", -1).put("rbac_policy", 10);
        return ApiReply.ok(Json.wrap("quota", quota));
    }

    private ApiReply details(ApiRequest request) {
        String project = project(request);
        ObjectNode quota = Json.object();
        KINDS.forEach(kind -> quota.set(kind.word(), detail(cloud.quotas().limit(project, kind), used(project, kind))));
        quota.set("subnetpool", detail(-1, 0));
        quota.set("rbac_policy", detail(10, 0));
        return ApiReply.ok(Json.wrap("quota", quota));
    }

    private ApiReply update(ApiRequest request) {
        if (!request.isAdmin()) {
            throw new Refusal.Forbidden("rule:update_quota is disallowed by policy");
        }
        ObjectNode wanted = NeutronListing.body(request, "quota");
        for (Map.Entry<String, JsonNode> entry : wanted.properties()) {
            Kind kind = KINDS.stream()
                    .filter(known -> known.word().equals(entry.getKey()))
                    .findFirst()
                    .orElseThrow(() -> new Refusal.BadRequest(
                            "HTTPBadRequest", "Unrecognized attribute(s) '" + entry.getKey() + "'"));
            cloud.quotas()
                    .set(
                            request.param("project"),
                            kind,
                            Words.number(wanted, entry.getKey()).orElse(-1));
        }
        return show(request);
    }

    private int used(String project, Kind kind) {
        Networking networking = cloud.networking();
        return (int)
                switch (kind) {
                    case NETWORK ->
                        networking.networksFor(project, true).stream()
                                .map(Net::projectId)
                                .filter(project::equals)
                                .count();
                    case SUBNET ->
                        networking.subnets().stream()
                                .filter(subnet -> subnet.projectId().equals(project))
                                .count();
                    case PORT ->
                        networking.ports().stream()
                                .filter(port -> port.projectId().equals(project))
                                .count();
                    case SECURITY_GROUP ->
                        networking.securityGroups().of(project).size();
                    case SECURITY_GROUP_RULE ->
                        networking.securityGroups().of(project).stream()
                                .mapToInt(group -> group.rules().size())
                                .sum();
                    case FLOATINGIP ->
                        networking.floatingIps().stream()
                                .filter(fip -> fip.projectId().equals(project))
                                .count();
                    default -> throw new IllegalArgumentException("not Neutron's: " + kind);
                };
    }

    private static ObjectNode detail(int limit, int used) {
        return Json.object().put("limit", limit).put("used", used).put("reserved", 0);
    }

    private static String project(ApiRequest request) {
        String project = request.param("project");
        if (!request.isAdmin() && !project.equals(request.projectId())) {
            throw new Refusal.Forbidden("rule:get_quota is disallowed by policy");
        }
        return project;
    }
}
