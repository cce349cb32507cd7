package org.updraft.openstack.embedded;

import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.updraft.openstack.Flavor;
import org.updraft.openstack.embedded.model.CloudModel;
import org.updraft.openstack.embedded.model.Identity;
import org.updraft.openstack.embedded.model.Identity.Project;
import org.updraft.openstack.embedded.model.Identity.Role;
import org.updraft.openstack.embedded.model.Identity.User;
import org.updraft.openstack.embedded.model.Images.Draft;
import org.updraft.openstack.embedded.model.Net;
import org.updraft.openstack.embedded.model.Quotas.Kind;
import org.updraft.openstack.embedded.model.StoredImage;
import org.updraft.openstack.embedded.model.StoredImage.Visibility;
import org.updraft.openstack.embedded.model.Timing;

/** Clouds that are furnished: users, projects, flavors, images, networks. */
public final class Catalogues {
    private static final Set<Role> ALL_ROLES = Set.of(Role.READER, Role.MEMBER, Role.ADMIN);
    private static final Set<Role> USUAL_ROLES = Set.of(Role.READER, Role.MEMBER);

    private Catalogues() {}

    /**
     * A middling research cloud: project {@code batch}, users {@code operator} (password {@code demo}) and {@code admin}
     * (password {@code admin}), flavors from 2 to 16 cores and one with a GPU, images, one network and an external one, room
     * for 100 servers.
     */
    public static CloudModel demo(InstantSource clock, long seed) {
        CloudModel cloud = new CloudModel(clock, seed, Timing.USUAL);
        Project admin = admin(cloud);
        Project batch = cloud.identity().addProject("batch");
        User operator = cloud.identity().addUser("operator", "demo");
        cloud.identity().grant(operator, batch, USUAL_ROLES);

        flavor(cloud, "c2-7.5gb", 2, 7680, 20, Map.of());
        flavor(cloud, "c4-15gb", 4, 15360, 40, Map.of());
        flavor(cloud, "c8-30gb", 8, 30720, 80, Map.of());
        flavor(cloud, "c16-60gb", 16, 61440, 160, Map.of());
        flavor(cloud, "g1-c8-30gb", 8, 30720, 80, Map.of("resources:VGPU", "1"));

        image(cloud, admin, Draft.named("debian-12-condor", Visibility.PUBLIC).needing(10, 1024));
        image(cloud, admin, Draft.named("almalinux-9-condor", Visibility.PUBLIC).needing(10, 2048));
        image(cloud, batch, Draft.named("astro-pipeline", Visibility.PRIVATE).needing(20, 4096));

        network(cloud, batch, "batch-net", "10.7.0.0/16", false, false);
        network(cloud, admin, "public", "203.0.113.0/24", false, true);
        cloud.quotas().set(batch.id(), Kind.INSTANCES, 100);
        cloud.quotas().set(batch.id(), Kind.CORES, 400);
        cloud.quotas().set(batch.id(), Kind.RAM, 1_600_000);
        return cloud;
    }

    /**
     * The same names as in the testbed with the real services: {@code admin}/{@code admin}, {@code user-a} and {@code user-b}
     * with password {@code pw} in {@code proj-a} and {@code proj-b}, flavors m1.tiny to m1.xlarge, g1.gpu that finds no host,
     * huge that no quota fits; image tiny, network shared. What a test needs beside them, it makes.
     */
    public static CloudModel testbed(InstantSource clock, long seed, Timing timing) {
        CloudModel cloud = new CloudModel(clock, seed, timing);
        Project admin = admin(cloud);
        for (String letter : new String[] {"a", "b"}) {
            Project project = cloud.identity().addProject("proj-" + letter);
            cloud.identity().grant(cloud.identity().addUser("user-" + letter, "pw"), project, USUAL_ROLES);
        }
        flavor(cloud, "m1.tiny", 1, 512, 1, Map.of());
        flavor(cloud, "m1.small", 1, 2048, 20, Map.of());
        flavor(cloud, "m1.medium", 2, 4096, 40, Map.of());
        flavor(cloud, "m1.large", 4, 8192, 80, Map.of());
        flavor(cloud, "m1.xlarge", 8, 16384, 160, Map.of());
        flavor(cloud, "huge", 4000, 1024, 1, Map.of());
        cloud.flavors()
                .addHomeless(
                        new Flavor(cloud.chance().uuid(), "g1.gpu", 1, 512, 1, 0, 1, Map.of("resources:VGPU", "1")));
        image(cloud, admin, Draft.named("tiny", Visibility.PUBLIC));
        network(cloud, admin, "shared", "10.42.0.0/16", true, false);
        return cloud;
    }

    private static Project admin(CloudModel cloud) {
        Identity identity = cloud.identity();
        Project admin = identity.addProject("admin");
        identity.grant(identity.addUser("admin", "admin"), admin, ALL_ROLES);
        return admin;
    }

    private static void flavor(
            CloudModel cloud, String name, int vcpus, int ramMiB, int diskGiB, Map<String, String> specs) {
        int gpus = Integer.parseInt(specs.getOrDefault("resources:VGPU", "0"));
        cloud.flavors().add(new Flavor(cloud.chance().uuid(), name, vcpus, ramMiB, diskGiB, 0, gpus, specs));
    }

    private static void image(CloudModel cloud, Project owner, Draft draft) {
        StoredImage image = cloud.images().add(owner.id(), draft);
        String id = image.id().replace("-", "").toLowerCase(Locale.ROOT);
        cloud.images().upload(image.id(), new StoredImage.Content(512L << 20, id, id.repeat(4)));
    }

    private static void network(
            CloudModel cloud, Project owner, String name, String cidr, boolean shared, boolean external) {
        Net net = cloud.networking().addNetwork(owner.id(), name, shared, external);
        cloud.networking().addSubnet(owner.id(), net.id(), name + "-v4", cidr);
    }
}
