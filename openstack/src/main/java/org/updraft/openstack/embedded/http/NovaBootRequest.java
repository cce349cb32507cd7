package org.updraft.openstack.embedded.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.updraft.openstack.embedded.model.Refusal;
import org.updraft.openstack.embedded.model.ServerSpec;
import org.updraft.openstack.embedded.model.ServerSpec.Plug;

/**
 * The body of POST /servers, checked as Nova's schema does.
 *
 * @param wantsReservation the answer shall be the reservation's id instead of a server
 */
record NovaBootRequest(ServerSpec spec, int min, int max, boolean wantsReservation) {
    private static final int USER_DATA_MAX = 65535;
    private static final int COUNT_MAX = 10_000;
    private static final Set<String> KNOWN = Set.of(
            "name",
            "imageRef",
            "flavorRef",
            "adminPass",
            "metadata",
            "networks",
            "OS-DCF:diskConfig",
            "accessIPv4",
            "accessIPv6",
            "personality",
            "availability_zone",
            "block_device_mapping",
            "block_device_mapping_v2",
            "config_drive",
            "key_name",
            "min_count",
            "max_count",
            "return_reservation_id",
            "security_groups",
            "user_data",
            "description",
            "tags",
            "trusted_image_certificates",
            "host",
            "hypervisor_hostname",
            "hostname");

    static NovaBootRequest of(ApiRequest request) {
        ObjectNode server = request.json("server");
        knownKeys(request, server);
        String name = Words.limited("name", Words.requiredText(server, "name", "server"), 1, 255);
        String flavor = reference(Words.requiredText(server, "flavorRef", "server"));
        int min = count(server, "min_count").orElse(1);
        int max = count(server, "max_count").orElse(min);
        if (min > max) {
            throw new Refusal.BadRequest("min_count must be <= max_count");
        }
        ServerSpec spec = new ServerSpec(
                name.strip(),
                flavor,
                image(server),
                plugs(request, server),
                securityGroups(server),
                Words.text(server, "key_name"),
                Words.text(server, "availability_zone"),
                userData(server),
                server.hasNonNull("metadata") ? Words.pairs(server.path("metadata"), "metadata") : Map.of(),
                tags(server),
                Words.text(server, "description").map(text -> Words.limited("description", text, 0, 255)),
                Words.flag(server, "config_drive"));
        return new NovaBootRequest(spec, min, max, Words.flag(server, "return_reservation_id"));
    }

    private static void knownKeys(ApiRequest request, ObjectNode server) {
        server.fieldNames().forEachRemaining(key -> {
            boolean tooNew = (key.equals("description") && request.minor() < 19)
                    || (key.equals("tags") && request.minor() < 52)
                    || (key.equals("hostname") && request.minor() < 90);
            if (tooNew || (!KNOWN.contains(key) && !key.contains(":"))) {
                throw Words.invalid(
                        "server", server, "Additional properties are not allowed ('" + key + "' was unexpected)");
            }
        });
    }

    private static String image(ObjectNode server) {
        String image =
                Words.text(server, "imageRef").map(NovaBootRequest::reference).orElse("");
        if (!image.isEmpty()) {
            return image;
        }
        JsonNode device = server.path("block_device_mapping_v2").path(0);
        if (device.path("source_type").asText("").equals("image")
                && device.path("destination_type").asText("local").equals("local")) {
            return device.path("uuid").asText("");
        }
        throw new Refusal.BadRequest("Invalid imageRef provided.");
    }

    /** An id, or an address that ends in one. */
    private static String reference(String idOrUrl) {
        return idOrUrl.substring(idOrUrl.lastIndexOf('/') + 1);
    }

    private static Optional<List<Plug>> plugs(ApiRequest request, ObjectNode server) {
        JsonNode networks = server.path("networks");
        if (networks.isMissingNode() || networks.asText("").equals("auto")) {
            if (networks.isMissingNode() && request.minor() >= 37) {
                throw Words.invalid("server", server, "'networks' is a required property");
            }
            return Optional.empty();
        }
        if (networks.asText("").equals("none")) {
            return Optional.of(List.of());
        }
        if (!networks.isArray()) {
            throw Words.invalid("networks", networks, networks + " is not valid under any of the given schemas");
        }
        List<Plug> plugs = new ArrayList<>();
        for (JsonNode network : networks) {
            if (network.hasNonNull("port")) {
                plugs.add(new Plug.WithPort(network.path("port").asText()));
            } else {
                plugs.add(new Plug.OnNetwork(uuid(network.path("uuid").asText(""))));
            }
        }
        return plugs.isEmpty() && request.minor() < 37 ? Optional.empty() : Optional.of(plugs);
    }

    private static String uuid(String text) {
        if (!text.matches("[0-9a-fA-F]{8}(-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}")) {
            throw Words.invalidText("uuid", text, "'" + text + "' is not a 'uuid'");
        }
        return text;
    }

    private static List<String> securityGroups(ObjectNode server) {
        List<String> names = new ArrayList<>();
        for (JsonNode group : server.path("security_groups")) {
            names.add(group.path("name").asText(""));
        }
        return names;
    }

    private static String userData(ObjectNode server) {
        String data = Words.text(server, "user_data").orElse("");
        Words.limited("user_data", data, 0, USER_DATA_MAX);
        try {
            byte[] decoded = Base64.getMimeDecoder().decode(data);
            return decoded.length == 0 ? "" : data;
        } catch (IllegalArgumentException notBase64) {
            throw Words.invalidText("user_data", data, "'" + data + "' is not a 'base64'");
        }
    }

    private static Set<String> tags(ObjectNode server) {
        Set<String> tags = new LinkedHashSet<>();
        for (JsonNode tag : server.path("tags")) {
            tags.add(Words.limited("tags", tag.asText(""), 1, 60));
        }
        if (tags.size() > 50) {
            throw Words.invalid("tags", server.path("tags"), "is too long");
        }
        return tags;
    }

    private static Optional<Integer> count(ObjectNode server, String key) {
        Optional<Integer> count = Words.number(server, key);
        count.filter(number -> number < 1).ifPresent(number -> {
            throw Words.invalidText(key, "" + number, number + " is less than the minimum of 1");
        });
        return count.map(number -> Math.min(number, COUNT_MAX));
    }
}
