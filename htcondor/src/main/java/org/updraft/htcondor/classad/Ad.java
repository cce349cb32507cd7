package org.updraft.htcondor.classad;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** One ClassAd. Attribute names are the same in any case. An attribute that says {@code undefined} counts as absent. */
public record Ad(SortedMap<String, AdValue> attributes) {

    public Ad {
        SortedMap<String, AdValue> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(attributes);
        attributes = Collections.unmodifiableSortedMap(copy);
    }

    public static Ad of(Map<String, AdValue> attributes) {
        return new Ad(new TreeMap<>(attributes));
    }

    public Optional<AdValue> value(String name) {
        return Optional.ofNullable(attributes.get(name)).filter(value -> !(value instanceof AdValue.Undefined));
    }

    public boolean has(String name) {
        return value(name).isPresent();
    }

    /** Empty if absent or not a string. */
    public Optional<String> text(String name) {
        return attributes.get(name) instanceof AdValue.Text text ? Optional.of(text.text()) : Optional.empty();
    }

    /** Empty if absent or not a number; a fraction is cut off. */
    public OptionalLong whole(String name) {
        return switch (value(name).orElse(new AdValue.Undefined())) {
            case AdValue.Whole whole -> OptionalLong.of(whole.number());
            case AdValue.Real real -> OptionalLong.of((long) real.number());
            case AdValue.Text t -> OptionalLong.empty();
            case AdValue.Truth t -> OptionalLong.empty();
            case AdValue.Undefined u -> OptionalLong.empty();
            case AdValue.Expression e -> OptionalLong.empty();
            case AdValue.Nested n -> OptionalLong.empty();
        };
    }

    /** False if absent or not a boolean. */
    public boolean truth(String name) {
        return value(name).equals(Optional.of(new AdValue.Truth(true)));
    }

    /** An attribute in seconds since 1970. Empty if absent, not a number, or 0, which HTCondor writes for "never". */
    public Optional<Instant> instant(String name) {
        OptionalLong seconds = whole(name);
        return seconds.isPresent() && seconds.getAsLong() > 0
                ? Optional.of(Instant.ofEpochSecond(Math.min(seconds.getAsLong(), Instant.MAX.getEpochSecond())))
                : Optional.empty();
    }

    /** The same ad without some attributes, and with long strings cut: what can be kept without fear of its size. */
    public Ad key(Collection<String> without, int longest) {
        SortedMap<String, AdValue> rest = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        attributes.forEach((name, value) -> rest.put(name, cut(value, longest)));
        without.forEach(rest::remove);
        return new Ad(rest);
    }

    private static AdValue cut(AdValue value, int longest) {
        if (value instanceof AdValue.Text text && text.text().length() > longest) {
            return new AdValue.Text(text.text().substring(0, longest));
        }
        if (value instanceof AdValue.Expression expression
                && expression.source().length() > longest) {
            return new AdValue.Expression(expression.source().substring(0, longest));
        }
        return value;
    }

    /** A ClassAd string literal that says {@code text}, quotes included, for an expression of ours. */
    public static String quote(String text) {
        StringBuilder literal = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c < ' ' || c == 0x7f) {
                throw new IllegalArgumentException("a control character in a ClassAd string: U+%04X".formatted(c));
            }
            if (c == '"' || c == '\\') {
                literal.append('\\');
            }
            literal.appendCodePoint(c);
        });
        return literal.append('"').toString();
    }
}
