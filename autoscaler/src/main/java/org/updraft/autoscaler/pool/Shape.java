package org.updraft.autoscaler.pool;

import org.updraft.openstack.Flavor;

/** An amount of machine: what a job asks for, what a worker has, what is left of it. */
public record Shape(int cpus, int memoryMiB, int diskGiB, int gpus) {

    public static final Shape NOTHING = new Shape(0, 0, 0, 0);

    /**
     * What jobs can use of a flavor: the guest's kernel and daemons keep 5 % of the memory, at least 256 MiB. The worker is told
     * this memory, so that the plan and HTCondor count alike. Jobs have their files on one disk, the one with more room: the root
     * disk, of which the image keeps 4 GiB, or the ephemeral disk, of which its file system keeps a twelfth.
     */
    public static Shape usableOf(Flavor flavor) {
        int kept = Math.max(256, flavor.ramMiB() / 20);
        int ephemeral = flavor.ephemeralGiB() - Math.ceilDiv(flavor.ephemeralGiB(), 12);
        int disk = Math.max(flavor.diskGiB() - 4, ephemeral);
        return new Shape(flavor.vcpus(), Math.max(128, flavor.ramMiB() - kept), Math.max(1, disk), flavor.gpus());
    }

    /** How many of {@code part} fit in this; at most {@code most}. */
    public int holds(Shape part, int most) {
        int fit = most;
        fit = Math.min(fit, fit(cpus, part.cpus, most));
        fit = Math.min(fit, fit(memoryMiB, part.memoryMiB, most));
        fit = Math.min(fit, fit(diskGiB, part.diskGiB, most));
        return Math.min(fit, fit(gpus, part.gpus, most));
    }

    public boolean fits(Shape part) {
        return holds(part, 1) == 1;
    }

    public Shape times(int count) {
        return new Shape(cpus * count, memoryMiB * count, diskGiB * count, gpus * count);
    }

    public Shape plus(Shape other) {
        return new Shape(cpus + other.cpus, memoryMiB + other.memoryMiB, diskGiB + other.diskGiB, gpus + other.gpus);
    }

    public Shape minus(Shape other) {
        return new Shape(cpus - other.cpus, memoryMiB - other.memoryMiB, diskGiB - other.diskGiB, gpus - other.gpus);
    }

    private static int fit(int have, int part, int most) {
        return part <= 0 ? most : Math.max(0, have) / part;
    }
}
