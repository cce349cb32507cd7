package org.updraft.openstack.embedded.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.updraft.openstack.embedded.model.Refusal;
import org.updraft.openstack.embedded.model.Token;

/**
 * One request, read whole.
 *
 * @param base where this service answers, such as {@code http://127.0.0.1:4711/compute}
 * @param path below {@code base}, without query
 * @param query as sent
 * @param params what the route's pattern picked out of the path
 * @param minor of Nova's microversion 2.x
 * @param requestId for the headers and for the log
 */
record ApiRequest(
        String method,
        String base,
        String path,
        String query,
        Map<String, List<String>> queryValues,
        Map<String, String> headers,
        Body body,
        Map<String, String> params,
        int minor,
        Optional<Token> caller,
        String requestId) {

    ApiRequest routed(Map<String, String> picked, Optional<Token> by, int version) {
        return new ApiRequest(method, base, path, query, queryValues, headers, body, picked, version, by, requestId);
    }

    /** Who calls; a 401 if nobody has said. */
    Token token() {
        return caller.orElseThrow(Refusal.Unauthorized::new);
    }

    String projectId() {
        return token().projectId();
    }

    boolean isAdmin() {
        return token().isAdmin();
    }

    /** A 403 in Nova's words unless the caller is an admin. */
    void requireAdmin(String policy) {
        if (!isAdmin()) {
            throw new Refusal.Forbidden("Policy doesn't allow " + policy + " to be performed.");
        }
    }

    String param(String name) {
        return params.getOrDefault(name, "");
    }

    /** The last value of a query parameter that has one. */
    Optional<String> query(String name) {
        List<String> values = queryValues.getOrDefault(name, List.of());
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
    }

    boolean flag(String name) {
        return query(name)
                .filter(value ->
                        List.of("1", "true", "t", "yes", "y", "on").contains(value.toLowerCase(java.util.Locale.ROOT))
                                || value.isEmpty())
                .isPresent();
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(java.util.Locale.ROOT)));
    }

    /** The body as a JSON object, or a 400 in Nova's words. */
    ObjectNode json() {
        return Json.object(body.bytes()).orElseThrow(() -> new Refusal.BadRequest("Malformed request body"));
    }

    /** The object that the body wraps in {@code key}, or a 400 in Nova's words. */
    ObjectNode json(String key) {
        ObjectNode whole = json();
        if (whole.get(key) instanceof ObjectNode inner) {
            return inner;
        }
        throw new Refusal.BadRequest("Invalid input for field/attribute " + key + ". Value: " + Words.shortened(whole)
                + ". '" + key + "' is a required property");
    }
}
