package org.updraft.openstack.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.updraft.openstack.BootRequest;
import org.updraft.openstack.Cloud;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.Credentials;
import org.updraft.openstack.Flavor;
import org.updraft.openstack.Image;
import org.updraft.openstack.Network;
import org.updraft.openstack.Server;
import org.updraft.openstack.adapter.OpenStackCloud;

/** What the parts of the contract share: the clouds, what to boot, and that nothing is left behind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ContractBase {
    static final String NOWHERE = "11111111-2222-3333-4444-555555555555";
    /** Whose floating IPs are, in these tests. */
    static final String OWNER = "batch/0123456789ab";

    static final String USER_DATA =
            Base64.getEncoder().encodeToString("#cloud-config\nruncmd: []\n".getBytes(StandardCharsets.UTF_8));
    private static final int MOMENTS_MAX = 400;

    private final List<String> booted = new ArrayList<>();
    Site site;
    Cloud cloud;
    Cloud otherProject;
    Flavor flavor;
    Image image;
    Network network;

    protected abstract Site open() throws Exception;

    @BeforeAll
    void openSite() throws Exception {
        site = open();
        cloud = connect(site.user());
        otherProject = connect(site.userOfOtherProject());
        flavor = cloud.flavors().stream()
                .min(Comparator.comparing(Flavor::ramMiB))
                .orElseThrow();
        image = cloud.images().getFirst();
        network = cloud.networks().stream()
                .filter(candidate -> !candidate.external())
                .findFirst()
                .orElseThrow();
    }

    @AfterAll
    void closeSite() {
        if (site != null) {
            site.close();
        }
    }

    @AfterEach
    void leaveNothing() throws Exception {
        for (String id : booted) {
            cloud.delete(id);
        }
        for (String id : booted) {
            awaitGone(id);
        }
        booted.clear();
    }

    /** Pages of two, so that every list longer than that is read over several. */
    Cloud connect(Credentials credentials) throws CloudException {
        return OpenStackCloud.connect("contract", credentials, site.clock(), 2);
    }

    String boot(BootRequest request) throws CloudException {
        String id = cloud.boot(request);
        booted.add(id);
        return id;
    }

    Server bootActive() throws CloudException {
        String id = boot(request());
        return await(id, server -> server.status().equals("ACTIVE"));
    }

    Server await(String id, Predicate<Server> reached) throws CloudException {
        Optional<Server> last = Optional.empty();
        for (int i = 0; i < MOMENTS_MAX; i++) {
            last = cloud.server(id);
            if (last.filter(reached).isPresent()) {
                return last.get();
            }
            site.letTimePass();
        }
        throw new AssertionError("server " + id + " never got there; last seen " + last);
    }

    void awaitGone(String id) throws CloudException {
        for (int i = 0; i < MOMENTS_MAX; i++) {
            if (cloud.server(id).isEmpty()) {
                return;
            }
            site.letTimePass();
        }
        throw new AssertionError("server " + id + " is still there");
    }

    static <E extends CloudException> E thrown(Class<E> type, ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown).isInstanceOf(type);
        return type.cast(thrown);
    }

    Asked request() {
        return new Asked(
                flavor.id(), image.id(), List.of(network.id()), List.of("default"), Optional.empty(), USER_DATA);
    }

    /** A request with one thing changed. */
    record Asked(
            String flavorId,
            String imageId,
            List<String> networkIds,
            List<String> groups,
            Optional<String> keyName,
            String userData) {
        Asked flavor(String id) {
            return new Asked(id, imageId, networkIds, groups, keyName, userData);
        }

        Asked image(String id) {
            return new Asked(flavorId, id, networkIds, groups, keyName, userData);
        }

        Asked networks(List<String> ids) {
            return new Asked(flavorId, imageId, ids, groups, keyName, userData);
        }

        Asked group(String name) {
            return new Asked(flavorId, imageId, networkIds, List.of(name), keyName, userData);
        }

        Asked key(String name) {
            return new Asked(flavorId, imageId, networkIds, groups, Optional.of(name), userData);
        }

        Asked userData(String base64) {
            return new Asked(flavorId, imageId, networkIds, groups, keyName, base64);
        }

        BootRequest in(String zone) {
            String name = "updraft-contract-" + UUID.randomUUID().toString().substring(0, 8);
            return new BootRequest(
                    name,
                    flavorId,
                    imageId,
                    networkIds,
                    groups,
                    keyName,
                    Optional.of(zone).filter(z -> !z.isEmpty()),
                    userData,
                    Map.of("updraft-pool", "contract", "updraft-worker", name),
                    Set.of("updraft", "contract"),
                    true);
        }
    }

    String boot(Asked asked) throws CloudException {
        return boot(asked.in(""));
    }
}
