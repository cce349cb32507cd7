package org.updraft.autoscaler.simulate;

import java.time.Duration;
import java.util.Map;
import org.updraft.autoscaler.cloudinit.CloudInit;
import org.updraft.autoscaler.cloudinit.PoolAddress;
import org.updraft.autoscaler.cloudinit.Templates;
import org.updraft.autoscaler.cloudinit.TokenSource;
import org.updraft.autoscaler.plan.Policy;
import org.updraft.autoscaler.spool.UserConfigs;

/**
 * What a simulated site has decided.
 *
 * @param priorities of clouds, by name; lower goes first
 * @param userConfigs what its users have handed over
 */
public record WorldSite(
        Policy policy,
        Map<String, Integer> priorities,
        CloudInit cloudInit,
        String trustDomain,
        UserConfigs userConfigs) {

    /** Of every simulated pool. */
    public static final String TRUST_DOMAIN = "simulated.invalid";

    public WorldSite {
        priorities = Map.copyOf(priorities);
    }

    /** The templates as a real site has them, for a simulated pool. */
    public static CloudInit cloudInit(TokenSource tokens) {
        return new CloudInit(
                Templates.builtIn(),
                new PoolAddress(
                        "head." + TRUST_DOMAIN,
                        PoolAddress.COLLECTOR_PORT,
                        TRUST_DOMAIN,
                        "updraft@" + TRUST_DOMAIN,
                        Duration.ofMinutes(1),
                        Duration.ofHours(2),
                        Duration.ofMinutes(15)),
                tokens);
    }
}
