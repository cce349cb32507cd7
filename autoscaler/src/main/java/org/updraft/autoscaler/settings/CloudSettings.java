package org.updraft.autoscaler.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.updraft.autoscaler.plan.Policy;

/**
 * One project on one cloud.
 *
 * @param login where its credentials are
 * @param networks names or ids, for workers whose job names none; empty leaves the choice to Nova
 * @param keyName a key pair to log in to workers with
 * @param zones availability zones to use in turn; empty leaves the choice to Nova
 * @param priority lower goes first
 * @param enabled at the first start; later the commands enable and disable
 * @param configDrive user data on a drive instead of by the metadata service
 * @param natAddresses what the collector sees in place of its servers' own addresses
 */
public record CloudSettings(
        String name,
        Login login,
        List<String> networks,
        List<String> securityGroups,
        Optional<String> keyName,
        List<String> zones,
        int priority,
        boolean enabled,
        boolean configDrive,
        Limits limits,
        Timeouts timeouts,
        List<String> natAddresses) {

    public static final int PRIORITY = 0;
    public static final boolean ENABLED = true;
    public static final boolean CONFIG_DRIVE = false;

    public CloudSettings {
        networks = List.copyOf(networks);
        securityGroups = List.copyOf(securityGroups);
        zones = List.copyOf(zones);
        natAddresses = List.copyOf(natAddresses);
    }

    Policy.CloudPolicy policy() {
        return new Policy.CloudPolicy(
                networks,
                limits.workers(),
                limits.cores(),
                limits.memoryGiB(),
                limits.starting(),
                timeouts.build(),
                timeouts.join());
    }

    /** Where the credentials of a cloud are. */
    public sealed interface Login {
        /** An entry of clouds.yaml, with secure.yaml beside it. */
        record OsCloud(String cloud) implements Login {}

        /** A file of {@code export OS_…=…} lines. */
        record Openrc(Path file) implements Login {}
    }

    /** Caps of our own workers there; what is left out is bounded by the quota only. */
    public record Limits(int workers, int cores, int memoryGiB, int starting) {
        public static final Limits DEFAULT = new Limits(Policy.UNLIMITED, Policy.UNLIMITED, Policy.UNLIMITED, 20);
    }

    /**
     * @param build a server that Nova builds for longer is given up
     * @param join one that runs for longer without joining the pool is given up
     */
    public record Timeouts(Duration build, Duration join) {
        public static final Timeouts DEFAULT = new Timeouts(Duration.ofMinutes(15), Duration.ofMinutes(15));
    }
}
