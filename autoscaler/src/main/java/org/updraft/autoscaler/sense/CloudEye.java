package org.updraft.autoscaler.sense;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.pool.Leftover;
import org.updraft.openstack.Cloud;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.Server;

/** Looks at one cloud. What can be booted is kept for a while; servers and quota never are. */
final class CloudEye {

    private static final Duration CATALOGUE_KEPT = Duration.ofMinutes(10);
    /** GETs for servers that a listing left out, per look: the rest waits for the next one. */
    private static final int SHOWN_MAX = 20;

    private final Cloud cloud;
    private final InstantSource clock;
    private Sightings.@Nullable Catalogue catalogue;
    private Instant catalogueAt = Instant.EPOCH;
    private volatile boolean changed;

    CloudEye(Cloud cloud, InstantSource clock) {
        this.cloud = cloud;
        this.clock = clock;
    }

    /**
     * @param expected uuids of the servers that the ledger has on this cloud
     */
    Sightings.OfCloud look(List<String> expected) throws CloudException {
        var binding = cloud.binding();
        Map<String, Server> servers = new LinkedHashMap<>();
        for (Server server : cloud.servers()) {
            servers.put(server.id(), server);
        }
        Set<String> gone = showMissing(expected, servers);
        showFaults(expected, servers);
        return new Sightings.OfCloud(binding, servers, gone, cloud.quota(), catalogue());
    }

    /** What the cloud offers is another now: it is asked anew at the next look. From any thread. */
    void offersChanged() {
        changed = true;
    }

    /** What gone servers left behind; the cloud was listed in this turn. */
    List<Leftover> leftovers(LeftoverWatch watch, Set<String> servers) throws CloudException, LedgerException {
        return watch.look(cloud, servers);
    }

    /** Those of these servers for which the cloud answers 404; so many that the rest waits for the next look. */
    Set<String> gone(Set<String> serverIds) throws CloudException {
        Set<String> gone = new HashSet<>();
        for (String id : serverIds.stream().sorted().limit(SHOWN_MAX).toList()) {
            if (cloud.server(id).isEmpty()) {
                gone.add(id);
            }
        }
        return gone;
    }

    /** A listing may leave servers out; only a 404 for the uuid itself says gone. */
    private Set<String> showMissing(List<String> expected, Map<String, Server> servers) throws CloudException {
        List<String> missing = expected.stream()
                .filter(id -> !servers.containsKey(id))
                .limit(SHOWN_MAX)
                .toList();
        Set<String> gone = new HashSet<>();
        for (String id : missing) {
            cloud.server(id).ifPresentOrElse(server -> servers.put(id, server), () -> gone.add(id));
        }
        return gone;
    }

    /** Nova's listing leaves out why a server found no host. */
    private void showFaults(List<String> expected, Map<String, Server> servers) throws CloudException {
        List<String> faulty = servers.values().stream()
                .filter(server ->
                        server.status().equals("ERROR") && server.fault().isEmpty())
                .map(Server::id)
                .filter(expected::contains)
                .limit(SHOWN_MAX)
                .toList();
        for (String id : faulty) {
            cloud.server(id).ifPresent(server -> servers.put(id, server));
        }
    }

    private Sightings.Catalogue catalogue() throws CloudException {
        Instant now = clock.instant();
        boolean asked = changed;
        changed = false;
        if (catalogue == null || asked || Duration.between(catalogueAt, now).compareTo(CATALOGUE_KEPT) > 0) {
            try {
                catalogue = new Sightings.Catalogue(
                        cloud.flavors(), cloud.images(), cloud.networks(), cloud.securityGroups(), cloud.keyNames());
            } catch (CloudException e) {
                changed = true;
                throw e;
            }
            catalogueAt = now;
        }
        return catalogue;
    }
}
