package org.updraft.openstack.embedded.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.updraft.openstack.embedded.model.Net.FloatingIp;
import org.updraft.openstack.embedded.model.Net.Port;
import org.updraft.openstack.embedded.model.Net.Subnet;
import org.updraft.openstack.embedded.model.Quotas.Kind;

/** Networks, their subnets, ports and floating IPs, by the rules of Neutron. */
public final class Networking {
    private final Chance chance;
    private final Time time;
    private final Quotas quotas;
    private final SecurityGroups securityGroups;
    private final Map<String, Net> networks = new LinkedHashMap<>();
    private final Map<String, Subnet> subnets = new LinkedHashMap<>();
    private final Map<String, AddressPool> pools = new LinkedHashMap<>();
    private final Map<String, Port> ports = new LinkedHashMap<>();
    private final Map<String, FloatingIp> floatingIps = new LinkedHashMap<>();

    Networking(Chance chance, Time time, Quotas quotas) {
        this.chance = chance;
        this.time = time;
        this.quotas = quotas;
        this.securityGroups = new SecurityGroups(chance, time, quotas);
    }

    public SecurityGroups securityGroups() {
        return securityGroups;
    }

    public Net addNetwork(String projectId, String name, boolean shared, boolean external) {
        require(projectId, Kind.NETWORK, (int) count(networks.values(), net -> net.projectId(), projectId));
        Net net = new Net(chance.uuid(), name, projectId, shared, external, List.of(), time.now());
        networks.put(net.id(), net);
        return net;
    }

    public Subnet addSubnet(String projectId, String networkId, String name, String cidr) {
        Net net = network(networkId).orElseThrow(() -> noSuchNetwork(networkId));
        require(projectId, Kind.SUBNET, (int) count(subnets.values(), Subnet::projectId, projectId));
        AddressPool pool = new AddressPool(cidr);
        Subnet subnet = new Subnet(
                chance.uuid(), name, projectId, networkId, cidr, pool.gateway(), pool.first(), pool.last(), time.now());
        subnets.put(subnet.id(), subnet);
        pools.put(subnet.id(), pool);
        List<String> ids = new ArrayList<>(net.subnetIds());
        ids.add(subnet.id());
        networks.put(
                net.id(),
                new Net(net.id(), net.name(), net.projectId(), net.shared(), net.external(), ids, net.created()));
        return subnet;
    }

    /** Refused while something is plugged in. */
    public void deleteNetwork(String id) {
        Net net = network(id).orElseThrow(() -> noSuchNetwork(id));
        if (ports.values().stream().anyMatch(port -> port.networkId().equals(id))) {
            throw new Refusal.Conflict(
                    "NetworkInUse",
                    "Unable to complete operation on network " + id
                            + ". There are one or more ports still in use on the network.");
        }
        net.subnetIds().forEach(subnetId -> {
            subnets.remove(subnetId);
            pools.remove(subnetId);
        });
        networks.remove(id);
    }

    /** Own ones, shared ones and external ones; an admin sees all. */
    public List<Net> networksFor(String projectId, boolean admin) {
        return networks.values().stream()
                .filter(net -> admin
                        || net.shared()
                        || net.external()
                        || net.projectId().equals(projectId))
                .toList();
    }

    /** Those a server of this project may be plugged into. */
    List<Net> pluggableFor(String projectId) {
        return networks.values().stream()
                .filter(net -> net.shared() || net.projectId().equals(projectId))
                .toList();
    }

    public Optional<Net> network(String id) {
        return Optional.ofNullable(networks.get(id));
    }

    public List<Subnet> subnets() {
        return List.copyOf(subnets.values());
    }

    public Port addPort(
            String projectId, String networkId, String name, List<String> securityGroupIds, boolean madeByNova) {
        Net net = network(networkId).orElseThrow(() -> noSuchNetwork(networkId));
        require(projectId, Kind.PORT, (int) count(ports.values(), Port::projectId, projectId));
        String subnetId = net.subnetIds().stream()
                .findFirst()
                .orElseThrow(() -> new Refusal.BadRequest(
                        "InvalidInput", "Network " + networkId + " requires a subnet in order to boot instances on."));
        Port port = new Port(
                chance.uuid(),
                name,
                projectId,
                networkId,
                subnetId,
                takeAddress(subnetId),
                chance.mac(),
                "",
                "",
                "",
                true,
                securityGroupIds,
                madeByNova,
                time.now(),
                time.now());
        ports.put(port.id(), port);
        return port;
    }

    boolean hasRoomForPorts(String projectId, int wanted) {
        return quotas.hasRoom(projectId, Kind.PORT, (int) count(ports.values(), Port::projectId, projectId), wanted);
    }

    public Port plug(String portId, String serverId, String zone, String host) {
        return put(port(portId).plugged(serverId, "compute:" + zone, host, time.now()));
    }

