package org.updraft.openstack.embedded.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.updraft.openstack.embedded.model.Refusal;

/** Reads fields of a request's body; what does not fit is a 400 in the words of Nova's schema. */
final class Words {
    private static final int SHOWN_MAX = 2000;

    private Words() {}

    static Optional<String> text(ObjectNode node, String key) {
        JsonNode value = node.get(key);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw invalid(key, value, value + " is not of type 'string'");
        }
        return Optional.of(value.textValue());
    }

    static String requiredText(ObjectNode node, String key, String within) {
        return text(node, key).orElseThrow(() -> invalid(within, node, "'" + key + "' is a required property"));
    }

    /** @param max in characters */
    static String limited(String key, String value, int min, int max) {
        if (value.length() < min) {
            throw invalidText(key, value, "'" + value + "' is too short");
        }
        if (value.length() > max) {
            throw invalidText(key, value, "'" + value + "' is too long");
        }
        return value;
    }

    /** Nova takes numbers as text too. */
    static Optional<Integer> number(ObjectNode node, String key) {
        JsonNode value = node.get(key);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (value.canConvertToInt() && value.isIntegralNumber()) {
            return Optional.of(value.intValue());
        }
        if (value.isTextual() && value.textValue().matches("-?[0-9]{1,9}")) {
            return Optional.of(Integer.parseInt(value.textValue()));
        }
        throw invalid(key, value, value + " is not of type 'integer'");
    }

    static boolean flag(ObjectNode node, String key) {
        JsonNode value = node.get(key);
        return value != null
                && (value.asBoolean()
                        || value.asText().equalsIgnoreCase("true")
                        || value.asText().equals("1"));
    }

    /** {@code {"key": "value", …}}, both of at most 255 characters. */
    static Map<String, String> pairs(JsonNode node, String field) {
        if (!(node instanceof ObjectNode object)) {
            throw invalid(field, node, node + " is not of type 'object'");
        }
        Map<String, String> pairs = new LinkedHashMap<>();
        object.properties().forEach(entry -> {
            if (!entry.getKey().matches("[a-zA-Z0-9-_:. ]{1,255}")) {
                throw invalid(
                        field,
                        object,
                        "'" + entry.getKey() + "' does not match any of the regexes: '^[a-zA-Z0-9-_:. ]{1,255}$'");
            }
            String value = text(object, entry.getKey())
                    .orElseThrow(() -> invalid(field, object, "None is not of type 'string'"));
            pairs.put(entry.getKey(), limited(entry.getKey(), value, 0, 255));
        });
        return pairs;
    }

    static Refusal invalid(String field, JsonNode value, String why) {
        return invalidText(field, shortened(value), why);
    }

    static Refusal invalidText(String field, String value, String why) {
        return new Refusal.BadRequest("Invalid input for field/attribute " + field + ". Value: " + value + ". " + why);
    }

    static String shortened(JsonNode node) {
        String text = node.toString();
        return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX);
    }
}
