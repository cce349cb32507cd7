package org.updraft.autoscaler.trial;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.updraft.autoscaler.cloudinit.CloudInit;
import org.updraft.autoscaler.cloudinit.TokenSource;
import org.updraft.autoscaler.ledger.Ledger;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.plan.Policy;
import org.updraft.autoscaler.simulate.SimulatedClock;
import org.updraft.autoscaler.simulate.SimulatedPool;
import org.updraft.autoscaler.simulate.SimulatedWorld;
import org.updraft.autoscaler.simulate.WorldSite;
import org.updraft.autoscaler.spool.UserConfigs;
import org.updraft.htcondor.JobGroup;
import org.updraft.htcondor.JobId;
import org.updraft.htcondor.PerCloud;
import org.updraft.openstack.embedded.Catalogues;
import org.updraft.openstack.embedded.model.CloudModel;

/** The site that every trial takes place at: two clouds, two schedds, three users, and caps that bite. */
final class TrialSite {

    static final List<String> SCHEDDS = List.of(SimulatedPool.SCHEDD, "batch-2");
    static final List<String> CLOUDS = List.of("west", "east");
    static final String POOL = "simulated";
    static final Instant START = Instant.parse("2026-02-02T06:00:00Z");
    static final String DOMAIN = WorldSite.TRUST_DOMAIN;

    private static final CloudInit CLOUD_INIT = cloudInit();

    private TrialSite() {}

    static SimulatedWorld world(long seed, Ledger ledger) throws LedgerException {
        SimulatedClock clock = new SimulatedClock(START);
        Map<String, CloudModel> models = new LinkedHashMap<>();
        for (int i = 0; i < CLOUDS.size(); i++) {
            models.put(CLOUDS.get(i), Catalogues.demo(clock, seed * CLOUDS.size() + i));
        }
        WorldSite site =
                new WorldSite(policy(), Map.of("west", 0, "east", 1), CLOUD_INIT, DOMAIN, UserConfigs.none(CLOUD_INIT));
        return new SimulatedWorld(clock, seed, models, SCHEDDS, site, ledger);
    }

    static JobGroup jobs(Arrival arrival) {
        PerCloud flavor = arrival.flavor().isEmpty() ? PerCloud.NONE : PerCloud.plain(arrival.flavor());
        return new JobGroup(
                arrival.schedd(),
                arrival.owner(),
                new JobGroup.VmAttributes(
                        Optional.of("survey"),
                        PerCloud.plain("debian-12-condor"),
                        flavor,
                        Optional.of(5),
                        Optional.empty(),
                        List.of()),
                1,
                2000,
                1024L * 1024,
                0,
                0,
                false,
                false,
                1,
                new JobId(0, 0),
                new JobId(0, 0),
                List.of());
    }

    private static CloudInit cloudInit() {
        return WorldSite.cloudInit(TokenSource.request(SimulatedPool.CA, TokenSource.LIFE));
    }

    private static Policy policy() {
        Map<String, Policy.CloudPolicy> clouds = new LinkedHashMap<>();
        CLOUDS.forEach(cloud -> clouds.put(
                cloud,
                new Policy.CloudPolicy(
                        List.of("batch-net"),
                        40,
                        160,
                        Policy.UNLIMITED,
                        12,
                        Duration.ofMinutes(15),
                        Duration.ofMinutes(15))));
        return new Policy(
                new Policy.Defaults(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Duration.ofMinutes(5)),
                Map.of(),
                Map.of(),
                clouds,
                60,
                20,
                10,
                Map.of("cy", 15),
                Duration.ofMinutes(60),
                patience(),
                CLOUD_INIT.templateHash());
    }

    /** As usual, but for what waits for hours, which every trial would have to wait for too. */
    private static Policy.Patience patience() {
        Policy.Patience usual = Policy.Patience.DEFAULT;
        Policy.Zombies zombies = usual.zombies();
        return new Policy.Patience(
                usual.settle(),
                usual.unseen(),
                usual.fenceMax(),
                usual.remainder(),
                usual.proof(),
                usual.probe(),
                usual.joinGrace(),
                usual.drainShown(),
                usual.offDone(),
                usual.deleteAgain(),
                new Policy.Zombies(
                        zombies.stopped(),
                        zombies.useless(),
                        zombies.drainStuck(),
                        zombies.deleteAlert(),
                        zombies.rebuilt(),
                        zombies.twin(),
                        zombies.ghost(),
                        zombies.maxAge(),
                        zombies.shun(),
                        new Policy.BlackHole(5, Duration.ofSeconds(30), false, Duration.ofHours(1))));
    }
}
