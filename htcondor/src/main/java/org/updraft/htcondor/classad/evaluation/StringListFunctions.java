package org.updraft.htcondor.classad.evaluation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Functions of strings that are lists, such as {@code "a, b, c"}. */
final class StringListFunctions {

    private static final String SEPARATORS = ", ";

    private StringListFunctions() {}

    static Value call(Call call) {
        return switch (TextOrder.lower(call.name())) {
            case "stringlistsize", "stringlistsum", "stringlistavg", "stringlistmin", "stringlistmax" -> summary(call);
            case "stringlistmember", "stringlistimember" -> member(call);
            case "stringlistsintersect" -> intersect(call);
            case "stringlist_regexpmember" -> regexpMember(call);
            default -> subset(call);
        };
    }

    /** Without white space around, and without those that are empty. */
    private static List<String> items(String list, @Nullable String separators) {
        String between = separators == null ? SEPARATORS : separators;
        List<String> items = new ArrayList<>();
        int start = 0;
        for (int at = 0; at <= list.length(); at++) {
            if (at == list.length() || between.indexOf(list.charAt(at)) >= 0) {
                String item = list.substring(start, at).strip();
                if (!item.isEmpty()) {
                    items.add(item);
                }
                start = at + 1;
            }
        }
        return items;
    }

    private static Value summary(Call call) {
        if (call.count() != 1 && call.count() != 2) {
            return call.wrongCount();
        }
        List<Value> values = call.values();
        for (Value value : values) {
            if (!(value instanceof Value.Text)) {
                return call.wrong(value);
            }
        }
        List<String> items = items(text(values, 0), values.size() == 2 ? text(values, 1) : null);
        call.budget().charge(items.size());
        return TextOrder.lower(call.name()).equals("stringlistsize")
                ? Value.of((long) items.size())
                : summary(call, items);
    }

    private static String text(List<Value> values, int at) {
        return ((Value.Text) values.get(at)).text();
    }

    private static Value summary(Call call, List<String> items) {
        double sum = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        boolean allWhole = true;
        for (String item : items) {
            OptionalDouble number = CNumber.read(item);
            if (number.isEmpty()) {
                return call.error("\"" + item + "\" is no number");
            }
            allWhole &= isWhole(item);
            sum += number.getAsDouble();
            least = Math.min(least, number.getAsDouble());
            most = Math.max(most, number.getAsDouble());
        }
        String name = TextOrder.lower(call.name());
        boolean extreme = name.equals("stringlistmin") || name.equals("stringlistmax");
        if (items.isEmpty()) {
            return extreme ? Values.UNDEFINED : Value.of(0.0);
        }
        double result = switch (name) {
            case "stringlistsum" -> sum;
            case "stringlistavg" -> sum / items.size();
            case "stringlistmin" -> least;
            default -> most;
        };
        return allWhole ? Value.of(Values.cut(result)) : Value.of(result);
    }

    private static boolean isWhole(String item) {
        for (int at = item.startsWith("-") || item.startsWith("+") ? 1 : 0; at < item.length(); at++) {
            if (item.charAt(at) < '0' || item.charAt(at) > '9') {
                return false;
            }
        }
        return true;
    }

    private static Value member(Call call) {
        if (call.count() != 2 && call.count() != 3) {
            return call.wrongCount();
        }
        List<Value> values = call.values();
        Optional<Value> wrong = neitherTextNorUndefined(call, values);
        if (wrong.isPresent()) {
            return wrong.get();
        }
        if (values.get(0) instanceof Value.Undefined || values.get(1) instanceof Value.Undefined) {
            return values.get(0).equals(values.get(1)) ? Values.UNDEFINED : Values.FALSE;
        }
        boolean anyCase = call.name().equalsIgnoreCase("stringListIMember");
        String wanted = text(values, 0);
        for (String item : items(text(values, 1), separators(values, 2))) {
            if (item.equals(wanted) || (anyCase && TextOrder.compareInAnyCase(item, wanted) == 0)) {
                return Values.TRUE;
            }
        }
        return Values.FALSE;
    }

    private static @Nullable String separators(List<Value> values, int at) {
        return at < values.size() && values.get(at) instanceof Value.Text text ? text.text() : null;
    }

    private static Optional<Value> neitherTextNorUndefined(Call call, List<Value> values) {
        return values.stream()
                .filter(value -> !(value instanceof Value.Text || value instanceof Value.Undefined))
                .findFirst()
                .map(call::wrong);
    }

    private static Value intersect(Call call) {
        if (call.count() != 2 && call.count() != 3) {
            return call.wrongCount();
        }
        List<Value> values = call.values();
        for (Value value : values) {
            if (value instanceof Value.Failure) {
                return value;
            }
        }
        if (values.contains(Values.UNDEFINED)) {
            return Values.UNDEFINED;
        }
        Optional<Value> wrong = neitherTextNorUndefined(call, values);
        if (wrong.isPresent()) {
            return wrong.get();
        }
        Set<String> items = new HashSet<>(items(text(values, 0), separators(values, 2)));
        return Value.of(items(text(values, 1), separators(values, 2)).stream().anyMatch(items::contains));
    }

    /** {@code stringListSubsetMatch} and {@code stringListISubsetMatch}. */
    private static Value subset(Call call) {
        if (call.count() != 2 && call.count() != 3) {
            return call.wrongCount();
        }
        List<Value> values = call.values();
        Optional<Value> wrong = neitherTextNorUndefined(call, values);
        if (wrong.isPresent()) {
            return wrong.get();
        }
        if (values.get(0) instanceof Value.Undefined || values.get(1) instanceof Value.Undefined) {
            return values.get(0).equals(values.get(1))
                    ? Values.UNDEFINED
                    : Value.of(values.get(0) instanceof Value.Undefined);
        }
        boolean anyCase = call.name().equalsIgnoreCase("stringListISubsetMatch");
        Set<String> all = set(text(values, 1), separators(values, 2), anyCase);
        Set<String> some = set(text(values, 0), separators(values, 2), anyCase);
        // of separators only is not the same as empty
        return Value.of(
                all.containsAll(some) && some.isEmpty() == text(values, 0).isEmpty());
    }

    private static Set<String> set(String list, @Nullable String separators, boolean anyCase) {
        return new HashSet<>(items(anyCase ? TextOrder.lower(list) : list, separators));
    }

    private static Value regexpMember(Call call) {
        if (call.count() < 2 || call.count() > 4) {
            return call.wrongCount();
        }
        List<Value> values = call.values();
        for (Value value : values) {
            if (!(value instanceof Value.Text)) {
                return call.wrong(value);
            }
        }
        Optional<TextPattern> pattern =
                TextPattern.compile(text(values, 0), values.size() == 4 ? text(values, 3) : "", call.budget());
        if (pattern.isEmpty()) {
            return call.error("is no regular expression: " + Values.words(values.get(0)));
        }
        List<String> items = items(text(values, 1), separators(values, 2));
        return items.isEmpty() ? Values.UNDEFINED : Value.of(items.stream().anyMatch(pattern.get()::isIn));
    }
}
