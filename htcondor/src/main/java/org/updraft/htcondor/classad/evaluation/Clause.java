package org.updraft.htcondor.classad.evaluation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.updraft.htcondor.classad.expression.Dialect;
import org.updraft.htcondor.classad.expression.Node;
import org.updraft.htcondor.classad.expression.Printer;
import org.updraft.htcondor.classad.expression.Span;

/**
 * A part of Requirements that is not true.
 *
 * @param node where it stands is its {@link Node#span}
 * @param value false, undefined or an error
 * @param attributes what the attributes are that it names, as it names them; at most {@link #MOST_ATTRIBUTES}
 */
public record Clause(Node node, Value value, Map<String, Value> attributes) {

    public static final int MOST_ATTRIBUTES = 8;

    private static final int LONGEST_TEXT = 200;

    static Clause of(Node node, Value value, Evaluator evaluator, LiveAd ad) {
        Map<String, Value> attributes = new LinkedHashMap<>();
        Deque<Node> todo = new ArrayDeque<>();
        todo.push(node);
        while (!todo.isEmpty() && attributes.size() < MOST_ATTRIBUTES) {
            Node part = todo.pop();
            if (part instanceof Node.Attribute attribute) {
                attributes.computeIfAbsent(print(attribute), name -> evaluator.attempt(attribute, ad));
            }
            Parts.of(part).reversed().forEach(todo::push);
        }
        return new Clause(node, value, attributes);
    }

    public Span span() {
        return node.span();
    }

    /** Such as {@code TARGET.Memory >= 8000 is false: TARGET.Memory is 4096}. */
    public String words() {
        String text = print(node);
        StringJoiner because = new StringJoiner(", ", ": ", "").setEmptyValue("");
        attributes.forEach((name, known) -> {
            if (!name.equals(text)) {
                because.add(name + " is " + Values.words(known));
            }
        });
        String shown = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "..." : text;
        return shown + " is " + said() + because;
    }

    private String said() {
        return value instanceof Value.Failure error ? "an error (" + error.why() + ")" : Values.words(value);
    }

    private static String print(Node node) {
        return Printer.print(node, Dialect.OLD).strip();
    }
}
