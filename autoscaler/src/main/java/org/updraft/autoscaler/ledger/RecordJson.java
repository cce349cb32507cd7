package org.updraft.autoscaler.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Any value of {@code pool} and {@code plan} as JSON, every component of it by its name: the archive of what was seen must
 * not lose a field that is added later. For readers outside use {@link TurnJson}. A record that is one case of a sealed
 * type says which, as {@code "is"}. Empty optionals are left out. The order is fixed, so equal values give equal text.
 */
final class RecordJson {

    private static final JsonFactory JSON = new JsonFactory();
    private static final ClassValue<RecordComponent[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
            return type.getRecordComponents();
        }
    };

    private RecordJson() {}

    static String text(Record value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            write(json, value);
        } catch (IOException e) {
            throw new UncheckedIOException("writing JSON into memory", e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        switch (value) {
            case Record record -> record(json, record);
            case Map<?, ?> map -> map(json, map);
            case Set<?> set -> list(json, sorted(set));
            case Collection<?> list -> list(json, list);
            case Enum<?> constant -> json.writeString(constant.name());
            case Boolean flag -> json.writeBoolean(flag);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Instant instant -> json.writeString(instant.toString());
            case Duration duration -> json.writeString(duration.toString());
            case String text -> json.writeString(text);
            default -> throw new IllegalArgumentException("no JSON is known for " + value.getClass());
        }
    }

    private static void record(JsonGenerator json, Record record) throws IOException {
        json.writeStartObject();
        if (Arrays.stream(record.getClass().getInterfaces()).anyMatch(Class::isSealed)) {
            json.writeStringField("is", record.getClass().getSimpleName());
        }
        for (RecordComponent component : COMPONENTS.get(record.getClass())) {
            Object value = read(record, component);
            Object present = value instanceof Optional<?> optional ? optional.orElse(null) : value;
            if (present != null) {
                json.writeFieldName(component.getName());
                write(json, present);
            }
        }
        json.writeEndObject();
    }

    /** Keys that are not text themselves make a list of pairs. */
    private static void map(JsonGenerator json, Map<?, ?> map) throws IOException {
        List<Map.Entry<Object, Object>> entries = new ArrayList<>();
        map.forEach((key, value) -> entries.add(Map.entry(key, value)));
        entries.sort(Comparator.comparing(entry -> entry.getKey().toString()));
        if (entries.stream().allMatch(entry -> entry.getKey() instanceof String)) {
            json.writeStartObject();
            for (Map.Entry<Object, Object> entry : entries) {
                json.writeFieldName((String) entry.getKey());
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } else {
            json.writeStartArray();
            for (Map.Entry<Object, Object> entry : entries) {
                json.writeStartObject();
                json.writeFieldName("key");
                write(json, entry.getKey());
                json.writeFieldName("value");
                write(json, entry.getValue());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    private static void list(JsonGenerator json, Collection<?> list) throws IOException {
        json.writeStartArray();
        for (Object element : list) {
            write(json, element);
        }
        json.writeEndArray();
    }

    private static Collection<?> sorted(Set<?> set) {
        return set.stream().sorted(Comparator.comparing(Object::toString)).toList();
    }

    private static Object read(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("reading " + component.getName() + " of " + record.getClass(), e);
        }
    }
}
