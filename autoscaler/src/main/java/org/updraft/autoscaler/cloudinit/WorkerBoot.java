package org.updraft.autoscaler.cloudinit;

import java.util.Optional;
import java.util.regex.Pattern;
import org.updraft.autoscaler.pool.Terms;

/**
 * One worker that is about to be booted.
 *
 * @param workerId lower case; also the part after {@code updraft-} of the worker's identity
 * @param serverName the server's name in the cloud: one DNS label; the worker's machine name is this and the trust domain
 * @param installation which Updraft made it
 * @param owner whose jobs it runs; HTCondor's Owner, without a domain
 * @param terms which of its owner's jobs, or of everybody's
 * @param memoryMiB what jobs may use, not what the flavor has
 * @param token a signed token of the identity {@code updraft-<workerId>@<trust domain>}, a secret; empty for a worker that asks
 *     for its token itself
 */
public record WorkerBoot(
        String workerId,
        String serverName,
        String pool,
        String installation,
        String owner,
        String vmType,
        Terms terms,
        int cpus,
        int memoryMiB,
        int gpus,
        Optional<String> token) {

    /** Longest owner, VMType, pool or installation; in UTF-16 units. */
    public static final int TEXT_MAX = 256;

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+){2}");

    /** @throws IllegalArgumentException if a value can not be written into a worker's configuration; the message says which */
    public WorkerBoot {
        require(LABEL.matcher(workerId).matches(), "worker id", workerId, "a-z, 0-9 and '-', at most 63");
        require(LABEL.matcher(serverName).matches(), "server name", serverName, "a-z, 0-9 and '-', at most 63");
        requireFit("pool", pool);
        requireFit("installation", installation);
        requireFit("owner", owner);
        requireFit("VMType", vmType);
        if (!terms.cloudConfig().isEmpty()) {
            requireFit("VMAMIConfig", terms.cloudConfig());
        }
        require(cpus >= 1, "number of CPUs", "" + cpus, "1 or more");
        require(memoryMiB >= 1, "memory in MiB", "" + memoryMiB, "1 or more");
        require(gpus >= 0, "number of GPUs", "" + gpus, "0 or more");
        if (token.isPresent() && !TOKEN.matcher(token.get()).matches()) {
            throw new IllegalArgumentException(
                    "the token of " + workerId + " is not a signed token (three parts with dots)");
        }
    }

    /**
     * Why a text of a job or a user can not be written into a worker's configuration; empty if it can. For the planner, so
     * that such a demand is refused with a cause rather than at its boot.
     */
    public static Optional<String> unfit(String text) {
        if (text.isEmpty()) {
            return Optional.of("it is empty");
        }
        if (text.length() > TEXT_MAX) {
            return Optional.of("it has " + text.length() + " characters, more than " + TEXT_MAX);
        }
        return Format.CONDOR.unfit(text);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "WorkerBoot[" + serverName + ", owner " + owner + ", VMType " + vmType + ", " + cpus + " CPUs, "
                + memoryMiB + " MiB, " + gpus + " GPUs]";
    }

    private static void requireFit(String what, String text) {
        Optional<String> why = unfit(text);
        require(why.isEmpty(), what, text, "a text that HTCondor's configuration can hold: " + why.orElse(""));
    }

    private static void require(boolean holds, String what, String value, String wanted) {
        if (!holds) {
            throw new IllegalArgumentException("the " + what + " is " + Printable.of(value) + "; it must be " + wanted);
        }
    }
}
