package org.updraft.autoscaler.cloudinit;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * The pool that every worker of the site joins, and the site's limits on a worker's life.
 *
 * @param collectorHost name or address of the central manager, as workers reach it
 * @param trustDomain the pool's TRUST_DOMAIN; also the domain of workers' machine names
 * @param serviceIdentity whom workers let drain them, e.g. {@code updraft@batch.example.org}
 * @param updateInterval how often a worker renews its ad
 * @param noClaimShutdown a worker that nobody claimed for this long turns itself off; must be longer than the longest keep-alive
 * @param joinWithin a machine whose condor_master is away for this long turns itself off
 */
public record PoolAddress(
        String collectorHost,
        int collectorPort,
        String trustDomain,
        String serviceIdentity,
        Duration updateInterval,
        Duration noClaimShutdown,
        Duration joinWithin) {

    /** HTCondor's own default. */
    public static final int COLLECTOR_PORT = 9618;

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");
    private static final Pattern IDENTITY = Pattern.compile("[A-Za-z0-9._-]{1,64}@[A-Za-z0-9.-]{1,253}");

    public PoolAddress {
        require(
                HOST.matcher(collectorHost).matches(),
                "pool.collector",
                collectorHost,
                "a host name or an IPv4 address");
        require(collectorPort > 0 && collectorPort < 65536, "the collector's port", collectorPort, "1 to 65535");
        require(HOST.matcher(trustDomain).matches(), "the trust domain", trustDomain, "a domain name");
        require(IDENTITY.matcher(serviceIdentity).matches(), "the service's identity", serviceIdentity, "name@domain");
        require(updateInterval.toSeconds() >= 1, "the update interval", updateInterval, "at least 1 s");
        require(noClaimShutdown.toSeconds() >= 10, "the time without a claim", noClaimShutdown, "at least 10 s");
        require(joinWithin.toSeconds() >= 10, "the time to join", joinWithin, "at least 10 s");
    }

    private static void require(boolean holds, String what, Object value, String wanted) {
        if (!holds) {
            throw new IllegalArgumentException(
                    what + " is " + Printable.of(value.toString()) + "; it must be " + wanted);
        }
    }
}
