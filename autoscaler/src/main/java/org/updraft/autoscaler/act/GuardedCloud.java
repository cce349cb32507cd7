package org.updraft.autoscaler.act;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.updraft.openstack.Belonging;
import org.updraft.openstack.Binding;
import org.updraft.openstack.BootRequest;
import org.updraft.openstack.Cloud;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.Flavor;
import org.updraft.openstack.Image;
import org.updraft.openstack.InstanceAction;
import org.updraft.openstack.Network;
import org.updraft.openstack.Quota;
import org.updraft.openstack.SecurityGroup;
import org.updraft.openstack.Server;

/**
 * A cloud that is left alone while a breaker holds its calls: whoever asks it then, to look or to act, has at once an answer
 * that it cannot be asked. What becomes of each call is told to the breakers.
 */
public final class GuardedCloud implements Cloud {

    private final Cloud cloud;
    private final Breakers breakers;

    public GuardedCloud(Cloud cloud, Breakers breakers) {
        this.cloud = cloud;
        this.breakers = breakers;
    }

    private interface Call<T> {
        T of(Cloud cloud) throws CloudException;
    }

    private <T> T ask(Call<T> call) throws CloudException {
        Instant asked = breakers.admit(cloud.name());
        try {
            T answer = call.of(cloud);
            breakers.answered(cloud.name(), asked);
            return answer;
        } catch (CloudException failure) {
            breakers.unanswered(failure, asked);
            throw failure;
        } finally {
            breakers.over(cloud.name(), asked);
        }
    }

    private interface Order {
        void to(Cloud cloud) throws CloudException;
    }

    private void tell(Order order) throws CloudException {
        ask(asked -> {
            order.to(asked);
            return asked;
        });
    }

    @Override
    public String name() {
        return cloud.name();
    }

    /** With a token that still looks valid the cloud is not asked, so that the answer says nothing. */
    @Override
    public Binding binding() throws CloudException {
        Instant asked = breakers.admit(cloud.name());
        try {
            return cloud.binding();
        } catch (CloudException failure) {
            breakers.unanswered(failure, asked);
            throw failure;
        } finally {
            breakers.over(cloud.name(), asked);
        }
    }

    @Override
    public List<Server> servers() throws CloudException {
        return ask(Cloud::servers);
    }

    @Override
    public Optional<Server> server(String serverId) throws CloudException {
        return ask(asked -> asked.server(serverId));
    }

    @Override
    public List<Flavor> flavors() throws CloudException {
        return ask(Cloud::flavors);
    }

    @Override
    public List<Image> images() throws CloudException {
        return ask(Cloud::images);
    }

    @Override
    public void acceptImage(String imageId) throws CloudException {
        tell(asked -> asked.acceptImage(imageId));
    }

    @Override
    public List<Network> networks() throws CloudException {
        return ask(Cloud::networks);
    }

    @Override
    public List<SecurityGroup> securityGroups() throws CloudException {
        return ask(Cloud::securityGroups);
    }

    @Override
    public List<String> keyNames() throws CloudException {
        return ask(Cloud::keyNames);
    }

    @Override
    public List<String> zones() throws CloudException {
        return ask(Cloud::zones);
    }

    @Override
    public Quota quota() throws CloudException {
        return ask(Cloud::quota);
    }

    /** Told to boot less is not told to ask less: the rest of the cloud goes on. */
    @Override
    public String boot(BootRequest request) throws CloudException {
        Instant asked = breakers.admit(cloud.name());
        try {
            String serverId = cloud.boot(request);
            breakers.answered(cloud.name(), asked);
            return serverId;
        } catch (CloudException.RateLimited limited) {
            breakers.answered(cloud.name(), asked);
            throw limited;
        } catch (CloudException failure) {
            breakers.unanswered(failure, asked);
            throw failure;
        } finally {
            breakers.over(cloud.name(), asked);
        }
    }

    @Override
    public String attachFloatingIp(String serverId, String network, String owner) throws CloudException {
        return ask(asked -> asked.attachFloatingIp(serverId, network, owner));
    }

    @Override
    public void delete(String serverId) throws CloudException {
        tell(asked -> asked.delete(serverId));
    }

    @Override
    public int collectLeftovers(String serverId) throws CloudException {
        return ask(asked -> asked.collectLeftovers(serverId));
    }

    @Override
    public List<Belonging> belongings() throws CloudException {
        return ask(Cloud::belongings);
    }

    @Override
    public void collect(Belonging leftover) throws CloudException {
        tell(asked -> asked.collect(leftover));
    }

    @Override
    public void pause(String serverId) throws CloudException {
        tell(asked -> asked.pause(serverId));
    }

    @Override
    public void unpause(String serverId) throws CloudException {
        tell(asked -> asked.unpause(serverId));
    }

    @Override
    public int isolate(String serverId) throws CloudException {
        return ask(asked -> asked.isolate(serverId));
    }

    @Override
    public int reconnect(String serverId) throws CloudException {
        return ask(asked -> asked.reconnect(serverId));
    }

    @Override
    public String consoleTail(String serverId, int lines) throws CloudException {
        return ask(asked -> asked.consoleTail(serverId, lines));
    }

    @Override
    public List<InstanceAction> instanceActions(String serverId, int most) throws CloudException {
        return ask(asked -> asked.instanceActions(serverId, most));
    }
}
