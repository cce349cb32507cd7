package org.updraft.openstack.embedded.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.updraft.openstack.embedded.model.CloudModel;
import org.updraft.openstack.embedded.model.ModelServer;
import org.updraft.openstack.embedded.model.VmState;

/** Where servers run: zones, hypervisors, compute services; and the list of extensions. */
final class NovaPlacesApi {
    private static final List<String> HOSTS = List.of("compute1", "compute2");
    private static final int HOST_VCPUS = 1000;
    private static final int HOST_RAM_MIB = 8_000_000;
    private static final int HOST_DISK_GIB = 600_000;

    private final CloudModel cloud;

    private NovaPlacesApi(CloudModel cloud) {
        this.cloud = cloud;
    }

    static void routes(Router router, CloudModel cloud) {
        NovaPlacesApi api = new NovaPlacesApi(cloud);
        router.add("GET", "/v2.1/os-availability-zone", "zones.list", api::zones);
        router.add("GET", "/v2.1/os-hypervisors/detail", "hypervisors.list", api::hypervisors);
        router.add("GET", "/v2.1/os-services", "services.list", api::services);
        router.add("GET", "/v2.1/extensions", "extensions", NovaPlacesApi::extensions);
    }

    private ApiReply zones(ApiRequest request) {
        ArrayNode zones = Json.array();
        cloud.servers().checks().zones().stream().sorted().forEach(name -> {
            ObjectNode zone = Json.object().put("zoneName", name);
            zone.set("zoneState", Json.object().put("available", true));
            zones.add(zone.putNull("hosts"));
        });
        return ApiReply.ok(Json.wrap("availabilityZoneInfo", zones));
    }

    private ApiReply hypervisors(ApiRequest request) {
        request.requireAdmin("os_compute_api:os-hypervisors:list-detail");
        ArrayNode hypervisors = Json.array();
        for (String host : HOSTS) {
            hypervisors.add(request.minor() >= 88 ? hypervisor(request, host) : used(hypervisor(request, host), host));
        }
        return ApiReply.ok(Json.wrap("hypervisors", hypervisors));
    }

    private static ObjectNode hypervisor(ApiRequest request, String host) {
        ObjectNode body = Json.object();
        ObjectNode service = Json.object();
        if (request.minor() >= 53) {
            body.put("id", "7c21ee30-78ae-44b7-8f86-3fff4cc8ec7" + HOSTS.indexOf(host));
            service.put("id", "a3be4fcb-226c-4561-96b9-0b3c57acc10" + HOSTS.indexOf(host));
        } else {
            body.put("id", HOSTS.indexOf(host) + 1);
            service.put("id", HOSTS.indexOf(host) + 4);
        }
        body.put("hypervisor_hostname", host)
                .put("state", "up")
                .put("status", "enabled")
                .put("hypervisor_type", "fake")
                .put("hypervisor_version", 1000)
                .put("host_ip", "127.0.0.1");
        body.set("service", service.put("host", host).putNull("disabled_reason"));
        return request.minor() >= 88 ? body.putNull("uptime") : body;
    }

    private ObjectNode used(ObjectNode body, String host) {
        int vcpus = 0;
        int ram = 0;
        int disk = 0;
        int running = 0;
        int building = 0;
        for (ModelServer server : cloud.servers().all()) {
            if (server.host().filter(host::equals).isPresent() && server.vmState() != VmState.DELETED) {
                vcpus += server.flavor().vcpus();
                ram += server.flavor().ramMiB();
                disk += server.flavor().diskGiB();
                running++;
                building += server.vmState() == VmState.BUILDING ? 1 : 0;
            }
        }
        return body.put("vcpus", HOST_VCPUS)
                .put("memory_mb", HOST_RAM_MIB)
                .put("local_gb", HOST_DISK_GIB)
                .put("vcpus_used", vcpus)
                .put("memory_mb_used", ram)
                .put("local_gb_used", disk)
                .put("free_ram_mb", HOST_RAM_MIB - ram)
                .put("free_disk_gb", HOST_DISK_GIB - disk)
                .put("current_workload", building)
                .put("running_vms", running)
                .put("disk_available_least", 0)
                .put("cpu_info", "{\"arch\": \"x86_64\", \"model\": \"embedded\"}");
    }

    private ApiReply services(ApiRequest request) {
        request.requireAdmin("os_compute_api:os-services:list");
        ArrayNode services = Json.array();
        int id = 1;
        for (String host : HOSTS) {
            services.addObject()
                    .put("binary", "nova-compute")
                    .put("host", host)
                    .put("id", id++)
                    .put("zone", "nova")
                    .put("status", "enabled")
                    .put("state", "up")
                    .put("updated_at", Json.micros(cloud.time().now()))
                    .putNull("disabled_reason");
        }
        return ApiReply.ok(Json.wrap("services", services));
    }

    private static ApiReply extensions(ApiRequest request) {
        ArrayNode extensions = Json.array();
        for (String alias : List.of(
                "OS-DCF", "OS-EXT-AZ", "OS-EXT-STS", "os-keypairs", "os-quota-sets", "os-simple-tenant-usage")) {
            ObjectNode one = extensions
                    .addObject()
                    .put("name", alias)
                    .put("alias", alias)
                    .put("description", "")
                    .put("namespace", "http://docs.openstack.org/compute/ext/fake_xml")
                    .put("updated", "2014-12-03T00:00:00Z");
            one.set("links", Json.array());
        }
        return ApiReply.ok(Json.wrap("extensions", extensions));
    }
}
