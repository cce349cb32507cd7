package org.updraft.htcondor.command;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.updraft.htcondor.SlotAd;
import org.updraft.htcondor.classad.Ad;

/**
 * Reads a slot's ad. An attribute that is missing is read so that the slot does not look idle: state and activity as "Unknown", times as
 * long ago.
 */
final class SlotReader {

    static final List<String> ATTRIBUTES = List.of(
            "Name",
            "Machine",
            "PartitionableSlot",
            "DynamicSlot",
            "State",
            "Activity",
            "Cpus",
            "Memory",
            "Disk",
            "GPUs",
            "TotalSlotCpus",
            "TotalSlotMemory",
            "TotalSlotDisk",
            "TotalSlotGPUs",
            "NumDynamicSlots",
            "JobStarts",
            "UpdraftEarlierStarts",
            "DrainReason",
            "Draining",
            "LastHeardFrom",
            "DaemonStartTime",
            "EnteredCurrentState",
            "UpdraftWorkerId",
            "UpdraftServerId",
            "UpdraftInstallation",
            "VMType",
            "JobId",
            "RemoteOwner");

    private static final String UNKNOWN = "Unknown";
    private static final int LONGEST = 255;

    private SlotReader() {}

    static SlotAd read(Ad ad) {
        return new SlotAd(
                text(ad, "Name").orElse(UNKNOWN),
                text(ad, "Machine").orElse(UNKNOWN),
                kind(ad),
                text(ad, "State").orElse(UNKNOWN),
                text(ad, "Activity").orElse(UNKNOWN),
                number(ad, "Cpus"),
                number(ad, "Memory"),
                ad.whole("Disk").orElse(0),
                number(ad, "GPUs"),
                number(ad, "TotalSlotCpus"),
                number(ad, "TotalSlotMemory"),
                ad.whole("TotalSlotDisk").orElse(0),
                number(ad, "TotalSlotGPUs"),
                number(ad, "NumDynamicSlots"),
                // HTCondor counts anew after each restart of the startd; the worker adds what was before
                number(ad, "JobStarts") + number(ad, "UpdraftEarlierStarts"),
                text(ad, "DrainReason"),
                ad.truth("Draining"),
                ad.instant("LastHeardFrom").orElse(Instant.EPOCH),
                ad.instant("DaemonStartTime").orElse(Instant.EPOCH),
                ad.instant("EnteredCurrentState").orElse(Instant.EPOCH),
                text(ad, "UpdraftWorkerId"),
                text(ad, "UpdraftServerId"),
                text(ad, "UpdraftInstallation"),
                text(ad, "VMType"),
                text(ad, "JobId"),
                text(ad, "RemoteOwner"));
    }

    private static SlotAd.Kind kind(Ad ad) {
        if (ad.truth("PartitionableSlot")) {
            return SlotAd.Kind.PARTITIONABLE;
        }
        return ad.truth("DynamicSlot") ? SlotAd.Kind.DYNAMIC : SlotAd.Kind.STATIC;
    }

    private static Optional<String> text(Ad ad, String name) {
        return ad.text(name).filter(text -> !text.isEmpty()).map(text -> Excerpt.of(text, LONGEST));
    }

    private static int number(Ad ad, String name) {
        return Math.clamp(ad.whole(name).orElse(0), 0, Integer.MAX_VALUE);
    }
}
