package org.updraft.autoscaler.simulate;

import java.util.List;
import java.util.Map;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.MemoryLedger;
import org.updraft.autoscaler.plan.Policy;
import org.updraft.openstack.embedded.Catalogues;
import org.updraft.openstack.embedded.model.CloudModel;

/** The site of a {@link Story} with a second cloud, {@code east}, that is taken only where {@code west} cannot be. */
final class TwoClouds {

    private TwoClouds() {}

    static SimulatedWorld world(long seed) throws LedgerException {
        WorldSite usual = Story.world(seed).site();
        SimulatedClock clock = Story.clock();
        return new SimulatedWorld(
                clock,
                seed,
                Map.of("west", Catalogues.demo(clock, seed), "east", Catalogues.demo(clock, ~seed)),
                List.of(SimulatedPool.SCHEDD),
                new WorldSite(
                        onBoth(usual.policy()),
                        Map.of("west", 0, "east", 1),
                        usual.cloudInit(),
                        usual.trustDomain(),
                        usual.userConfigs()),
                new MemoryLedger("simulated"));
    }

    static CloudModel west(SimulatedWorld world) {
        return world.models().get("west");
    }

    private static Policy onBoth(Policy policy) {
        Policy.CloudPolicy west = policy.of("west");
        return new Policy(
                policy.defaults(),
                policy.vmTypes(),
                policy.aliases(),
                Map.of("west", west, "east", west),
                policy.workersMax(),
                policy.startingMax(),
                policy.perTurnMax(),
                policy.userWorkersMax(),
                policy.keepAliveMax(),
                policy.patience(),
                policy.templateHash());
    }
}
