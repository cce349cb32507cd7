package org.updraft.htcondor.classad.evaluation;

import java.util.List;
import java.util.Optional;

/** Functions of strings. */
final class TextFunctions {

    private TextFunctions() {}

    /** The first argument that is undefined or an error decides. */
    static Value strcat(Call call) {
        StringBuilder all = new StringBuilder();
        for (int at = 0; at < call.count(); at++) {
            Value value = call.value(at);
            Optional<String> text = Values.text(value);
            if (text.isEmpty()) {
                return value;
            }
            append(call, all, text.get());
        }
        return Value.of(all.toString());
    }

    private static void append(Call call, StringBuilder to, String text) {
        call.budget().chargeText((long) to.length() + text.length());
        to.append(text);
    }

    static Value join(Call call) {
        if (call.count() == 0) {
            return Value.of("");
        }
        Value first = call.value(0);
        if (call.count() == 1) {
            return first instanceof Value.Items list
                    ? join(call, "", call.values(list))
                    : Values.text(first).isEmpty() ? first : Value.of("");
        }
        if (first instanceof Value.Failure) {
            return first;
        }
        String separator = Values.text(first).orElse("");
        List<Value> rest = call.values().subList(1, call.count());
        return rest.size() == 1 && rest.getFirst() instanceof Value.Items list
                ? join(call, separator, call.values(list))
                : join(call, separator, rest);
    }

    private static Value join(Call call, String separator, List<Value> values) {
        if (!values.isEmpty() && values.stream().allMatch(Values.UNDEFINED::equals)) {
            return Values.UNDEFINED;
        }
        StringBuilder all = new StringBuilder();
        for (Value value : values) {
            if (value instanceof Value.Failure) {
                return value;
            }
            Optional<String> text = Values.text(value);
            if (text.isPresent()) {
                append(call, all, all.isEmpty() ? text.get() : separator + text.get());
            }
        }
        return Value.of(all.toString());
    }

    /** Offset and length count bytes, from the end if they are negative. */
    static Value substr(Call call) {
        if (call.count() != 2 && call.count() != 3) {
            return call.wrongCount();
        }
        List<Value> values = call.values();
        for (Value value : values) {
            if (value instanceof Value.Undefined) {
                return value;
            }
        }
        if (!(values.get(0) instanceof Value.Text text)) {
            return call.wrong(values.get(0));
        }
        if (!(values.get(1) instanceof Value.Whole offset)) {
            return call.wrong(values.get(1));
        }
        String bytes = TextOrder.toBytes(text.text());
        if (call.count() == 2) {
            return Value.of(TextOrder.ofBytes(part(bytes, offset.number(), bytes.length())));
        }
        return values.get(2) instanceof Value.Whole length
                ? Value.of(TextOrder.ofBytes(part(bytes, offset.number(), length.number())))
                : call.wrong(values.get(2));
    }

    private static String part(String bytes, long offset, long length) {
        long all = bytes.length();
        long from = Math.clamp(offset < 0 ? Math.max(offset, -all) + all : offset, 0L, all);
        long to = length < 0 ? all + Math.max(length, -all) : from + Math.min(length, all - from);
        return bytes.substring((int) from, (int) Math.max(from, to));
    }

    static Value compare(Call call) {
        if (call.count() != 2) {
            return call.wrongCount();
        }
        Value left = call.value(0);
        Value right = call.value(1);
        Optional<String> l = Values.text(left);
        Optional<String> r = Values.text(right);
        if (l.isEmpty() || r.isEmpty()) {
            boolean undefined = left instanceof Value.Undefined || right instanceof Value.Undefined;
            return undefined ? Values.UNDEFINED : l.isEmpty() ? left : right;
        }
        return Value.of((long)
                (call.name().equalsIgnoreCase("strcmp")
                        ? TextOrder.compare(l.get(), r.get())
                        : TextOrder.compareInAnyCase(l.get(), r.get())));
    }

    static Value withCase(Call call) {
        if (call.count() != 1) {
            return call.wrongCount();
        }
        Value value = call.value(0);
        Optional<String> text = Values.text(value);
        if (text.isEmpty()) {
            return value;
        }
        return call.text(
                call.name().equalsIgnoreCase("toUpper") ? TextOrder.upper(text.get()) : TextOrder.lower(text.get()));
    }
}
