package org.updraft.openstack.embedded.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.updraft.openstack.embedded.fault.FaultRule;
import org.updraft.openstack.embedded.fault.FaultScript;
import org.updraft.openstack.embedded.fault.Faults;

/**
 * {@code /_embedded/faults}: GET lists the rules and how often each has hit, POST adds those of a {@link FaultScript}, DELETE
 * takes all away, or with a name behind it one.
 */
final class FaultsApi {
    static final String PATH = "/_embedded/faults";

    private FaultsApi() {}

    static ApiReply handle(Faults faults, ApiRequest request) {
        String name = request.path().length() > PATH.length() ? request.path().substring(PATH.length() + 1) : "";
        return switch (request.method()) {
            case "GET" -> ApiReply.ok(list(faults));
            case "POST" -> add(faults, request);
            case "DELETE" -> remove(faults, name);
            default -> problem(405, request.method() + " is not for this path; GET, POST and DELETE are");
        };
    }

    private static ApiReply add(Faults faults, ApiRequest request) {
        String type = request.header("Content-Type").orElse("");
        if (!type.startsWith("application/json") && !type.startsWith("application/yaml")) {
            // a web page of elsewhere cannot send these two without asking first
            return problem(415, "send application/json or application/yaml, not '" + type + "'");
        }
        try {
            List<FaultRule> rules = FaultScript.parse(new String(request.body().bytes(), StandardCharsets.UTF_8));
            rules.forEach(faults::add);
            return ApiReply.json(201, list(faults));
        } catch (IllegalArgumentException wrong) {
            return problem(400, String.valueOf(wrong.getMessage()));
        }
    }

    private static ApiReply remove(Faults faults, String name) {
        if (name.isEmpty()) {
            faults.clear();
        } else if (!faults.remove(name)) {
            return problem(404, "no fault rule is named '" + name + "'");
        }
        return ApiReply.ok(list(faults));
    }

    private static ObjectNode list(Faults faults) {
        ArrayNode rules = Json.array();
        for (Faults.Tally tally : faults.tallies()) {
            FaultRule rule = tally.rule();
            ObjectNode one = rules.addObject().put("name", rule.name());
            rule.service().ifPresent(text -> one.put("service", text));
            rule.operation().ifPresent(text -> one.put("operation", text));
            rule.method().ifPresent(text -> one.put("method", text));
            rule.path().ifPresent(pattern -> one.put("path", pattern.pattern()));
            rule.server().ifPresent(pattern -> one.put("server", pattern.pattern()));
            rule.count().ifPresent(count -> one.put("count", count));
            one.put("after", rule.after())
                    .put("probability", rule.probability())
                    .put("effect", rule.effect().toString())
                    .put("hits", tally.hits());
        }
        return Json.wrap("faults", rules);
    }

    private static ApiReply problem(int status, String message) {
        return ApiReply.json(status, Json.object().put("error", message));
    }
}
