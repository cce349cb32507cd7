package org.updraft.openstack.embedded.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Where the services answer, as Keystone tells it. */
final class Catalog {
    private final String root;
    private final String region;

    /** @param root such as {@code http://127.0.0.1:4711} */
    Catalog(String root, String region) {
        this.root = root;
        this.region = region;
    }

    ArrayNode services() {
        ArrayNode services = Json.array();
        for (ApiService service : ApiService.values()) {
            ArrayNode endpoints = Json.array();
            for (String face : new String[] {"admin", "internal", "public"}) {
                endpoints.add(Json.object()
                        .put("id", id(service + face))
                        .put("interface", face)
                        .put("region_id", region)
                        .put("url", url(service))
                        .put("region", region));
            }
            ObjectNode entry = Json.object();
            entry.set("endpoints", endpoints);
            services.add(entry.put("id", id(service.product()))
                    .put("type", service.type())
                    .put("name", service.product()));
        }
        return services;
    }

    String url(ApiService service) {
        String base = base(service);
        return switch (service) {
            case IDENTITY -> base + "/v3/";
            case COMPUTE -> base + "/v2.1";
            case IMAGE, NETWORK -> base;
        };
    }

    String base(ApiService service) {
        return root + "/" + service.folder();
    }

    private static String id(String word) {
        return UUID.nameUUIDFromBytes(word.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }
}
