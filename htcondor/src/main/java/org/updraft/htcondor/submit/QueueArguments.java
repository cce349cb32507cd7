package org.updraft.htcondor.submit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What stands behind the word queue: {@code [COUNT] [VARIABLES in|from|matching [files|dirs|any] [SLICE] ITEMS]}.
 *
 * @param count an expression; empty means 1
 * @param variables empty means Item, if there are items
 * @param items as written, without parentheses; empty if there are none
 * @param inParentheses the items stand in the file itself
 */
record QueueArguments(
        String count, List<String> variables, Kind kind, Optional<Slice> slice, String items, boolean inParentheses) {

    /** More items than that stand in no file that people write; files of them may be longer. */
    static final int MOST_INLINE_ITEMS = 100_000;

    /** What the items are. */
    enum Kind {
        NONE,
        IN,
        FROM,
        MATCHING,
        MATCHING_FILES,
        MATCHING_FOLDERS
    }

    QueueArguments {
        variables = List.copyOf(variables);
    }

    /** Whether the list goes on in the next lines, to one that begins with {@code )}. */
    static boolean opensBlock(String text) {
        Head head = Head.of(text);
        int close = head.rest().startsWith("[") ? head.rest().indexOf(']') + 1 : 0;
        return head.keyword() != null
                && head.rest().substring(close).strip().startsWith("(")
                && !endsWithParenthesis(head.rest());
    }

    /** One that closes no macro. */
    private static boolean endsWithParenthesis(String text) {
        if (!text.endsWith(")")) {
            return false;
        }
        int open = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '(' && (open > 0 || (i > 0 && text.charAt(i - 1) == '$'))) {
                open++;
            } else if (c == ')' && open > 0) {
                open--;
                if (i == text.length() - 1) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Empty if it cannot be understood. */
    static Optional<QueueArguments> parse(String text) {
        Head head = Head.of(text);
        if (head.keyword() == null) {
            return Optional.of(new QueueArguments(text.strip(), List.of(), Kind.NONE, Optional.empty(), "", false));
        }
        int split = countEnd(head.before());
        List<String> variables = words(head.before().substring(split));
        for (String variable : variables) {
            if (!variable.chars().allMatch(c -> Expansion.isOfName((char) c))) {
                return Optional.empty();
            }
        }
        String rest = head.rest();
        Optional<Slice> slice = Optional.empty();
        if (rest.startsWith("[") && head.kind() != Kind.NONE) {
            int close = rest.indexOf(']');
            slice = close < 0 ? Optional.empty() : Slice.parse(rest.substring(1, close));
            if (slice.isEmpty()) {
                return Optional.empty();
            }
            rest = rest.substring(close + 1).strip();
        }
        if (head.twoKinds()) {
            return Optional.empty();
        }
        boolean inParentheses = rest.startsWith("(") && rest.endsWith(")");
        String items = inParentheses ? rest.substring(1, rest.length() - 1).strip() : rest;
        return items.isEmpty() && !inParentheses
                ? Optional.empty()
                : Optional.of(new QueueArguments(
                        head.before().substring(0, split).strip(),
                        variables,
                        head.kind(),
                        slice,
                        items,
                        inParentheses));
    }

    /** Where the count ends and the names of variables begin. */
    private static int countEnd(String before) {
        int at = 0;
        int open = 0;
        while (at < before.length()) {
            char c = before.charAt(at);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            if (letter && open == 0) {
                int end = wordEnd(before, at);
                if (end == before.length() || before.charAt(end) != '(') {
                    return at;
                }
                // a function
                at = end;
                continue;
            }
            open += c == '(' ? 1 : c == ')' ? -1 : 0;
            at++;
        }
        return at;
    }

    private static int wordEnd(String text, int from) {
        int end = from;
        while (end < text.length() && Expansion.isOfName(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Separated by blanks and commas. */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            while (from < text.length() && isSeparator(text.charAt(from))) {
                from++;
            }
            int to = from;
            while (to < text.length() && !isSeparator(text.charAt(to))) {
                to++;
            }
            if (to > from) {
                words.add(text.substring(from, to));
            }
            from = to;
        }
        return words;
    }

    static boolean isSeparator(char c) {
        return c == ',' || LineReader.isBlank(c);
    }

    /** The text cut at the keyword, with what belongs to it. */
    private record Head(
            String before,
            @org.jspecify.annotations.Nullable String keyword,
            Kind kind,
            String rest) {

        static Head of(String text) {
            int at = 0;
            while (at < text.length()) {
                int from = at;
                while (from < text.length() && isSeparator(text.charAt(from))) {
                    from++;
                }
                int to = from;
                while (to < text.length() && !isSeparator(text.charAt(to)) && text.charAt(to) != '(') {
                    to++;
                }
                String word = text.substring(from, to).toLowerCase(Locale.ROOT);
                if (word.equals("in") || word.equals("from") || word.equals("matching")) {
                    return withKind(
                            text.substring(0, from), word, text.substring(to).strip());
                }
                at = Math.max(to, from + 1);
            }
            return new Head(text, null, Kind.NONE, "");
        }

        /** Of what to match, two kinds are named. */
        boolean twoKinds() {
            String first = firstWord(rest);
            return kind != Kind.IN
                    && kind != Kind.FROM
                    && kind != Kind.NONE
                    && keyword != null
                    && rest.length() > first.length()
                    && Set.of("files", "dirs", "any").contains(first.toLowerCase(Locale.ROOT));
        }

        private static String firstWord(String text) {
            int end = 0;
            while (end < text.length() && !LineReader.isBlank(text.charAt(end)) && text.charAt(end) != '(') {
                end++;
            }
            return text.substring(0, end);
        }

        private static Head withKind(String before, String word, String rest) {
            if (!word.equals("matching")) {
                return new Head(before, word, word.equals("in") ? Kind.IN : Kind.FROM, rest);
            }
            String first = firstWord(rest);
            String behind = rest.substring(first.length()).strip();
            if (behind.isEmpty()) {
                // the word itself is the pattern
                return new Head(before, word, Kind.MATCHING, rest);
            }
            return switch (first.toLowerCase(Locale.ROOT)) {
                case "files" -> new Head(before, word, Kind.MATCHING_FILES, behind);
                case "dirs" -> new Head(before, word, Kind.MATCHING_FOLDERS, behind);
                case "any" -> new Head(before, word, Kind.MATCHING, behind);
                default -> new Head(before, word, Kind.MATCHING, rest);
            };
        }
    }
}
