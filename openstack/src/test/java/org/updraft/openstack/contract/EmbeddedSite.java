package org.updraft.openstack.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.updraft.openstack.Credentials;
import org.updraft.openstack.Credentials.Identity;
import org.updraft.openstack.Credentials.Named;
import org.updraft.openstack.embedded.Catalogues;
import org.updraft.openstack.embedded.EmbeddedCloud;
import org.updraft.openstack.embedded.fault.FaultRule;
import org.updraft.openstack.embedded.model.CloudModel;
import org.updraft.openstack.embedded.model.Timing;

/** The embedded cloud, furnished like the testbed, on a clock that only a test turns. */
final class EmbeddedSite implements Site {
    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");

    final EmbeddedCloud cloud;
    private final AtomicReference<Instant> now;

    private EmbeddedSite(EmbeddedCloud cloud, AtomicReference<Instant> now) {
        this.cloud = cloud;
        this.now = now;
    }

    static EmbeddedSite open() throws IOException {
        AtomicReference<Instant> now = new AtomicReference<>(START);
        CloudModel model = Catalogues.testbed(now::get, 7, Timing.USUAL);
        return new EmbeddedSite(EmbeddedCloud.start(model), now);
    }

    /** A network with floating IPs, which the testbed has not. */
    void addExternalNetwork(String name) {
        cloud.with(model -> {
            String admin =
                    model.identity().project("admin", "Default").orElseThrow().id();
            String network =
                    model.networking().addNetwork(admin, name, false, true).id();
            return model.networking().addSubnet(admin, network, name + "-v4", "203.0.113.0/24");
        });
    }

    void fault(FaultRule rule) {
        cloud.with(model -> {
            model.faults().add(rule);
            return rule;
        });
    }

    void mend() {
        cloud.with(model -> {
            model.faults().clear();
            return model;
        });
    }

    void letPass(Duration time) {
        now.updateAndGet(then -> then.plus(time));
    }

    @Override
    public Credentials user() {
        return user("a");
    }

    @Override
    public Credentials userOfOtherProject() {
        return user("b");
    }

    private Credentials user(String letter) {
        Identity identity = new Identity.Password(named("user-" + letter), "pw", named("proj-" + letter));
        return new Credentials(
                cloud.authUrl(), identity, Optional.empty(), "public", Optional.empty(), Duration.ofSeconds(10));
    }

    private static Named named(String name) {
        return new Named(Optional.empty(), Optional.of(name), Optional.empty(), Optional.of("Default"));
    }

    @Override
    public InstantSource clock() {
        return now::get;
    }

    @Override
    public void letTimePass() {
        letPass(Duration.ofSeconds(1));
    }

    @Override
    public void close() {
        try {
            cloud.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
