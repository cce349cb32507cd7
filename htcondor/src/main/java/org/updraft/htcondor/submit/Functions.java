package org.updraft.htcondor.submit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The macros with a name of their own before the parenthesis, such as {@code $ENV(HOME)} and {@code $Fn(path)}. Their arguments
 * reach to the first {@code )}, also where macros stand in them; only those of {@code $ENV} are expanded before.
 */
final class Functions {

    private static final Set<String> NAMES = Set.of(
            "ENV",
            "RANDOM_CHOICE",
            "RANDOM_INTEGER",
            "CHOICE",
            "SUBSTR",
            "INT",
            "REAL",
            "STRING",
            "EVAL",
            "DIRNAME",
            "BASENAME");
    private static final String FILE_FLAGS = "fpduwnxbqa";

    private final Macros macros;
    private final RandomGenerator random;
    private final Function<String, Optional<Object>> evaluate;

    /**
     * @param evaluate what a ClassAd expression without attributes comes to: a Long, Double, Boolean or String, or another object
     *     that prints itself; empty if it is none
     */
    Functions(Macros macros, RandomGenerator random, Function<String, Optional<Object>> evaluate) {
        this.macros = macros;
        this.random = random;
        this.evaluate = evaluate;
    }

    /** Replaces the macros of a value. */
    interface Expander {
        String expand(String raw) throws SubmitError;
    }

    static boolean knows(String name) {
        if (NAMES.contains(name)) {
            return true;
        }
        return name.startsWith("F") && name.chars().skip(1).allMatch(c -> FILE_FLAGS.indexOf(c) >= 0);
    }

    /** Those are the only ones that a value may use for the name that it is for (the others end condor_submit 23.9.6). */
    static boolean takesPath(String name) {
        return name.startsWith("F") && knows(name);
    }

    static boolean takesMacros(String name) {
        return name.equals("ENV");
    }

    String call(String name, String arguments, Span place, Expander expander) throws SubmitError {
        return switch (name) {
            case "ENV" -> environment(arguments);
            case "RANDOM_CHOICE" -> randomChoice(arguments, place, expander);
            case "RANDOM_INTEGER" -> randomInteger(arguments, place);
            case "CHOICE" -> choice(arguments, place, expander);
            case "SUBSTR" -> substring(arguments, place, expander);
            case "INT" -> number(arguments, place, expander, false);
            case "REAL" -> number(arguments, place, expander, true);
            case "STRING" -> string(arguments, place, expander);
            case "EVAL" -> evaluated(arguments.strip(), expander);
            case "DIRNAME" -> FileParts.of(valueOf(arguments.strip(), expander), "p", macros.outside());
            case "BASENAME" -> FileParts.of(valueOf(arguments.strip(), expander), "nx", macros.outside());
            default -> FileParts.of(valueOf(arguments.strip(), expander), name.substring(1), macros.outside());
        };
    }

    /** The value of a macro that is no expression stays as it is; other text that is none comes to nothing. */
    private String evaluated(String arguments, Expander expander) throws SubmitError {
        String raw = macros.raw(arguments);
        String expression = raw == null ? arguments : expander.expand(raw);
        Optional<String> value = expression.contains("$(")
                ? Optional.of(expression)
                : evaluate.apply(expression).map(Functions::printed);
        return value.orElse(raw == null ? "" : expression);
    }

    private String environment(String arguments) {
        int colon = arguments.indexOf(':');
        String name = colon < 0 ? arguments : arguments.substring(0, colon);
        if (!name.chars().allMatch(c -> Expansion.isOfName((char) c))) {
            return "$ENV(" + arguments + ")";
        }
        String value = macros.outside().environment(name);
        return value != null ? value : colon < 0 ? "UNDEFINED" : arguments.substring(colon + 1);
    }

    /** What the name stands for; what is no name of a macro stands for itself. */
    private String valueOf(String name, Expander expander) throws SubmitError {
        String raw = macros.raw(name);
        return raw == null ? name : expander.expand(raw);
    }

    private String randomChoice(String arguments, Span place, Expander expander) throws SubmitError {
        List<String> choices = commaList(arguments);
        if (choices.size() == 1) {
            choices = list(valueOf(choices.getFirst(), expander));
        }
        if (choices.isEmpty()) {
            throw new SubmitError(place, "$RANDOM_CHOICE() has nothing to choose from; write $RANDOM_CHOICE(a, b, c)");
        }
        return choices.get(random.nextInt(choices.size()));
    }

    private String randomInteger(String arguments, Span place) throws SubmitError {
        String[] parts = arguments.split(",", -1);
        Long least = wholeNumber(parts[0]);
        Long most = parts.length > 1 ? wholeNumber(parts[1]) : null;
        Long step = parts.length > 2 ? wholeNumber(parts[2]) : Long.valueOf(1);
        if (parts.length > 3 || least == null || most == null || step == null || most < least || step < 1) {
            throw new SubmitError(
                    place,
                    "$RANDOM_INTEGER(" + arguments + ") must be $RANDOM_INTEGER(LEAST, MOST) or (LEAST, MOST, STEP), of"
                            + " whole numbers");
        }
        return Long.toString(least + step * random.nextLong((most - least) / step + 1));
    }

