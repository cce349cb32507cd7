package org.updraft.autoscaler.pool;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a worker did not come into the pool: the class of an autopsy, a metric label and a row in the manual. */
public enum BootFault {
    QUOTA(
            "the project's quota is used up",
            "ask the cloud for a larger quota, or lower the cloud's limits in updraft.yaml"),
    NO_CAPACITY(
            "the cloud found no host or address for it",
            "wait, allow other flavors or clouds, or ask the cloud's operators for more"),
    BAD_IMAGE(
            "its image does not boot, or lacks cloud-init or room on its disk",
            "boot the image by hand and read its console; docs/image.md says what an image must have"),
    NO_NETWORK(
            "it had no network",
            "look at the network's subnet, DHCP and metadata service, and that `networks` in updraft.yaml names the right one"),
    CLOUD_INIT_ERROR(
            "a part of its cloud-config failed or did not end",
            "try the cloudInit file of the VMType, or the user's VMAMIConfig, on a machine by hand"),
    CONDOR_MISSING(
            "HTCondor is missing on it, or does not start",
            "install HTCondor in the image, or set workers.install in updraft.yaml"),
    COLLECTOR_UNREACHABLE(
            "it could not reach the collector, or did not trust its certificate",
            "from a machine in that network, try the collector's name and port, and compare pool.ca with its certificate"),
    WRONG_CLOCK("its clock is wrong, so that no token or certificate holds", "give the image a time service (chrony)"),
    TOKEN_REFUSED(
            "it was not given a token, or the collector did not take it",
            "`updraft status` and the worker's life show what was refused; behind a NAT set natAddresses"),
    UNKNOWN("nothing tells why", "read the last lines of its console");

    private final String words;
    private final String remedy;

    BootFault(String words, String remedy) {
        this.words = words;
        this.remedy = remedy;
    }

    /** One clause for people. */
    public String words() {
        return words;
    }

    /** What somebody can do about it. */
    public String remedy() {
        return remedy;
    }

    /** {@code no-network}: in metrics, API and ledger. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The one that a {@link #label} stands for. */
    public static Optional<BootFault> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(fault -> fault.label().equals(label))
                .findFirst();
    }
}
