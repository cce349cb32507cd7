package org.updraft.openstack.embedded.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.updraft.openstack.Flavor;
import org.updraft.openstack.embedded.model.Quotas.Kind;
import org.updraft.openstack.embedded.model.ServerSpec.Plug;
import org.updraft.openstack.embedded.model.Servers.Usage;

/** What Nova's API looks at before it accepts a boot, in its order and its words. */
public final class BootChecks {
    private final CloudModel cloud;
    private final Set<String> zones = new TreeSet<>(Set.of("nova"));

    BootChecks(CloudModel cloud) {
        this.cloud = cloud;
    }

    /** The availability zones, all of them up. */
    public Set<String> zones() {
        return Set.copyOf(zones);
    }

    public void addZone(String name) {
        zones.add(name);
    }

    Flavor flavor(String id) {
        return cloud.flavors()
                .find(id)
                .orElseThrow(() -> new Refusal.BadRequest("Flavor " + id + " could not be found."));
    }

    void require(String projectId, String userId, ServerSpec spec) {
        if (spec.zone().filter(zone -> !zones.contains(zone)).isPresent()) {
            throw new Refusal.BadRequest("The requested availability zone is not available");
        }
        if (cloud.images().bootable(projectId, spec.imageId()).isEmpty()) {
            throw new Refusal.BadRequest("Can not find requested image");
        }
        spec.keyName().ifPresent(name -> {
            if (cloud.keyPairs().find(userId, name).isEmpty()) {
                throw new Refusal.BadRequest("Invalid key_name provided.");
            }
        });
        metadataCount(projectId, spec.metadata().size());
        imageFits(projectId, spec);
        plugs(projectId, spec);
        securityGroups(projectId, spec);
    }

    void metadataCount(String projectId, int count) {
        int limit = cloud.quotas().limit(projectId, Kind.METADATA_ITEMS);
        if (limit != Quotas.UNLIMITED && count > limit) {
            throw new Refusal.OverQuota(403, "Maximum number of metadata items exceeds " + limit);
        }
    }

    private void imageFits(String projectId, ServerSpec spec) {
        Flavor flavor = flavor(spec.flavorId());
        StoredImage image = cloud.images().bootable(projectId, spec.imageId()).orElseThrow();
        if (flavor.ramMiB() < image.minRamMiB()) {
            throw new Refusal.BadRequest("Flavor's memory is too small for requested image.");
        }
        if (flavor.diskGiB() != 0 && flavor.diskGiB() < image.minDiskGiB()) {
            throw new Refusal.BadRequest("Flavor's disk is smaller than the minimum size specified in image metadata."
                    + " Flavor disk is " + (((long) flavor.diskGiB()) << 30) + " bytes, minimum size is "
                    + (((long) image.minDiskGiB()) << 30) + " bytes.");
        }
    }

    private void plugs(String projectId, ServerSpec spec) {
        List<Net> pluggable = cloud.networking().pluggableFor(projectId);
        if (spec.plugs().isEmpty() && pluggable.size() > 1) {
            throw new Refusal.Conflict("Multiple possible networks found, use a Network ID to be more specific.");
        }
        for (Plug plug : spec.plugs().orElse(List.of())) {
            switch (plug) {
                case Plug.OnNetwork(String id) -> {
                    if (pluggable.stream().noneMatch(net -> net.id().equals(id))) {
                        throw new Refusal.BadRequest("Network " + id + " could not be found.");
                    }
                }
                case Plug.WithPort(String id) -> portIsFree(projectId, id);
            }
        }
    }

    private void portIsFree(String projectId, String id) {
        Net.Port port = cloud.networking().ports().stream()
                .filter(known -> known.id().equals(id) && known.projectId().equals(projectId))
                .findFirst()
                .orElseThrow(() -> new Refusal.BadRequest("Port " + id + " could not be found."));
        if (!port.deviceId().isEmpty()) {
            throw new Refusal.Conflict("Port " + id + " is still in use.");
        }
    }

    private void securityGroups(String projectId, ServerSpec spec) {
        for (String group : spec.securityGroups()) {
            if (cloud.networking().securityGroups().find(projectId, group).isEmpty()) {
                throw new Refusal.BadRequest("Security group " + group + " not found for project " + projectId + ".");
            }
        }
    }

    /** How many fit the quota, or a 403 if fewer than {@code min} do. */
    int fittingCount(Usage used, String projectId, Flavor flavor, int min, int max) {
        long fits = max;
        TreeMap<String, String> requested = new TreeMap<>();
        TreeMap<String, String> usedOf = new TreeMap<>();
        TreeMap<String, String> limits = new TreeMap<>();
        record Part(Kind kind, int each, int used) {}
        for (Part part : List.of(
                new Part(Kind.INSTANCES, 1, used.instances()),
                new Part(Kind.CORES, flavor.vcpus(), used.cores()),
                new Part(Kind.RAM, flavor.ramMiB(), used.ramMiB()))) {
            int limit = cloud.quotas().limit(projectId, part.kind());
            long wanted = (long) part.each() * max;
            if (limit == Quotas.UNLIMITED || part.used() + wanted <= limit) {
                continue;
            }
            fits = Math.min(fits, Math.max(0, limit - part.used()) / Math.max(1, part.each()));
            String word = part.kind().word();
            requested.put(word, part.kind() == Kind.INSTANCES && min != max ? min + "-" + max : "" + wanted);
            usedOf.put(word, "" + part.used());
            limits.put(word, "" + limit);
        }
        if (fits < min) {
            String kinds = String.join(", ", requested.keySet());
            throw new Refusal.OverQuota(
                    403,
                    "Quota exceeded for " + kinds + ": Requested " + String.join(", ", requested.values())
                            + ", but already used " + String.join(", ", usedOf.values()) + " of "
                            + String.join(", ", limits.values()) + " " + kinds);
        }
        return (int) fits;
    }

    /** The ports of a new server: those it asked for, and new ones. */
    List<String> ports(String projectId, ServerSpec spec) {
        List<Plug> plugs = spec.plugs().orElseGet(() -> onlyNetwork(projectId));
        List<String> groups = groupIds(projectId, spec);
        List<String> ids = new ArrayList<>();
        for (Plug plug : plugs) {
            ids.add(
                    switch (plug) {
                        case Plug.OnNetwork(String networkId) ->
                            cloud.networking()
                                    .addPort(projectId, networkId, "", groups, true)
                                    .id();
                        case Plug.WithPort(String portId) -> portId;
                    });
        }
        return ids;
    }

    /** A 403 if the ports of so many servers do not fit; nothing is made then. */
    void portsFit(String projectId, ServerSpec spec, int count) {
        long wanted = spec.plugs().orElseGet(() -> onlyNetwork(projectId)).stream()
                .filter(Plug.OnNetwork.class::isInstance)
                .count();
        if (!cloud.networking().hasRoomForPorts(projectId, (int) wanted * count)) {
            throw new Refusal.OverQuota(403, "Maximum number of ports exceeded");
        }
    }

    private List<Plug> onlyNetwork(String projectId) {
        return cloud.networking().pluggableFor(projectId).stream()
                .<Plug>map(net -> new Plug.OnNetwork(net.id()))
                .toList();
    }

    private List<String> groupIds(String projectId, ServerSpec spec) {
        List<String> wanted = spec.securityGroups().isEmpty() ? List.of("default") : spec.securityGroups();
        return wanted.stream()
                .flatMap(group -> cloud.networking().securityGroups().find(projectId, group).stream())
                .map(Net.SecurityGroup::id)
                .distinct()
                .toList();
    }
}