    private String choice(String arguments, Span place, Expander expander) throws SubmitError {
        String[] parts = arguments.split(",", -1);
        String name = parts[0].strip();
        Integer index = evaluate.apply(valueOf(name, expander))
                .filter(Number.class::isInstance)
                .map(number -> ((Number) number).intValue())
                .orElse(null);
        List<String> choices = commaList(arguments.substring(Math.min(arguments.length(), parts[0].length() + 1)));
        if (choices.size() == 1) {
            String raw = macros.raw(choices.getFirst());
            choices = raw == null ? List.of() : commaList(expander.expand(raw));
        }
        if (index == null || index < 0 || index >= choices.size()) {
            throw new SubmitError(
                    place,
                    "$CHOICE(" + arguments + ") must be $CHOICE(INDEX, a, b, …) with an index from 0 to "
                            + Math.max(0, choices.size() - 1)
                            + "; macros cannot stand in it, but their names can: $CHOICE(n, list)");
        }
        return choices.get(index);
    }

    private String substring(String arguments, Span place, Expander expander) throws SubmitError {
        String[] parts = arguments.split(",", -1);
        Long from = parts.length > 1 ? index(parts[1], expander) : null;
        Long length = parts.length > 2 ? index(parts[2], expander) : Long.valueOf(Integer.MAX_VALUE);
        String name = parts[0].strip();
        if (from == null || length == null || parts.length > 3) {
            throw new SubmitError(
                    place, "$SUBSTR(" + arguments + ") must be $SUBSTR(NAME, START) or $SUBSTR(NAME, START, LENGTH)");
        }
        String raw = macros.raw(name);
        byte[] text = (raw == null ? "" : expander.expand(raw)).getBytes(StandardCharsets.UTF_8);
        long start = Math.clamp(from < 0 ? text.length + from : from, 0, text.length);
        long end = Math.clamp(length < 0 ? text.length + length : start + length, start, text.length);
        return new String(text, (int) start, (int) (end - start), StandardCharsets.UTF_8);
    }

    private @Nullable Long index(String text, Expander expander) throws SubmitError {
        return evaluate.apply(valueOf(text.strip(), expander))
                .filter(Long.class::isInstance)
                .map(Long.class::cast)
                .orElse(null);
    }

    private String number(String arguments, Span place, Expander expander, boolean real) throws SubmitError {
        int comma = arguments.indexOf(',');
        String name = (comma < 0 ? arguments : arguments.substring(0, comma)).strip();
        String format = comma < 0 ? "" : arguments.substring(comma + 1).strip();
        String text = valueOf(name, expander);
        Object value = evaluate.apply(text).orElse("");
        Number number =
                value instanceof Boolean truth ? Long.valueOf(truth ? 1 : 0) : value instanceof Number n ? n : null;
        String function = real ? "$REAL" : "$INT";
        if (number == null) {
            throw new SubmitError(
                    place, function + "(" + name + ") stands for " + Conditions.shown(text) + ", which is no number");
        }
        Optional<String> printed =
                real ? PrintFormat.real(format, number.doubleValue()) : PrintFormat.whole(format, number.longValue());
        return printed.orElseThrow(() -> new SubmitError(
                place,
                function + "(" + name + "," + format + ") has no format for a number; write such as "
                        + (real ? "%.3f" : "%05d")));
    }

    private String string(String arguments, Span place, Expander expander) throws SubmitError {
        int comma = arguments.indexOf(',');
        String text = valueOf((comma < 0 ? arguments : arguments.substring(0, comma)).strip(), expander);
        String format = comma < 0 ? "" : arguments.substring(comma + 1).strip();
        return PrintFormat.text(format, text)
                .orElseThrow(() -> new SubmitError(
                        place, "$STRING(…," + format + ") has no format for a string; write such as %-10s"));
    }

    /** Blanks within stay. */
    private static List<String> commaList(String text) {
        List<String> parts = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            if (!part.isBlank()) {
                parts.add(part.strip());
            }
        }
        return parts;
    }

    private static List<String> list(String text) {
        return QueueArguments.words(text);
    }

    private static @Nullable Long wholeNumber(String text) {
        String bare = text.strip();
        boolean digits = !bare.isEmpty()
                && bare.length() < 18
                && bare.substring(bare.startsWith("-") ? 1 : 0).chars().allMatch(c -> c >= '0' && c <= '9')
                && !bare.equals("-");
        return digits ? Long.valueOf(bare) : null;
    }

    private static String printed(Object value) {
        return value instanceof Double real
                ? String.format(Locale.ROOT, "%.15E", real)
                : value instanceof Boolean truth ? Boolean.toString(truth) : value.toString();
    }
}