    /** A user may name any device, even one that is gone; nothing is plugged in by that. */
    public Port name(String portId, String deviceId, String deviceOwner) {
        return put(port(portId).plugged(deviceId, deviceOwner, "", time.now()));
    }

    public Port updatePort(String id, String name, boolean adminUp, List<String> securityGroupIds) {
        return put(port(id).changed(name, adminUp, securityGroupIds, time.now()));
    }

    /** Its address is free again; a floating IP that pointed to it stays, pointing nowhere. */
    public void deletePort(String id) {
        Port port = port(id);
        ports.remove(id);
        AddressPool pool = pools.get(port.subnetId());
        if (pool != null) {
            pool.giveBack(port.address());
        }
        floatingIps.replaceAll((fipId, fip) ->
                fip.portId().filter(id::equals).isPresent() ? point(fip, Optional.empty(), Optional.empty()) : fip);
    }

    /** A server no longer needs it: a port of Nova's goes, another is unplugged. */
    void release(String portId) {
        Port port = ports.get(portId);
        if (port == null) {
            return;
        }
        if (port.madeByNova()) {
            deletePort(portId);
        } else {
            put(port.plugged("", "", "", time.now()));
        }
    }

    public Port port(String id) {
        Port port = ports.get(id);
        if (port == null) {
            throw new Refusal.NotFound("PortNotFound", "Port " + id + " could not be found.");
        }
        return port;
    }

    public Optional<Port> findPort(String id) {
        return Optional.ofNullable(ports.get(id));
    }

    public List<Port> ports() {
        return List.copyOf(ports.values());
    }

    public List<Port> portsOf(String serverId) {
        return ports.values().stream()
                .filter(port -> port.deviceId().equals(serverId))
                .toList();
    }

    public FloatingIp addFloatingIp(String projectId, String networkId, Optional<String> portId, String description) {
        Net net = network(networkId).orElseThrow(() -> noSuchNetwork(networkId));
        if (!net.external()) {
            throw new Refusal.BadRequest(
                    "BadRequest", "Bad floatingip request: Network " + networkId + " is not a valid external network.");
        }
        require(projectId, Kind.FLOATINGIP, (int) count(floatingIps.values(), FloatingIp::projectId, projectId));
        String address = takeAddress(net.subnetIds().get(0));
        FloatingIp fip = new FloatingIp(
                chance.uuid(),
                projectId,
                networkId,
                address,
                portId,
                portId.map(id -> port(id).address()),
                description,
                time.now(),
                time.now());
        floatingIps.put(fip.id(), fip);
        return fip;
    }

    public FloatingIp pointFloatingIp(String id, Optional<String> portId) {
        FloatingIp pointed =
                point(floatingIp(id), portId, portId.map(known -> port(known).address()));
        floatingIps.put(id, pointed);
        return pointed;
    }

    public void deleteFloatingIp(String id) {
        FloatingIp fip = floatingIp(id);
        floatingIps.remove(id);
        network(fip.networkId())
                .flatMap(net -> net.subnetIds().stream().findFirst())
                .map(pools::get)
                .ifPresent(pool -> pool.giveBack(fip.address()));
    }

    public FloatingIp floatingIp(String id) {
        FloatingIp fip = floatingIps.get(id);
        if (fip == null) {
            throw new Refusal.NotFound("FloatingIPNotFound", "Floating IP " + id + " could not be found");
        }
        return fip;
    }

    public List<FloatingIp> floatingIps() {
        return List.copyOf(floatingIps.values());
    }

    private FloatingIp point(FloatingIp fip, Optional<String> portId, Optional<String> fixedAddress) {
        return new FloatingIp(
                fip.id(),
                fip.projectId(),
                fip.networkId(),
                fip.address(),
                portId,
                fixedAddress,
                fip.description(),
                fip.created(),
                time.now());
    }

    private String takeAddress(String subnetId) {
        AddressPool pool = pools.get(subnetId);
        return Optional.ofNullable(pool)
                .flatMap(AddressPool::take)
                .orElseThrow(() -> new Refusal.Conflict(
                        "IpAddressGenerationFailure", "No more IP addresses available on subnet " + subnetId + "."));
    }

    private Port put(Port port) {
        ports.put(port.id(), port);
        return port;
    }

    private void require(String projectId, Kind kind, int used) {
        if (!quotas.hasRoom(projectId, kind, used, 1)) {
            throw new Refusal.OverQuota(409, "Quota exceeded for resources: ['" + kind.word() + "'].");
        }
    }

    private static <T> long count(Iterable<T> all, java.util.function.Function<T, String> owner, String projectId) {
        long count = 0;
        for (T one : all) {
            if (owner.apply(one).equals(projectId)) {
                count++;
            }
        }
        return count;
    }

    public static Refusal noSuchNetwork(String id) {
        return new Refusal.NotFound("NetworkNotFound", "Network " + id + " could not be found.");
    }
}
