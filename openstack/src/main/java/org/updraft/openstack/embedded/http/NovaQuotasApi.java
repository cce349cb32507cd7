package org.updraft.openstack.embedded.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.updraft.openstack.embedded.model.CloudModel;
import org.updraft.openstack.embedded.model.Quotas;
import org.updraft.openstack.embedded.model.Quotas.Kind;
import org.updraft.openstack.embedded.model.Refusal;
import org.updraft.openstack.embedded.model.Servers.Usage;

/** What a project may have and has of Nova's things: limits and quota sets. */
final class NovaQuotasApi {
    private static final List<Kind> KINDS = List.of(
            Kind.CORES,
            Kind.INSTANCES,
            Kind.KEY_PAIRS,
            Kind.METADATA_ITEMS,
            Kind.RAM,
            Kind.SERVER_GROUP_MEMBERS,
            Kind.SERVER_GROUPS);

    /** What quota sets named before 2.36 and 2.57 took it out; nova-network and injected files are long gone. */
    private static final Map<String, Integer> OLD_KINDS = Map.of(
            "fixed_ips", -1,
            "floating_ips", -1,
            "security_group_rules", -1,
            "security_groups", -1,
            "injected_file_content_bytes", 10240,
            "injected_file_path_bytes", 255,
            "injected_files", 5);

    private final CloudModel cloud;

    private NovaQuotasApi(CloudModel cloud) {
        this.cloud = cloud;
    }

    static void routes(Router router, CloudModel cloud) {
        NovaQuotasApi api = new NovaQuotasApi(cloud);
        router.add("GET", "/v2.1/limits", "limits", api::limits);
        router.add("GET", "/v2.1/os-quota-sets/{project}", "quota_sets.show", api::show);
        router.add("GET", "/v2.1/os-quota-sets/{project}/defaults", "quota_sets.show", api::show);
        router.add("GET", "/v2.1/os-quota-sets/{project}/detail", "quota_sets.show", api::detail);
        router.add("PUT", "/v2.1/os-quota-sets/{project}", "quota_sets.update", api::update);
    }

    private ApiReply limits(ApiRequest request) {
        String project =
                request.isAdmin() ? request.query("tenant_id").orElseGet(request::projectId) : request.projectId();
        ObjectNode absolute = Json.object()
                .put("maxTotalInstances", limit(project, Kind.INSTANCES))
                .put("maxTotalCores", limit(project, Kind.CORES))
                .put("maxTotalRAMSize", limit(project, Kind.RAM))
                .put("maxServerMeta", limit(project, Kind.METADATA_ITEMS));
        if (request.minor() < 39) {
            absolute.put("maxImageMeta", limit(project, Kind.METADATA_ITEMS));
        }
        if (request.minor() < 57) {
            absolute.put("maxPersonality", 5).put("maxPersonalitySize", 10240);
        }
        absolute.put("maxTotalKeypairs", limit(project, Kind.KEY_PAIRS))
                .put("maxServerGroups", limit(project, Kind.SERVER_GROUPS))
                .put("maxServerGroupMembers", limit(project, Kind.SERVER_GROUP_MEMBERS));
        Usage used = cloud.servers().usage(project);
        absolute.put("totalRAMUsed", used.ramMiB())
                .put("totalCoresUsed", used.cores())
                .put("totalInstancesUsed", used.instances())
                .put("totalServerGroupsUsed", 0);
        if (request.minor() < 36) {
            absolute.put("maxTotalFloatingIps", -1)
                    .put("maxSecurityGroups", -1)
                    .put("maxSecurityGroupRules", -1)
                    .put("totalFloatingIpsUsed", 0)
                    .put("totalSecurityGroupsUsed", 0);
        }
        ObjectNode limits = Json.object();
        limits.set("rate", Json.array());
        limits.set("absolute", absolute);
        return ApiReply.ok(Json.wrap("limits", limits));
    }

    private ApiReply show(ApiRequest request) {
        String project = projectOfPath(request, "show");
        ObjectNode set = Json.object().put("id", project);
        KINDS.forEach(kind -> set.put(kind.word(), limit(project, kind)));
        oldKinds(request).forEach(set::put);
        return ApiReply.ok(Json.wrap("quota_set", set));
    }

    private ApiReply detail(ApiRequest request) {
        String project = projectOfPath(request, "detail");
        ObjectNode set = Json.object().put("id", project);
        Usage used = cloud.servers().usage(project);
        for (Kind kind : KINDS) {
            int inUse = switch (kind) {
                case CORES -> used.cores();
                case INSTANCES -> used.instances();
                case RAM -> used.ramMiB();
                default -> 0; // Nova shows no use of the others
            };
            set.set(kind.word(), detail(limit(project, kind), inUse));
        }
        oldKinds(request).forEach((word, limit) -> set.set(word, detail(limit, 0)));
        return ApiReply.ok(Json.wrap("quota_set", set));
    }

    private static ObjectNode detail(int limit, int inUse) {
        return Json.object().put("limit", limit).put("in_use", inUse).put("reserved", 0);
    }

    private ApiReply update(ApiRequest request) {
        request.requireAdmin("os_compute_api:os-quota-sets:update");
        String project = request.param("project");
        ObjectNode wanted = request.json("quota_set");
        for (Map.Entry<String, JsonNode> entry : wanted.properties()) {
            if (entry.getKey().equals("force")) {
                continue;
            }
            Kind kind = KINDS.stream()
                    .filter(known -> known.word().equals(entry.getKey()))
                    .findFirst()
                    .orElseThrow(() -> Words.invalid(
                            "quota_set",
                            wanted,
                            "Additional properties are not allowed ('" + entry.getKey() + "' was unexpected)"));
            int limit = Words.number(wanted, entry.getKey()).orElse(Quotas.UNLIMITED);
            if (limit < Quotas.UNLIMITED) {
                throw Words.invalid(entry.getKey(), entry.getValue(), limit + " is less than the minimum of -1");
            }
            cloud.quotas().set(project, kind, limit);
        }
        ObjectNode set = Json.object();
        KINDS.forEach(kind -> set.put(kind.word(), limit(project, kind)));
        oldKinds(request).forEach(set::put);
        return ApiReply.ok(Json.wrap("quota_set", set));
    }

    private static Map<String, Integer> oldKinds(ApiRequest request) {
        return request.minor() < 36 ? OLD_KINDS : Map.of();
    }

    private int limit(String project, Kind kind) {
        return cloud.quotas().limit(project, kind);
    }

    private static String projectOfPath(ApiRequest request, String action) {
        String project = request.param("project");
        if (!request.isAdmin() && !project.equals(request.projectId())) {
            throw new Refusal.Forbidden(
                    "Policy doesn't allow os_compute_api:os-quota-sets:" + action + " to be performed.");
        }
        return project;
    }
}
