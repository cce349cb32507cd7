package org.updraft.htcondor.classad.expression;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** HTCondor's normal form, on one line. */
public final class Printer {

    /** Names that mean something else without quotes. */
    private static final Set<String> RESERVED = Set.of("true", "false", "undefined", "error", "is", "isnt", "parent");

    private final Dialect dialect;
    private final StringBuilder text = new StringBuilder();

    private Printer(Dialect dialect) {
        this.dialect = dialect;
    }

    public static String print(Node node, Dialect dialect) {
        Printer printer = new Printer(dialect);
        printer.print(node);
        return printer.text.toString();
    }

    private void print(Node node) {
        switch (node) {
            case Node.Literal literal -> print(literal.constant());
            case Node.Parentheses parentheses -> {
                text.append('(');
                print(parentheses.inner());
                text.append(')');
            }
            case Node.Attribute attribute -> printAttribute(attribute);
            case Node.Select select -> printSelections(select);
            case Node.Index index -> printSelections(index);
            case Node.Unary unary -> {
                text.append(' ').append(unary.operator().symbol());
                print(unary.operand());
            }
            case Node.Binary binary -> printChain(binary);
            case Node.Conditional conditional -> {
                print(conditional.condition());
                text.append(" ? ");
                print(conditional.yes());
                text.append(" : ");
                print(conditional.no());
            }
            case Node.Otherwise otherwise -> {
                print(otherwise.value());
                text.append(" ?: ");
                print(otherwise.otherwise());
            }
            case Node.Call call -> {
                text.append(call.name()).append('(');
                printAll(call.arguments());
                text.append(')');
            }
            case Node.ListLiteral list -> {
                text.append("{ ");
                printAll(list.items());
                text.append(" }");
            }
            case Node.AdLiteral ad -> printAd(ad);
        }
    }

    private void print(Constant constant) {
        switch (constant) {
            case Constant.Undefined u -> text.append("undefined");
            case Constant.Failure e -> text.append("error");
            case Constant.Truth truth -> text.append(truth.value());
            case Constant.Whole whole -> text.append(whole.number());
            case Constant.Real real -> text.append(NumberText.write(real.number(), dialect));
            case Constant.Text string -> QuotedText.write(string.text(), '"', dialect, text);
            case Constant.Instant instant ->
                text.append("absTime(\"").append(instant.time().words()).append("\")");
            case Constant.Interval interval ->
                text.append("relTime(\"")
                        .append(RelativeTime.words(interval.seconds()))
                        .append("\")");
        }
    }

    private void printAttribute(Node.Attribute attribute) {
        switch (attribute.scope()) {
            case NEAREST -> printName(attribute.name());
            case OUTERMOST -> {
                text.append('.');
                printName(attribute.name());
            }
            case MY, TARGET, PARENT -> {
                printName(attribute.written());
                // behind a point HTCondor never quotes
                text.append('.').append(attribute.name());
            }
        }
    }

    private void printSelections(Node last) {
        Deque<Node> chain = new ArrayDeque<>();
        Node node = last;
        while (node instanceof Node.Select || node instanceof Node.Index) {
            chain.push(node);
            node = node instanceof Node.Select select ? select.of() : ((Node.Index) node).of();
        }
        print(node);
        for (Node link : chain) {
            if (link instanceof Node.Select select) {
                text.append('.').append(select.name());
            } else if (link instanceof Node.Index index) {
                text.append('[');
                print(index.index());
                text.append(']');
            }
        }
    }

    private void printChain(Node.Binary last) {
        Deque<Node.Binary> chain = new ArrayDeque<>();
        Node node = last;
        while (node instanceof Node.Binary binary) {
            chain.push(binary);
            node = binary.left();
        }
        print(node);
        for (Node.Binary link : chain) {
            text.append(' ').append(link.operator().symbol(dialect)).append(' ');
            print(link.right());
        }
    }

    private void printAll(List<Node> nodes) {
        String separator = "";
        for (Node node : nodes) {
            text.append(separator);
            print(node);
            separator = ",";
        }
    }

    private void printAd(Node.AdLiteral ad) {
        text.append("[ ");
        String separator = "";
        for (Map.Entry<String, Node> attribute : ad.attributes().entrySet()) {
            text.append(separator);
            printName(attribute.getKey());
            text.append(" = ");
            print(attribute.getValue());
            separator = "; ";
        }
        text.append(" ]");
    }

    private void printName(String name) {
        if (isPlain(name) && !RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            text.append(name);
        } else {
            QuotedText.write(name, '\'', dialect, text);
        }
    }

    private static boolean isPlain(String name) {
        if (name.isEmpty() || (name.charAt(0) >= '0' && name.charAt(0) <= '9')) {
            return false;
        }
        for (int at = 0; at < name.length(); at++) {
            char c = name.charAt(at);
            if ((c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '_') {
                return false;
            }
        }
        return true;
    }
}
