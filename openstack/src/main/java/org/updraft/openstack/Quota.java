package org.updraft.openstack;

/**
 * A project's limits and what is used of them, foreign servers included. A limit of {@link #UNLIMITED} is no limit.
 *
 * @param ramMiBMax what Nova calls maxTotalRAMSize
 */
public record Quota(int instancesMax, int instancesUsed, int coresMax, int coresUsed, int ramMiBMax, int ramMiBUsed) {

    public static final int UNLIMITED = -1;

    public int instancesFree() {
        return free(instancesMax, instancesUsed);
    }

    public int coresFree() {
        return free(coresMax, coresUsed);
    }

    public int ramMiBFree() {
        return free(ramMiBMax, ramMiBUsed);
    }

    private static int free(int max, int used) {
        return max == UNLIMITED ? Integer.MAX_VALUE : Math.max(0, max - used);
    }
}
