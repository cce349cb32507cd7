package org.updraft.openstack.embedded.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A network as Neutron keeps it. */
public record Net(
        String id,
        String name,
        String projectId,
        boolean shared,
        boolean external,
        List<String> subnetIds,
        Instant created) {

    public Net {
        subnetIds = List.copyOf(subnetIds);
    }

    /** A range of addresses of a network; IPv4 only. */
    public record Subnet(
            String id,
            String name,
            String projectId,
            String networkId,
            String cidr,
            String gateway,
            String first,
            String last,
            Instant created) {}

    /**
     * Where a server is plugged in.
     *
     * @param deviceId the server's uuid, or empty text
     * @param madeByNova goes away with its server
     */
    public record Port(
            String id,
            String name,
            String projectId,
            String networkId,
            String subnetId,
            String address,
            String mac,
            String deviceId,
            String deviceOwner,
            String host,
            boolean adminUp,
            List<String> securityGroupIds,
            boolean madeByNova,
            Instant created,
            Instant updated) {

        public Port {
            securityGroupIds = List.copyOf(securityGroupIds);
        }

        /** DOWN while it is not plugged in, or switched off. */
        public String status() {
            return deviceId.isEmpty() || !adminUp ? "DOWN" : "ACTIVE";
        }

        Port plugged(String device, String owner, String onHost, Instant at) {
            return new Port(
                    id,
                    name,
                    projectId,
                    networkId,
                    subnetId,
                    address,
                    mac,
                    device,
                    owner,
                    onHost,
                    adminUp,
                    securityGroupIds,
                    madeByNova,
                    created,
                    at);
        }

        Port changed(String newName, boolean up, List<String> groups, Instant at) {
            return new Port(
                    id,
                    newName,
                    projectId,
                    networkId,
                    subnetId,
                    address,
                    mac,
                    deviceId,
                    deviceOwner,
                    host,
                    up,
                    groups,
                    madeByNova,
                    created,
                    at);
        }
    }

    /** Named rules on what may pass; the rules themselves are the usual four. */
    public record SecurityGroup(
            String id, String name, String description, String projectId, List<Rule> rules, Instant created) {

        public SecurityGroup {
            rules = List.copyOf(rules);
        }
    }

    /** One rule of a security group. */
    public record Rule(
            String id,
            String direction,
            String ethertype,
            Optional<String> protocol,
            Optional<Integer> portMin,
            Optional<Integer> portMax,
            Optional<String> remotePrefix,
            Optional<String> remoteGroupId) {}

    /** An address of an external network; it outlives the server it points to. */
    public record FloatingIp(
            String id,
            String projectId,
            String networkId,
            String address,
            Optional<String> portId,
            Optional<String> fixedAddress,
            String description,
            Instant created,
            Instant updated) {}
}
