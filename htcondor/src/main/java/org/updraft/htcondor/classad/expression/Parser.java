package org.updraft.htcondor.classad.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.updraft.htcondor.classad.expression.Node.Scope;
import org.updraft.htcondor.classad.expression.Token.Kind;

/** Makes a tree of tokens. Recursion is bounded by {@link Expression#DEEPEST}. */
final class Parser {

    private static final Map<String, Constant> WORDS = Map.of(
            "true", new Constant.Truth(true),
            "false", new Constant.Truth(false),
            "undefined", new Constant.Undefined(),
            "error", new Constant.Failure());

    private static final Map<String, Scope> SCOPES =
            Map.of("my", Scope.MY, "target", Scope.TARGET, "parent", Scope.PARENT);

    private final List<Token> tokens;
    private final Dialect dialect;
    private final Token end;
    private int at;
    private int depth;

    Parser(List<Token> tokens, Dialect dialect, int length) {
        this.tokens = tokens;
        this.dialect = dialect;
        this.end = new Token(Kind.END, "the end", new Span(length, length), null);
    }

    Node parse() throws ExpressionError {
        Node root = expression();
        if (peek().kind() != Kind.END) {
            throw unexpected("an operator or the end");
        }
        return root;
    }

    static boolean isReserved(String name) {
        return WORDS.containsKey(name.toLowerCase(Locale.ROOT));
    }

    private Node expression() throws ExpressionError {
        enter();
        Node condition = operators(BinaryOperator.WEAKEST);
        Node all = take("?") ? conditional(condition) : condition;
        depth--;
        return all;
    }

    private Node conditional(Node condition) throws ExpressionError {
        if (take(":")) {
            Node otherwise = expression();
            return new Node.Otherwise(condition, otherwise, join(condition, otherwise));
        }
        Node yes = expression();
        if (!take(":")) {
            throw unexpected("the : of the ? before");
        }
        Node no = expression();
        return new Node.Conditional(condition, yes, no, join(condition, no));
    }

    private Node operators(int weakest) throws ExpressionError {
        Node left = unary();
        while (true) {
            Optional<BinaryOperator> operator = BinaryOperator.of(peek());
            if (operator.isEmpty() || operator.get().strength() < weakest) {
                return left;
            }
            at++;
            Node right = operators(operator.get().strength() + 1);
            left = new Node.Binary(operator.get(), left, right, join(left, right));
        }
    }

    private Node unary() throws ExpressionError {
        Token sign = peek();
        Optional<UnaryOperator> operator = UnaryOperator.of(sign);
        if (operator.isEmpty()) {
            return selections(operand());
        }
        at++;
        if (operator.get() == UnaryOperator.MINUS && isNumberAt(sign.span().to())) {
            return selections(number("-", sign.span()));
        }
        enter();
        Node operand = unary();
        depth--;
        return new Node.Unary(operator.get(), operand, sign.span().to(operand.span()));
    }

    private boolean isNumberAt(int offset) {
        return peek().kind() == Kind.NUMBER && peek().span().from() == offset;
    }

    /** A minus right before a number belongs to it. */
    private Node number(String sign, Span from) throws ExpressionError {
        Token digits = sound(next());
        return new Node.Literal(NumberText.read(sign + digits.text()), from.to(digits.span()));
    }

    private Node selections(Node operand) throws ExpressionError {
        Node of = operand;
        while (true) {
            if (take(".")) {
                Token name = name();
                of = new Node.Select(of, name.text(), of.span().to(name.span()));
            } else if (peek().kind() == Kind.OPEN && peek().text().equals("[")) {
                at++;
                Node index = expression();
                of = new Node.Index(of, index, of.span().to(close("]")));
            } else {
                return of;
            }
        }
    }

    private Node operand() throws ExpressionError {
        Token token = peek();
        return switch (token.kind()) {
            case NUMBER -> number("", token.span());
            case STRING -> string();
            case NAME, QUOTED_NAME -> named(sound(next()));
            case OPEN -> {
                at++;
                yield bracketed(token);
            }
            case OPERATOR -> {
                if (!take(".")) {
                    throw unexpected("a value");
                }
                Token name = name();
                yield new Node.Attribute(
                        Scope.OUTERMOST, "", name.text(), token.span().to(name.span()));
            }
            case CLOSE, END -> throw unexpected("a value");
        };
    }

    /** In the new dialect strings that follow each other are one. */
    private Node string() throws ExpressionError {
        Token first = sound(next());
        if (dialect == Dialect.OLD || peek().kind() != Kind.STRING) {
            return new Node.Literal(new Constant.Text(first.text()), first.span());
        }
        StringBuilder text = new StringBuilder(first.text());
        Span span = first.span();
        while (peek().kind() == Kind.STRING) {
            Token more = sound(next());
            text.append(more.text());
            span = span.to(more.span());
        }
        return new Node.Literal(new Constant.Text(text.toString()), span);
    }

