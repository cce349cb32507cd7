package org.updraft.openstack.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.FloatingIpMark;
import org.updraft.openstack.Network;
import org.updraft.openstack.SecurityGroup;
import org.updraft.openstack.adapter.Paging.Page;
import org.updraft.openstack.adapter.connector.HttpFailure;

/**
 * The calls to Neutron. Ports are found by their device, floating IPs of ours by their {@link FloatingIpMark}; both are checked again
 * here, as a service that ignored the filter would hand us everybody's.
 */
final class Neutron {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** Of a port that Nova plugs in, with the zone behind it. */
    private static final String COMPUTE = "compute:";

    private final Calls calls;
    private final int pageSize;

    Neutron(Calls calls, int pageSize) {
        this.calls = calls;
        this.pageSize = pageSize;
    }

    record Port(
            String id,
            String name,
            Optional<String> projectId,
            String deviceId,
            String deviceOwner,
            String address,
            Optional<Instant> changedAt) {

        /** Nova gives its ports no name, and their owner only when it plugs them in; whoever else makes one seldom does both. */
        boolean looksMadeByNova() {
            return name.isEmpty() && (deviceOwner.isEmpty() || deviceOwner.startsWith(COMPUTE));
        }
    }

    record FloatingIp(
            String id,
            String address,
            Optional<String> projectId,
            Optional<FloatingIpMark> mark,
            Optional<String> portId,
            Optional<Instant> changedAt) {}

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
        return list("ports", Map.of("device_id", serverId), Port::id, Neutron::port).stream()
                .filter(port -> port.deviceId().equals(serverId))
                .toList();
    }

    /** Of every server; an administrator is shown other projects' ports too. */
    List<Port> allPorts(String projectId) throws CloudException {
        return list("ports", Map.of("project_id", projectId), Port::id, Neutron::port).stream()
                .filter(port -> port.projectId().equals(Optional.of(projectId)))
                .toList();
    }

    Optional<Port> port(String id) throws CloudException {
        return show("port", "/ports/" + id).map(Neutron::port);
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

    /** Those that were made for this server; none on a cloud whose Neutron has no routers. */
    List<FloatingIp> floatingIps(String serverId) throws CloudException {
        return floatingIps(Map.of()).stream()
                .filter(ip -> ip.mark().map(FloatingIpMark::serverId).equals(Optional.of(serverId)))
                .toList();
    }

    /** Those that bear a mark. */
    List<FloatingIp> allFloatingIps(String projectId) throws CloudException {
        return floatingIps(Map.of("project_id", projectId)).stream()
                .filter(ip -> ip.projectId().equals(Optional.of(projectId)))
                .filter(ip -> ip.mark().isPresent())
                .toList();
    }

    private List<FloatingIp> floatingIps(Map<String, String> filter) throws CloudException {
        try {
            return list("floatingips", filter, FloatingIp::id, Neutron::floatingIp);
        } catch (CloudException.Gone noSuchExtension) {
            return List.of();
        }
    }

    Optional<FloatingIp> floatingIp(String id) throws CloudException {
        return show("floatingip", "/floatingips/" + id).map(Neutron::floatingIp);
    }

    private Optional<Fields> show(String what, String path) throws CloudException {
        return calls.read("show " + path.substring(1), (client, login) -> {
            try {
                return Optional.of(Fields.object(Raw.neutron().get(path, Map.of()), what));
            } catch (HttpFailure.Refused refused) {
                if (refused.status() == 404 && refused.isOpenStackError()) {
                    return Optional.empty();
                }
                throw refused;
            }
        });
    }

    FloatingIp createFloatingIp(FloatingIpMark mark, String networkId, Port port) throws CloudException {
        ObjectNode body = JSON.objectNode();
        body.putObject("floatingip")
                .put("floating_network_id", networkId)
                .put("port_id", port.id())
                .put("description", mark.text());
        return calls.change(
                "take a floating IP for server " + mark.serverId(),
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

    private static Port port(Fields port) {
        String address =
                port.json().path("fixed_ips").path(0).path("ip_address").asText("");
        return new Port(
                port.id("id"),
                port.maybeText("name").orElse(""),
                port.maybeText("project_id"),
                port.maybeText("device_id").orElse(""),
                port.maybeText("device_owner").orElse(""),
                address,
                changedAt(port));
    }

    private static FloatingIp floatingIp(Fields ip) {
        return new FloatingIp(
                ip.id("id"),
                ip.text("floating_ip_address"),
                ip.maybeText("project_id"),
                ip.maybeText("description").flatMap(FloatingIpMark::read),
                ip.maybeText("port_id"),
                changedAt(ip));
    }

    /** Not every Neutron tells. */
    private static Optional<Instant> changedAt(Fields thing) {
        return Stream.of("updated_at", "created_at")
                .filter(name -> thing.maybeText(name).isPresent())
                .findFirst()
                .map(thing::instant);
    }
}
