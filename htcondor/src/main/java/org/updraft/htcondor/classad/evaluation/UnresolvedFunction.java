package org.updraft.htcondor.classad.evaluation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.updraft.htcondor.classad.evaluation.LiveAd.Found;
import org.updraft.htcondor.classad.expression.Node;
import org.updraft.htcondor.classad.expression.Node.Scope;

/** {@code unresolved()}: which attributes an attribute's expression needs that the ads at hand do not have. */
final class UnresolvedFunction {

    private UnresolvedFunction() {}

    static Value unresolved(Call call) {
        if (call.count() != 1 && call.count() != 2) {
            return call.wrongCount();
        }
        LiveAd ad = call.within();
        String name;
        switch (call.argument(0)) {
            case Node.Attribute attribute -> {
                name = attribute.name();
                ad = attribute.scope() == Scope.TARGET ? ad.outermost().other() : ad;
                Found found = attribute.scope() == Scope.NEAREST ? call.within().findAnywhere(name) : null;
                ad = found == null ? ad : found.in();
            }
            case Node.Select select -> {
                name = select.name();
                ad = call.value(select.of(), ad) instanceof Value.Nested nested ? nested.ad() : null;
            }
            default -> {
                return call.error("takes the name of an attribute");
            }
        }
        Node expression = ad == null ? null : ad.attributes().get(name);
        if (ad == null || expression == null) {
            return Values.UNDEFINED;
        }
        SortedSet<String> missing = missing(expression, ad, call);
        return call.count() == 1 ? call.text(String.join(",", missing)) : matches(call, missing);
    }

    private static Value matches(Call call, SortedSet<String> names) {
        Value pattern = call.value(1);
        if (!(pattern instanceof Value.Text text)) {
            throw new Abandoned("unresolved() takes a string for a pattern");
        }
        Optional<TextPattern> compiled = TextPattern.compile(text.text(), "i", call.budget());
        if (compiled.isEmpty()) {
            return call.error("is no regular expression: " + Values.words(pattern));
        }
        return Value.of(names.stream().anyMatch(compiled.get()::isIn));
    }

    private static SortedSet<String> missing(Node expression, LiveAd ad, Call call) {
        SortedSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        Deque<Node> todo = new ArrayDeque<>();
        todo.push(expression);
        while (!todo.isEmpty()) {
            call.budget().step();
            Node node = todo.pop();
            if (node instanceof Node.Attribute attribute && isMissing(attribute, ad)) {
                names.add(attribute.name());
            }
            Parts.of(node).forEach(todo::push);
        }
        return names;
    }

    private static boolean isMissing(Node.Attribute attribute, LiveAd ad) {
        LiveAd other = ad.outermost().other();
        return switch (attribute.scope()) {
            case NEAREST -> ad.find(attribute.name()) == null;
            case MY -> ad.find(attribute.name()) == null;
            case TARGET -> other == null || other.find(attribute.name()) == null;
            case PARENT, OUTERMOST -> false;
        };
    }
}
