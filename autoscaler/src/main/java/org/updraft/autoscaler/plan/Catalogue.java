package org.updraft.autoscaler.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.updraft.autoscaler.pool.CloudView;
import org.updraft.autoscaler.pool.Shape;
import org.updraft.openstack.Flavor;
import org.updraft.openstack.Image;
import org.updraft.openstack.Network;
import org.updraft.openstack.SecurityGroup;

/** One cloud's images, flavors, networks and security groups, found by id or by name. */
final class Catalogue {

    /** The cheapest first. One with a GPU is dear, and one without a root disk is refused by most clouds. */
    static final Comparator<Flavor> CHEAPEST = Comparator.comparingInt(Flavor::gpus)
            .thenComparing(flavor -> flavor.diskGiB() == 0)
            .thenComparingInt(Flavor::vcpus)
            .thenComparingInt(Flavor::ramMiB)
            .thenComparingInt(flavor -> flavor.diskGiB() + flavor.ephemeralGiB())
            .thenComparing(Flavor::name)
            .thenComparing(Flavor::id);

    private static final long BYTES_PER_GIB = 1024L * 1024 * 1024;
    private static final List<String> TRUST = List.of("public", "shared", "community");

    private final List<Flavor> flavors;
    private final Map<String, Flavor> flavorsByName;
    private final Map<String, List<Image>> images;
    private final Map<String, List<Network>> networks;
    private final Map<String, List<SecurityGroup>> securityGroups;
    private final Set<String> keyNames;

    Catalogue(CloudView cloud) {
        this.flavors = cloud.flavors().stream().sorted(CHEAPEST).toList();
        this.flavorsByName = new HashMap<>();
        flavors.forEach(flavor -> flavorsByName.putIfAbsent(flavor.name(), flavor));
        flavors.forEach(flavor -> flavorsByName.put(flavor.id(), flavor));
        // anybody may share an image by any name with us: our own go first, then those the cloud's operator publishes
        Comparator<Image> ours = Comparator.<Image, Boolean>comparing(
                        image -> !image.ownerProjectId().equals(cloud.projectId()))
                .thenComparingInt(image -> distrust(image.visibility()))
                .thenComparing(Image::id);
        this.images = byName(cloud.images(), Image::name, Image::id, ours);
        this.networks = byName(
                cloud.networks(),
                Network::name,
                Network::id,
                Comparator.comparing(Network::shared).thenComparing(Network::id));
        this.securityGroups = byName(
                cloud.securityGroups(),
                SecurityGroup::name,
                SecurityGroup::id,
                Comparator.comparing(SecurityGroup::id));
        this.keyNames = Set.copyOf(cloud.keyNames());
    }

    /** Those that the name or id stands for, the one to take first; empty if there is none. */
    List<Image> images(String nameOrId) {
        return images.getOrDefault(nameOrId, List.of());
    }

    Optional<Network> network(String nameOrId) {
        return networks.getOrDefault(nameOrId, List.of()).stream().findFirst();
    }

    Optional<SecurityGroup> securityGroup(String nameOrId) {
        return securityGroups.getOrDefault(nameOrId, List.of()).stream().findFirst();
    }

    boolean hasKey(String name) {
        return keyNames.contains(name);
    }

    Optional<Flavor> flavor(String nameOrId) {
        return Optional.ofNullable(flavorsByName.get(nameOrId));
    }

    /** Those that hold such a job and the image, the cheapest first. */
    List<Flavor> fitting(Shape job, Image image) {
        return flavors.stream().filter(flavor -> fits(flavor, job, image)).toList();
    }

    /** The one that has most CPUs, for saying what there is. */
    Optional<Flavor> biggest() {
        return flavors.stream().max(Comparator.comparingInt(Flavor::vcpus).thenComparingInt(Flavor::ramMiB));
    }

    static boolean fits(Flavor flavor, Shape job, Image image) {
        // Nova takes a root disk of 0 for "as big as the image"
        boolean diskHolds = flavor.diskGiB() == 0
                || (flavor.diskGiB() >= image.minDiskGiB() && flavor.diskGiB() * BYTES_PER_GIB >= image.sizeBytes());
        return diskHolds
                && flavor.ramMiB() >= image.minRamMiB()
                && Shape.usableOf(flavor).fits(job);
    }

    private static int distrust(String visibility) {
        int place = TRUST.indexOf(visibility);
        return place < 0 ? TRUST.size() : place;
    }

    private static <T> Map<String, List<T>> byName(
            List<T> all, Function<T, String> name, Function<T, String> id, Comparator<T> order) {
        Map<String, List<T>> found = new HashMap<>();
        all.stream()
                .sorted(order)
                .forEach(one -> found.computeIfAbsent(name.apply(one), n -> new ArrayList<>())
                        .add(one));
        // an id is never mistaken for a name
        all.forEach(one -> found.put(id.apply(one), List.of(one)));
        return found;
    }
}
