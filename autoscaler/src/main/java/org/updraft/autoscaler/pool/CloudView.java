package org.updraft.autoscaler.pool;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.updraft.openstack.Flavor;
import org.updraft.openstack.Image;
import org.updraft.openstack.Network;
import org.updraft.openstack.Quota;

/**
 * What one cloud offers now.
 *
 * @param enabled an operator may have switched it off
 * @param priority lower goes first
 * @param projectId ours: of images with one name, those of our own project go first
 * @param backoff booting there is pointless until then: it told us to slow down, or was full
 */
public record CloudView(
        String name,
        boolean enabled,
        int priority,
        String projectId,
        List<Flavor> flavors,
        List<Image> images,
        List<Network> networks,
        Quota quota,
        Optional<Backoff> backoff) {

    public CloudView {
        flavors = List.copyOf(flavors);
        images = List.copyOf(images);
        networks = List.copyOf(networks);
    }

    /**
     * @param words what the cloud said
     */
    public record Backoff(Instant until, String words) {}
}
