package org.updraft.htcondor.classad.evaluation;

import java.util.Map;
import java.util.regex.PatternSyntaxException;

/** Rewrites a regular expression of PCRE for {@link java.util.regex.Pattern}, where the two mean different things by the same text. */
final class PatternText {

    private static final Map<String, String> CLASSES = Map.ofEntries(
            Map.entry("alpha", "\\p{Alpha}"),
            Map.entry("digit", "\\p{Digit}"),
            Map.entry("alnum", "\\p{Alnum}"),
            Map.entry("upper", "\\p{Upper}"),
            Map.entry("lower", "\\p{Lower}"),
            Map.entry("space", "\\s"),
            Map.entry("blank", "\\p{Blank}"),
            Map.entry("punct", "\\p{Punct}"),
            Map.entry("xdigit", "\\p{XDigit}"),
            Map.entry("cntrl", "\\p{Cntrl}"),
            Map.entry("print", "\\p{Print}"),
            Map.entry("graph", "\\p{Graph}"),
            Map.entry("word", "\\w"));

    private final String pcre;
    private final StringBuilder java = new StringBuilder();
    private int at;

    private PatternText(String pcre) {
        this.pcre = pcre;
    }

    static String toJava(String pcre) {
        PatternText text = new PatternText(pcre);
        while (text.at < pcre.length()) {
            text.next();
        }
        return text.java.toString();
    }

    private void next() {
        char c = pcre.charAt(at);
        if (c == '\\') {
            escape();
        } else if (c == '[') {
            set();
        } else if (c == '{' && !isQuantifier()) {
            java.append("\\{");
            at++;
        } else if (pcre.startsWith("(?#", at)) {
            int end = pcre.indexOf(')', at);
            at = end < 0 ? refuse("a comment has no end") : end + 1;
        } else if (pcre.startsWith("(?P", at)) {
            pythonGroup();
        } else {
            java.append(c);
            at++;
        }
    }

    private void escape() {
        if (at + 1 == pcre.length()) {
            refuse("a backslash at the end");
        }
        if (pcre.startsWith("\\Q", at)) {
            int end = pcre.indexOf("\\E", at);
            int to = end < 0 ? pcre.length() : end + 2;
            java.append(pcre, at, to);
            at = to;
        } else {
            java.append(pcre, at, at + 2);
            at += 2;
        }
    }

    /** {@code {n}}, {@code {n,}} or {@code {n,m}}; any other brace is a character. */
    private boolean isQuantifier() {
        int end = at + 1;
        while (end < pcre.length() && Character.isDigit(pcre.charAt(end))) {
            end++;
        }
        if (end == at + 1) {
            return false;
        }
        if (end < pcre.length() && pcre.charAt(end) == ',') {
            end++;
            while (end < pcre.length() && Character.isDigit(pcre.charAt(end))) {
                end++;
            }
        }
        return end < pcre.length() && pcre.charAt(end) == '}';
    }

    /** {@code (?P<n>...)} and {@code (?P=n)}. */
    private void pythonGroup() {
        if (pcre.startsWith("(?P<", at)) {
            java.append("(?<");
            at += 4;
        } else {
            int end = pcre.indexOf(')', at);
            if (!pcre.startsWith("(?P=", at) || end < 0) {
                refuse("a group that Java does not know");
            }
            java.append("\\k<").append(pcre, at + 4, end).append('>');
            at = end + 1;
        }
    }

    /** Java gives {@code [} and {@code &&} within brackets a meaning, and {@code ]} in the first place none. */
    private void set() {
        java.append('[');
        at++;
        if (at < pcre.length() && pcre.charAt(at) == '^') {
            java.append('^');
            at++;
        }
        boolean first = true;
        while (at < pcre.length() && (first || pcre.charAt(at) != ']')) {
            member();
            first = false;
        }
        java.append(']');
        at = at < pcre.length() ? at + 1 : refuse("a ] is missing");
    }

    private void member() {
        char c = pcre.charAt(at);
        if (c == '\\') {
            escape();
        } else if (pcre.startsWith("[:", at) && pcre.indexOf(":]", at) > 0) {
            int end = pcre.indexOf(":]", at);
            boolean not = pcre.startsWith("[:^", at);
            String known = CLASSES.get(pcre.substring(at + (not ? 3 : 2), end));
            if (known == null) {
                refuse("an unknown class");
            }
            java.append(not ? "[^" + known + "]" : known);
            at = end + 2;
        } else {
            java.append("[]&~# ".indexOf(c) >= 0 ? "\\" : "").append(c);
            at++;
        }
    }

    private int refuse(String why) {
        throw new PatternSyntaxException(why, pcre, at);
    }
}
