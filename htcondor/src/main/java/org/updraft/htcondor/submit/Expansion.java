package org.updraft.htcondor.submit;

import org.jspecify.annotations.Nullable;

/**
 * Replaces the macros of one value: {@code $(name)}, {@code $(name:default)}, {@code $ENV(name)} and the other functions. What
 * merely looks like one stays as it is, as does {@code $$(…)}, which is for the negotiator. Bounded in depth, work and length, so
 * that macros which refer to each other, or double each other sixty times, end at once.
 */
final class Expansion {

    static final int LONGEST = 1 << 20;
    private static final int DEEPEST = 60;
    private static final int MOST_STEPS = 100_000;
    private static final int MOST_LOOKED_AT = 50_000_000;

    private final Macros macros;
    private final Functions functions;
    private final Span place;
    private int steps;
    /** Characters, in search of what closes a parenthesis. */
    private int looked;
    /** Only references to it are replaced, where it is not null. */
    private @Nullable String only;

    private Expansion(Macros macros, Functions functions, Span place) {
        this.macros = macros;
        this.functions = functions;
        this.place = place;
    }

    /** @param place of the value, for errors */
    static String of(String raw, Macros macros, Functions functions, Span place) throws SubmitError {
        return raw.indexOf('$') < 0 ? raw : new Expansion(macros, functions, place).expand(raw, 0);
    }

    /** Replaces references of a value to the name that it is for, by what that stood for before. */
    static String ofSelf(String name, String raw, Macros macros, Functions functions, Span place) throws SubmitError {
        if (raw.indexOf('$') < 0) {
            return raw;
        }
        Expansion expansion = new Expansion(macros, functions, place);
        expansion.only = Macros.key(name);
        return expansion.expand(raw, 0);
    }

    private String expand(String raw, int depth) throws SubmitError {
        requireShallow(depth);
        StringBuilder result = new StringBuilder(raw.length());
        int at = 0;
        while (at < raw.length()) {
            int dollar = raw.indexOf('$', at);
            if (dollar < 0) {
                dollar = raw.length();
            }
            result.append(raw, at, dollar);
            at = dollar < raw.length() ? macro(raw, dollar, depth, result) : dollar;
            if (result.length() > LONGEST) {
                throw new SubmitError(
                        place,
                        "this value becomes longer than " + LONGEST + " characters when its macros are expanded");
            }
        }
        return result.toString();
    }

    private void requireShallow(int depth) throws SubmitError {
        if (depth > DEEPEST) {
            throw new SubmitError(
                    place, "the macros in this value refer to each other without an end, or " + DEEPEST + " deep");
        }
    }

    private void countStep() throws SubmitError {
        if (++steps > MOST_STEPS) {
            throw new SubmitError(place, "this value needs more than " + MOST_STEPS + " macros to be expanded");
        }
    }

    /** Appends what stands for the macro that begins at a dollar, or the dollar; returns where to go on. */
    private int macro(String raw, int dollar, int depth, StringBuilder result) throws SubmitError {
        countStep();
        if (raw.startsWith("$$", dollar)) {
            return afterTwoDollars(raw, dollar, result);
        }
        if (raw.startsWith("$(", dollar)) {
            return reference(raw, dollar, depth, result);
        }
        int open = dollar + 1;
        while (open < raw.length() && isOfName(raw.charAt(open))) {
            open++;
        }
        String name = raw.startsWith("(", open) ? raw.substring(dollar + 1, open) : "";
        if (only == null && Functions.knows(name)) {
            return call(name, raw, open, depth, result);
        }
        if (only != null
                && Functions.takesPath(name)
                && raw.regionMatches(true, open + 1, only + ")", 0, only.length() + 1)) {
            result.append(functions.call(name, only, place, inner -> inner));
            return open + only.length() + 2;
        }
        result.append('$');
        return dollar + 1;
    }

    /** {@code $$(} opens no macro of ours; what stands in it may hold some. */
    private static int afterTwoDollars(String raw, int dollar, StringBuilder result) {
        boolean opens = raw.startsWith("$$(", dollar);
        result.append(opens ? "$$(" : "$");
        return dollar + (opens ? 3 : 1);
    }

