package org.updraft.htcondor.classad.evaluation;

import java.util.List;
import org.updraft.htcondor.classad.expression.Node;

/** A function's arguments, evaluated when they are asked for, and what it may need besides. */
record Call(Node.Call node, LiveAd within, Evaluator evaluator) {

    String name() {
        return node.name();
    }

    int count() {
        return node.arguments().size();
    }

    Node argument(int at) {
        return node.arguments().get(at);
    }

    Value value(int at) {
        return evaluator.value(argument(at), within);
    }

    Value value(Node item, LiveAd itsAd) {
        return evaluator.value(item, itsAd);
    }

    List<Value> values() {
        return node.arguments().stream()
                .map(argument -> evaluator.value(argument, within))
                .toList();
    }

    List<Value> values(Value.Items list) {
        return list.items().stream()
                .map(item -> evaluator.value(item, list.within()))
                .toList();
    }

    Surroundings surroundings() {
        return evaluator.surroundings();
    }

    Budget budget() {
        return evaluator.budget();
    }

    /** A string that was made, if it is not too long. */
    Value text(CharSequence made) {
        budget().chargeText(made.length());
        return Value.of(made.toString());
    }

    Value list(List<Value> values) {
        budget().charge(values.size());
        return Literals.list(values, within);
    }

    /** The arguments are too many, too few, or of the wrong kind. */
    Value error(String why) {
        return Value.error(name() + "(): " + why);
    }

    Value wrongCount() {
        return error("has " + count() + (count() == 1 ? " argument" : " arguments"));
    }

    /** An error passes through; all else is of a kind that the function does not take. */
    Value wrong(Value argument) {
        return argument instanceof Value.Failure ? argument : error("does not take " + Values.words(argument));
    }
}
