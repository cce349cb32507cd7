package org.updraft.openstack.embedded.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.updraft.openstack.embedded.model.Refusal;

/**
 * A listing of Neutron: any key of the answer filters, several values of it mean any of them, {@code fields} picks keys,
 * {@code limit} and {@code marker} make pages.
 */
final class NeutronListing {
    private static final Set<String> NOT_FILTERS =
            Set.of("fields", "limit", "marker", "sort_key", "sort_dir", "page_reverse", "tags", "tags-any");

    private NeutronListing() {}

    /** @param key what the list is wrapped in, such as {@code networks} */
    static ApiReply of(ApiRequest request, String key, List<ObjectNode> all) {
        List<ObjectNode> fitting =
                all.stream().filter(node -> fits(request, node)).toList();
        int from = request.query("marker").map(marker -> after(fitting, marker)).orElse(0);
        int limit = request.query("limit").map(NeutronListing::number).orElse(Integer.MAX_VALUE);
        int to = (int) Math.min(fitting.size(), (long) from + limit);
        ArrayNode page = Json.array();
        fitting.subList(from, to).forEach(node -> page.add(picked(request, node)));
        ObjectNode body = Json.wrap(key, page);
        if (to < fitting.size() && to > from) {
            String next = request.base() + request.path() + "?limit=" + limit + "&marker="
                    + fitting.get(to - 1).path("id").asText();
            body.set(key + "_links", Json.array().add(Json.link("next", next)));
        }
        return ApiReply.ok(body);
    }

    private static boolean fits(ApiRequest request, ObjectNode node) {
        for (Map.Entry<String, List<String>> entry : request.queryValues().entrySet()) {
            if (!NOT_FILTERS.contains(entry.getKey()) && !fits(node, entry.getKey(), entry.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(ObjectNode node, String key, List<String> wanted) {
        if (key.equals("fixed_ips")) {
            return wanted.stream().anyMatch(pair -> fitsAddress(node.path("fixed_ips"), pair));
        }
        JsonNode actual = node.path(key);
        if (actual.isMissingNode()) {
            return true; // as Neutron: a filter it does not know is left out
        }
        if (actual.isArray()) {
            List<String> values = new ArrayList<>();
            actual.forEach(value -> values.add(value.asText()));
            return wanted.stream().anyMatch(values::contains);
        }
        return wanted.stream()
                .anyMatch(value -> actual.isBoolean()
                        ? actual.asBoolean() == (value.equalsIgnoreCase("true") || value.equals("1"))
                        : actual.asText("").equals(value));
    }

    /** {@code ip_address=10.0.0.5} or {@code subnet_id=…}. */
    private static boolean fitsAddress(JsonNode addresses, String pair) {
        int cut = pair.indexOf('=');
        if (cut < 0) {
            throw new Refusal.BadRequest("InvalidInput", "Invalid input for operation: fixed_ips=" + pair + ".");
        }
        for (JsonNode address : addresses) {
            if (address.path(pair.substring(0, cut)).asText("").equals(pair.substring(cut + 1))) {
                return true;
            }
        }
        return false;
    }

    private static ObjectNode picked(ApiRequest request, ObjectNode node) {
        List<String> fields = request.queryValues().getOrDefault("fields", List.of());
        return fields.isEmpty() ? node : node.deepCopy().retain(fields);
    }

    private static int after(List<ObjectNode> nodes, String marker) {
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).path("id").asText().equals(marker)) {
                return i + 1;
            }
        }
        throw new Refusal.BadRequest("InvalidInput", "Invalid input for operation: marker " + marker + " not found.");
    }

    private static int number(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new Refusal.BadRequest("BadRequest", "Invalid input for limit: '" + text + "' is not an integer.");
        }
        int number = Integer.parseInt(text);
        return number == 0 ? Integer.MAX_VALUE : number;
    }

    /** The object that the body wraps in {@code key}, or a 400 in Neutron's words. */
    static ObjectNode body(ApiRequest request, String key) {
        ObjectNode whole = Json.object(request.body().bytes())
                .orElseThrow(() ->
                        new Refusal.BadRequest("HTTPBadRequest", "The request body is not a well-formed JSON object."));
        if (whole.get(key) instanceof ObjectNode inner) {
            return inner;
        }
        throw new Refusal.BadRequest("HTTPBadRequest", "Unable to find '" + key + "' in request body");
    }

    static String required(ObjectNode node, String key) {
        return Words.text(node, key)
                .orElseThrow(() -> new Refusal.BadRequest(
                        "HTTPBadRequest", "Failed to parse request. Required attribute '" + key + "' not specified"));
    }
}
