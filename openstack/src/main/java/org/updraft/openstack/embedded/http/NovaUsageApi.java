package org.updraft.openstack.embedded.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.updraft.openstack.embedded.model.CloudModel;
import org.updraft.openstack.embedded.model.ModelServer;
import org.updraft.openstack.embedded.model.Refusal;

/** os-simple-tenant-usage: hours of servers, and what they held, between two instants. */
final class NovaUsageApi {
    private final CloudModel cloud;

    private NovaUsageApi(CloudModel cloud) {
        this.cloud = cloud;
    }

    static void routes(Router router, CloudModel cloud) {
        NovaUsageApi api = new NovaUsageApi(cloud);
        router.add("GET", "/v2.1/os-simple-tenant-usage", "usage", api::all);
        router.add("GET", "/v2.1/os-simple-tenant-usage/{project}", "usage", api::one);
    }

    private ApiReply all(ApiRequest request) {
        request.requireAdmin("os_compute_api:os-simple-tenant-usage:list");
        ArrayNode usages = Json.array();
        cloud.servers().all().stream()
                .map(ModelServer::projectId)
                .distinct()
                .sorted()
                .forEach(project -> usages.add(usage(request, project, request.flag("detailed"))));
        return ApiReply.ok(Json.wrap("tenant_usages", usages));
    }

    private ApiReply one(ApiRequest request) {
        String project = request.param("project");
        if (!request.isAdmin() && !project.equals(request.projectId())) {
            throw new Refusal.Forbidden(
                    "Policy doesn't allow os_compute_api:os-simple-tenant-usage:show to be performed.");
        }
        return ApiReply.ok(Json.wrap("tenant_usage", usage(request, project, true)));
    }

    private ObjectNode usage(ApiRequest request, String project, boolean detailed) {
        Instant now = cloud.time().now();
        Instant start = request.query("start").map(NovaUsageApi::instant).orElse(now);
        Instant stop = request.query("end").map(NovaUsageApi::instant).orElse(now);
        List<ModelServer> servers = cloud.servers().all().stream()
                .filter(server -> server.projectId().equals(project)
                        && !hours(server, start, stop).isNegative())
                .toList();
        ArrayNode details = Json.array();
        double disk = 0;
        double vcpus = 0;
        double ram = 0;
        double total = 0;
        for (ModelServer server : servers) {
            double hours = hours(server, start, stop).toNanos() / 3.6e12;
            disk += hours * server.flavor().diskGiB();
            vcpus += hours * server.flavor().vcpus();
            ram += hours * server.flavor().ramMiB();
            total += hours;
            details.add(detail(server, hours, now));
        }
        ObjectNode body = Json.object().put("tenant_id", project);
        if (detailed) {
            body.set("server_usages", details);
        }
        return body.put("total_local_gb_usage", disk)
                .put("total_vcpus_usage", vcpus)
                .put("total_memory_mb_usage", ram)
                .put("total_hours", total)
                .put("start", Json.micros(start))
                .put("stop", Json.micros(stop));
    }

    private static ObjectNode detail(ModelServer server, double hours, Instant now) {
        Instant launched = server.launched().orElse(now);
        Instant end = server.terminated().orElse(now);
        ObjectNode body = Json.object()
                .put("hours", hours)
                .put("instance_id", server.id())
                .put("name", server.name())
                .put("flavor", server.flavor().name())
                .put("tenant_id", server.projectId())
                .put("memory_mb", server.flavor().ramMiB())
                .put("local_gb", server.flavor().diskGiB())
                .put("vcpus", server.flavor().vcpus())
                .put("started_at", Json.micros(launched));
        Json.put(body, "ended_at", server.terminated().map(Json::micros));
        return body.put(
                        "state",
                        server.terminated().isPresent()
                                ? "terminated"
                                : server.vmState().word())
                .put("uptime", Duration.between(launched, end).toSeconds());
    }

    /** Negative if the server never ran between the two. */
    private static Duration hours(ModelServer server, Instant start, Instant stop) {
        Optional<Instant> launched = server.launched();
        if (launched.isEmpty()) {
            return Duration.ofNanos(-1);
        }
        Instant from = launched.get().isAfter(start) ? launched.get() : start;
        Instant to = server.terminated().filter(stop::isAfter).orElse(stop);
        return Duration.between(from, to);
    }

    private static Instant instant(String text) {
        try {
            String whole = text.length() == 10 ? text + "T00:00:00" : text.replace(' ', 'T');
            return LocalDateTime.parse(whole.replaceAll("Z$", "")).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException notADate) {
            throw new Refusal.BadRequest("Invalid datetime format: " + text);
        }
    }
}
