package org.updraft.autoscaler.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.updraft.autoscaler.act.Gate;
import org.updraft.autoscaler.cleanup.Cleanup;
import org.updraft.autoscaler.ledger.Ledger;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.Turn;
import org.updraft.autoscaler.spool.UserConfigs;
import org.updraft.htcondor.JobQueue;
import org.updraft.openstack.CloudException;

/**
 * What web, metrics and commands may ask of the running service. Everything here may be called from any thread, beside the
 * loop.
 */
public interface Desk {

    /** The newest turn whose outcomes are known; empty until the first is over. */
    Optional<Turn> lastTurn();

    Ledger ledger();

    /** Asked for one job at a time, when somebody wants to know why it waits. */
    JobQueue queue();

    String pool();

    /** The names of the configured clouds, blind and disabled ones too. */
    Set<String> clouds();

    Instant startedAt();

    /** From the start of one turn to the start of the next, by {@link #clock()}. */
    Duration interval();

    /** It plans, and acts on nothing. */
    boolean dryRun();

    /** The clock of the loop: simulated in a demo. */
    InstantSource clock();

    /**
     * An operator wants a worker gone, jobs or not. Written down; the next turn does it.
     *
     * @param by who said so, for the record
     */
    void condemn(String workerId, String by) throws LedgerException;

    /**
     * Accepts an image that its owner shared with the service's project on a cloud.
     *
     * @throws CloudException.Gone if it is not shared with it
     */
    default void acceptImage(String cloud, String imageId) throws CloudException {
        throw new CloudException.Rejected(cloud, "no image is accepted here", null);
    }

    /** Somebody says that a cloud is well again: it is asked, and booted on, without waiting for what failed there. */
    default void trust(String cloud) {}

    /** What gone servers left behind, to be looked at and removed; empty where there is nothing to look at. */
    default Optional<Cleanup> cleanup() {
        return Optional.empty();
    }

    /** Asks for a turn soon, and returns at once. */
    void wake();

    /** What workers that join have asked for; empty where they do not ask. */
    default Optional<Gate> gate() {
        return Optional.empty();
    }

    /** What users hand over; empty where nobody can. */
    default Optional<UserConfigs> userConfigs() {
        return Optional.empty();
    }

    /** Jobs that ran to their end; only a simulated pool keeps count of them. */
    default OptionalLong jobsFinished() {
        return OptionalLong.empty();
    }
}