    private Node named(Token name) throws ExpressionError {
        String word = name.kind() == Kind.NAME ? name.text().toLowerCase(Locale.ROOT) : "";
        Constant constant = WORDS.get(word);
        if (constant != null) {
            return new Node.Literal(constant, name.span());
        }
        if (peek().kind() == Kind.OPEN && peek().text().equals("(")) {
            at++;
            return call(name);
        }
        Scope scope = SCOPES.get(name.text().toLowerCase(Locale.ROOT));
        if (scope != null && take(".")) {
            Token attribute = name();
            return new Node.Attribute(
                    scope, name.text(), attribute.text(), name.span().to(attribute.span()));
        }
        return new Node.Attribute(Scope.NEAREST, "", name.text(), name.span());
    }

    private Node call(Token name) throws ExpressionError {
        List<Node> arguments = new ArrayList<>();
        if (!isClose(")")) {
            do {
                arguments.add(expression());
            } while (take(",") || take(";"));
        }
        Node.Call call = new Node.Call(name.text(), arguments, name.span().to(close(")")));
        return arguments.size() == 1
                        && arguments.getFirst() instanceof Node.Literal literal
                        && literal.constant() instanceof Constant.Text text
                ? time(call, text.text(), literal.span().from())
                : call;
    }

    /** HTCondor takes {@code absTime("...")} for a literal, and refuses one that it can not read. */
    private static Node time(Node.Call call, String text, int offset) throws ExpressionError {
        if (call.name().equalsIgnoreCase("absTime")) {
            AbsoluteTime time = AbsoluteTime.read(text)
                    .orElseThrow(() -> new ExpressionError(
                            "absTime(\"" + text + "\") is no time: write 2020-01-31T10:20:30Z", offset));
            return new Node.Literal(new Constant.Instant(time), call.span());
        }
        if (call.name().equalsIgnoreCase("relTime")) {
            OptionalDouble seconds = RelativeTime.read(text);
            if (seconds.isEmpty()) {
                throw new ExpressionError(
                        "relTime(\"" + text + "\") is no length of time: write days+hh:mm:ss", offset);
            }
            return new Node.Literal(new Constant.Interval(seconds.getAsDouble()), call.span());
        }
        return call;
    }

    private Node bracketed(Token open) throws ExpressionError {
        return switch (open.text()) {
            case "(" -> {
                Node inner = expression();
                yield new Node.Parentheses(inner, open.span().to(close(")")));
            }
            case "{" -> list(open);
            default -> ad(open);
        };
    }

    private Node list(Token open) throws ExpressionError {
        List<Node> items = new ArrayList<>();
        if (!isClose("}")) {
            do {
                items.add(expression());
            } while (take(","));
        }
        return new Node.ListLiteral(items, open.span().to(close("}")));
    }

    private Node ad(Token open) throws ExpressionError {
        SortedMap<String, Node> attributes = new TreeMap<>(Node.AdLiteral.ORDER);
        int start = at;
        boolean separated = true;
        while (!isClose("]") || (attributes.isEmpty() && at > start)) {
            if (take(";")) {
                separated = true;
                continue;
            }
            if (!separated) {
                throw unexpected("; or ]");
            }
            String name = name().text();
            if (!take("=")) {
                throw unexpected("=");
            }
            Node value = expression();
            attributes.put(name, value);
            separated = false;
        }
        return new Node.AdLiteral(attributes, open.span().to(close("]")));
    }

    private Token name() throws ExpressionError {
        Token token = peek();
        if (!token.isName() || (token.kind() == Kind.NAME && isReserved(token.text()))) {
            throw unexpected("the name of an attribute");
        }
        return sound(next());
    }

    private Span close(String bracket) throws ExpressionError {
        if (!isClose(bracket)) {
            throw unexpected("an operator or " + bracket);
        }
        return next().span();
    }

    private boolean isClose(String bracket) {
        return peek().kind() == Kind.CLOSE && peek().text().equals(bracket);
    }

    private boolean take(String operator) {
        boolean there = peek().is(operator);
        at += there ? 1 : 0;
        return there;
    }

    private Token peek() {
        return at < tokens.size() ? tokens.get(at) : end;
    }

    private Token next() {
        Token token = peek();
        at++;
        return token;
    }

    private void enter() throws ExpressionError {
        if (++depth > Expression.DEEPEST) {
            throw new ExpressionError(
                    "this is nested more than " + Expression.DEEPEST + " deep",
                    peek().span().from());
        }
    }

    private static Token sound(Token token) throws ExpressionError {
        String problem = token.problem();
        if (problem != null) {
            throw new ExpressionError(problem, token.span().from());
        }
        return token;
    }

    private ExpressionError unexpected(String wanted) {
        Token token = peek();
        String problem = token.problem();
        int offset = token.span().from();
        if (problem != null) {
            return new ExpressionError(problem, offset);
        }
        if (token.kind() == Kind.END) {
            return new ExpressionError("the expression ends where " + wanted + " is expected", offset);
        }
        String hint = token.is("=") ? " (to compare write ==)" : "";
        return new ExpressionError(wanted + " is expected, not " + shown(token) + hint, offset);
    }

    private static String shown(Token token) {
        String text = token.text().length() > 40 ? token.text().substring(0, 40) + "..." : token.text();
        return switch (token.kind()) {
            case STRING -> '"' + text + '"';
            case QUOTED_NAME -> '\'' + text + '\'';
            case NAME, NUMBER, OPERATOR, OPEN, CLOSE, END -> text;
        };
    }

    private static Span join(Node first, Node last) {
        return first.span().to(last.span());
    }
}
