package org.updraft.openstack.embedded.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.updraft.openstack.embedded.model.CloudModel;
import org.updraft.openstack.embedded.model.ModelServer;
import org.updraft.openstack.embedded.model.Refusal;

/** Servers: made, listed, shown, renamed, deleted. */
final class NovaServersApi {
    private final CloudModel cloud;
    private final NovaServerBody bodies;

    private NovaServersApi(CloudModel cloud) {
        this.cloud = cloud;
        this.bodies = new NovaServerBody(cloud);
    }

    static void routes(Router router, CloudModel cloud) {
        NovaServersApi api = new NovaServersApi(cloud);
        router.add("POST", "/v2.1/servers", "servers.create", api::create);
        router.add("GET", "/v2.1/servers", "servers.list", request -> api.list(request, false));
        router.add("GET", "/v2.1/servers/detail", "servers.list", request -> api.list(request, true));
        router.add("GET", "/v2.1/servers/{id}", "servers.show", api::show);
        router.add("PUT", "/v2.1/servers/{id}", "servers.update", api::update);
        router.add("DELETE", "/v2.1/servers/{id}", "servers.delete", api::delete);
    }

    private ApiReply create(ApiRequest request) {
        NovaBootRequest boot = NovaBootRequest.of(request);
        List<ModelServer> booted = cloud.servers()
                .boot(request.projectId(), request.token().user().id(), boot.spec(), boot.min(), boot.max());
        booted.forEach(server -> remember(request, server, "create"));
        ModelServer first = booted.get(0);
        if (boot.wantsReservation()) {
            return ApiReply.json(202, Json.object().put("reservation_id", first.reservationId()));
        }
        return ApiReply.json(202, Json.wrap("server", accepted(request, first)))
                .header("Location", request.base() + "/v2.1/servers/" + first.id());
    }

    private static ObjectNode accepted(ApiRequest request, ModelServer server) {
        ObjectNode body = Json.object().put("id", server.id());
        body.set("links", NovaServerBody.links(request, server));
        body.put("OS-DCF:diskConfig", "MANUAL");
        List<String> asked = server.spec().securityGroups();
        ArrayNode groups = body.putArray("security_groups");
        (asked.isEmpty() ? List.of("default") : asked)
                .forEach(name -> groups.addObject().put("name", name));
        return body.put("adminPass", server.adminPass());
    }

    private ApiReply list(ApiRequest request, boolean detail) {
        List<ModelServer> fitting = NovaServerFilter.of(request, detail, bodies).from(cloud.servers());
        Page<ModelServer> page = Page.of(request, fitting, ModelServer::id);
        ArrayNode servers = Json.array();
        page.items()
                .forEach(server ->
                        servers.add(detail ? bodies.full(request, server, false) : bodies.brief(request, server)));
        ObjectNode body = Json.wrap("servers", servers);
        page.next(request)
                .ifPresent(next -> body.set("servers_links", Json.array().add(Json.link("next", next))));
        return ApiReply.ok(body);
    }

    private ApiReply show(ApiRequest request) {
        return ApiReply.ok(Json.wrap("server", bodies.full(request, find(cloud, request), true)));
    }

    private ApiReply update(ApiRequest request) {
        ModelServer server = find(cloud, request);
        ObjectNode change = request.json("server");
        String name = Words.text(change, "name")
                .map(text -> Words.limited("name", text, 1, 255))
                .orElse(server.name());
        Optional<String> description = request.minor() >= 19 ? Words.text(change, "description") : Optional.empty();
        cloud.servers().rename(server, name, description.orElse(server.description()));
        return ApiReply.ok(Json.wrap("server", bodies.full(request, server, true)));
    }

    private ApiReply delete(ApiRequest request) {
        ModelServer server = find(cloud, request);
        cloud.servers().delete(server);
        remember(request, server, "delete");
        return ApiReply.empty(204);
    }

    /** The server the path names, or a 404 if it is not there for this caller. */
    static ModelServer find(CloudModel cloud, ApiRequest request) {
        if (request.param("id").length() > 64) {
            throw new Refusal.NotFound("Instance could not be found.");
        }
        return cloud.servers().of(request.projectId(), request.isAdmin(), request.param("id"));
    }

    /** Writes it into the server's os-instance-actions. */
    void remember(ApiRequest request, ModelServer server, String action) {
        remember(cloud, request, server, action);
    }

    static void remember(CloudModel cloud, ApiRequest request, ModelServer server, String action) {
        cloud.servers()
                .remember(
                        server,
                        new ModelServer.Deed(
                                action,
                                request.requestId(),
                                cloud.time().now(),
                                request.token().user().id(),
                                request.projectId()));
    }
}
