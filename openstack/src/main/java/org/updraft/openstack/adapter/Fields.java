package org.updraft.openstack.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.updraft.openstack.adapter.connector.HttpFailure;

/**
 * A JSON object of a reply. A field that must be there and is not, or is of another type, makes the reply unreadable: half an
 * answer is no answer.
 *
 * @param what as in "server 1234", for the message
 */
record Fields(JsonNode json, String what) {

    private static final Pattern ID = Pattern.compile("[0-9A-Za-z_-]{1,64}");

    /** The elements of the array {@code name} of a reply. */
    static <T> List<T> list(JsonNode reply, String name, Function<Fields, T> read) {
        JsonNode array = reply.path(name);
        if (!array.isArray()) {
            throw new HttpFailure.Unreadable("the reply has no list " + name, null);
        }
        List<T> list = new ArrayList<>();
        for (JsonNode element : array) {
            list.add(read.apply(new Fields(element, "one of " + name)));
        }
        return list;
    }

    static Fields object(JsonNode reply, String name) {
        JsonNode object = reply.path(name);
        if (!object.isObject()) {
            throw new HttpFailure.Unreadable("the reply has no " + name, null);
        }
        return new Fields(object, name);
    }

    Fields object(String name) {
        JsonNode object = json.path(name);
        if (!object.isObject()) {
            throw missing(name);
        }
        return new Fields(object, what + "'s " + name);
    }

    String text(String name) {
        return maybeText(name).orElseThrow(() -> missing(name));
    }

    /** A text that becomes part of an address: with a slash or dots in it, a request would go elsewhere. */
    String id(String name) {
        return maybeText(name).filter(id -> ID.matcher(id).matches()).orElseThrow(() -> missing(name));
    }

    /** Empty for a field that is absent, null or the empty text. */
    Optional<String> maybeText(String name) {
        JsonNode field = json.path(name);
        return field.isTextual() && !field.asText().isEmpty() ? Optional.of(field.asText()) : Optional.empty();
    }

    int number(String name) {
        JsonNode field = json.path(name);
        if (!field.isIntegralNumber() || !field.canConvertToInt()) {
            throw missing(name);
        }
        return field.asInt();
    }

    /** {@code ifAbsent} for a field that is absent or null, or the empty text that Nova writes for "no swap". */
    long numberOr(String name, long ifAbsent) {
        JsonNode field = json.path(name);
        return field.isIntegralNumber() ? field.asLong() : ifAbsent;
    }

    boolean flag(String name) {
        return json.path(name).asBoolean(false);
    }

    Instant instant(String name) {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeException e) {
            throw new HttpFailure.Unreadable(what + " has a field " + name + " that is not a time", e);
        }
    }

    /** As Nova writes some times: in UTC, and without saying so. */
    Instant instantWithoutZone(String name) {
        try {
            return LocalDateTime.parse(text(name)).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new HttpFailure.Unreadable(what + " has a field " + name + " that is not a time", e);
        }
    }

    Map<String, String> texts(String name) {
        Map<String, String> texts = new TreeMap<>();
        object(name)
                .json()
                .properties()
                .forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
        return texts;
    }

    Fields named(String newWhat) {
        return new Fields(json, newWhat);
    }

    private HttpFailure.Unreadable missing(String name) {
        return new HttpFailure.Unreadable("the reply is incomplete: " + what + " has no usable field " + name, null);
    }
}
