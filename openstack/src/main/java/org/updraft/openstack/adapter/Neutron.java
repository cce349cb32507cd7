package org.updraft.openstack.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.Network;
import org.updraft.openstack.SecurityGroup;
import org.updraft.openstack.adapter.Paging.Page;
import org.updraft.openstack.adapter.connector.HttpFailure;

/**
 * The calls to Neutron. Ports are found by their device, floating IPs of ours by their description; both are checked again
 * here, as a service that ignored the filter would hand us everybody's.
 */
final class Neutron {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String OURS = "updraft:";

    private final Calls calls;
    private final int pageSize;

    Neutron(Calls calls, int pageSize) {
        this.calls = calls;
        this.pageSize = pageSize;
    }

    record Port(String id, String deviceId, String deviceOwner) {}

    record FloatingIp(String id, String address, String description, Optional<String> portId) {}

    List<Network> networks() throws CloudException {
        return list(
                "networks",
                Map.of(),
                Network::id,
                network -> new Network(
                        network.text("id"),
                        network.maybeText("name").orElse(""),
                        network.flag("shared"),
                        network.flag("router:external")));
    }

    /** For an administrator Neutron lists those of all projects, which Nova would not accept. */
    List<SecurityGroup> securityGroups(String projectId) throws CloudException {
        record Group(String id, String name, String project) {}
        return list(
                        "security-groups",
                        Map.of(),
                        Group::id,
                        group -> new Group(
                                group.text("id"),
                                group.text("name"),
                                group.maybeText("project_id").orElse(projectId)))
                .stream()
                .filter(group -> group.project().equals(projectId))
                .map(group -> new SecurityGroup(group.id(), group.name()))
                .sorted(Comparator.comparing(SecurityGroup::name).thenComparing(SecurityGroup::id))
                .toList();
    }

    List<Port> ports(String serverId) throws CloudException {
        return list(
                        "ports",
                        Map.of("device_id", serverId),
                        Port::id,
                        port -> new Port(
                                port.text("id"),
                                port.maybeText("device_id").orElse(""),
                                port.maybeText("device_owner").orElse("")))
                .stream()
                .filter(port -> port.deviceId().equals(serverId))
                .toList();
    }

    void setAdminState(Port port, boolean up) throws CloudException {
        ObjectNode body = JSON.objectNode();
        body.putObject("port").put("admin_state_up", up);
        calls.change(
                (up ? "open" : "close") + " port " + port.id() + " of server " + port.deviceId(),
                (client, login) -> Raw.neutron().put("/ports/" + port.id(), body));
    }

    void deletePort(Port port) throws CloudException {
        delete("port " + port.id(), "/ports/" + port.id());
    }

    /** Those we made for this server; none on a cloud whose Neutron has no routers. */
    List<FloatingIp> floatingIps(String serverId) throws CloudException {
        String description = OURS + serverId;
        try {
            return list("floatingips", Map.of("description", description), FloatingIp::id, Neutron::floatingIp).stream()
                    .filter(ip -> ip.description().equals(description))
                    .toList();
        } catch (CloudException.Gone noSuchExtension) {
            return List.of();
        }
    }

    FloatingIp createFloatingIp(String serverId, String networkId, Port port) throws CloudException {
        ObjectNode body = JSON.objectNode();
        body.putObject("floatingip")
                .put("floating_network_id", networkId)
                .put("port_id", port.id())
                .put("description", OURS + serverId);
        return calls.change(
                "take a floating IP for server " + serverId,
                (client, login) -> floatingIp(Fields.object(Raw.neutron().post("/floatingips", body), "floatingip")));
    }

    FloatingIp associate(FloatingIp ip, Port port) throws CloudException {
        ObjectNode body = JSON.objectNode();
        body.putObject("floatingip").put("port_id", port.id());
        return calls.change(
                "give floating IP " + ip.address() + " to server " + port.deviceId(),
                (client, login) ->
                        floatingIp(Fields.object(Raw.neutron().put("/floatingips/" + ip.id(), body), "floatingip")));
    }

    void deleteFloatingIp(FloatingIp ip) throws CloudException {
        delete("floating IP " + ip.address(), "/floatingips/" + ip.id());
    }

    private void delete(String what, String path) throws CloudException {
        calls.change("delete " + what, (client, login) -> {
            try {
                Raw.neutron().delete(path);
            } catch (HttpFailure.Refused refused) {
                if (refused.status() != 404 || !refused.isOpenStackError()) {
                    throw refused;
                }
            }
            return path;
        });
    }

    private <T> List<T> list(
            String collection, Map<String, String> filter, Function<T, String> id, Function<Fields, T> read)
            throws CloudException {
        String name = collection.replace('-', '_');
        return Paging.all(
                calls.cloud(),
                collection,
                id,
                marker -> calls.read("list the " + collection, (client, login) -> {
                    Map<String, Object> query = new HashMap<>(filter);
                    query.put("limit", pageSize);
                    marker.ifPresent(last -> query.put("marker", last));
                    JsonNode reply = Raw.neutron().get("/" + collection, query);
                    List<T> elements = Fields.list(reply, name, read);
                    return new Page<>(elements, elements.isEmpty() || !hasNext(reply.path(name + "_links")));
                }));
    }

    private static boolean hasNext(JsonNode links) {
        for (JsonNode link : links) {
            if (link.path("rel").asText().equals("next")) {
                return true;
            }
        }
        return false;
    }

    private static FloatingIp floatingIp(Fields ip) {
        return new FloatingIp(
                ip.text("id"),
                ip.text("floating_ip_address"),
                ip.maybeText("description").orElse(""),
                ip.maybeText("port_id"));
    }
}
