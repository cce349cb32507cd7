package org.updraft.openstack.embedded.model;

import java.util.Locale;
import java.util.Optional;

/** Nova's vm_state: what a server is, apart from what is being done to it. */
public enum VmState {
    BUILDING("BUILD"),
    ACTIVE("ACTIVE"),
    PAUSED("PAUSED"),
    SUSPENDED("SUSPENDED"),
    STOPPED("SHUTOFF"),
    RESCUED("RESCUE"),
    RESIZED("VERIFY_RESIZE"),
    SHELVED("SHELVED"),
    SHELVED_OFFLOADED("SHELVED_OFFLOADED"),
    ERROR("ERROR"),
    DELETED("DELETED");

    private final String status;

    VmState(String status) {
        this.status = status;
    }

    /** The API's word for a server in this state, with this task in progress. */
    public String status(Optional<String> task) {
        return switch (task.orElse("")) {
            case "rebooting" -> "REBOOT";
            case "rebooting_hard" -> "HARD_REBOOT";
            case "migrating" -> "MIGRATING";
            case "resize_prep", "resize_migrating" -> "RESIZE";
            default -> status;
        };
    }

    /** As OS-EXT-STS:vm_state writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of this API status; empty for a word that is none. */
    public static Optional<VmState> ofStatus(String status) {
        for (VmState state : values()) {
            if (state.status.equalsIgnoreCase(status)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
