package org.updraft.openstack.embedded;

import java.net.URI;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.updraft.openstack.Belonging;
import org.updraft.openstack.Binding;
import org.updraft.openstack.BootRequest;
import org.updraft.openstack.Cloud;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.Flavor;
import org.updraft.openstack.FloatingIpMark;
import org.updraft.openstack.Image;
import org.updraft.openstack.InstanceAction;
import org.updraft.openstack.Network;
import org.updraft.openstack.Quota;
import org.updraft.openstack.SecurityGroup;
import org.updraft.openstack.Server;
import org.updraft.openstack.embedded.DirectCalls.Asked;
import org.updraft.openstack.embedded.model.CloudModel;
import org.updraft.openstack.embedded.model.Identity;
import org.updraft.openstack.embedded.model.KeyPairs;
import org.updraft.openstack.embedded.model.ModelServer;
import org.updraft.openstack.embedded.model.Net;
import org.updraft.openstack.embedded.model.Quotas;
import org.updraft.openstack.embedded.model.Quotas.Kind;
import org.updraft.openstack.embedded.model.Servers;
import org.updraft.openstack.embedded.model.StoredImage;

/**
 * The port {@link Cloud} on a {@link CloudModel} in this process, without HTTP: for the simulated world. It behaves as the
 * real adapter does on the same model served over HTTP; one contract holds both. Fault rules hit it by service, operation and
 * server name. A delay lets no time pass; one beyond the usual time-out is a lost reply.
 */
public final class DirectCloud implements Cloud {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final String name;
    private final URI authUrl;
    private final DirectCalls calls;
    private final String projectId;

