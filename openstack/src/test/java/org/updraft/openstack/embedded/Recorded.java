package org.updraft.openstack.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a real service once answered, against what ours answers to the same: status, names of headers, and of the body every
 * key with the kind of its value; of a refusal the very words, ids apart.
 */
final class Recorded {
    private static final Set<String> OF_THE_TRANSPORT = Set.of("content-length", "date", "connection", "server");

    private Recorded() {}

    static Talk.Reply same(String name, Talk.Reply ours) {
        JsonNode recorded = read(name);
        assertThat(ours.status())
                .as("status of %s; we say %s", name, ours.body())
                .isEqualTo(recorded.path("status").asInt());
        assertThat(headerNames(ours.headers()))
                .as("headers of %s", name)
                .containsAll(headerNames(Talk.JSON.convertValue(
                        recorded.path("headers"),
                        new com.fasterxml.jackson.core.type.TypeReference<Map<String, String>>() {})));
        if (ours.status() >= 400) {
            assertThat(words(ours.body())).as("words of %s", name).isEqualTo(words(recorded.path("body")));
        } else {
            assertThat(shape(ours.body())).as("shape of %s", name).isEqualTo(shape(recorded.path("body")));
        }
        assertThat(ours.header("content-type").orElse("none"))
                .as("content type of %s", name)
                .isEqualTo(recorded.path("headers").path("Content-Type").asText("none"));
        return ours;
    }

    static JsonNode body(String name) {
        return read(name).path("body");
    }

    private static JsonNode read(String name) {
        try (InputStream file = Recorded.class.getResourceAsStream("/replies/recorded/" + name + ".json")) {
            assertThat(file).as("recorded reply %s", name).isNotNull();
            return Talk.JSON.readTree(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Set<String> headerNames(Map<String, String> headers) {
        return headers.keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> !OF_THE_TRANSPORT.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Ids of any kind become {@code <id>}. */
    private static JsonNode words(JsonNode body) {
        String masked = body.toString()
                .replaceAll("[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}", "<id>")
                .replaceAll("key-[0-9]+", "<key>");
        try {
            return Talk.JSON.readTree(masked);
        } catch (IOException broken) {
            throw new UncheckedIOException(masked, broken);
        }
    }

    /** Keys sorted, values replaced by their kind; of a list all kinds of entries that occur. */
    static String shape(JsonNode node) {
        if (node.isObject()) {
            Map<String, String> keys = new TreeMap<>();
            node.properties().forEach(entry -> keys.put(entry.getKey(), shape(entry.getValue())));
            return keys.entrySet().stream()
                    .map(entry ->
                            "\n" + entry.getKey() + ": " + entry.getValue().replace("\n", "\n  "))
                    .collect(Collectors.joining("", "{", "\n}"));
        }
        if (node.isArray()) {
            Set<String> kinds = new TreeSet<>();
            node.forEach(entry -> kinds.add(shape(entry)));
            return kinds.toString();
        }
        return node.isIntegralNumber()
                ? "whole number"
                : node.getNodeType().toString().toLowerCase(Locale.ROOT);
    }
}
