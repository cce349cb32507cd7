package org.updraft.htcondor.classad.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.updraft.htcondor.classad.evaluation.LiveAd.Found;
import org.updraft.htcondor.classad.expression.Node;
import org.updraft.htcondor.classad.expression.Node.Scope;

/** Functions that evaluate one expression in many ads. */
final class ContextFunctions {

    private ContextFunctions() {}

    static Value evalInEachContext(Call call) {
        if (call.count() != 2) {
            return call.wrongCount();
        }
        Value contexts = call.value(1);
        if (contexts instanceof Value.Undefined || contexts instanceof Value.Failure) {
            return Values.UNDEFINED;
        }
        if (!(contexts instanceof Value.Items list)) {
            return call.wrong(contexts);
        }
        Node expression = expression(call);
        List<Value> results = new ArrayList<>();
        for (Node item : list.items()) {
            results.add(inContext(call, expression, item, list.within()));
        }
        return call.list(results);
    }

    private static Value inContext(Call call, Node expression, Node context, LiveAd within) {
        Value ad = call.value(context, within);
        if (context instanceof Node.Attribute) {
            // HTCondor 23.9 looks into ads that are written there only
            return ad instanceof Value.Nested ? call.value(expression, call.within()) : Values.UNDEFINED;
        }
        return ad instanceof Value.Nested nested
                ? call.value(expression, nested.ad().context())
                : ad instanceof Value.Undefined ? ad : call.wrong(ad);
    }

    static Value countMatches(Call call) {
        if (call.count() != 2) {
            return call.wrongCount();
        }
        Value contexts = call.value(1);
        if (contexts instanceof Value.Undefined) {
            return Value.of(0);
        }
        if (!(contexts instanceof Value.Items list)) {
            return call.wrong(contexts);
        }
        Node expression = expression(call);
        long count = 0;
        for (Value context : call.values(list)) {
            if (context instanceof Value.Nested nested
                    && Logic.isTrue(call.value(expression, nested.ad().context()))) {
                count++;
            }
        }
        return Value.of(count);
    }

    /** The name of an attribute stands for its expression. */
    private static Node expression(Call call) {
        if (call.argument(0) instanceof Node.Attribute attribute && attribute.scope() == Scope.NEAREST) {
            Found found = call.within().find(attribute.name());
            return found == null ? attribute : found.expression();
        }
        return call.argument(0);
    }
}
