package org.updraft.openstack.embedded;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.updraft.openstack.BootRequest;
import org.updraft.openstack.Flavor;
import org.updraft.openstack.FloatingIpMark;
import org.updraft.openstack.InstanceAction;
import org.updraft.openstack.Server;
import org.updraft.openstack.embedded.model.CloudModel;
import org.updraft.openstack.embedded.model.ModelServer;
import org.updraft.openstack.embedded.model.Net;
import org.updraft.openstack.embedded.model.Refusal;
import org.updraft.openstack.embedded.model.ServerSpec;
import org.updraft.openstack.embedded.model.ServerSpec.Plug;

/** A model's server in the port's words, and back. */
final class DirectServer {
    private DirectServer() {}

    static ServerSpec spec(BootRequest request) {
        Optional<List<Plug>> plugs = request.networkIds().isEmpty()
                ? Optional.empty()
                : Optional.of(request.networkIds().stream()
                        .<Plug>map(Plug.OnNetwork::new)
                        .toList());
        return new ServerSpec(
                request.name(),
                request.flavorId(),
                request.imageId(),
                plugs,
                request.securityGroups(),
                request.keyName(),
                request.zone(),
                request.userDataBase64(),
                request.metadata(),
                request.tags(),
                Optional.empty(),
                request.configDrive());
    }

    /** Without the seed, which it must not disturb: its request id is that of its place in the server's life. */
    static ModelServer.Deed deed(ModelServer server, String action, Instant at, String userId) {
        String place = server.id() + " " + server.deeds().size();
        String request = "req-" + UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8));
        return new ModelServer.Deed(action, request, at, userId, server.projectId());
    }

    static InstanceAction action(ModelServer server, ModelServer.Deed deed) {
        return new InstanceAction(
                deed.action(),
                deed.requestId(),
                deed.at(),
                server.failed(deed) ? Optional.of("Error") : Optional.empty());
    }

    /** As in a listing, which leaves out the fault of a server that never found a host. */
    static Server listed(CloudModel model, ModelServer server) {
        return of(model, server, server.fault().filter(fault -> server.wasPlaced()));
    }

    static Server shown(CloudModel model, ModelServer server) {
        return of(model, server, server.fault());
    }

    private static Server of(CloudModel model, ModelServer server, Optional<ModelServer.Fault> fault) {
        Flavor flavor = server.flavor();
        Map<String, String> specs = flavor.extraSpecs();
        return new Server(
                server.id(),
                server.name(),
                server.status(),
                server.task(),
                server.power(),
                server.created(),
                server.updated(),
                new Flavor(
                        "",
                        flavor.name(),
                        flavor.vcpus(),
                        flavor.ramMiB(),
                        flavor.diskGiB(),
                        flavor.ephemeralGiB(),
                        flavor.gpus(),
                        specs),
                Optional.of(server.imageId()),
                addresses(model, server),
                server.metadata(),
                fault.map(ModelServer.Fault::message),
                server.zone());
    }

    private static List<String> addresses(CloudModel model, ModelServer server) {
        if (server.launched().isEmpty()) {
            return List.of();
        }
        return server.portIds().stream()
                .flatMap(id -> model.networking().findPort(id).stream())
                .flatMap(port -> Stream.concat(
                        Stream.of(port.address()),
                        model.networking().floatingIps().stream()
                                .filter(fip ->
                                        fip.portId().filter(port.id()::equals).isPresent())
                                .map(Net.FloatingIp::address)))
                .toList();
    }

    /** The one it has from us, or a new one. */
    static String floatingIp(CloudModel model, String projectId, String network, FloatingIpMark mark) {
        String serverId = mark.serverId();
        List<Net.Port> ports = model.networking().portsOf(serverId).stream()
                .filter(port -> port.projectId().equals(projectId))
                .toList();
        if (ports.isEmpty()) {
            throw new Refusal.Conflict("server " + serverId + " has no port yet to give a floating IP to");
        }
        Optional<String> portId = Optional.of(ports.get(0).id());
        Optional<Net.FloatingIp> had = model.networking().floatingIps().stream()
                .filter(fip -> fip.projectId().equals(projectId))
                .filter(fip -> FloatingIpMark.read(fip.description())
                        .map(FloatingIpMark::serverId)
                        .equals(Optional.of(serverId)))
                .findFirst();
        if (had.isEmpty()) {
            String external = external(model, projectId, network);
            return model.networking()
                    .addFloatingIp(projectId, external, portId, mark.text())
                    .address();
        }
        return had.get().portId().isPresent()
                ? had.get().address()
                : model.networking().pointFloatingIp(had.get().id(), portId).address();
    }

    private static String external(CloudModel model, String projectId, String nameOrId) {
        List<Net> matching = model.networking().networksFor(projectId, false).stream()
                .filter(net -> net.external()
                        && (net.id().equals(nameOrId) || net.name().equals(nameOrId)))
                .toList();
        if (matching.size() != 1) {
            throw new Refusal.BadRequest(matching.size() + " external networks are called " + nameOrId);
        }
        return matching.get(0).id();
    }
}
