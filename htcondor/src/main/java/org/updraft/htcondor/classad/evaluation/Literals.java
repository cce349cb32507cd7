package org.updraft.htcondor.classad.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.updraft.htcondor.classad.expression.Constant;
import org.updraft.htcondor.classad.expression.Node;

/** From what is written to what it means, and back. */
final class Literals {

    private Literals() {}

    static Value value(Constant constant) {
        return switch (constant) {
            case Constant.Undefined u -> Values.UNDEFINED;
            case Constant.Failure e -> Value.error("error is written there");
            case Constant.Truth truth -> Value.of(truth.value());
            case Constant.Whole whole -> Value.of(whole.number());
            case Constant.Real real -> Value.of(real.number());
            case Constant.Text text -> Value.of(text.text());
            case Constant.Instant instant -> new Value.Instant(instant.time());
            // a bug of HTCondor 23.9 that others' expressions may rely on
            case Constant.Interval interval -> Value.of(interval.seconds());
        };
    }

    static Node node(Value value) {
        return switch (value) {
            case Value.Undefined u -> literal(new Constant.Undefined());
            case Value.Failure e -> literal(new Constant.Failure());
            case Value.Truth truth -> literal(new Constant.Truth(truth.value()));
            case Value.Whole whole -> literal(new Constant.Whole(whole.number()));
            case Value.Real real -> literal(new Constant.Real(real.number()));
            case Value.Text text -> literal(new Constant.Text(text.text()));
            case Value.Instant instant -> literal(new Constant.Instant(instant.time()));
            case Value.Interval interval -> literal(new Constant.Interval(interval.seconds()));
            case Value.Items items -> new Node.ListLiteral(items.items(), Node.NOWHERE);
            case Value.Nested nested -> new Node.AdLiteral(nested.ad().attributes(), Node.NOWHERE);
        };
    }

    static Value list(List<Value> values, LiveAd within) {
        List<Node> items = new ArrayList<>(values.size());
        for (Value value : values) {
            items.add(node(value));
        }
        return new Value.Items(items, within);
    }

    private static Node literal(Constant constant) {
        return new Node.Literal(constant, Node.NOWHERE);
    }
}
