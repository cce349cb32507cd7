package org.updraft.autoscaler.simulate;

import java.util.Map;
import org.updraft.autoscaler.cloudinit.CloudInit;
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
    public WorldSite {
        priorities = Map.copyOf(priorities);
    }
}
