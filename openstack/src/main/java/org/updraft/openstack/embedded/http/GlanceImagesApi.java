package org.updraft.openstack.embedded.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.updraft.openstack.embedded.model.CloudModel;
import org.updraft.openstack.embedded.model.Images;
import org.updraft.openstack.embedded.model.Refusal;
import org.updraft.openstack.embedded.model.StoredImage;
import org.updraft.openstack.embedded.model.StoredImage.Content;
import org.updraft.openstack.embedded.model.StoredImage.Visibility;

/** Images: listed, shown, made, changed, deleted. */
final class GlanceImagesApi {
    private static final Set<String> OWN_KEYS = Set.of(
            "id",
            "name",
            "visibility",
            "disk_format",
            "container_format",
            "min_disk",
            "min_ram",
            "tags",
            "protected",
            "os_hidden");

    private final CloudModel cloud;

    private GlanceImagesApi(CloudModel cloud) {
        this.cloud = cloud;
    }

    static void routes(Router router, CloudModel cloud) {
        GlanceImagesApi api = new GlanceImagesApi(cloud);
        router.add("GET", "/v2/images", "images.list", api::list);
        router.add("POST", "/v2/images", "images.create", api::create);
        router.add("GET", "/v2/images/{id}", "images.show", api::show);
        router.add("PATCH", "/v2/images/{id}", "images.update", api::patch);
        router.add("DELETE", "/v2/images/{id}", "images.delete", api::delete);
        router.add("PUT", "/v2/images/{id}/file", "images.upload", api::upload);
    }

    private ApiReply list(ApiRequest request) {
        GlanceFilter.Result page = GlanceFilter.page(request, cloud.images());
        ArrayNode images = Json.array();
        page.images().forEach(image -> images.add(GlanceImageBody.of(image)));
        ObjectNode body = Json.wrap("images", images);
        body.put("first", "/v2/images" + page.firstQuery()).put("schema", "/v2/schemas/images");
        page.nextQuery().ifPresent(query -> body.put("next", "/v2/images" + query));
        return ApiReply.ok(body);
    }

    private ApiReply show(ApiRequest request) {
        return ApiReply.ok(GlanceImageBody.of(find(request)));
    }

    private ApiReply create(ApiRequest request) {
        ObjectNode body = object(request);
        Map<String, String> properties = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : body.properties()) {
            if (!OWN_KEYS.contains(entry.getKey())) {
                properties.put(entry.getKey(), entry.getValue().asText());
            }
        }
        List<String> tags = new ArrayList<>();
        body.path("tags").forEach(tag -> tags.add(tag.asText()));
        Images.Draft draft = new Images.Draft(
                Words.text(body, "id"),
                Words.text(body, "name").orElse(""),
                visibility(Words.text(body, "visibility").orElse("shared")),
                Words.text(body, "disk_format").orElse("raw"),
                Words.text(body, "container_format").orElse("bare"),
                Words.number(body, "min_disk").orElse(0),
                Words.number(body, "min_ram").orElse(0),
                tags,
                properties);
        request.token().projectId();
        StoredImage image = cloud.images().create(request.token(), draft);
        return ApiReply.json(201, GlanceImageBody.of(image))
                .header("Location", request.base() + "/v2/images/" + image.id())
                .header("OpenStack-image-import-methods", "glance-direct,web-download,copy-image")
                .header("OpenStack-image-store-ids", "file,os_glance_staging_store,os_glance_tasks_store");
    }

    private ApiReply upload(ApiRequest request) {
        StoredImage image = find(request);
        Content content = new Content(
                request.body().bytes().length,
                Digests.hex("MD5", request.body().bytes()),
                Digests.hex("SHA-512", request.body().bytes()));
        cloud.images().upload(image.id(), content);
        return ApiReply.empty(204).ofType("text/html; charset=UTF-8");
    }

    /** JSON patch, as far as Glance takes it: add, replace or remove a property of the first level. */
    private ApiReply patch(ApiRequest request) {
        StoredImage image = find(request);
        String name = image.name();
        Visibility visibility = image.visibility();
        Map<String, String> properties = new LinkedHashMap<>(image.properties());
        JsonNode steps = Json.any(request.body().bytes())
                .filter(JsonNode::isArray)
                .orElseThrow(() -> new Refusal.BadRequest("Request body must be a JSON array of operation objects."));
        for (JsonNode step : steps) {
            String key = step.path("path").asText("").replaceFirst("^/", "");
            boolean remove = step.path("op").asText("").equals("remove");
            String value = step.path("value").asText("");
            if (key.equals("name")) {
                name = value;
            } else if (key.equals("visibility")) {
                visibility = visibility(value);
            } else if (OWN_KEYS.contains(key)) {
                throw new Refusal.Forbidden("Attribute '" + key + "' is read-only.");
            } else if (remove) {
                properties.remove(key);
            } else {
                properties.put(key, value);
            }
        }
        return ApiReply.ok(
                GlanceImageBody.of(cloud.images().update(request.token(), image.id(), name, visibility, properties)));
    }

    private ApiReply delete(ApiRequest request) {
        cloud.images().delete(request.token(), request.param("id"));
        return ApiReply.empty(204).ofType("text/html; charset=UTF-8");
    }

    private StoredImage find(ApiRequest request) {
        return cloud.images().visible(request.projectId(), request.isAdmin(), request.param("id"));
    }

    static ObjectNode object(ApiRequest request) {
        return Json.object(request.body().bytes())
                .orElseThrow(() -> new Refusal.BadRequest("Malformed JSON in request body."));
    }

    static Visibility visibility(String word) {
        return visibilityOf(word).orElseThrow(() -> new Refusal.BadRequest("Invalid visibility value: " + word));
    }

    static Optional<Visibility> visibilityOf(String word) {
        for (Visibility visibility : Visibility.values()) {
            if (visibility.word().equals(word.toLowerCase(Locale.ROOT))) {
                return Optional.of(visibility);
            }
        }
        return Optional.empty();
    }
}