    /**
     * @param authUrl what {@link #binding} names; nobody answers there unless the model is served as well
     * @param lock held whenever the model is touched; share it with whoever else touches the model
     */
    public DirectCloud(
            String name,
            URI authUrl,
            CloudModel model,
            ReentrantLock lock,
            Identity.User user,
            Identity.Project project) {
        this.name = name;
        this.authUrl = authUrl;
        this.calls = new DirectCalls(name, model, lock, user, project);
        this.projectId = project.id();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Binding binding() throws CloudException {
        Asked asked = new Asked("identity", "tokens.show", Optional.empty(), "look at our token", false);
        return calls.call(
                asked,
                model -> new Binding(
                        authUrl.toString(),
                        projectId,
                        EmbeddedCloud.REGION,
                        calls.user().domain().id(),
                        calls.project().name(),
                        calls.user().name(),
                        Optional.empty()));
    }

    @Override
    public List<Server> servers() throws CloudException {
        return calls.list(
                reading("compute", "servers.list", "list the servers"),
                model -> model.servers().of(projectId).stream()
                        .map(server -> DirectServer.listed(model, server))
                        .toList());
    }

    @Override
    public Optional<Server> server(String serverId) throws CloudException {
        return calls.call(
                about(serverId, "servers.show", "show"),
                model -> model.servers()
                        .find(serverId)
                        .filter(this::isOurs)
                        .map(server -> DirectServer.shown(model, server)));
    }

    @Override
    public List<Flavor> flavors() throws CloudException {
        return calls.list(
                reading("compute", "flavors.list", "list the flavors"),
                model -> model.flavors().all());
    }

    @Override
    public List<Image> images() throws CloudException {
        return calls.list(
                reading("image", "images.list", "list the images"),
                model -> model.images().listedFor(projectId).stream()
                        .filter(image -> image.content().isPresent())
                        .map(StoredImage::image)
                        .toList());
    }

    @Override
    public void acceptImage(String imageId) throws CloudException {
        calls.call(changing("image", "members.update", "accept image " + imageId), model -> {
            model.images().accept(projectId, imageId);
            return model;
        });
    }

    @Override
    public List<Network> networks() throws CloudException {
        return calls.list(
                reading("network", "networks.list", "list the networks"),
                model -> model.networking().networksFor(projectId, false).stream()
                        .map(net -> new Network(net.id(), net.name(), net.shared(), net.external()))
                        .toList());
    }

    @Override
    public List<SecurityGroup> securityGroups() throws CloudException {
        return calls.list(
                reading("network", "security_groups.list", "list the security groups"),
                model -> model.networking().securityGroups().of(projectId).stream()
                        .map(group -> new SecurityGroup(group.id(), group.name()))
                        .sorted(Comparator.comparing(SecurityGroup::name).thenComparing(SecurityGroup::id))
                        .toList());
    }

    @Override
    public List<String> keyNames() throws CloudException {
        return calls.list(
                reading("compute", "keypairs.list", "list the key pairs"),
                model -> model.keyPairs().of(calls.user().id()).stream()
                        .map(KeyPairs.KeyPair::name)
                        .toList());
    }

    @Override
    public List<String> zones() throws CloudException {
        return calls.list(
                reading("compute", "zones.list", "list the availability zones"),
                model -> model.servers().checks().zones().stream().sorted().toList());
    }

    @Override
    public Quota quota() throws CloudException {
        return calls.call(reading("compute", "limits", "read the quota"), model -> {
            Servers.Usage used = model.servers().usage(projectId);
            Quotas quotas = model.quotas();
            return new Quota(
                    quotas.limit(projectId, Kind.INSTANCES),
                    used.instances(),
                    quotas.limit(projectId, Kind.CORES),
                    used.cores(),
                    quotas.limit(projectId, Kind.RAM),
                    used.ramMiB());
        });
    }

    @Override
    public String boot(BootRequest request) throws CloudException {
        Asked asked =
                new Asked("compute", "servers.create", Optional.of(request.name()), "boot " + request.name(), true);
        try {
            return calls.call(
                    asked,
                    model -> remember(
                                    model,
                                    model.servers().boot(projectId, calls.user().id(), DirectServer.spec(request)),
                                    "create")
                            .id());
        } catch (CloudException.Gone | CloudException.WrongState e) {
            throw new CloudException.Rejected(name, String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public String attachFloatingIp(String serverId, String network, String owner) throws CloudException {
        Asked asked = new Asked(
                "network", "floatingips.create", Optional.empty(), "take a floating IP for " + serverId, true);
        try {
            FloatingIpMark mark = new FloatingIpMark(owner, serverId);
            return calls.call(asked, model -> DirectServer.floatingIp(model, projectId, network, mark));
        } catch (CloudException.Gone e) {
            throw new CloudException.Rejected(name, String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void delete(String serverId) throws CloudException {
        calls.call(about(serverId, "servers.delete", "delete"), model -> {
            removeFloatingIps(model, serverId);
            model.servers().find(serverId).filter(this::isOurs).ifPresent(server -> {
                model.servers().delete(server);
                remember(model, server, "delete");
            });
            return model;
        });
    }

    @Override
    public int collectLeftovers(String serverId) throws CloudException {
        if (server(serverId).isPresent()) {
            throw new CloudException.WrongState(
                    name, name + ": server " + serverId + " is not gone, so what it uses is no leftover", null);
        }
        return calls.call(changing("network", "ports.delete", "collect what " + serverId + " left"), model -> {
            int collected = removeFloatingIps(model, serverId);
            for (Net.Port port : portsOf(model, serverId)) {
                if (DirectBelongings.looksMadeByNova(port)) {
                    model.networking().deletePort(port.id());
                    collected++;
                }
            }
            return collected;
        });
    }

    @Override
    public List<Belonging> belongings() throws CloudException {
        List<Belonging> ports = calls.list(
                reading("network", "ports.list", "list the ports"), model -> DirectBelongings.ports(model, projectId));
        List<Belonging> ips = calls.list(
                reading("network", "floatingips.list", "list the floatingips"),
                model -> DirectBelongings.floatingIps(model, projectId));
        return Stream.concat(ports.stream(), ips.stream()).toList();
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
        Asked asked = switch (leftover.kind()) {
            case PORT -> changing("network", "ports.delete", "delete port " + leftover.id());
            case FLOATING_IP -> changing("network", "floatingips.delete", "delete floating IP " + leftover.address());
        };
        calls.call(asked, model -> DirectBelongings.collect(model, projectId, leftover));
    }

    @Override
    public void pause(String serverId) throws CloudException {
        act(serverId, "pause", model -> model.servers()::pause);
    }

    @Override
    public void unpause(String serverId) throws CloudException {
        act(serverId, "unpause", model -> model.servers()::unpause);
    }

    private void act(String serverId, String verb, Function<CloudModel, Consumer<ModelServer>> action)
            throws CloudException {
        calls.call(about(serverId, "servers.action", verb), model -> {
            ModelServer server = model.servers().of(projectId, false, serverId);
            action.apply(model).accept(server);
            return remember(model, server, verb);
        });
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
        return calls.call(changing("network", "ports.update", "switch the ports of " + serverId), model -> {
            List<Net.Port> ports = portsOf(model, serverId);
            for (Net.Port port : ports) {
                model.networking().updatePort(port.id(), port.name(), up, port.securityGroupIds());
            }
            return ports.size();
        });
    }

    @Override
    public String consoleTail(String serverId, int lines) throws CloudException {
        return calls.call(about(serverId, "servers.action", "read the console of"), model -> {
            ModelServer server = model.servers().of(projectId, false, serverId);
            List<String> all = Arrays.asList(model.servers().console(server).split("\n", -1));
            return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        });
    }

    @Override
    public List<InstanceAction> instanceActions(String serverId, int most) throws CloudException {
        return calls.call(about(serverId, "servers.actions", "list what was asked of"), model -> {
            ModelServer server = model.servers().of(projectId, false, serverId);
            return server.deeds().reversed().stream()
                    .limit(most)
                    .map(deed -> DirectServer.action(server, deed))
                    .toList();
        });
    }

    /** As the API writes down what is asked of a server by HTTP. */
    private ModelServer remember(CloudModel model, ModelServer server, String action) {
        model.servers()
                .remember(
                        server,
                        DirectServer.deed(
                                server, action, model.time().now(), calls.user().id()));
        return server;
    }

    private int removeFloatingIps(CloudModel model, String serverId) {
        List<Belonging> ours = DirectBelongings.floatingIps(model, projectId).stream()
                .filter(ip -> ip.serverId().equals(serverId))
                .toList();
        ours.forEach(ip -> model.networking().deleteFloatingIp(ip.id()));
        return ours.size();
    }

    private List<Net.Port> portsOf(CloudModel model, String serverId) {
        return model.networking().portsOf(serverId).stream()
                .filter(port -> port.projectId().equals(projectId))
                .toList();
    }

    private boolean isOurs(ModelServer server) {
        return server.projectId().equals(projectId);
    }

    private static Asked reading(String service, String operation, String tried) {
        return new Asked(service, operation, Optional.empty(), tried, false);
    }

    private static Asked changing(String service, String operation, String tried) {
        return new Asked(service, operation, Optional.empty(), tried, true);
    }

    private Asked about(String serverId, String operation, String verb) throws CloudException {
        if (!ID.matcher(serverId).matches()) {
            throw new CloudException.Rejected(name, name + ": that is not the uuid of a server", null);
        }
        boolean changes = operation.equals("servers.delete") || operation.equals("servers.action");
        return new Asked("compute", operation, calls.nameOf(serverId), verb + " server " + serverId, changes);
    }
}
