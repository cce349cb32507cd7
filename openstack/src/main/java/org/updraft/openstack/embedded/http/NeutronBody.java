package org.updraft.openstack.embedded.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.updraft.openstack.embedded.model.Net;
import org.updraft.openstack.embedded.model.Net.FloatingIp;
import org.updraft.openstack.embedded.model.Net.Port;
import org.updraft.openstack.embedded.model.Net.Rule;
import org.updraft.openstack.embedded.model.Net.SecurityGroup;
import org.updraft.openstack.embedded.model.Net.Subnet;

/** Neutron's things as it shows them. */
final class NeutronBody {
    private NeutronBody() {}

    static ObjectNode of(Net net) {
        ObjectNode body = Json.object()
                .put("id", net.id())
                .put("name", net.name())
                .put("tenant_id", net.projectId())
                .put("admin_state_up", true)
                .put("mtu", 1442)
                .put("status", "ACTIVE");
        body.set("subnets", Json.texts(net.subnetIds()));
        body.put("shared", net.shared());
        body.set("availability_zone_hints", Json.array());
        body.set("availability_zones", Json.array());
        body.putNull("ipv4_address_scope")
                .putNull("ipv6_address_scope")
                .put("router:external", net.external())
                .put("description", "")
                .put("port_security_enabled", true);
        return tail(body, net.projectId(), net.created(), net.created(), 2);
    }

    static ObjectNode of(Subnet subnet) {
        ObjectNode body = Json.object()
                .put("id", subnet.id())
                .put("name", subnet.name())
                .put("tenant_id", subnet.projectId())
                .put("network_id", subnet.networkId())
                .put("ip_version", 4)
                .putNull("subnetpool_id")
                .put("enable_dhcp", true)
                .putNull("ipv6_ra_mode")
                .putNull("ipv6_address_mode")
                .put("gateway_ip", subnet.gateway())
                .put("cidr", subnet.cidr());
        body.putArray("allocation_pools")
                .addObject()
                .put("start", subnet.first())
                .put("end", subnet.last());
        body.set("host_routes", Json.array());
        body.set("dns_nameservers", Json.array());
        body.put("description", "").set("service_types", Json.array());
        return tail(body, subnet.projectId(), subnet.created(), subnet.created(), 0);
    }

    static ObjectNode of(Port port, boolean forAdmin) {
        ObjectNode body = Json.object()
                .put("id", port.id())
                .put("name", port.name())
                .put("network_id", port.networkId())
                .put("tenant_id", port.projectId())
                .put("mac_address", port.mac())
                .put("admin_state_up", port.adminUp())
                .put("status", port.status())
                .put("device_id", port.deviceId())
                .put("device_owner", port.deviceOwner());
        body.putArray("fixed_ips").addObject().put("subnet_id", port.subnetId()).put("ip_address", port.address());
        body.set("allowed_address_pairs", Json.array());
        body.set("extra_dhcp_opts", Json.array());
        body.set("security_groups", Json.texts(port.securityGroupIds()));
        body.put("description", "").put("binding:vnic_type", "normal").put("port_security_enabled", true);
        if (forAdmin) {
            body.set("binding:profile", Json.object());
            body.put("binding:host_id", port.host())
                    .put("binding:vif_type", port.host().isEmpty() ? "unbound" : "other")
                    .set("binding:vif_details", Json.object());
        }
        return tail(body, port.projectId(), port.created(), port.updated(), 1);
    }

    static ObjectNode of(SecurityGroup group) {
        ObjectNode body = Json.object()
                .put("id", group.id())
                .put("name", group.name())
                .put("stateful", true)
                .put("tenant_id", group.projectId())
                .put("description", group.description())
                .put("shared", false);
        body.set(
                "security_group_rules",
                Json.array(group.rules().stream().map(rule -> of(group, rule)).toList()));
        return tail(body, group.projectId(), group.created(), group.created(), 1);
    }

    static ObjectNode of(SecurityGroup group, Rule rule) {
        ObjectNode body = Json.object()
                .put("id", rule.id())
                .put("tenant_id", group.projectId())
                .put("security_group_id", group.id())
                .put("ethertype", rule.ethertype())
                .put("direction", rule.direction());
        Json.put(body, "protocol", rule.protocol());
        body.put("port_range_min", rule.portMin().orElse(null))
                .put("port_range_max", rule.portMax().orElse(null));
        Json.put(body, "remote_ip_prefix", rule.remotePrefix());
        body.putNull("remote_address_group_id");
        Json.put(body, "normalized_cidr", rule.remotePrefix());
        Json.put(body, "remote_group_id", rule.remoteGroupId());
        body.put("standard_attr_id", rule.id().hashCode() & 0xFFFF).putNull("description");
        return tail(body, group.projectId(), group.created(), group.created(), 0);
    }

    static ObjectNode of(FloatingIp fip) {
        ObjectNode body = Json.object()
                .put("id", fip.id())
                .put("tenant_id", fip.projectId())
                .put("floating_ip_address", fip.address())
                .put("floating_network_id", fip.networkId())
                .putNull("router_id");
        Json.put(body, "port_id", fip.portId());
        Json.put(body, "fixed_ip_address", fip.fixedAddress());
        body.put("status", fip.portId().isPresent() ? "ACTIVE" : "DOWN").put("description", fip.description());
        body.putNull("port_details").set("port_forwardings", Json.array());
        return tail(body, fip.projectId(), fip.created(), fip.updated(), 0);
    }

    private static ObjectNode tail(ObjectNode body, String project, Instant created, Instant updated, int revision) {
        body.set("tags", Json.array());
        return body.put("created_at", Json.utc(created))
                .put("updated_at", Json.utc(updated))
                .put("revision_number", revision)
                .put("project_id", project);
    }
}
