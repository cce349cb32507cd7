package org.updraft.openstack.embedded;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.updraft.openstack.Belonging;
import org.updraft.openstack.FloatingIpMark;
import org.updraft.openstack.embedded.model.CloudModel;
import org.updraft.openstack.embedded.model.Net;
import org.updraft.openstack.embedded.model.Refusal;

/** What servers have in a model's networks, and the removal of one such thing. */
final class DirectBelongings {
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private DirectBelongings() {}

    static List<Belonging> ports(CloudModel model, String projectId) {
        return model.networking().ports().stream()
                .filter(port -> port.projectId().equals(projectId))
                .filter(DirectBelongings::looksMadeByNova)
                .filter(port -> UUID.matcher(port.deviceId()).matches())
                .map(port -> new Belonging(
                        Belonging.Kind.PORT,
                        port.id(),
                        port.deviceId(),
                        "",
                        port.address(),
                        false,
                        Optional.of(port.updated())))
                .toList();
    }

    static List<Belonging> floatingIps(CloudModel model, String projectId) {
        return model.networking().floatingIps().stream()
                .filter(ip -> ip.projectId().equals(projectId))
                .flatMap(ip -> FloatingIpMark.read(ip.description()).map(mark -> belonging(ip, mark)).stream())
                .toList();
    }

    private static Belonging belonging(Net.FloatingIp ip, FloatingIpMark mark) {
        return new Belonging(
                Belonging.Kind.FLOATING_IP,
                ip.id(),
                mark.serverId(),
                mark.owner(),
                ip.address(),
                ip.portId().isPresent(),
                Optional.of(ip.updated()));
    }

    static boolean looksMadeByNova(Net.Port port) {
        return port.name().isEmpty()
                && (port.deviceOwner().isEmpty() || port.deviceOwner().startsWith("compute:"));
    }

    /** Returns whether there was anything. */
    static boolean collect(CloudModel model, String projectId, Belonging leftover) {
        Predicate<Belonging> still = thing -> thing.isStill(leftover) && !thing.attached();
        return switch (leftover.kind()) {
            case PORT -> {
                boolean there = model.networking().findPort(leftover.id()).isPresent();
                if (there) {
                    require(ports(model, projectId).stream().anyMatch(still), leftover);
                    model.networking().deletePort(leftover.id());
                }
                yield there;
            }
            case FLOATING_IP -> {
                boolean there = model.networking().floatingIps().stream()
                        .anyMatch(ip -> ip.id().equals(leftover.id()));
                if (there) {
                    require(floatingIps(model, projectId).stream().anyMatch(still), leftover);
                    model.networking().deleteFloatingIp(leftover.id());
                }
                yield there;
            }
        };
    }

    private static void require(boolean holds, Belonging leftover) {
        if (!holds) {
            throw new Refusal.Conflict(leftover.id() + " is in use, or somebody else's by now");
        }
    }
}
