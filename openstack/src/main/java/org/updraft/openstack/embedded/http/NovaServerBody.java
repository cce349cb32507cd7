package org.updraft.openstack.embedded.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.updraft.openstack.Server.PowerState;
import org.updraft.openstack.embedded.model.CloudModel;
import org.updraft.openstack.embedded.model.ModelServer;
import org.updraft.openstack.embedded.model.Net;
import org.updraft.openstack.embedded.model.VmState;

/** A server as Nova shows it, key by key as each microversion and role sees it. */
final class NovaServerBody {
    private static final Set<String> WITH_PROGRESS =
            Set.of("ACTIVE", "BUILD", "REBUILD", "RESIZE", "VERIFY_RESIZE", "MIGRATING");

    private final CloudModel cloud;

    NovaServerBody(CloudModel cloud) {
        this.cloud = cloud;
    }

    ObjectNode brief(ApiRequest request, ModelServer server) {
        ObjectNode body = Json.object().put("id", server.id()).put("name", server.name());
        body.set("links", links(request, server));
        return body;
    }

    /** @param alone false in a listing, which leaves a few keys out */
    ObjectNode full(ApiRequest request, ModelServer server, boolean alone) {
        ObjectNode body = Json.object()
                .put("id", server.id())
                .put("name", server.name())
                .put("status", server.status())
                .put("tenant_id", server.projectId())
                .put("user_id", server.userId());
        ObjectNode metadata = body.putObject("metadata");
        server.metadata().forEach(metadata::put);
        body.put("hostId", hostId(server));
        body.set("image", image(request, server));
        body.set("flavor", flavor(request, server));
        body.put("created", Json.utc(server.created())).put("updated", Json.utc(server.updated()));
        body.set("addresses", addresses(server));
        body.put("accessIPv4", "").put("accessIPv6", "");
        body.set("links", links(request, server));
        body.put("OS-DCF:diskConfig", "MANUAL");
        if (WITH_PROGRESS.contains(server.status())) {
            body.put("progress", 0);
        }
        // seen on Zed: a listing leaves out the fault of a server that never found a host
        server.fault()
                .filter(fault -> alone || server.wasPlaced())
                .ifPresent(fault -> body.set("fault", fault(request, fault)));
        body.put("OS-EXT-AZ:availability_zone", server.zone().orElse(""));
        body.put("config_drive", server.spec().configDrive() ? "True" : "");
        Json.put(body, "key_name", server.spec().keyName());
        Json.put(body, "OS-SRV-USG:launched_at", server.launched().map(Json::micros));
        Json.put(body, "OS-SRV-USG:terminated_at", server.terminated().map(Json::micros));
        securityGroups(server).ifPresent(groups -> body.set("security_groups", groups));
        if (request.isAdmin()) {
            forAdmins(request, server, body);
        }
        Json.put(body, "OS-EXT-STS:task_state", server.task());
        body.put("OS-EXT-STS:vm_state", server.vmState().word());
        body.put("OS-EXT-STS:power_state", number(server.power()));
        body.set("os-extended-volumes:volumes_attached", Json.array());
        byMicroversion(request, server, body, alone);
        return body;
    }

    private static void byMicroversion(ApiRequest request, ModelServer server, ObjectNode body, boolean alone) {
        if (request.minor() >= 9) {
            body.put("locked", server.lock().isPresent());
        }
        if (request.minor() >= 73) {
            Json.put(body, "locked_reason", server.lock().filter(reason -> !reason.isEmpty()));
        }
        if (request.minor() >= 19) {
            body.put("description", server.description());
        }
        if (request.minor() >= 26) {
            body.set("tags", Json.texts(server.tags()));
        }
        if (request.minor() >= 63) {
            body.putNull("trusted_image_certificates");
        }
        if (request.minor() >= 90) {
            body.put("OS-EXT-SRV-ATTR:hostname", server.spec().name());
        }
        if (request.minor() >= 71 && alone) {
            body.set("server_groups", Json.array());
        }
    }