    private int reference(String raw, int dollar, int depth, StringBuilder result) throws SubmitError {
        StringBuilder name = new StringBuilder();
        int at = dollar + 2;
        while (at < raw.length() && isOfName(raw.charAt(at))) {
            name.append(raw.charAt(at++));
            at = inner(raw, at, depth, name);
        }
        if (name.isEmpty()) {
            at = inner(raw, at, depth, name);
            while (at < raw.length() && isOfName(raw.charAt(at))) {
                name.append(raw.charAt(at++));
                at = inner(raw, at, depth, name);
            }
        }
        char end = at < raw.length() ? raw.charAt(at) : '\0';
        if (end == ')' && !isName(name)) {
            result.append("$(").append(name).append(')');
            return at + 1;
        }
        if (end == ')') {
            result.append(replaced(name.toString(), null, raw.substring(dollar, at + 1), depth));
            return at + 1;
        }
        int close = end == ':' ? closing(raw, at + 1) : -1;
        if (close >= 0) {
            String otherwise = raw.substring(at + 1, close);
            result.append(replaced(name.toString(), otherwise, raw.substring(dollar, close + 1), depth));
            return close + 1;
        }
        result.append("$(");
        return dollar + 2;
    }

    /** A macro within a macro's name, such as {@code $(list$(n))}. */
    private int inner(String raw, int at, int depth, StringBuilder name) throws SubmitError {
        int next = at;
        while (only == null && raw.startsWith("$(", next)) {
            requireShallow(depth);
            countStep();
            int before = name.length();
            int after = reference(raw, next, depth + 1, name);
            if (name.length() == before + 2 && name.indexOf("$(", before) == before) {
                name.setLength(before);
                return next;
            }
            next = after;
        }
        return next;
    }

    /** @param written what stays where only another name is looked for */
    private String replaced(String name, @Nullable String otherwise, String written, int depth) throws SubmitError {
        if (only != null) {
            if (!Macros.key(name).equals(only)) {
                // also where it stands in what another stands for otherwise
                return written;
            }
            String before = macros.rawOfFile(name);
            return before != null && !before.isEmpty() ? before : otherwise == null ? "" : otherwise;
        }
        String value = macros.raw(name);
        if (value == null || (value.isEmpty() && otherwise != null)) {
            return otherwise == null ? "" : expand(otherwise, depth + 1);
        }
        return expand(value, depth + 1);
    }

    private int call(String name, String raw, int open, int depth, StringBuilder result) throws SubmitError {
        int close = Functions.takesMacros(name) ? closing(raw, open + 1) : raw.indexOf(')', open);
        if (close < 0) {
            result.append('$');
            return open - name.length();
        }
        String body = raw.substring(open + 1, close);
        String arguments = Functions.takesMacros(name) ? expand(body, depth + 1) : body;
        String value = functions.call(name, arguments, place, inner -> expand(inner, depth + 1));
        if (!body.contains("$(") || Functions.takesMacros(name)) {
            // what a function makes is looked through for macros again
            result.append(value.indexOf('$') < 0 || Functions.takesMacros(name) ? value : expand(value, depth + 1));
            return close + 1;
        }
        // its arguments ended within a macro; with what follows it may make one, as condor_submit goes on behind no
        // function
        result.append(expand(value + raw.substring(close + 1), depth + 1));
        return raw.length();
    }

    /** The parenthesis that closes what was opened before; below zero if none does. */
    private int closing(String raw, int from) throws SubmitError {
        int open = 1;
        for (int i = from; i < raw.length(); i++) {
            if (++looked > MOST_LOOKED_AT) {
                throw new SubmitError(place, "too many parentheses of this value are opened and never closed");
            }
            char c = raw.charAt(i);
            open += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (open == 0) {
                return i;
            }
        }
        return -1;
    }

    /** Macros within the name may have made none of it. */
    private static boolean isName(CharSequence name) {
        return name.chars().allMatch(c -> isOfName((char) c));
    }

    static boolean isOfName(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    }
}
