package org.updraft.openstack.embedded.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The documents by which clients find out which versions each service speaks. */
final class VersionsApi {
    static final int NOVA_MINOR_MAX = 93;
    private static final int GLANCE_MINOR_MAX = 15;

    private VersionsApi() {}

    static void keystone(Router router) {
        router.open("GET", "/", "versions", request -> {
            ObjectNode values = Json.wrap("values", Json.array().add(keystoneV3(request)));
            return ApiReply.json(300, Json.wrap("versions", values)).header("Location", request.base() + "/v3/");
        });
        router.open("GET", "/v3", "versions", request -> ApiReply.ok(Json.wrap("version", keystoneV3(request))));
    }

    private static ObjectNode keystoneV3(ApiRequest request) {
        ObjectNode version = version("v3.14", "stable", request.base() + "/v3/");
        version.put("updated", "2020-04-07T00:00:00Z");
        version.set(
                "media-types",
                Json.array()
                        .add(Json.object()
                                .put("base", "application/json")
                                .put("type", "application/vnd.openstack.identity-v3+json")));
        return version;
    }

    static void nova(Router router) {
        router.open("GET", "/", "versions", request -> {
            ObjectNode old = version("v2.0", "SUPPORTED", request.base() + "/v2/");
            old.put("version", "").put("min_version", "").put("updated", "2011-01-21T11:33:21Z");
            ArrayNode versions = Json.array().add(old).add(novaV21(request));
            return ApiReply.ok(Json.wrap("versions", versions));
        });
        router.open("GET", "/v2.1", "versions", request -> {
            ObjectNode version = novaV21(request);
            version.withArray("links")
                    .add(Json.link("describedby", "http://docs.openstack.org/").put("type", "text/html"));
            version.set(
                    "media-types",
                    Json.array()
                            .add(Json.object()
                                    .put("base", "application/json")
                                    .put("type", "application/vnd.openstack.compute+json;version=2.1")));
            return ApiReply.ok(Json.wrap("version", version));
        });
    }

    private static ObjectNode novaV21(ApiRequest request) {
        return version("v2.1", "CURRENT", request.base() + "/v2.1/")
                .put("version", "2." + NOVA_MINOR_MAX)
                .put("min_version", "2.1")
                .put("updated", "2013-07-23T11:33:21Z");
    }

    static void glance(Router router) {
        router.open("GET", "/", "versions", request -> ApiReply.json(300, glanceVersions(request)));
        router.open("GET", "/versions", "versions", request -> ApiReply.ok(glanceVersions(request)));
    }

    private static ObjectNode glanceVersions(ApiRequest request) {
        ArrayNode versions = Json.array();
        for (int minor = GLANCE_MINOR_MAX; minor >= 0; minor--) {
            if (minor != 14) { // Zed does not list it
                String status = minor == GLANCE_MINOR_MAX ? "CURRENT" : "SUPPORTED";
                versions.add(version("v2." + minor, status, request.base() + "/v2/"));
            }
        }
        return Json.wrap("versions", versions);
    }

    static void neutron(Router router) {
        router.open("GET", "/", "versions", request -> {
            ObjectNode version = version("v2.0", "CURRENT", request.base() + "/v2.0/");
            return ApiReply.ok(Json.wrap("versions", Json.array().add(version)));
        });
        router.add("GET", "/v2.0/extensions", "extensions", request -> {
            ArrayNode extensions = Json.array();
            for (String alias :
                    new String[] {"security-group", "external-net", "router", "quotas", "standard-attr-tag"}) {
                extensions.add(Json.object()
                        .put("alias", alias)
                        .put("name", alias)
                        .put("description", "")
                        .put("updated", "2013-02-03T10:00:00-00:00")
                        .set("links", Json.array()));
            }
            return ApiReply.ok(Json.wrap("extensions", extensions));
        });
    }

    private static ObjectNode version(String id, String status, String href) {
        ObjectNode version = Json.object().put("id", id).put("status", status);
        version.set("links", Json.array().add(Json.link("self", href)));
        return version;
    }
}
