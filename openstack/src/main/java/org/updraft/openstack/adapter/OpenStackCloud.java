package org.updraft.openstack.adapter;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.updraft.openstack.Belonging;
import org.updraft.openstack.Binding;
import org.updraft.openstack.BootRequest;
import org.updraft.openstack.Cloud;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.Credentials;
import org.updraft.openstack.Credentials.Identity;
import org.updraft.openstack.Flavor;
import org.updraft.openstack.FloatingIpMark;
import org.updraft.openstack.Image;
import org.updraft.openstack.InstanceAction;
import org.updraft.openstack.Network;
import org.updraft.openstack.Quota;
import org.updraft.openstack.SecurityGroup;
import org.updraft.openstack.Server;
import org.updraft.openstack.adapter.Neutron.FloatingIp;
import org.updraft.openstack.adapter.Neutron.Port;
import org.updraft.openstack.adapter.connector.CloudHttp;
import org.updraft.openstack.adapter.connector.Trust;

/** A project on a real OpenStack, over HTTP. */
public final class OpenStackCloud implements Cloud {
    private static final int PAGE_SIZE = 500;
    /** Ids come from ads of workers too, and become part of an address. */
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final String name;
    private final Session session;
    private final Nova nova;
    private final Glance glance;
    private final Neutron neutron;
    private final Belongings belongings;
    private final ImageSharing sharing;

    /**
     * Makes no connection yet; the first call logs in.
     *
     * @param name the cloud's name in updraft.yaml
     * @param clock tells when a token is to be renewed
     * @throws CloudException.Rejected if the CA file cannot be used
     */
    public static OpenStackCloud connect(String name, Credentials credentials, InstantSource clock)
            throws CloudException {
        return connect(name, credentials, clock, PAGE_SIZE);
    }

    /** @param pageSize how many elements of a list to ask for at once, from 1 to 1000 */
    public static OpenStackCloud connect(String name, Credentials credentials, InstantSource clock, int pageSize)
            throws CloudException {
        CloudHttp http = new CloudHttp(trust(name, credentials), credentials.timeout(), secret(credentials));
        return new OpenStackCloud(name, credentials, clock, http, pageSize);
    }

