package org.updraft.autoscaler.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.updraft.autoscaler.pool.CloudView;
import org.updraft.autoscaler.pool.Combination;
import org.updraft.openstack.Flavor;
import org.updraft.openstack.Image;
import org.updraft.openstack.Network;
import org.updraft.openstack.Quota;
import org.updraft.openstack.SecurityGroup;

/** One cloud of a {@link PoolFixture}: flavors c1, c4, c8 and gpu, image proj:image, network batch-net, no quota. */
final class CloudFixture {

    static final Flavor C1 = new Flavor("f1", "c1", 1, 2048, 24, 0, 0, Map.of());
    static final Flavor C4 = new Flavor("f4", "c4", 4, 8192, 44, 0, 0, Map.of());
    static final Flavor C8 = new Flavor("f8", "c8", 8, 16384, 84, 0, 0, Map.of());
    static final Flavor GPU = new Flavor("fg", "gpu", 2, 8192, 44, 0, 1, Map.of());
    static final Image IMAGE = image("i1", "proj:image");

    private final String name;
    private final List<Flavor> flavors = new ArrayList<>(List.of(C8, GPU, C4, C1));
    private final List<Image> images = new ArrayList<>(List.of(IMAGE));
    private final List<Network> networks = new ArrayList<>(List.of(new Network("n1", "batch-net", false, false)));
    private final List<SecurityGroup> securityGroups = new ArrayList<>();
    private final List<String> keyNames = new ArrayList<>();
    private boolean enabled = true;
    private int priority;
    private Quota quota = new Quota(-1, 0, -1, 0, -1, 0);

    private CloudFixture(String name) {
        this.name = name;
    }

    static CloudFixture cloud(String name) {
        return new CloudFixture(name);
    }

    static Image image(String id, String name) {
        return new Image(id, name, "our-project", "private", 0, 0, 1_000_000);
    }

    static Combination combination(String cloud, Flavor flavor) {
        return new Combination(cloud, IMAGE.id(), flavor.id(), PolicyFixture.TEMPLATE);
    }

    CloudFixture off() {
        enabled = false;
        return this;
    }

    CloudFixture priority(int lowerFirst) {
        priority = lowerFirst;
        return this;
    }

    CloudFixture quota(int instancesMax, int instancesUsed, int coresMax, int coresUsed) {
        quota = new Quota(instancesMax, instancesUsed, coresMax, coresUsed, -1, 0);
        return this;
    }

    CloudFixture memoryQuota(int ramMiBMax, int ramMiBUsed) {
        quota = new Quota(-1, 0, -1, 0, ramMiBMax, ramMiBUsed);
        return this;
    }

    CloudFixture images(Image... only) {
        images.clear();
        images.addAll(List.of(only));
        return this;
    }

    CloudFixture flavors(Flavor... only) {
        flavors.clear();
        flavors.addAll(List.of(only));
        return this;
    }

    CloudFixture networks(Network... only) {
        networks.clear();
        networks.addAll(List.of(only));
        return this;
    }

    CloudFixture securityGroups(SecurityGroup... groups) {
        securityGroups.addAll(List.of(groups));
        return this;
    }

    CloudFixture keys(String... names) {
        keyNames.addAll(List.of(names));
        return this;
    }

    CloudView view() {
        return new CloudView(
                name, enabled, priority, "our-project", flavors, images, networks, securityGroups, keyNames, quota);
    }
}
