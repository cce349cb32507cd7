package org.updraft.autoscaler.pool;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far a worker's machine has come, in the order in which it reports it on its console. */
public enum Stage {
    /** Its operating system runs and cloud-init has read what the worker is told. */
    STARTED,
    /** It has an address, a way out of its network, and knows its server's uuid. */
    NETWORK,
    /** There is room to write. */
    DISK,
    /** HTCondor is there, and the user's own parts have run. */
    PACKAGES,
    /** It has its token. */
    TOKEN,
    /** HTCondor's master runs. */
    CONDOR,
    /** It has seen its own ad in the collector. */
    JOINED;

    /** One word: on the console, in API and ledger. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one that a {@link #label} stands for. */
    public static Optional<Stage> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(stage -> stage.label().equals(label))
                .findFirst();
    }
}
