package org.updraft.openstack.embedded.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked for when servers are booted.
 *
 * @param plugs where to plug it in; empty takes the project's only network, an empty list means nowhere
 * @param securityGroups by name or id
 * @param userData base64, as it came
 */
public record ServerSpec(
        String name,
        String flavorId,
        String imageId,
        Optional<List<Plug>> plugs,
        List<String> securityGroups,
        Optional<String> keyName,
        Optional<String> zone,
        String userData,
        Map<String, String> metadata,
        Set<String> tags,
        Optional<String> description,
        boolean configDrive) {

    public ServerSpec {
        plugs = plugs.map(List::copyOf);
        securityGroups = List.copyOf(securityGroups);
        metadata = Map.copyOf(metadata);
        tags = Set.copyOf(tags);
    }

    /** One interface: a new port on a network, or a port that is there already. */
    public sealed interface Plug {
        record OnNetwork(String networkId) implements Plug {}

        record WithPort(String portId) implements Plug {}
    }

    /** The least that makes a server. */
    public static ServerSpec of(String name, String flavorId, String imageId) {
        return new ServerSpec(
                name,
                flavorId,
                imageId,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                "",
                Map.of(),
                Set.of(),
                Optional.empty(),
                false);
    }

    ServerSpec named(String newName) {
        return new ServerSpec(
                newName,
                flavorId,
                imageId,
                plugs,
                securityGroups,
                keyName,
                zone,
                userData,
                metadata,
                tags,
                description,
                configDrive);
    }
}
