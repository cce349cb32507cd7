package org.updraft.htcondor.classad.evaluation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.updraft.htcondor.classad.expression.BinaryOperator;
import org.updraft.htcondor.classad.expression.Expression;
import org.updraft.htcondor.classad.expression.Node;

/** Whether a job and a machine want each other, as the negotiator decides it, and if not why. */
public record Match(Side job, Side machine) {

    private static final String REQUIREMENTS = "Requirements";

    /**
     * What one ad's Requirements say of the other.
     *
     * @param value undefined if the ad has no Requirements, which is not enough for a match
     * @param missed the parts of their chain of {@code &&} that are not true, in the order of the text; empty if they are true
     */
    public record Side(Value value, List<Clause> missed) {
        public boolean holds() {
            return Logic.isTrue(value);
        }
    }

    public static Match of(ExpressionAd job, ExpressionAd machine, Surroundings surroundings) {
        return new Match(side(job, machine, surroundings), side(machine, job, surroundings));
    }

    public boolean holds() {
        return job.holds() && machine.holds();
    }

    /** What the Requirements of {@code my} say of {@code target}. All parts together may cost no more than one evaluation. */
    public static Side side(ExpressionAd my, ExpressionAd target, Surroundings surroundings) {
        Optional<Expression> requirements = my.get(REQUIREMENTS);
        if (requirements.isEmpty()) {
            return new Side(Values.UNDEFINED, List.of());
        }
        LiveAd live = my.live();
        LiveAd.match(live, target.live());
        Evaluator evaluator = new Evaluator(surroundings);
        Value value = evaluator.attempt(requirements.get().root(), live);
        return new Side(value, Logic.isTrue(value) ? List.of() : missed(requirements.get(), evaluator, live));
    }

    private static List<Clause> missed(Expression requirements, Evaluator evaluator, LiveAd live) {
        List<Clause> missed = new ArrayList<>();
        for (Node part : conjuncts(requirements.root())) {
            Value value = evaluator.attempt(part, live);
            if (!Logic.isTrue(value)) {
                missed.add(Clause.of(part, value, evaluator, live));
            }
        }
        return List.copyOf(missed);
    }

    private static List<Node> conjuncts(Node root) {
        List<Node> conjuncts = new ArrayList<>();
        Deque<Node> todo = new ArrayDeque<>(List.of(root));
        while (!todo.isEmpty()) {
            Node node = todo.pop();
            if (node instanceof Node.Parentheses parentheses) {
                todo.push(parentheses.inner());
            } else if (node instanceof Node.Binary binary && binary.operator() == BinaryOperator.AND) {
                todo.push(binary.right());
                todo.push(binary.left());
            } else {
                conjuncts.add(node);
            }
        }
        return conjuncts;
    }
}
