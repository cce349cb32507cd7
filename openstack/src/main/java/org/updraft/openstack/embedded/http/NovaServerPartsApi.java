package org.updraft.openstack.embedded.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.updraft.openstack.embedded.model.CloudModel;
import org.updraft.openstack.embedded.model.ModelServer;
import org.updraft.openstack.embedded.model.ModelServer.Deed;
import org.updraft.openstack.embedded.model.Net;
import org.updraft.openstack.embedded.model.Refusal;

/** What hangs on a server: metadata, tags, interfaces, and the list of what was asked of it. */
final class NovaServerPartsApi {
    private final CloudModel cloud;
    private final NovaServerBody bodies;

    private NovaServerPartsApi(CloudModel cloud) {
        this.cloud = cloud;
        this.bodies = new NovaServerBody(cloud);
    }

    static void routes(Router router, CloudModel cloud) {
        NovaServerPartsApi api = new NovaServerPartsApi(cloud);
        String server = "/v2.1/servers/{id}";
        router.add("GET", server + "/metadata", "servers.metadata", api::metadata);
        router.add("PUT", server + "/metadata", "servers.metadata.update", request -> api.setMetadata(request, false));
        router.add("POST", server + "/metadata", "servers.metadata.update", request -> api.setMetadata(request, true));
        router.add("GET", server + "/metadata/{key}", "servers.metadata", api::metadataItem);
        router.add("PUT", server + "/metadata/{key}", "servers.metadata.update", api::setMetadataItem);
        router.add("DELETE", server + "/metadata/{key}", "servers.metadata.update", api::deleteMetadataItem);
        router.add("GET", server + "/tags", "servers.tags", api::tags);
        router.add("PUT", server + "/tags", "servers.tags.update", api::setTags);
        router.add("DELETE", server + "/tags", "servers.tags.update", api::clearTags);
        router.add("GET", server + "/tags/{tag}", "servers.tags", api::hasTag);
        router.add("PUT", server + "/tags/{tag}", "servers.tags.update", api::addTag);
        router.add("DELETE", server + "/tags/{tag}", "servers.tags.update", api::removeTag);
        router.add("GET", server + "/os-interface", "servers.interfaces", api::interfaces);
        router.add("GET", server + "/ips", "servers.ips", api::addresses);
        router.add("GET", server + "/os-instance-actions", "servers.actions", api::deeds);
    }

    private ApiReply metadata(ApiRequest request) {
        return metadataOf(find(request));
    }

    private ApiReply setMetadata(ApiRequest request, boolean keepOthers) {
        ModelServer server = find(request);
        Map<String, String> wanted = new LinkedHashMap<>();
        if (keepOthers) {
            wanted.putAll(server.metadata());
        }
        wanted.putAll(Words.pairs(request.json("metadata"), "metadata"));
        cloud.servers().replaceMetadata(server, wanted);
        return metadataOf(server);
    }

    private static ApiReply metadataOf(ModelServer server) {
        ObjectNode pairs = Json.object();
        server.metadata().forEach(pairs::put);
        return ApiReply.ok(Json.wrap("metadata", pairs));
    }

    private ApiReply metadataItem(ApiRequest request) {
        ModelServer server = find(request);
        String key = request.param("key");
        String value = server.metadata().get(key);
        if (value == null) {
            throw new Refusal.NotFound("Metadata item was not found");
        }
        return ApiReply.ok(Json.wrap("meta", Json.object().put(key, value)));
    }

    private ApiReply setMetadataItem(ApiRequest request) {
        ModelServer server = find(request);
        Map<String, String> item = Words.pairs(request.json("meta"), "meta");
        if (!item.keySet().equals(Set.of(request.param("key")))) {
            throw new Refusal.BadRequest("Request body and URI mismatch");
        }
        Map<String, String> all = new LinkedHashMap<>(server.metadata());
        all.putAll(item);
        cloud.servers().replaceMetadata(server, all);
        return metadataItem(request);
    }

