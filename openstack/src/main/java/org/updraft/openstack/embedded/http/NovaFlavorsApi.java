package org.updraft.openstack.embedded.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.updraft.openstack.Flavor;
import org.updraft.openstack.embedded.model.CloudModel;
import org.updraft.openstack.embedded.model.Refusal;

/** Flavors, in the shape of each microversion. */
final class NovaFlavorsApi {
    private final CloudModel cloud;

    private NovaFlavorsApi(CloudModel cloud) {
        this.cloud = cloud;
    }

    static void routes(Router router, CloudModel cloud) {
        NovaFlavorsApi api = new NovaFlavorsApi(cloud);
        router.add("GET", "/v2.1/flavors", "flavors.list", request -> api.list(request, false));
        router.add("GET", "/v2.1/flavors/detail", "flavors.list", request -> api.list(request, true));
        router.add("GET", "/v2.1/flavors/{id}", "flavors.show", api::show);
        router.add("GET", "/v2.1/flavors/{id}/os-extra_specs", "flavors.extra_specs", api::extraSpecs);
    }

    private ApiReply list(ApiRequest request, boolean detail) {
        List<Flavor> fitting = cloud.flavors().all().stream()
                .filter(flavor -> flavor.ramMiB() >= minimum(request, "minRam")
                        && flavor.diskGiB() >= minimum(request, "minDisk"))
                .toList();
        Page<Flavor> page = Page.of(request, fitting, Flavor::id);
        ArrayNode flavors = Json.array();
        page.items().forEach(flavor -> flavors.add(detail ? full(request, flavor) : brief(request, flavor)));
        ObjectNode body = Json.wrap("flavors", flavors);
        page.next(request)
                .ifPresent(next -> body.set("flavors_links", Json.array().add(Json.link("next", next))));
        return ApiReply.ok(body);
    }

    private static int minimum(ApiRequest request, String name) {
        String text = request.query(name).orElse("0");
        if (!text.matches("[0-9]{1,9}")) {
            throw new Refusal.BadRequest("Invalid " + name + " filter [" + text + "]");
        }
        return Integer.parseInt(text);
    }

    private ApiReply show(ApiRequest request) {
        return ApiReply.ok(Json.wrap("flavor", full(request, find(request))));
    }

    private ApiReply extraSpecs(ApiRequest request) {
        return ApiReply.ok(Json.wrap("extra_specs", specs(find(request))));
    }

    private Flavor find(ApiRequest request) {
        String id = request.param("id");
        return cloud.flavors()
                .find(id)
                .orElseThrow(() -> new Refusal.NotFound("Flavor " + id + " could not be found."));
    }

    private static ObjectNode brief(ApiRequest request, Flavor flavor) {
        ObjectNode body = Json.object().put("id", flavor.id()).put("name", flavor.name());
        body.set("links", links(request, flavor));
        if (request.minor() >= 55) {
            body.putNull("description");
        }
        return body;
    }

    private static ObjectNode full(ApiRequest request, Flavor flavor) {
        ObjectNode body = Json.object()
                .put("id", flavor.id())
                .put("name", flavor.name())
                .put("ram", flavor.ramMiB())
                .put("disk", flavor.diskGiB());
        if (request.minor() >= 75) {
            body.put("swap", 0);
        } else {
            body.put("swap", "");
        }
        body.put("OS-FLV-EXT-DATA:ephemeral", flavor.ephemeralGiB())
                .put("OS-FLV-DISABLED:disabled", false)
                .put("vcpus", flavor.vcpus())
                .put("os-flavor-access:is_public", true)
                .put("rxtx_factor", 1.0)
                .set("links", links(request, flavor));
        if (request.minor() >= 55) {
            body.putNull("description");
        }
        if (request.minor() >= 61) {
            body.set("extra_specs", specs(flavor));
        }
        return body;
    }

    /** As a server carries it from 2.47 on. */
    static ObjectNode embedded(Flavor flavor) {
        return Json.object()
                .put("vcpus", flavor.vcpus())
                .put("ram", flavor.ramMiB())
                .put("disk", flavor.diskGiB())
                .put("ephemeral", flavor.ephemeralGiB())
                .put("swap", 0)
                .put("original_name", flavor.name())
                .set("extra_specs", specs(flavor));
    }

    private static ObjectNode specs(Flavor flavor) {
        ObjectNode specs = Json.object();
        flavor.extraSpecs().forEach(specs::put);
        return specs;
    }

    private static ArrayNode links(ApiRequest request, Flavor flavor) {
        return Json.array()
                .add(Json.link("self", request.base() + "/v2.1/flavors/" + flavor.id()))
                .add(Json.link("bookmark", request.base() + "/flavors/" + flavor.id()));
    }
}
