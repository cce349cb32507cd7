package org.updraft.openstack.embedded;

import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.updraft.openstack.embedded.http.CloudServer;
import org.updraft.openstack.embedded.model.CloudModel;
import org.updraft.openstack.embedded.model.Identity;

/**
 * An OpenStack that lives in this process and answers on a loopback port, for the demo and for tests. Keystone, Nova, Glance
 * and Neutron share the port, each below a folder of its own: {@code /identity/v3}, {@code /compute/v2.1}, {@code /image} and
 * {@code /networking}. Time passes as its model's clock says.
 */
public final class EmbeddedCloud implements AutoCloseable {
    public static final String REGION = "RegionOne";

    private final CloudModel model;
    private final ReentrantLock lock;
    private final CloudServer server;

    private EmbeddedCloud(CloudModel model, ReentrantLock lock, CloudServer server) {
        this.model = model;
        this.lock = lock;
        this.server = server;
    }

    /** Answers on any port that is free. */
    public static EmbeddedCloud start(CloudModel model) throws IOException {
        return start(model, 0);
    }

    public static EmbeddedCloud start(CloudModel model, int port) throws IOException {
        ReentrantLock lock = new ReentrantLock();
        return new EmbeddedCloud(model, lock, CloudServer.start(model, REGION, port, lock));
    }

    /** {@link Catalogues#demo}, served. */
    public static EmbeddedCloud demo(InstantSource clock, long seed) throws IOException {
        return start(Catalogues.demo(clock, seed));
    }

    /** Where to log in: OS_AUTH_URL. */
    public URI authUrl() {
        return URI.create(server.root() + "/identity/v3");
    }

    /** The address all services share. */
    public URI root() {
        return server.root();
    }

    /** The port on the same model, without HTTP. */
    public DirectCloud direct(String name, Identity.User user, Identity.Project project) {
        return new DirectCloud(name, authUrl(), model, lock, user, project);
    }

    /** Touches the model while no request does; every look at it from outside goes through here. */
    public <T> T with(Function<CloudModel, T> action) {
        lock.lock();
        try {
            return action.apply(model);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
