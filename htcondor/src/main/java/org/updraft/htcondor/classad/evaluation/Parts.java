package org.updraft.htcondor.classad.evaluation;

import java.util.List;
import org.updraft.htcondor.classad.expression.Node;

/** What an expression consists of directly. */
final class Parts {

    private Parts() {}

    static List<Node> of(Node node) {
        return switch (node) {
            case Node.Literal l -> List.of();
            case Node.Attribute a -> List.of();
            case Node.Parentheses parentheses -> List.of(parentheses.inner());
            case Node.Select select -> List.of(select.of());
            case Node.Index index -> List.of(index.of(), index.index());
            case Node.Unary unary -> List.of(unary.operand());
            case Node.Binary binary -> List.of(binary.left(), binary.right());
            case Node.Conditional conditional -> List.of(conditional.condition(), conditional.yes(), conditional.no());
            case Node.Otherwise otherwise -> List.of(otherwise.value(), otherwise.otherwise());
            case Node.Call call -> call.arguments();
            case Node.ListLiteral list -> list.items();
            case Node.AdLiteral ad -> List.copyOf(ad.attributes().values());
        };
    }
}
