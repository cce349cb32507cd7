package org.updraft.htcondor.submit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One job that a queue statement makes. It is what it is only until the next one is made. */
public final class Proc implements SubmitCommands {

    private static final String MY = "my.";

    private final int number;
    private final Statement.Queue queue;
    private final Macros macros;
    private final Functions functions;

    Proc(int number, Statement.Queue queue, Macros macros, Functions functions) {
        this.number = number;
        this.queue = queue;
        this.macros = macros;
        this.functions = functions;
    }

    /** From 0, within the cluster as if all procs of the file were one. */
    public int number() {
        return number;
    }

    /** Which made it. */
    public Statement.Queue queue() {
        return queue;
    }

    @Override
    public @Nullable String value(String name) throws SubmitError {
        String raw = macros.rawOfFile(name);
        return raw == null ? null : expanded(name, raw);
    }

    @Override
    public @Nullable Span place(String name) {
        Definition definition = macros.definition(name);
        return definition == null ? null : definition.place();
    }

    @Override
    public SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>();
        for (String key : macros.defined().keySet()) {
            if (!key.startsWith(MY)) {
                names.add(key);
            }
        }
        for (String key : macros.live().keySet()) {
            if (!key.startsWith(MY)) {
                names.add(key);
            }
        }
        return names;
    }

    @Override
    public Map<String, String> attributes() throws SubmitError {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (Map.Entry<String, Definition> entry : macros.defined().entrySet()) {
            if (entry.getKey().startsWith(MY)) {
                String name = entry.getValue().name();
                String raw = macros.rawOfFile(name);
                attributes.put(name.substring(MY.length()), expanded(name, raw == null ? "" : raw));
            }
        }
        for (Map.Entry<String, String> entry : macros.live().entrySet()) {
            if (entry.getKey().startsWith(MY) && !macros.defined().containsKey(entry.getKey())) {
                attributes.put(entry.getKey().substring(MY.length()), expanded(entry.getKey(), entry.getValue()));
            }
        }
        return attributes;
    }

    private String expanded(String name, String raw) throws SubmitError {
        Span place = place(name);
        return Expansion.of(raw, macros, functions, place == null ? queue.argumentSpan() : place)
                .strip();
    }
}
