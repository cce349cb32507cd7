package org.updraft.htcondor.classad.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.updraft.htcondor.classad.expression.Token.Kind;

/**
 * Cuts the text of an expression into tokens, in one pass and without recursion. It refuses nothing: what is no token of ClassAds
 * becomes an operator that nobody knows, and what is written wrongly says so as {@link Token#problem}.
 */
public final class Lexer {

    /** The longest first. */
    private static final List<String> OPERATORS =
            List.of("=?=", "=!=", ">>>", "&&", "||", "==", "!=", "<=", ">=", "<<", ">>");

    private static final Map<String, String> WORDS = Map.of("is", "=?=", "isnt", "=!=");

    private final String source;
    private final Dialect dialect;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String source, Dialect dialect) {
        this.source = source;
        this.dialect = dialect;
    }

    /** Without whitespace and comments, and without a token for the end. */
    public static List<Token> tokens(String source, Dialect dialect) {
        Lexer lexer = new Lexer(source, dialect);
        while (lexer.at < source.length()) {
            lexer.next();
        }
        return lexer.tokens;
    }

    private void next() {
        int start = at;
        char c = source.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
        } else if (c == '"') {
            quoted(Kind.STRING);
        } else if (c == '\'') {
            quoted(Kind.QUOTED_NAME);
        } else if (isDigit(c) || (c == '.' && at + 1 < source.length() && isDigit(source.charAt(at + 1)))) {
            number();
        } else if (isLetter(c)) {
            name();
        } else if (source.startsWith("//", at)) {
            int end = source.indexOf('\n', at);
            at = end < 0 ? source.length() : end + 1;
        } else if (source.startsWith("/*", at)) {
            comment();
        } else if ("([{".indexOf(c) >= 0) {
            at++;
            add(Kind.OPEN, Character.toString(c), start, null);
        } else if (")]}".indexOf(c) >= 0) {
            at++;
            add(Kind.CLOSE, Character.toString(c), start, null);
        } else {
            add(Kind.OPERATOR, operator(), start, null);
        }
    }

    private void add(Kind kind, String text, int start, @Nullable String problem) {
        tokens.add(new Token(kind, text, new Span(start, at), problem));
    }

    private void comment() {
        int end = source.indexOf("*/", at + 2);
        int start = at;
        at = end < 0 ? source.length() : end + 2;
        if (end < 0) {
            add(Kind.OPERATOR, "/*", start, "this comment has no end (*/)");
        }
    }

    private void name() {
        int start = at;
        while (at < source.length() && (isLetter(source.charAt(at)) || isDigit(source.charAt(at)))) {
            at++;
        }
        String name = source.substring(start, at);
        String operator = name.length() <= 4 ? WORDS.get(name.toLowerCase(Locale.ROOT)) : null;
        add(operator == null ? Kind.NAME : Kind.OPERATOR, operator == null ? name : operator, start, null);
    }

    /** Digits, with a fraction and an exponent if there are; letters right behind belong to it, and make it no number. */
    private void number() {
        int start = at;
        while (at < source.length() && isOfNumber(source.charAt(at), source.charAt(Math.max(start, at - 1)))) {
            at++;
        }
        String digits = source.substring(start, at);
        add(Kind.NUMBER, digits, start, NumberText.problem(digits));
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

    private void quoted(Kind kind) {
        int start = at;
        QuotedText quoted = QuotedText.read(source, at, dialect);
        at = quoted.end();
        add(kind, quoted.text(), start, quoted.problem());
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }
}