    private OpenStackCloud(String name, Credentials credentials, InstantSource clock, CloudHttp http, int pageSize) {
        Refusals refusals = new Refusals(name, clock);
        this.name = name;
        this.session = new Session(name, new Keystone(credentials, http, clock), refusals, clock);
        Calls calls = new Calls(name, session, refusals);
        this.nova = new Nova(calls, http, pageSize);
        this.glance = new Glance(calls, pageSize);
        this.neutron = new Neutron(calls, pageSize);
        this.belongings = new Belongings(name, neutron);
        this.sharing = new ImageSharing(calls);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Binding binding() throws CloudException {
        return session.current().binding();
    }

    @Override
    public List<Server> servers() throws CloudException {
        return nova.servers();
    }

    @Override
    public Optional<Server> server(String serverId) throws CloudException {
        return nova.server(checked(serverId));
    }

    @Override
    public List<Flavor> flavors() throws CloudException {
        return nova.flavors();
    }

    @Override
    public List<Image> images() throws CloudException {
        return glance.images();
    }

    /** For those who own images, or are to boot those of others. */
    public ImageSharing sharing() {
        return sharing;
    }

    @Override
    public void acceptImage(String imageId) throws CloudException {
        sharing.answer(imageId, binding().projectId(), "accepted");
    }

    @Override
    public List<Network> networks() throws CloudException {
        return neutron.networks();
    }

    @Override
    public List<SecurityGroup> securityGroups() throws CloudException {
        return neutron.securityGroups(binding().projectId());
    }

    @Override
    public List<String> keyNames() throws CloudException {
        return nova.keyNames();
    }

    @Override
    public List<String> zones() throws CloudException {
        return nova.zones();
    }

    @Override
    public Quota quota() throws CloudException {
        return nova.quota();
    }

    @Override
    public String boot(BootRequest request) throws CloudException {
        return nova.boot(request);
    }

    @Override
    public String attachFloatingIp(String serverId, String network, String owner) throws CloudException {
        Port port = firstPort(checked(serverId));
        Optional<FloatingIp> had = neutron.floatingIps(serverId).stream().findFirst();
        if (had.isEmpty()) {
            return neutron.createFloatingIp(new FloatingIpMark(owner, serverId), externalNetwork(network), port)
                    .address();
        }
        FloatingIp ip = had.get();
        return ip.portId().isPresent()
                ? ip.address()
                : neutron.associate(ip, port).address();
    }

    private Port firstPort(String serverId) throws CloudException {
        List<Port> ports = neutron.ports(serverId);
        if (ports.isEmpty()) {
            throw new CloudException.WrongState(
                    name, name + ": server " + serverId + " has no port yet to give a floating IP to", null);
        }
        return ports.getFirst();
    }

    private String externalNetwork(String nameOrId) throws CloudException {
        List<Network> matching = networks().stream()
                .filter(Network::external)
                .filter(network ->
                        network.id().equals(nameOrId) || network.name().equals(nameOrId))
                .toList();
        if (matching.size() != 1) {
            throw new CloudException.Rejected(
                    name,
                    name + ": " + matching.size() + " external networks are called " + nameOrId
                            + (matching.isEmpty() ? "" : "; name it by its id"),
                    null);
        }
        return matching.getFirst().id();
    }

    @Override
    public void delete(String serverId) throws CloudException {
        for (FloatingIp ip : neutron.floatingIps(checked(serverId))) {
            neutron.deleteFloatingIp(ip);
        }
        nova.delete(serverId);
    }

    @Override
    public int collectLeftovers(String serverId) throws CloudException {
        if (server(serverId).isPresent()) {
            throw new CloudException.WrongState(
                    name, name + ": server " + serverId + " is not gone, so what it uses is no leftover", null);
        }
        int collected = 0;
        for (FloatingIp ip : neutron.floatingIps(serverId)) {
            neutron.deleteFloatingIp(ip);
            collected++;
        }
        for (Port port : neutron.ports(serverId)) {
            if (port.looksMadeByNova()) {
                neutron.deletePort(port);
                collected++;
            }
        }
        return collected;
    }

    @Override
    public List<Belonging> belongings() throws CloudException {
        return belongings.all(binding().projectId());
    }

    @Override
    public void collect(Belonging leftover) throws CloudException {
        if (!ID.matcher(leftover.id()).matches()) {
            throw new CloudException.Rejected(name, name + ": that is not the id of a port or floating IP", null);
        }
        if (server(leftover.serverId()).isPresent()) {
            throw new CloudException.WrongState(
                    name,
                    name + ": server " + leftover.serverId() + " is not gone, so what it uses is no leftover",
                    null);
        }
        belongings.collect(leftover, binding().projectId());
    }

    @Override
    public void pause(String serverId) throws CloudException {
        nova.pause(checked(serverId));
    }

    @Override
    public void unpause(String serverId) throws CloudException {
        nova.unpause(checked(serverId));
    }

    @Override
    public int isolate(String serverId) throws CloudException {
        return setPorts(serverId, false);
    }

    @Override
    public int reconnect(String serverId) throws CloudException {
        return setPorts(serverId, true);
    }

    private int setPorts(String serverId, boolean up) throws CloudException {
        List<Port> ports = neutron.ports(checked(serverId));
        for (Port port : ports) {
            neutron.setAdminState(port, up);
        }
        return ports.size();
    }

    @Override
    public String consoleTail(String serverId, int lines) throws CloudException {
        return nova.consoleTail(checked(serverId), lines);
    }

    @Override
    public List<InstanceAction> instanceActions(String serverId, int most) throws CloudException {
        return nova.actions(checked(serverId), most);
    }

    private String checked(String serverId) throws CloudException {
        if (ID.matcher(serverId).matches()) {
            return serverId;
        }
        String shown = serverId.replaceAll("[^\\w.-]", "?");
        throw new CloudException.Rejected(
                name,
                name + ": " + shown.substring(0, Math.min(60, shown.length())) + " is not the uuid of a server",
                null);
    }

    private static Optional<SSLContext> trust(String name, Credentials credentials) throws CloudException {
        if (credentials.caFile().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Trust.in(credentials.caFile().get()));
        } catch (IOException e) {
            throw new CloudException.Rejected(
                    name,
                    name + ": cannot use the CA file " + credentials.caFile().get() + ": " + e.getMessage(),
                    e);
        }
    }

    private static String secret(Credentials credentials) {
        return switch (credentials.identity()) {
            case Identity.Password login -> login.password();
            case Identity.ApplicationCredential login -> login.secret();
        };
    }
}
