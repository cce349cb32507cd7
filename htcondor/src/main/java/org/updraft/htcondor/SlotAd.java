package org.updraft.htcondor;

import java.time.Instant;
import java.util.Optional;

/**
 * One slot of one of our workers as the collector shows it.
 *
 * @param machine the worker's host name, which is its server's name
 * @param kind a worker has one partitionable slot and a dynamic slot per claim
 * @param state Unclaimed, Claimed, Matched, Preempting, Drained, Owner
 * @param activity Idle, Busy, Retiring, …
 * @param cpus what is left in a partitionable slot; what is in use in a dynamic one
 * @param totalCpus what the slot began with
 * @param dynamicSlots how many dynamic slots a partitionable one has; idle means none, whatever the state says
 * @param jobStarts of a partitionable slot: jobs that ever started on the worker, in its dynamic slots too; on a worker
 *     with a limit, all that it may start once its startd has begun anew
 * @param drainReason empty unless a drain was ordered; ours carry our drain id
 * @param lastHeardFrom by the collector's clock
 * @param startedAt DaemonStartTime of the startd
 * @param stateSince EnteredCurrentState
 * @param workerId UpdraftWorkerId, and the server's uuid, read by the worker itself
 * @param installation UpdraftInstallation: which Updraft made it
 */
public record SlotAd(
        String name,
        String machine,
        Kind kind,
        String state,
        String activity,
        int cpus,
        int memoryMiB,
        long diskKiB,
        int gpus,
        int totalCpus,
        int totalMemoryMiB,
        long totalDiskKiB,
        int totalGpus,
        int dynamicSlots,
        int jobStarts,
        Optional<String> drainReason,
        boolean draining,
        Instant lastHeardFrom,
        Instant startedAt,
        Instant stateSince,
        Optional<String> workerId,
        Optional<String> serverId,
        Optional<String> installation,
        Optional<String> vmType,
        Optional<String> jobId,
        Optional<String> remoteOwner) {

    private static final String DRAINED_BY_US = "updraft:";

    public enum Kind {
        PARTITIONABLE,
        DYNAMIC,
        STATIC
    }

    /** What DrainReason says of a drain that we ordered. */
    public static String drainReasonOf(String drainId) {
        return DRAINED_BY_US + drainId;
    }

    /** It drains because we said so, under whatever id. */
    public boolean isDrainedByUs() {
        return drainReason.filter(reason -> reason.startsWith(DRAINED_BY_US)).isPresent();
    }

    /** Its drain is over: it has no job, and takes none. */
    public boolean isDrainedAndIdle() {
        return state.equals("Drained") && activity.equals("Idle") && dynamicSlots == 0 && kind != Kind.DYNAMIC;
    }

    /** No claim on it now, as far as this ad knows. */
    public boolean isFree() {
        return switch (state) {
            case "Unclaimed", "Drained", "Owner" -> dynamicSlots == 0 && kind != Kind.DYNAMIC;
            default -> false;
        };
    }
}
