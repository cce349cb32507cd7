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
 * @param securityGroups ids of those that the job chooses; empty leaves it to the site
 * @param keyName the key pair that the job chooses; empty leaves it to the site
 * @param siteCloudInit a snippet of the site for this VMType: a path from updraft.yaml, never from a job
 * @param templateHash of all that decides whether such a worker joins: the templates, and what the job adds or chooses
 */
public record Offer(
        String cloud,
        Image image,
        Flavor flavor,
        Shape shape,
        List<String> networkIds,
        List<String> securityGroups,
        Optional<String> keyName,
        Optional<String> siteCloudInit,
        String templateHash) {

    public Offer {
        networkIds = List.copyOf(networkIds);
        securityGroups = List.copyOf(securityGroups);
    }

    /** Of a job that chooses neither security groups nor a key pair. */
    public Offer(
            String cloud,
            Image image,
            Flavor flavor,
            Shape shape,
            List<String> networkIds,
            Optional<String> siteCloudInit,
            String templateHash) {
        this(cloud, image, flavor, shape, networkIds, List.of(), Optional.empty(), siteCloudInit, templateHash);
    }

    public Combination combination() {
        return new Combination(cloud, image.id(), flavor.id(), templateHash);
    }
}
