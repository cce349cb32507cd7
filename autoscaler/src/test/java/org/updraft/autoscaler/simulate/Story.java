package org.updraft.autoscaler.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.updraft.autoscaler.cloudinit.CloudInit;
import org.updraft.autoscaler.cloudinit.TokenSource;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.MemoryLedger;
import org.updraft.autoscaler.plan.Policy;
import org.updraft.autoscaler.spool.UserConfigs;
import org.updraft.htcondor.JobGroup;
import org.updraft.htcondor.JobId;
import org.updraft.htcondor.PerCloud;
import org.updraft.openstack.embedded.Catalogues;

/** A site for stories: one cloud, short words for jobs. */
final class Story {

    private static final String DOMAIN = WorldSite.TRUST_DOMAIN;

    private Story() {}

    static final CloudInit CLOUD_INIT = cloudInit(TokenSource.request(SimulatedPool.CA, TokenSource.LIFE));

    private static CloudInit cloudInit(TokenSource tokens) {
        return WorldSite.cloudInit(tokens);
    }

    static SimulatedClock clock() {
        return new SimulatedClock(Instant.parse("2026-02-02T06:00:00Z"));
    }

    static SimulatedWorld world(long seed) throws LedgerException {
        return world(seed, Policy.Zombies.DEFAULT);
    }

    static SimulatedWorld world(long seed, Policy.Zombies zombies) throws LedgerException {
        return world(seed, clock(), zombies, CLOUD_INIT, UserConfigs.none(CLOUD_INIT));
    }

    static SimulatedWorld world(long seed, SimulatedClock clock, UserConfigs userConfigs) throws LedgerException {
        return world(seed, clock, Policy.Zombies.DEFAULT, CLOUD_INIT, userConfigs);
    }

    /** Where a copy of a worker gets into the pool too, as the token is in the user data of both. */
    static SimulatedWorld worldOfCopies(long seed) throws LedgerException {
        return worldOfCopies(seed, Policy.Zombies.DEFAULT);
    }

    static SimulatedWorld worldOfCopies(long seed, Policy.Zombies zombies) throws LedgerException {
        CloudInit cloudInit = cloudInit(TokenSource.userData(TokenSource.LIFE));
        return world(seed, clock(), zombies, cloudInit, UserConfigs.none(cloudInit));
    }

    private static SimulatedWorld world(
            long seed, SimulatedClock clock, Policy.Zombies zombies, CloudInit cloudInit, UserConfigs userConfigs)
            throws LedgerException {
        return new SimulatedWorld(
                clock,
                seed,
                Map.of("west", Catalogues.demo(clock, seed)),
                List.of(SimulatedPool.SCHEDD),
                new WorldSite(policy(cloudInit.templateHash(), zombies), Map.of(), cloudInit, DOMAIN, userConfigs),
                new MemoryLedger("simulated"));
    }

    /** Jobs of one user for a VMType of their own, whose workers get cloud-config. */
    static JobGroup jobsWith(String owner, String cloudConfig) {
        JobGroup plain = jobs(owner);
        JobGroup.VmAttributes vm = plain.vm();
        return new JobGroup(
                plain.schedd(),
                owner,
                new JobGroup.VmAttributes(
                        vm.vmType(),
                        vm.image(),
                        vm.flavor(),
                        vm.keepAliveMinutes(),
                        vm.network(),
                        vm.targetClouds(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(cloudConfig)),
                plain.requestCpus(),
                plain.requestMemoryMiB(),
                plain.requestDiskKiB(),
                0,
                0,
                false,
                false,
                1,
                plain.first(),
                plain.last(),
                List.of());
    }

    /** Alike jobs of one user, each with one core, on whatever flavor fits. */
    static JobGroup jobs(String owner) {
        return jobs(owner, PerCloud.NONE);
    }

    static JobGroup jobs(String owner, String flavor) {
        return jobs(owner, PerCloud.plain(flavor));
    }

    private static JobGroup jobs(String owner, PerCloud flavor) {
        return new JobGroup(
                SimulatedPool.SCHEDD,
                owner,
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

    private static Policy.Patience patience(Policy.Zombies zombies) {
        Policy.Patience usual = Policy.Patience.DEFAULT;
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
                zombies);
    }

    private static Policy policy(String templateHash, Policy.Zombies zombies) {
        return new Policy(
                new Policy.Defaults(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Duration.ofMinutes(5)),
                Map.of(),
                Map.of(),
                Map.of(
                        "west",
                        new Policy.CloudPolicy(
                                List.of("batch-net"),
                                30,
                                Policy.UNLIMITED,
                                Policy.UNLIMITED,
                                20,
                                Duration.ofMinutes(15),
                                Duration.ofMinutes(15))),
                30,
                20,
                10,
                Map.of(),
                Duration.ofMinutes(60),
                patience(zombies),
                templateHash);
    }
}
