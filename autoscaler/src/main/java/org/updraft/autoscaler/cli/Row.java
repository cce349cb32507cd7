package org.updraft.autoscaler.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.updraft.autoscaler.plan.Ages;

/**
 * One object of the API's JSON, as people read it. What is missing is the empty text.
 *
 * @param now by the service's clock
 */
record Row(JsonNode json, Instant now) {

    /** The answer itself, which says what time it is there. */
    static Row of(JsonNode answer) {
        return new Row(answer, instant(answer.path("now").asText("")).orElse(Instant.EPOCH));
    }

    String text(String name) {
        return json.path(name).asText("");
    }

    /** {@code 12 min}, of a field that counts seconds. */
    String age(String name) {
        return json.path(name).isNumber()
                ? Ages.words(Duration.ofSeconds(json.path(name).asLong()))
                : "";
    }

    /** The time of day, of a field that is an instant. */
    String clock(String name) {
        return instant(text(name)).map(at -> Ages.clock(at, now)).orElse("");
    }

    boolean is(String name) {
        return json.path(name).asBoolean(false);
    }

    long number(String name) {
        return json.path(name).asLong(0);
    }

    Row child(String name) {
        return new Row(json.path(name), now);
    }

    Stream<Row> rows(String name) {
        return json.path(name).valueStream().map(child -> new Row(child, now));
    }

    /** {@code 3 busy, 1 idle}, of an object of counts. */
    String tally(String name) {
        List<String> parts = new ArrayList<>();
        json.path(name).properties().forEach(count -> parts.add(count.getValue().asLong() + " " + count.getKey()));
        return String.join(", ", parts);
    }

    /** {@code 4c 7.6G 36G 1g}: CPUs, memory and disk in GiB, GPUs if any. */
    String shape(String name) {
        Row shape = child(name);
        String gpus = shape.number("gpus") > 0 ? " " + shape.number("gpus") + "g" : "";
        return shape.number("cpus") + "c " + gib(shape.number("memoryMiB")) + "G " + shape.number("diskGiB") + "G"
                + gpus;
    }

    static String gib(long mib) {
        long tenths = Math.round(mib * 10 / 1024.0);
        return tenths % 10 == 0 ? String.valueOf(tenths / 10) : tenths / 10 + "." + tenths % 10;
    }

    private static Optional<Instant> instant(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            // shown as missing: nobody is helped by a command that fails for one cell
            return Optional.empty();
        }
    }
}
