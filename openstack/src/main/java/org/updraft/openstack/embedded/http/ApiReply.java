package org.updraft.openstack.embedded.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is sent back.
 *
 * @param json its body, if that is JSON
 * @param text its body, if that is not
 */
record ApiReply(
        int status, Optional<JsonNode> json, Optional<String> text, String contentType, Map<String, String> headers) {
    static final String JSON_TYPE = "application/json";

    static ApiReply json(int status, JsonNode body) {
        return new ApiReply(status, Optional.of(body), Optional.empty(), JSON_TYPE, Map.of());
    }

    static ApiReply ok(JsonNode body) {
        return json(200, body);
    }

    static ApiReply empty(int status) {
        return new ApiReply(status, Optional.empty(), Optional.empty(), JSON_TYPE, Map.of());
    }

    static ApiReply text(int status, String contentType, String body) {
        return new ApiReply(status, Optional.empty(), Optional.of(body), contentType, Map.of());
    }

    ApiReply header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new ApiReply(status, json, text, contentType, more);
    }

    ApiReply ofType(String type) {
        return new ApiReply(status, json, text, type, headers);
    }

    ApiReply withJson(JsonNode body) {
        return new ApiReply(status, Optional.of(body), text, contentType, headers);
    }

    byte[] bytes() {
        return json.map(Json::bytes).orElseGet(() -> text.orElse("").getBytes(StandardCharsets.UTF_8));
    }
}
