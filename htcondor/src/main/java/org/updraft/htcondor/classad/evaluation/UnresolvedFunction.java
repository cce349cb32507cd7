package org.updraft.htcondor.classad.evaluation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.updraft.htcondor.classad.expression.Node;
import org.updraft.htcondor.classad.expression.Node.Scope;

/** {@code unresolved()}: which attributes an attribute's expression needs that the ads at hand do not have. */
final class UnresolvedFunction {

    private UnresolvedFunction() {}

    static Value unresolved(Call call) {
        if (call.count() != 1 && call.count() != 2) {
            return call.wrongCount();
        }
        if (!(call.argument(0) instanceof Node.Attribute attribute)) {
            return call.error("takes the name of an attribute");
        }
        Node expression = attribute.scope() == Scope.NEAREST || attribute.scope() == Scope.MY
                ? call.within().attributes().get(attribute.name())
                : null;
        if (expression == null) {
            return Value.UNDEFINED;
        }
        SortedSet<String> missing = missing(expression, call);
        return call.count() == 1 ? call.text(String.join(",", missing)) : matches(call, missing);
    }

    private static Value matches(Call call, SortedSet<String> names) {
        Value pattern = call.value(1);
        if (!(pattern instanceof Value.Text text)) {
            return call.wrong(pattern);
        }
        Optional<TextPattern> compiled = TextPattern.compile(text.text(), "i", call.budget());
        if (compiled.isEmpty()) {
            return call.error("is no regular expression: " + Values.words(pattern));
        }
        return Value.of(names.stream().anyMatch(compiled.get()::isIn));
    }

    private static SortedSet<String> missing(Node expression, Call call) {
        SortedSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        Deque<Node> todo = new ArrayDeque<>();
        todo.push(expression);
        while (!todo.isEmpty()) {
            call.budget().step();
            Node node = todo.pop();
            if (node instanceof Node.Attribute attribute && isMissing(attribute, call.within())) {
                names.add(attribute.name());
            }
            Parts.of(node).forEach(todo::push);
        }
        return names;
    }

    private static boolean isMissing(Node.Attribute attribute, LiveAd ad) {
        LiveAd other = ad.outermost().other();
        return switch (attribute.scope()) {
            case NEAREST -> ad.findAnywhere(attribute.name()) == null;
            case TARGET -> other == null;
            case MY, PARENT, OUTERMOST -> false;
        };
    }
}
