package org.updraft.htcondor;

import java.util.List;

/**
 * A schedd's word that a job holds a slot, or may. A machine named here is busy, whatever the collector says.
 *
 * @param globalJobId names the job over all schedds and restarts
 * @param hosts RemoteHost and RemoteHosts, such as {@code slot1_1@updraft-batch-01}; empty while a match is being claimed
 * @param refusesRetirement the job carries a MaxJobRetirementTime of its own
 */
public record Claim(
        String schedd, JobId id, String globalJobId, String owner, List<String> hosts, boolean refusesRetirement) {

    public Claim {
        hosts = List.copyOf(hosts);
    }

    /** True if one of its slots is on {@code machine}: the part after the {@code @}, in any case, whole or before a dot. */
    public boolean isOn(String machine) {
        return hosts.stream().anyMatch(host -> sameMachine(host.substring(host.lastIndexOf('@') + 1), machine));
    }

    private static boolean sameMachine(String host, String machine) {
        return host.equalsIgnoreCase(machine) || firstLabel(host).equalsIgnoreCase(firstLabel(machine));
    }

    private static String firstLabel(String host) {
        int dot = host.indexOf('.');
        return dot < 0 ? host : host.substring(0, dot);
    }
}
