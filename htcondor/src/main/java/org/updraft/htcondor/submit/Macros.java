package org.updraft.htcondor.submit;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What every name stands for while a file is read, and for the proc that is queued just now. Names are the same in any case. */
final class Macros {

    private final SubmitPlace outside;
    private final Map<String, Definition> defined = new LinkedHashMap<>();
    /** Of the proc, as condor_submit numbers it; they hold whatever the file sets. */
    private final Map<String, String> numbers = new HashMap<>();
    /** Of the proc: the variables of its queue statement, which hold over what the file sets too. */
    private final Map<String, String> live = new LinkedHashMap<>();
    /** Of the proc: those that the file may set otherwise. */
    private final Map<String, String> fallback = new HashMap<>();

    Macros(SubmitPlace outside) {
        this.outside = outside;
        numbers.put("dollar", "$");
    }

    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    void define(String name, String raw, @Nullable Span place) {
        live.remove(key(name));
        Definition before = defined.get(key(name));
        defined.put(key(name), new Definition(before == null ? name : before.name(), raw, place));
    }

    void number(String name, long value) {
        numbers.put(name, Long.toString(value));
    }

    void live(String name, String value) {
        live.put(key(name), value);
    }

    void fallback(String name, String value) {
        fallback.put(key(name), value);
    }

    /** Its value before macros in it are expanded; null if nothing defines it. */
    @Nullable
    String raw(String name) {
        String key = key(name);
        String value = numbers.get(key);
        if (value == null) {
            value = live.get(key);
        }
        if (value == null) {
            Definition definition = defined.get(key);
            value = definition == null ? null : definition.raw();
        }
        if (value == null) {
            value = fallback.get(key);
        }
        return value == null ? outside.configured(name) : value;
    }

    /** As the file or a queue statement sets it, not the configuration. */
    @Nullable
    String rawOfFile(String name) {
        String key = key(name);
        String value = live.get(key);
        Definition definition = defined.get(key);
        return value != null ? value : definition == null ? null : definition.raw();
    }

    @Nullable
    Definition definition(String name) {
        return live.containsKey(key(name)) ? null : defined.get(key(name));
    }

    Map<String, Definition> defined() {
        return defined;
    }

    Map<String, String> live() {
        return live;
    }

    SubmitPlace outside() {
        return outside;
    }
}
