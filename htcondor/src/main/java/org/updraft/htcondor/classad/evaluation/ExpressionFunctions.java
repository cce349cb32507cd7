package org.updraft.htcondor.classad.evaluation;

import java.util.Optional;
import org.updraft.htcondor.classad.expression.Dialect;
import org.updraft.htcondor.classad.expression.Expression;
import org.updraft.htcondor.classad.expression.ExpressionError;
import org.updraft.htcondor.classad.expression.Node;
import org.updraft.htcondor.classad.expression.Node.Scope;
import org.updraft.htcondor.classad.expression.Printer;

/** Functions of expressions rather than of values. */
final class ExpressionFunctions {

    private ExpressionFunctions() {}

    static Value ifThenElse(Call call) {
        if (call.count() != 3) {
            return call.wrongCount();
        }
        Value condition = call.value(0);
        Optional<Boolean> truth = Logic.truth(condition);
        return truth.isEmpty() ? Logic.neither(condition) : call.value(truth.get() ? 1 : 2);
    }

    static Value eval(Call call) {
        if (call.count() != 1) {
            return call.wrongCount();
        }
        Value value = call.value(0);
        return switch (value) {
            case Value.Truth truth -> truth;
            case Value.Whole whole -> whole;
            case Value.Real real -> real;
            case Value.Text text -> {
                call.budget().charge(text.text().length());
                yield evaluated(call, text.text());
            }
            default -> call.wrong(value);
        };
    }

    private static Value evaluated(Call call, String text) {
        try {
            return call.value(Expression.parse(text, Dialect.NEW).root(), call.within());
        } catch (ExpressionError e) {
            return call.error(String.valueOf(e.getMessage()));
        }
    }

    /** Of an attribute of this very ad only; else an empty string. */
    static Value unparse(Call call) {
        if (call.count() != 1) {
            return call.wrongCount();
        }
        if (!(call.argument(0) instanceof Node.Attribute attribute)) {
            return call.error("takes the name of an attribute");
        }
        Node expression =
                attribute.scope() == Scope.NEAREST ? call.within().attributes().get(attribute.name()) : null;
        return expression == null ? Value.of("") : call.text(Printer.print(expression, Dialect.NEW));
    }

    static Value debug(Call call) {
        return call.count() == 1 ? call.value(0) : call.wrongCount();
    }
}
