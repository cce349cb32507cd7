package org.updraft.jobtools.check;

import java.util.Map;
import java.util.Optional;

/**
 * The worker that a job would get, as far as it is known.
 *
 * @param vmType what it advertises
 * @param images the image's id by cloud
 * @param flavors the flavor's id by cloud
 * @param architecture of the image, as HTCondor spells it
 * @param room what jobs can use of the flavor
 * @param flavorName for messages
 */
public record Target(
        String vmType,
        Map<String, String> images,
        Map<String, String> flavors,
        String architecture,
        Optional<Room> room,
        String flavorName) {

    public Target {
        images = Map.copyOf(images);
        flavors = Map.copyOf(flavors);
    }

    /** Amounts: whole CPUs, MiB, GiB, GPUs. */
    public record Room(int cpus, int memoryMiB, int diskGiB, int gpus) {}
}
