package org.updraft.openstack.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openstack4j.model.compute.Action;
import org.updraft.openstack.BootRequest;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.Flavor;
import org.updraft.openstack.InstanceAction;
import org.updraft.openstack.Quota;
import org.updraft.openstack.Server;
import org.updraft.openstack.adapter.Paging.Page;
import org.updraft.openstack.adapter.connector.CloudHttp;
import org.updraft.openstack.adapter.connector.HttpFailure;

/** The calls to Nova. Server ids were checked by the caller. */
final class Nova {
    private final Calls calls;
    private final CloudHttp http;
    private final int pageSize;
    private volatile @Nullable String microversion;

    Nova(Calls calls, CloudHttp http, int pageSize) {
        this.calls = calls;
        this.http = http;
        this.pageSize = pageSize;
    }

    List<Server> servers() throws CloudException {
        Raw raw = raw();
        return Paging.all(calls.cloud(), "servers", Server::id, marker -> {
            try {
                return calls.read("list the servers", (client, login) -> {
                    JsonNode reply = raw.get("/servers/detail", page(marker));
                    List<Server> servers = Fields.list(reply, "servers", ServerJson::server);
                    return new Page<>(servers, servers.isEmpty());
                });
            } catch (CloudException.Rejected e) {
                throw marker.isPresent() ? markerGone(marker.get(), e) : e;
            }
        });
    }

    /** Nova refuses a marker whose server was deleted since: the list moved under us, which the next turn's will not. */
    private CloudException markerGone(String marker, CloudException.Rejected e) {
        return new CloudException.Unreachable(
                calls.cloud(), e.getMessage() + " (the page after server " + marker + ")", false, e);
    }

    Optional<Server> server(String id) throws CloudException {
        Raw raw = raw();
        Optional<Fields> shown = calls.read("show server " + id, (client, login) -> {
            try {
                Fields json = Fields.object(raw.get("/servers/" + id, Map.of()), "server");
                ServerJson.server(json);
                return Optional.of(json);
            } catch (HttpFailure.Refused refused) {
                if (isAbout(id, refused)) {
                    return Optional.<Fields>empty();
                }
                throw refused;
            }
        });
        if (shown.isEmpty()) {
            return Optional.empty();
        }
        requireOurs(id, shown.get());
        return shown.map(ServerJson::server);
    }

    /** A 404 that names the server, not one of a proxy or for the whole address. */
    private static boolean isAbout(String id, HttpFailure.Refused refused) {
        return refused.status() == 404
                && refused.isOpenStackError()
                && refused.words().contains(id);
    }

    private void requireOurs(String id, Fields server) throws CloudException {
        String ours = calls.session().current().binding().projectId();
        String owner = server.maybeText("tenant_id").orElse(ours);
        if (!owner.equals(ours)) {
            throw new CloudException.Rejected(
                    calls.cloud(),
                    calls.cloud() + ": server " + id + " belongs to project " + owner + ", not to ours (" + ours + ")",
                    null);
        }
    }

    List<Flavor> flavors() throws CloudException {
        Raw raw = raw();
        return Paging.all(
                calls.cloud(),
                "flavors",
                Flavor::id,
                marker -> calls.read("list the flavors", (client, login) -> {
                    JsonNode reply = raw.get("/flavors/detail", page(marker));
                    List<Flavor> flavors = Fields.list(reply, "flavors", ServerJson::flavor);
                    return new Page<>(flavors, flavors.isEmpty());
                }));
    }

    private Map<String, Object> page(Optional<String> marker) {
        Map<String, Object> query = new HashMap<>();
        query.put("limit", pageSize);
        marker.ifPresent(last -> query.put("marker", last));
        return query;
    }

    List<String> keyNames() throws CloudException {
        Raw raw = raw();
        return calls.read(
                "list the key pairs",
                (client, login) -> Fields.list(
                                raw.get("/os-keypairs", Map.of()),
                                "keypairs",
                                pair -> pair.object("keypair").text("name"))
                        .stream()
                        .sorted()
                        .toList());
    }

