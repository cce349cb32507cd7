package org.updraft.openstack.embedded.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import org.updraft.openstack.embedded.model.CloudModel;
import org.updraft.openstack.embedded.model.ModelServer;
import org.updraft.openstack.embedded.model.Refusal;
import org.updraft.openstack.embedded.model.Servers;
import org.updraft.openstack.embedded.model.VmState;

/** What can be done to a server: POST /servers/{id}/action, whose body's only key names the deed. */
final class NovaActionsApi {
    private final CloudModel cloud;

    private NovaActionsApi(CloudModel cloud) {
        this.cloud = cloud;
    }

    static void routes(Router router, CloudModel cloud) {
        NovaActionsApi api = new NovaActionsApi(cloud);
        router.add("POST", "/v2.1/servers/{id}/action", "servers.action", api::act);
    }

    private ApiReply act(ApiRequest request) {
        ObjectNode body = request.json();
        List<String> names =
                body.propertyStream().map(java.util.Map.Entry::getKey).toList();
        if (names.size() != 1) {
            throw new Refusal.BadRequest("There is no such action: " + String.join(", ", names));
        }
        String action = names.get(0);
        ModelServer server = NovaServersApi.find(cloud, request);
        if (action.equals("os-getConsoleOutput")) {
            return console(server, body.path(action));
        }
        apply(request, server, action, body.path(action));
        NovaServersApi.remember(cloud, request, server, action.replaceFirst("^os-", ""));
        return ApiReply.empty(202);
    }

    private void apply(ApiRequest request, ModelServer server, String action, JsonNode argument) {
        Servers servers = cloud.servers();
        switch (action) {
            case "pause" -> servers.pause(server);
            case "unpause" -> servers.unpause(server);
            case "os-stop" -> servers.stop(server);
            case "os-start" -> servers.start(server);
            case "suspend" -> servers.suspend(server);
            case "resume" -> servers.resume(server);
            case "reboot" -> servers.reboot(server, hard(argument));
            case "lock" -> servers.lock(server, argument.path("locked_reason").asText(""));
            case "unlock" -> servers.unlock(server);
            case "forceDelete" -> servers.delete(server);
            case "os-resetState" -> {
                request.requireAdmin("os_compute_api:os-admin-actions:reset_state");
                servers.resetState(server, resetTo(argument));
            }
            default -> throw new Refusal.BadRequest("There is no such action: " + action);
        }
    }

    private static boolean hard(JsonNode argument) {
        String type = argument.path("type").asText("").toUpperCase(java.util.Locale.ROOT);
        if (!type.equals("HARD") && !type.equals("SOFT")) {
            throw Words.invalid(
                    "type", argument.path("type"), "is not one of ['HARD', 'Hard', 'hard', 'SOFT', 'Soft', 'soft']");
        }
        return type.equals("HARD");
    }

    private static VmState resetTo(JsonNode argument) {
        String state = argument.path("state").asText("");
        return switch (state) {
            case "active" -> VmState.ACTIVE;
            case "error" -> VmState.ERROR;
            default -> throw Words.invalidText("state", state, "'" + state + "' is not one of ['active', 'error']");
        };
    }

    private ApiReply console(ModelServer server, JsonNode argument) {
        if (server.host().isEmpty()) {
            throw new Refusal.Conflict("Instance " + server.id() + " is not ready");
        }
        String whole = cloud.servers().console(server);
        int length = argument instanceof ObjectNode given
                ? Words.number(given, "length").orElse(-1)
                : -1;
        List<String> lines = Arrays.asList(whole.split("\n", -1));
        List<String> tail = length < 0 ? lines : lines.subList(Math.max(0, lines.size() - length), lines.size());
        return ApiReply.ok(Json.object().put("output", String.join("\n", tail)));
    }
}
