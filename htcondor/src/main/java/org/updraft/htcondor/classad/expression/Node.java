package org.updraft.htcondor.classad.expression;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A part of an expression. Operators of one strength in a row make a tree that leans left and may be thousands deep, as may
 * selections in a row: walk down {@link Binary#left} and {@code of} in a loop. All else is at most {@link Expression#DEEPEST} deep.
 */
public sealed interface Node {

    /** Where it stands in the text; of something that was not written, {@link #NOWHERE}. */
    Span span();

    Span NOWHERE = new Span(0, 0);

    record Literal(Constant constant, Span span) implements Node {}

    /** Kept since HTCondor prints parentheses as they were written. */
    record Parentheses(Node inner, Span span) implements Node {}

    /** In which ad an attribute is looked for. */
    enum Scope {
        /** None is said: the own ad, then the other one. */
        NEAREST,
        MY,
        TARGET,
        /** The ad around this ad. */
        PARENT,
        /** {@code .x}: the outermost ad. */
        OUTERMOST
    }

    /**
     * An attribute's name.
     *
     * @param written how the scope was written, such as {@code my}; empty for those without a word
     */
    record Attribute(Scope scope, String written, String name, Span span) implements Node {}

    /** {@code of.name}, where {@code of} is anything but a word for a scope. */
    record Select(Node of, String name, Span span) implements Node {}

    /** {@code of[index]}. */
    record Index(Node of, Node index, Span span) implements Node {}

    record Unary(UnaryOperator operator, Node operand, Span span) implements Node {}

    record Binary(BinaryOperator operator, Node left, Node right, Span span) implements Node {}

    /** {@code condition ? yes : no}. */
    record Conditional(Node condition, Node yes, Node no, Span span) implements Node {}

    /** {@code value ?: otherwise}. */
    record Otherwise(Node value, Node otherwise, Span span) implements Node {}

    record Call(String name, List<Node> arguments, Span span) implements Node {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    record ListLiteral(List<Node> items, Span span) implements Node {
        public ListLiteral {
            items = List.copyOf(items);
        }
    }

    record AdLiteral(SortedMap<String, Node> attributes, Span span) implements Node {

        /** HTCondor's order: short names first. Names are the same in any case. */
        public static final Comparator<String> ORDER =
                Comparator.comparingInt(String::length).thenComparing(String.CASE_INSENSITIVE_ORDER);

        public AdLiteral {
            SortedMap<String, Node> ordered = new TreeMap<>(ORDER);
            ordered.putAll(attributes);
            attributes = Collections.unmodifiableSortedMap(ordered);
        }
    }
}
