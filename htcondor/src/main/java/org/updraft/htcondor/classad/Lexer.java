package org.updraft.htcondor.classad;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Cuts the text of an expression into tokens, in one pass and without recursion. It refuses nothing: what is no token of ClassAds
 * becomes an operator that nobody knows.
 */
final class Lexer {

    /** {@code text} is a name without quotes, a string's content, a number's digits, an operator or a bracket. */
    record Token(Kind kind, String text) {
        boolean is(String operator) {
            return kind == Kind.OPERATOR && text.equals(operator);
        }
    }

    enum Kind {
        NAME,
        STRING,
        NUMBER,
        OPERATOR,
        OPEN,
        CLOSE
    }

    /** The longest first. */
    private static final List<String> OPERATORS =
            List.of("=?=", "=!=", ">>>", "&&", "||", "==", "!=", "<=", ">=", "<<", ">>");

    private static final Map<String, String> WORDS = Map.of("is", "=?=", "isnt", "=!=");
    private static final String ESCAPES = "nrtbf";
    private static final String ESCAPED = "\n\r\t\b\f";

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String source) {
        this.source = source;
    }

    static List<Token> tokens(String source) {
        Lexer lexer = new Lexer(source);
        while (lexer.at < source.length()) {
            lexer.next();
        }
        return lexer.tokens;
    }

    private void next() {
        char c = source.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
        } else if (c == '"') {
            add(Kind.STRING, quoted('"'));
        } else if (c == '\'') {
            add(Kind.NAME, quoted('\''));
        } else if (isDigit(c)) {
            add(Kind.NUMBER, number());
        } else if (isLetter(c)) {
            name();
        } else if ("([{".indexOf(c) >= 0) {
            at++;
            add(Kind.OPEN, Character.toString(c));
        } else if (")]}".indexOf(c) >= 0) {
            at++;
            add(Kind.CLOSE, Character.toString(c));
        } else {
            add(Kind.OPERATOR, operator());
        }
    }

    private void add(Kind kind, String text) {
        tokens.add(new Token(kind, text));
    }

    private void name() {
        int start = at;
        while (at < source.length() && (isLetter(source.charAt(at)) || isDigit(source.charAt(at)))) {
            at++;
        }
        String name = source.substring(start, at);
        String operator = WORDS.get(name.toLowerCase(Locale.ROOT));
        add(operator == null ? Kind.NAME : Kind.OPERATOR, operator == null ? name : operator);
    }

    /** Digits, with a fraction and an exponent if there are; letters right behind belong to it, and make it no number. */
    private String number() {
        int start = at;
        while (at < source.length() && isOfNumber(source.charAt(at), source.charAt(Math.max(start, at - 1)))) {
            at++;
        }
        return source.substring(start, at);
    }

    private static boolean isOfNumber(char c, char before) {
        return isDigit(c) || isLetter(c) || c == '.' || ((c == '+' || c == '-') && (before == 'e' || before == 'E'));
    }

    private String operator() {
        for (String operator : OPERATORS) {
            if (source.startsWith(operator, at)) {
                at += operator.length();
                return operator;
            }
        }
        return source.substring(at, ++at);
    }

    /** Bytes in octal, as HTCondor writes what is not ASCII, are put together to UTF-8. One without its end ends with the text. */
    private String quoted(char quote) {
        StringBuilder text = new StringBuilder();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        at++;
        while (at < source.length() && source.charAt(at) != quote) {
            if (isOctal(at)) {
                bytes.write(Integer.parseInt(source, at + 1, at + 4, 8));
                at += 4;
            } else {
                flush(bytes, text);
                text.append(character());
            }
        }
        flush(bytes, text);
        at++;
        return text.toString();
    }

    private boolean isOctal(int backslash) {
        if (source.charAt(backslash) != '\\' || backslash + 3 >= source.length()) {
            return false;
        }
        for (int i = 1; i <= 3; i++) {
            char c = source.charAt(backslash + i);
            if (c < '0' || c > '7') {
                return false;
            }
        }
        return true;
    }

    private static void flush(ByteArrayOutputStream bytes, StringBuilder text) {
        text.append(bytes.toString(StandardCharsets.UTF_8));
        bytes.reset();
    }

    private char character() {
        char c = source.charAt(at++);
        if (c != '\\' || at == source.length()) {
            return c;
        }
        char escaped = source.charAt(at++);
        int known = ESCAPES.indexOf(escaped);
        return known < 0 ? escaped : ESCAPED.charAt(known);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }
}
