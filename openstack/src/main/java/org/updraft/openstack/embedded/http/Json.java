package org.updraft.openstack.embedded.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Optional;

/** JSON as the OpenStack services write and read it. */
final class Json {
    private static final int DEPTH_MAX = 64;
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

    private static final ObjectMapper MAPPER = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH_MAX)
                            .build())
                    .build())
            .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** Empty if it is not one JSON object. */
    static Optional<ObjectNode> object(byte[] body) {
        try {
            JsonNode node = MAPPER.readTree(body);
            return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    static Optional<JsonNode> any(byte[] body) {
        try {
            return Optional.ofNullable(MAPPER.readTree(body)).filter(node -> !node.isMissingNode());
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("cannot write a JSON tree", impossible);
        }
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    static ArrayNode texts(Collection<String> words) {
        ArrayNode array = array();
        words.forEach(array::add);
        return array;
    }

    static ArrayNode array(Collection<? extends JsonNode> nodes) {
        ArrayNode array = array();
        array.addAll(nodes);
        return array;
    }

    /** {@code {key: value}}. */
    static ObjectNode wrap(String key, JsonNode value) {
        return object().set(key, value);
    }

    static ObjectNode put(ObjectNode node, String key, Optional<String> value) {
        return node.put(key, value.orElse(null));
    }

    static ObjectNode link(String rel, String href) {
        return object().put("rel", rel).put("href", href);
    }

    /** {@code 2026-11-22T00:45:33Z}. */
    static String utc(Instant instant) {
        return SECONDS.format(instant) + "Z";
    }

    /** {@code 2026-11-22T00:45:33.000000}, and no zone: as Nova writes launched_at. */
    static String micros(Instant instant) {
        return SECONDS.format(instant) + ".000000";
    }
}
