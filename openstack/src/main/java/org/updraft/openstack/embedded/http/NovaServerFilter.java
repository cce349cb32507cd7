package org.updraft.openstack.embedded.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.updraft.openstack.embedded.model.ModelServer;
import org.updraft.openstack.embedded.model.Refusal;
import org.updraft.openstack.embedded.model.Servers;
import org.updraft.openstack.embedded.model.VmState;

/**
 * Which servers a listing shows. As in Nova, filters that a caller may not use, or that do not exist, are left out without a
 * word: a client must look at what came back.
 */
final class NovaServerFilter {
    private final ApiRequest request;
    private final NovaServerBody bodies;
    private final List<Predicate<ModelServer>> conditions = new ArrayList<>();

    private NovaServerFilter(ApiRequest request, NovaServerBody bodies) {
        this.request = request;
        this.bodies = bodies;
    }

    static NovaServerFilter of(ApiRequest request, boolean detail, NovaServerBody bodies) {
        NovaServerFilter filter = new NovaServerFilter(request, bodies);
        filter.scope(detail);
        filter.lifeAndStatus();
        filter.words();
        filter.tags();
        filter.times();
        return filter;
    }

    /** Newest first. */
    List<ModelServer> from(Servers servers) {
        return servers.all().stream()
                .filter(server -> conditions.stream().allMatch(condition -> condition.test(server)))
                .toList();
    }

    private void scope(boolean detail) {
        boolean everywhere = request.flag("all_tenants") || request.flag("all_projects");
        if (everywhere) {
            request.requireAdmin("os_compute_api:servers:" + (detail ? "detail" : "index") + ":get_all_tenants");
            request.query("project_id")
                    .or(() -> request.query("tenant_id"))
                    .ifPresent(id -> conditions.add(server -> server.projectId().equals(id)));
        } else {
            String own = request.projectId();
            conditions.add(server -> server.projectId().equals(own));
        }
    }

    private void lifeAndStatus() {
        List<String> wanted = request.queryValues().getOrDefault("status", List.of());
        List<Optional<VmState>> states = wanted.stream().map(VmState::ofStatus).toList();
        boolean wantsDeleted = states.contains(Optional.of(VmState.DELETED));
        if (wantsDeleted && !request.isAdmin()) {
            throw new Refusal.Forbidden("Only administrators may list deleted instances");
        }
        if (!wanted.isEmpty() && states.stream().allMatch(Optional::isEmpty) && request.minor() >= 38) {
            throw new Refusal.BadRequest("Invalid status value");
        }
        if (!wanted.isEmpty()) {
            conditions.add(server -> wanted.stream().anyMatch(server.status()::equalsIgnoreCase));
        }
        boolean deletedOnly = wantsDeleted || (request.isAdmin() && request.flag("deleted"));
        if (deletedOnly) {
            conditions.add(NovaServerBody::isDeleted);
        } else if (request.query("changes-since").isEmpty()) {
            conditions.add(server -> !NovaServerBody.isDeleted(server));
        }
    }

    private void words() {
        request.query("name").ifPresent(regex -> {
            Pattern pattern = pattern(regex);
            conditions.add(server -> pattern.matcher(server.name()).find());
        });
        request.query("reservation_id")
                .ifPresent(id -> conditions.add(server -> server.reservationId().equals(id)));
        request.query("image")
                .ifPresent(id -> conditions.add(server -> server.imageId().equals(id)));
        request.query("flavor")
                .ifPresent(id -> conditions.add(server -> server.flavor().id().equals(id)));
        request.query("ip").ifPresent(regex -> {
            Pattern pattern = pattern(regex);
            conditions.add(server -> bodies.ports(server).stream()
                    .anyMatch(port -> pattern.matcher(port.address()).find()));
        });
        if (request.isAdmin() || request.minor() >= 83) {
            request.query("key_name")
                    .ifPresent(name -> conditions.add(server ->
                            server.spec().keyName().filter(name::equals).isPresent()));
            request.query("availability_zone")
                    .ifPresent(zone -> conditions.add(
                            server -> server.zone().filter(zone::equals).isPresent()));
            request.query("vm_state")
                    .ifPresent(word ->
                            conditions.add(server -> server.vmState().word().equals(word)));
        }
        if (request.isAdmin()) {
            request.query("host")
                    .ifPresent(host -> conditions.add(
                            server -> server.host().filter(host::equals).isPresent()));
            request.query("metadata").ifPresent(this::metadata);
        }
        if (request.minor() >= 73 && request.query("locked").isPresent()) {
            boolean locked = request.flag("locked");
            conditions.add(server -> server.lock().isPresent() == locked);
        }
    }

    private void metadata(String json) {
        ObjectNode wanted = Json.object(json.replace('\'', '"').getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .orElseThrow(() -> new Refusal.BadRequest("Invalid filter metadata: " + json));
        Map<String, String> pairs = Words.pairs(wanted, "metadata");
        conditions.add(server -> server.metadata().entrySet().containsAll(pairs.entrySet()));
    }

    private void tags() {
        if (request.minor() < 26) {
            return;
        }
        tagFilter("tags", (server, tags) -> server.tags().containsAll(tags));
        tagFilter("tags-any", (server, tags) -> tags.stream().anyMatch(server.tags()::contains));
        tagFilter("not-tags", (server, tags) -> !server.tags().containsAll(tags));
        tagFilter("not-tags-any", (server, tags) -> tags.stream().noneMatch(server.tags()::contains));
    }

    private void tagFilter(String name, java.util.function.BiPredicate<ModelServer, List<String>> fits) {
        request.query(name).ifPresent(text -> {
            List<String> tags = List.of(text.split(",", -1));
            conditions.add(server -> fits.test(server, tags));
        });
    }

    private void times() {
        request.query("changes-since").ifPresent(text -> {
            Instant since = instant("changes-since", text);
            conditions.add(server -> !server.updated().isBefore(since));
        });
        if (request.minor() >= 66) {
            request.query("changes-before").ifPresent(text -> {
                Instant before = instant("changes-before", text);
                conditions.add(server -> !server.updated().isAfter(before));
            });
        }
    }

    private static Pattern pattern(String regex) {
        try {
            return Pattern.compile(regex.substring(0, Math.min(255, regex.length())), Pattern.CASE_INSENSITIVE);
        } catch (PatternSyntaxException broken) {
            throw new Refusal.BadRequest("Invalid regular expression: " + regex);
        }
    }

    private static Instant instant(String name, String text) {
        try {
            // a plus sign that was not encoded arrives as a space
            String fixed = text.replace(' ', '+');
            return fixed.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$")
                    ? OffsetDateTime.parse(fixed).toInstant()
                    : LocalDateTime.parse(fixed).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException notADate) {
            throw Words.invalidText("query parameters " + name, text, "'" + text + "' is not a 'date-time'");
        }
    }
}
