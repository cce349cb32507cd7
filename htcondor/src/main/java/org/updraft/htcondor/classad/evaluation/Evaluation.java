package org.updraft.htcondor.classad.evaluation;

import org.updraft.htcondor.classad.expression.Expression;
import org.updraft.htcondor.classad.expression.Node;

/**
 * Evaluates expressions of an ad as HTCondor 23.9 does. Nothing here throws because of what an expression says: what can not be
 * evaluated, or only by too much work, is an {@link Value.Failure} that says why.
 */
public final class Evaluation {

    private final LiveAd my;
    private final Surroundings surroundings;

    private Evaluation(LiveAd my, Surroundings surroundings) {
        this.my = my;
        this.surroundings = surroundings;
    }

    /** With an ad alone: {@code TARGET} is undefined. */
    public static Evaluation of(ExpressionAd my, Surroundings surroundings) {
        return new Evaluation(my.live(), surroundings);
    }

    /** Of {@code my} matched with {@code target}. */
    public static Evaluation of(ExpressionAd my, ExpressionAd target, Surroundings surroundings) {
        LiveAd live = my.live();
        LiveAd.match(live, target.live());
        return new Evaluation(live, surroundings);
    }

    public Value value(Expression expression) {
        return value(expression.root());
    }

    /** Of an attribute of {@code my}; undefined if it has none of that name. */
    public Value attribute(String name) {
        Node expression = my.attributes().get(name);
        return expression == null ? Values.UNDEFINED : value(expression);
    }

    private Value value(Node expression) {
        return new Evaluator(surroundings).attempt(expression, my);
    }
}
