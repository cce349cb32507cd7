package org.updraft.htcondor.classad;

import static java.util.stream.Collectors.toCollection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.updraft.htcondor.classad.Comparison.Operator;
import org.updraft.htcondor.classad.expression.Dialect;
import org.updraft.htcondor.classad.expression.Lexer;
import org.updraft.htcondor.classad.expression.Token;
import org.updraft.htcondor.classad.expression.Token.Kind;

/**
 * What must hold for an expression to be true, as far as comparisons say so that stand in its chain of {@code &&}: not those below
 * {@code ||}, {@code !} or {@code ?:}, nor within arguments of functions. Work and memory grow with the text's length only, however
 * deep it is nested. No evaluator: it knows no values of attributes.
 */
public final class Conjunction {

    /** An expression may be so long, in characters; condor_submit's own additions take some 400. */
    public static final int LONGEST = 64 * 1024;

    private static final Set<String> WEAKER_THAN_AND = Set.of("||", "?", ":");

    private final List<Token> tokens;
    private final int[] partner;
    private final List<Comparison> found = new ArrayList<>();

    /** Tokens from {@code from} on, without {@code to}. */
    private record Range(int from, int to) {
        int size() {
            return to - from;
        }
    }

    private Conjunction(List<Token> tokens, int[] partner) {
        this.tokens = tokens;
        this.partner = partner;
    }

    /** In the order of the text; empty if the expression is longer than {@link #LONGEST} or its brackets do not match. */
    public static Optional<List<Comparison>> comparisons(String expression) {
        if (expression.length() > LONGEST) {
            return Optional.empty();
        }
        List<Token> tokens = Lexer.tokens(expression, Dialect.NEW);
        return partners(tokens).map(partner -> new Conjunction(tokens, partner).read());
    }

    /** All names in the expression, of attributes and of functions, each in one spelling. */
    public static Set<String> names(String expression) {
        return Lexer.tokens(expression, Dialect.NEW).stream()
                .filter(token -> token.isName())
                .map(Token::text)
                .collect(toCollection(() -> new TreeSet<>(String.CASE_INSENSITIVE_ORDER)));
    }

    /** For each bracket where its other half is. */
    private static Optional<int[]> partners(List<Token> tokens) {
        int[] partner = new int[tokens.size()];
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.kind() == Kind.OPEN) {
                open.push(i);
            } else if (token.kind() == Kind.CLOSE) {
                if (open.isEmpty() || !match(tokens.get(open.peek()), token)) {
                    return Optional.empty();
                }
                partner[i] = open.peek();
                partner[open.pop()] = i;
            }
        }
        return open.isEmpty() ? Optional.of(partner) : Optional.empty();
    }

    private static boolean match(Token open, Token close) {
        return "([{".indexOf(open.text()) == ")]}".indexOf(close.text());
    }

    private List<Comparison> read() {
        Deque<Range> todo = new ArrayDeque<>();
        todo.push(new Range(0, tokens.size()));
        while (!todo.isEmpty()) {
            Range range = bare(todo.pop());
            List<Range> parts = parts(range);
            if (parts.size() > 1) {
                parts.reversed().forEach(todo::push);
            } else if (!parts.isEmpty()) {
                comparison(range).ifPresent(found::add);
            }
        }
        return List.copyOf(found);
    }

    /** Without parentheses around the whole. */
    private Range bare(Range range) {
        int from = range.from();
        int to = range.to();
        while (to - from > 1 && tokens.get(from).text().equals("(") && partner(from) == to - 1) {
            from++;
            to--;
        }
        return new Range(from, to);
    }

    private int partner(int at) {
        return tokens.get(at).kind() == Kind.OPEN ? partner[at] : at;
    }

    /** What stands between the {@code &&}; none at all if an operator is there that binds weaker. */
    private List<Range> parts(Range range) {
        List<Range> parts = new ArrayList<>();
        int start = range.from();
        for (int i = range.from(); i < range.to(); i = partner(i) + 1) {
            Token token = tokens.get(i);
            if (token.kind() == Kind.OPERATOR && WEAKER_THAN_AND.contains(token.text())) {
                return List.of();
            }
            if (token.is("&&")) {
                parts.add(new Range(start, i));
                start = i + 1;
            }
        }
        parts.add(new Range(start, range.to()));
        return parts;
    }

    private Optional<Comparison> comparison(Range range) {
        int at = -1;
        for (int i = range.from(); i < range.to(); i = partner(i) + 1) {
            Token token = tokens.get(i);
            if (token.kind() == Kind.OPERATOR && !token.text().equals(".")) {
                if (at >= 0) {
                    return Optional.empty();
                }
                at = i;
            }
        }
        Optional<Operator> operator = at < 0 ? Optional.empty() : operator(tokens.get(at));
        if (operator.isEmpty()) {
            return Optional.empty();
        }
        Range left = bare(new Range(range.from(), at));
        Range right = bare(new Range(at + 1, range.to()));
        return of(left, operator.get(), right).or(() -> of(right, operator.get().flipped(), left));
    }

    private static Optional<Operator> operator(Token token) {
        return switch (token.text()) {
            case "=?=" -> Optional.of(Operator.IS);
            case "==" -> Optional.of(Operator.EQUAL);
            case "<" -> Optional.of(Operator.LESS);
            case "<=" -> Optional.of(Operator.AT_MOST);
            case ">=" -> Optional.of(Operator.AT_LEAST);
            case ">" -> Optional.of(Operator.MORE);
            default -> Optional.empty();
        };
    }

    private Optional<Comparison> of(Range attribute, Operator operator, Range constant) {
        Optional<String> name = attribute(attribute);
        Optional<AdValue> value = constant(constant);
        return name.isPresent() && value.isPresent()
                ? Optional.of(new Comparison(name.get(), operator, value.get()))
                : Optional.empty();
    }

    /** A name alone, which may mean the machine's, or one that says so. */
    private Optional<String> attribute(Range range) {
        boolean ofMachine = range.size() == 3
                && tokens.get(range.from()).isName()
                && tokens.get(range.from()).text().equalsIgnoreCase("TARGET")
                && tokens.get(range.from() + 1).is(".");
        if (range.size() != 1 && !ofMachine) {
            return Optional.empty();
        }
        Token last = tokens.get(range.to() - 1);
        return last.isName() ? Optional.of(last.text()) : Optional.empty();
    }

    private Optional<AdValue> constant(Range range) {
        if (range.size() != 1) {
            return Optional.empty();
        }
        Token token = tokens.get(range.from());
        return switch (token.kind()) {
            case STRING -> Optional.of(new AdValue.Text(token.text()));
            case NUMBER -> number(token.text());
            case NAME, QUOTED_NAME, OPERATOR, OPEN, CLOSE, END -> Optional.empty();
        };
    }

    private static Optional<AdValue> number(String digits) {
        try {
            return Optional.of(
                    digits.chars().allMatch(c -> c >= '0' && c <= '9') && digits.length() <= 18
                            ? new AdValue.Whole(Long.parseLong(digits))
                            : new AdValue.Real(real(digits)));
        } catch (NumberFormatException e) {
            // such as 4K or 0x10, which HTCondor does not take either
            return Optional.empty();
        }
    }

    /** Not what Java alone takes for a number: {@code 1f}, {@code 1d}. */
    private static double real(String digits) {
        char last = digits.charAt(digits.length() - 1);
        if (last < '0' || last > '9') {
            throw new NumberFormatException(digits);
        }
        return Double.parseDouble(digits);
    }
}