    private static void forAdmins(ApiRequest request, ModelServer server, ObjectNode body) {
        Json.put(body, "OS-EXT-SRV-ATTR:host", server.host());
        body.put("OS-EXT-SRV-ATTR:instance_name", String.format("instance-%08x", server.number()));
        Json.put(body, "OS-EXT-SRV-ATTR:hypervisor_hostname", server.host());
        if (request.minor() >= 3) {
            body.put("OS-EXT-SRV-ATTR:reservation_id", server.reservationId())
                    .put("OS-EXT-SRV-ATTR:launch_index", server.launchIndex())
                    .put("OS-EXT-SRV-ATTR:hostname", server.spec().name())
                    .put("OS-EXT-SRV-ATTR:kernel_id", "")
                    .put("OS-EXT-SRV-ATTR:ramdisk_id", "")
                    .put("OS-EXT-SRV-ATTR:root_device_name", "/dev/sda");
            Json.put(
                    body,
                    "OS-EXT-SRV-ATTR:user_data",
                    Optional.of(server.spec().userData()).filter(data -> !data.isEmpty()));
        }
        if (request.minor() >= 16) {
            body.put("host_status", server.host().isPresent() ? "UP" : "");
        }
    }

    private static ObjectNode fault(ApiRequest request, ModelServer.Fault fault) {
        ObjectNode body = Json.object()
                .put("code", fault.code())
                .put("created", Json.utc(fault.created()))
                .put("message", fault.message());
        if (request.isAdmin() && fault.code() == 500) {
            body.put("details", "Traceback (most recent call last):\n  embedded cloud: " + fault.message());
        }
        return body;
    }

    private static ObjectNode image(ApiRequest request, ModelServer server) {
        String id = server.imageId();
        ObjectNode image = Json.object().put("id", id);
        image.set("links", Json.array().add(Json.link("bookmark", request.base() + "/images/" + id)));
        return image;
    }

    private static ObjectNode flavor(ApiRequest request, ModelServer server) {
        if (request.minor() >= 47) {
            return NovaFlavorsApi.embedded(server.flavor());
        }
        String id = server.flavor().id();
        ObjectNode flavor = Json.object().put("id", id);
        flavor.set("links", Json.array().add(Json.link("bookmark", request.base() + "/flavors/" + id)));
        return flavor;
    }

    /** By network name; none before the server has run. */
    ObjectNode addresses(ModelServer server) {
        ObjectNode addresses = Json.object();
        if (server.launched().isEmpty()) {
            return addresses;
        }
        for (Net.Port port : ports(server)) {
            String network =
                    cloud.networking().network(port.networkId()).map(Net::name).orElse("");
            ArrayNode list = addresses.withArray(network);
            list.add(address(port.address(), "fixed", port.mac()));
            cloud.networking().floatingIps().stream()
                    .filter(fip -> fip.portId().filter(port.id()::equals).isPresent())
                    .forEach(fip -> list.add(address(fip.address(), "floating", port.mac())));
        }
        return addresses;
    }

    private static ObjectNode address(String address, String type, String mac) {
        return Json.object()
                .put("version", 4)
                .put("addr", address)
                .put("OS-EXT-IPS:type", type)
                .put("OS-EXT-IPS-MAC:mac_addr", mac);
    }

    List<Net.Port> ports(ModelServer server) {
        return server.portIds().stream()
                .flatMap(id -> cloud.networking().findPort(id).stream())
                .toList();
    }

    private Optional<ArrayNode> securityGroups(ModelServer server) {
        if (server.host().isEmpty() || server.portIds().isEmpty()) {
            return Optional.empty();
        }
        ArrayNode groups = Json.array();
        ports(server).stream()
                .flatMap(port -> port.securityGroupIds().stream())
                .distinct()
                .flatMap(id -> cloud.networking().securityGroups().find(id).stream())
                .forEach(group -> groups.add(Json.object().put("name", group.name())));
        return Optional.of(groups);
    }

    static ArrayNode links(ApiRequest request, ModelServer server) {
        return Json.array()
                .add(Json.link("self", request.base() + "/v2.1/servers/" + server.id()))
                .add(Json.link("bookmark", request.base() + "/servers/" + server.id()));
    }

    /** Nova hides the host's name from the project behind a hash of both. */
    private static String hostId(ModelServer server) {
        return server.host()
                .map(host -> Digests.hex("SHA-224", (server.projectId() + host).getBytes(StandardCharsets.UTF_8)))
                .orElse("");
    }

    /** As OS-EXT-STS:power_state counts them. */
    static int number(PowerState power) {
        return switch (power) {
            case NOSTATE, UNKNOWN -> 0;
            case RUNNING -> 1;
            case PAUSED -> 3;
            case SHUTDOWN -> 4;
            case CRASHED -> 6;
            case SUSPENDED -> 7;
        };
    }

    static boolean isDeleted(ModelServer server) {
        return server.vmState() == VmState.DELETED;
    }
}