    List<String> zones() throws CloudException {
        Raw raw = raw();
        return calls.read(
                "list the availability zones",
                (client, login) ->
                        Fields.list(raw.get("/os-availability-zone", Map.of()), "availabilityZoneInfo", zone -> zone)
                                .stream()
                                .filter(zone -> zone.object("zoneState").flag("available"))
                                .map(zone -> zone.text("zoneName"))
                                .sorted()
                                .toList());
    }

    /** Read here, because openstack4j shows a limit that is missing and one that is unlimited alike, as -1. */
    Quota quota() throws CloudException {
        Raw raw = raw();
        return calls.read("read the quota", (client, login) -> {
            Fields limits =
                    Fields.object(raw.get("/limits", Map.of()), "limits").object("absolute");
            return new Quota(
                    limits.number("maxTotalInstances"),
                    limits.number("totalInstancesUsed"),
                    limits.number("maxTotalCores"),
                    limits.number("totalCoresUsed"),
                    limits.number("maxTotalRAMSize"),
                    limits.number("totalRAMUsed"));
        });
    }

    /** One POST /servers and nothing else. */
    String boot(BootRequest request) throws CloudException {
        Raw raw = raw();
        JsonNode body = BootJson.of(request);
        try {
            return calls.change("boot " + request.name(), (client, login) -> {
                String id = Fields.object(raw.post("/servers", body), "server").text("id");
                return requireUuid(id);
            });
        } catch (CloudException.Gone | CloudException.WrongState e) {
            // nothing of ours is there yet, so this is about what was asked for: an image, a network, a choice of
            // networks
            throw new CloudException.Rejected(calls.cloud(), e.getMessage(), e);
        }
    }

    private static String requireUuid(String id) {
        try {
            return UUID.fromString(id).toString();
        } catch (IllegalArgumentException e) {
            throw new HttpFailure.Unreadable("the new server's id is not a uuid", e);
        }
    }

    void delete(String id) throws CloudException {
        Optional<Boolean> accepted = calls.change("delete server " + id, (client, login) -> {
            try {
                return Optional.of(client.compute().servers().delete(id).isSuccess());
            } catch (HttpFailure.Refused refused) {
                if (isAbout(id, refused)) {
                    return Optional.of(true);
                }
                throw refused;
            }
        });
        if (!accepted.orElse(false)) {
            throw new CloudException.Unreachable(
                    calls.cloud(), calls.cloud() + ": could not delete server " + id + ": no clear answer", true, null);
        }
    }

    void pause(String id) throws CloudException {
        act("pause", id, Action.PAUSE);
    }

    void unpause(String id) throws CloudException {
        act("unpause", id, Action.UNPAUSE);
    }

    private void act(String verb, String id, Action action) throws CloudException {
        calls.change(
                verb + " server " + id,
                (client, login) -> client.compute().servers().action(id, action));
    }

    String consoleTail(String id, int lines) throws CloudException {
        Raw raw = raw();
        return calls.read("read the console of server " + id, (client, login) -> {
            try {
                JsonNode body = BootJson.console(lines);
                JsonNode output = raw.post("/servers/" + id + "/action", body).path("output");
                return output.asText("");
            } catch (HttpFailure.Refused refused) {
                boolean noneYet = refused.status() == 409 || (refused.status() == 404 && !isAbout(id, refused));
                if (noneYet && refused.isOpenStackError()) {
                    return "";
                }
                throw refused;
            }
        });
    }

    List<InstanceAction> actions(String id, int most) throws CloudException {
        Raw raw = raw();
        return calls.read("list what was asked of server " + id, (client, login) -> {
            JsonNode reply = raw.get("/servers/" + id + "/os-instance-actions", Map.of("limit", most));
            List<InstanceAction> actions = Fields.list(reply, "instanceActions", ServerJson::action);
            return actions.subList(0, Math.min(most, actions.size()));
        });
    }

    private Raw raw() throws CloudException {
        String known = microversion;
        if (known == null) {
            known = Microversion.of(http, calls);
            microversion = known;
        }
        return Raw.nova(known);
    }
}
