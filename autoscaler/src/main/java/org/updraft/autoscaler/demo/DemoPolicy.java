package org.updraft.autoscaler.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.updraft.autoscaler.cloudinit.CloudInit;
import org.updraft.autoscaler.cloudinit.TokenSource;
import org.updraft.autoscaler.plan.Policy;
import org.updraft.autoscaler.simulate.SimulatedPool;
import org.updraft.autoscaler.simulate.WorldSite;

/** The demo's site: one cloud, twenty workers at most, and the templates as a real site has them. */
final class DemoPolicy {

    static final String TRUST_DOMAIN = WorldSite.TRUST_DOMAIN;

    private DemoPolicy() {}

    static Policy policy() {
        return new Policy(
                new Policy.Defaults(
                        Optional.empty(),
                        Optional.of("debian-12-condor"),
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofMinutes(5)),
                Map.of(),
                Map.of(),
                Map.of(
                        "demo",
                        new Policy.CloudPolicy(
                                List.of("batch-net"),
                                20,
                                Policy.UNLIMITED,
                                Policy.UNLIMITED,
                                10,
                                Duration.ofMinutes(15),
                                Duration.ofMinutes(15))),
                20,
                12,
                6,
                Map.of(),
                Duration.ofMinutes(60),
                Policy.Patience.DEFAULT,
                cloudInit().templateHash());
    }

    static CloudInit cloudInit() {
        return WorldSite.cloudInit(TokenSource.request(SimulatedPool.CA, TokenSource.LIFE));
    }
}
