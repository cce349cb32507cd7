package org.updraft.autoscaler.pool;

/**
 * The id under which the second server of a worker's id is kept: the worker's, a hyphen and the beginning of the server's uuid.
 * Ids that we mint have no hyphen.
 */
public final class Twins {

    private static final int UUID_CHARS = 8;

    private Twins() {}

    public static String idOf(String workerId, String serverId) {
        return workerId + "-" + serverId.substring(0, Math.min(UUID_CHARS, serverId.length()));
    }

    /** The worker's id that a server's tag shows: of one that is no twin, its own. */
    public static String original(String id) {
        int hyphen = id.indexOf('-');
        return hyphen < 0 ? id : id.substring(0, hyphen);
    }

    public static boolean isTwin(String id) {
        return id.indexOf('-') >= 0;
    }
}
