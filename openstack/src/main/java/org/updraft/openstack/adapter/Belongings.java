package org.updraft.openstack.adapter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.updraft.openstack.Belonging;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.FloatingIpMark;
import org.updraft.openstack.adapter.Neutron.FloatingIp;
import org.updraft.openstack.adapter.Neutron.Port;

/** What servers have in Neutron, and the removal of one such thing that is left over. */
final class Belongings {
    /** A port's device may be a router or a host too. */
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final String cloud;
    private final Neutron neutron;

    Belongings(String cloud, Neutron neutron) {
        this.cloud = cloud;
        this.neutron = neutron;
    }

    List<Belonging> all(String projectId) throws CloudException {
        List<Belonging> all = new ArrayList<>();
        for (Port port : neutron.allPorts(projectId)) {
            belonging(port).ifPresent(all::add);
        }
        for (FloatingIp ip : neutron.allFloatingIps(projectId)) {
            belonging(ip).ifPresent(all::add);
        }
        return List.copyOf(all);
    }

    /** Its server is known to be gone. */
    void collect(Belonging leftover, String projectId) throws CloudException {
        switch (leftover.kind()) {
            case PORT -> {
                Optional<Port> port = neutron.port(leftover.id());
                if (port.isPresent()) {
                    requireStill(
                            leftover,
                            port.filter(p -> isOf(projectId, p.projectId())).flatMap(Belongings::belonging));
                    neutron.deletePort(port.get());
                }
            }
            case FLOATING_IP -> {
                Optional<FloatingIp> ip = neutron.floatingIp(leftover.id());
                if (ip.isPresent()) {
                    requireStill(
                            leftover,
                            ip.filter(i -> isOf(projectId, i.projectId())).flatMap(Belongings::belonging));
                    neutron.deleteFloatingIp(ip.get());
                }
            }
        }
    }

    private static boolean isOf(String projectId, Optional<String> itsProject) {
        return itsProject.equals(Optional.of(projectId));
    }

    private void requireStill(Belonging leftover, Optional<Belonging> now) throws CloudException {
        if (now.filter(thing -> thing.isStill(leftover) && !thing.attached()).isEmpty()) {
            throw new CloudException.WrongState(
                    cloud, cloud + ": " + leftover.id() + " is in use, or somebody else's by now", null);
        }
    }

    private static Optional<Belonging> belonging(Port port) {
        return Optional.of(port)
                .filter(Port::looksMadeByNova)
                .filter(found -> UUID.matcher(found.deviceId()).matches())
                .map(found -> new Belonging(
                        Belonging.Kind.PORT,
                        found.id(),
                        found.deviceId(),
                        "",
                        found.address(),
                        false,
                        found.changedAt()));
    }

    private static Optional<Belonging> belonging(FloatingIp ip) {
        return ip.mark()
                .map((FloatingIpMark mark) -> new Belonging(
                        Belonging.Kind.FLOATING_IP,
                        ip.id(),
                        mark.serverId(),
                        mark.owner(),
                        ip.address(),
                        ip.portId().isPresent(),
                        ip.changedAt()));
    }
}