    private ApiReply deleteMetadataItem(ApiRequest request) {
        ModelServer server = find(request);
        Map<String, String> all = new LinkedHashMap<>(server.metadata());
        if (all.remove(request.param("key")) == null) {
            throw new Refusal.NotFound("Metadata item was not found");
        }
        cloud.servers().replaceMetadata(server, all);
        return ApiReply.empty(204);
    }

    private ApiReply tags(ApiRequest request) {
        return tagsOf(taggable(request));
    }

    private ApiReply setTags(ApiRequest request) {
        ModelServer server = taggable(request);
        Set<String> wanted = new TreeSet<>();
        for (JsonNode tag : request.json().path("tags")) {
            wanted.add(Words.limited("tags", tag.asText(""), 1, 60));
        }
        cloud.servers().replaceTags(server, wanted);
        return tagsOf(server);
    }

    private ApiReply clearTags(ApiRequest request) {
        cloud.servers().replaceTags(taggable(request), Set.of());
        return ApiReply.empty(204);
    }

    private ApiReply hasTag(ApiRequest request) {
        ModelServer server = taggable(request);
        requireTag(server, request.param("tag"));
        return ApiReply.empty(204);
    }

    private ApiReply addTag(ApiRequest request) {
        ModelServer server = taggable(request);
        Set<String> tags = new TreeSet<>(server.tags());
        boolean isNew = tags.add(Words.limited("tag", request.param("tag"), 1, 60));
        cloud.servers().replaceTags(server, tags);
        return ApiReply.empty(isNew ? 201 : 204);
    }

    private ApiReply removeTag(ApiRequest request) {
        ModelServer server = taggable(request);
        requireTag(server, request.param("tag"));
        Set<String> tags = new TreeSet<>(server.tags());
        tags.remove(request.param("tag"));
        cloud.servers().replaceTags(server, tags);
        return ApiReply.empty(204);
    }

    private static void requireTag(ModelServer server, String tag) {
        if (!server.tags().contains(tag)) {
            throw new Refusal.NotFound("Server " + server.id() + " has no tag '" + tag + "'");
        }
    }

    private static ApiReply tagsOf(ModelServer server) {
        return ApiReply.ok(Json.wrap("tags", Json.texts(server.tags())));
    }

    private ModelServer taggable(ApiRequest request) {
        if (request.minor() < 26) {
            throw new Refusal.NotFound("The resource could not be found.");
        }
        return find(request);
    }

    private ApiReply interfaces(ApiRequest request) {
        ArrayNode attachments = Json.array();
        for (Net.Port port : bodies.ports(find(request))) {
            ObjectNode one = Json.object()
                    .put("net_id", port.networkId())
                    .put("port_id", port.id())
                    .put("mac_addr", port.mac())
                    .put("port_state", port.status());
            one.putArray("fixed_ips")
                    .addObject()
                    .put("subnet_id", port.subnetId())
                    .put("ip_address", port.address());
            attachments.add(one);
        }
        return ApiReply.ok(Json.wrap("interfaceAttachments", attachments));
    }

    private ApiReply addresses(ApiRequest request) {
        return ApiReply.ok(Json.wrap("addresses", bodies.addresses(find(request))));
    }

    private ApiReply deeds(ApiRequest request) {
        ModelServer server = find(request);
        List<Deed> newestFirst = new ArrayList<>(server.deeds());
        Collections.reverse(newestFirst);
        ArrayNode actions = Json.array();
        for (Deed deed : Page.of(request, newestFirst, Deed::requestId).items()) {
            ObjectNode one = actions.addObject()
                    .put("action", deed.action())
                    .put("instance_uuid", server.id())
                    .put("request_id", deed.requestId())
                    .put("user_id", deed.userId())
                    .put("project_id", deed.projectId())
                    .put("start_time", Json.micros(deed.at()))
                    .put("message", server.failed(deed) ? "Error" : null);
            if (request.minor() >= 58) {
                one.put("updated_at", Json.micros(server.updated()));
            }
        }
        return ApiReply.ok(Json.wrap("instanceActions", actions));
    }

    private ModelServer find(ApiRequest request) {
        return NovaServersApi.find(cloud, request);
    }
}
