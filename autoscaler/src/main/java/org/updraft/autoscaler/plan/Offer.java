package org.updraft.autoscaler.plan;

import java.util.List;
import java.util.Optional;
import org.updraft.autoscaler.pool.Combination;
import org.updraft.autoscaler.pool.Shape;
import org.updraft.openstack.Flavor;
import org.updraft.openstack.Image;

/**
 * What could be booted for a demand: one flavor with one image on one cloud.
 *
 * @param shape what jobs can use of it
 * @param networkIds resolved; empty leaves the choice to Nova
 * @param siteCloudInit a snippet of the site for this VMType: a path from updraft.yaml, never from a job
 */
public record Offer(
        String cloud,
        Image image,
        Flavor flavor,
        Shape shape,
        List<String> networkIds,
        Optional<String> siteCloudInit,
        String templateHash) {

    public Offer {
        networkIds = List.copyOf(networkIds);
    }

    public Combination combination() {
        return new Combination(cloud, image.id(), flavor.id(), templateHash);
    }
}
