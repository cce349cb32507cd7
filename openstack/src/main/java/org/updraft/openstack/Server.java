package org.updraft.openstack;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server as Nova shows it at microversion 2.69 or later.
 *
 * @param status Nova's word in capitals, such as ACTIVE, BUILD, ERROR, PAUSED; UNKNOWN if its cell is down
 * @param taskState Nova's task in progress, such as {@code spawning} or {@code deleting}
 * @param flavor vcpus, ram and disk as embedded in the server; the id is empty at microversion 2.47 and later
 * @param imageId empty for a server booted from volume
 * @param addresses fixed and floating addresses, IPv4 first
 * @param metadata complete; the owner's tag is checked here and nowhere else. Empty, like name, addresses and flavor, if the
 *     status is UNKNOWN: that says nothing about whose server it is
 */
public record Server(
        String id,
        String name,
        String status,
        Optional<String> taskState,
        PowerState powerState,
        Instant created,
        Instant updated,
        Flavor flavor,
        Optional<String> imageId,
        List<String> addresses,
        Map<String, String> metadata,
        Optional<String> fault,
        Optional<String> zone) {

    public Server {
        addresses = List.copyOf(addresses);
        metadata = Map.copyOf(metadata);
    }

    /** OS-EXT-STS:power_state: what the hypervisor says, whatever the status. */
    public enum PowerState {
        NOSTATE,
        RUNNING,
        PAUSED,
        SHUTDOWN,
        CRASHED,
        SUSPENDED,
        /** The answer had no power state, as for a server in a cell that is down. */
        UNKNOWN
    }
}
