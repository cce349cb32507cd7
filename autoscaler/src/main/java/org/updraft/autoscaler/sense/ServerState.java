package org.updraft.autoscaler.sense;

import org.updraft.openstack.Server;

/** Every status and power state of Nova, as one of the few things they mean to us. */
enum ServerState {
    BUILDING,
    RUNNING,
    FAILED,
    DELETING,
    /** Not our doing: reported first. */
    STOPPED,
    /** Nova itself does not know, or says a word we do not: the server is a blind spot. */
    UNKNOWN;

    static ServerState of(Server server) {
        if (server.taskState().filter("deleting"::equals).isPresent()) {
            return DELETING;
        }
        return switch (server.status()) {
            case "BUILD", "REBUILD" -> BUILDING;
            case "ACTIVE", "REBOOT", "HARD_REBOOT", "PASSWORD" -> RUNNING;
            // after a failed migration or delete the VM may well run on
            case "ERROR" ->
                switch (server.powerState()) {
                    case RUNNING, PAUSED, SUSPENDED -> RUNNING;
                    case NOSTATE, SHUTDOWN, CRASHED -> FAILED;
                    case UNKNOWN -> UNKNOWN;
                };
            case "DELETED", "SOFT_DELETED" -> DELETING;
            case "SHUTOFF",
                    "PAUSED",
                    "SUSPENDED",
                    "SHELVED",
                    "SHELVED_OFFLOADED",
                    "RESCUE",
                    "RESIZE",
                    "VERIFY_RESIZE",
                    "REVERT_RESIZE",
                    "MIGRATING" -> STOPPED;
            default -> UNKNOWN;
        };
    }
}
