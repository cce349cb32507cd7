package org.updraft.htcondor.classad.evaluation;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of PCRE, as far as Java has the like, on the bytes of strings. Patterns and texts come from outside: each
 * character looked at costs, so that one that would take for ever ends.
 */
final class TextPattern {

    private final Pattern pattern;
    private final Budget budget;

    private TextPattern(Pattern pattern, Budget budget) {
        this.pattern = pattern;
        this.budget = budget;
    }

    /**
     * Empty if PCRE would refuse it or Java can not do it.
     *
     * @param options letters i, m, s and x in any case; others mean nothing
     */
    static Optional<TextPattern> compile(String pattern, String options, Budget budget) {
        int flags = Pattern.UNIX_LINES;
        for (int at = 0; at < options.length(); at++) {
            flags |= switch (options.charAt(at)) {
                case 'i', 'I' -> Pattern.CASE_INSENSITIVE;
                case 'm', 'M' -> Pattern.MULTILINE;
                case 's', 'S' -> Pattern.DOTALL;
                case 'x', 'X' -> Pattern.COMMENTS;
                default -> 0;
            };
        }
        budget.charge(pattern.length());
        try {
            String java = PatternText.toJava(TextOrder.toBytes(pattern));
            return Optional.of(new TextPattern(Pattern.compile(java, flags), budget));
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        } catch (StackOverflowError e) {
            throw new Abandoned("a regular expression is nested too deep");
        }
    }

    boolean isIn(String text) {
        return find(matcher(TextOrder.toBytes(text)));
    }

    /** On {@link TextOrder#toBytes}. */
    Matcher matcher(String bytes) {
        return pattern.matcher(new Counted(bytes, 0, bytes.length(), budget));
    }

    /** Java's matcher goes as deep as the text is long for some patterns. What it holds is thrown away then. */
    static boolean find(Matcher matcher) {
        try {
            return matcher.find();
        } catch (StackOverflowError e) {
            throw new Abandoned("a regular expression goes too deep for a text this long");
        }
    }

    private record Counted(String text, int from, int to, Budget budget) implements CharSequence {
        @Override
        public char charAt(int at) {
            budget.step();
            return text.charAt(from + at);
        }

        @Override
        public int length() {
            return to - from;
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(text, from + start, from + end, budget);
        }

        @Override
        public String toString() {
            return text.substring(from, to);
        }
    }
}
