package org.updraft.jobtools.check;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.updraft.htcondor.classad.Ad;
import org.updraft.htcondor.classad.evaluation.Evaluation;
import org.updraft.htcondor.classad.evaluation.ExpressionAd;
import org.updraft.htcondor.classad.evaluation.Surroundings;
import org.updraft.htcondor.classad.evaluation.Value;
import org.updraft.htcondor.classad.expression.BinaryOperator;
import org.updraft.htcondor.classad.expression.Dialect;
import org.updraft.htcondor.classad.expression.Expression;
import org.updraft.htcondor.classad.expression.ExpressionError;
import org.updraft.htcondor.classad.expression.Node;
import org.updraft.htcondor.submit.Proc;
import org.updraft.htcondor.submit.SubmitError;

/**
 * That the worker which a job would get meets its Requirements. Only what is false for certain is an error: what depends on
 * attributes that are known when the worker runs is left to HTCondor.
 */
public final class WorkerCheck implements ProcCheck {

    private static final long KIB_PER_GIB = 1024L * 1024;

    private final ExpressionAd worker;
    private final String flavor;
    private final InstantSource clock;

    public WorkerCheck(Target target, Target.Room room, InstantSource clock) {
        this.worker = ad(target, room);
        this.flavor = target.flavorName();
        this.clock = clock;
    }

    private static ExpressionAd ad(Target target, Target.Room room) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("VMType", Ad.quote(target.vmType()));
        facts.put("Arch", Ad.quote(target.architecture()));
        facts.put("OpSys", "\"LINUX\"");
        facts.put("Cpus", Integer.toString(room.cpus()));
        facts.put("TotalCpus", Integer.toString(room.cpus()));
        facts.put("Memory", Integer.toString(room.memoryMiB()));
        facts.put("TotalMemory", Integer.toString(room.memoryMiB()));
        facts.put("Disk", Long.toString(room.diskGiB() * KIB_PER_GIB));
        facts.put("HasFileTransfer", "true");
        Map<String, Expression> ad = new LinkedHashMap<>();
        facts.forEach((name, text) -> ad.put(name, ours(text)));
        return ExpressionAd.of(ad);
    }

    private static Expression ours(String text) {
        try {
            return Expression.parse(text, Dialect.OLD);
        } catch (ExpressionError e) {
            throw new IllegalStateException("an expression of our own: " + text, e);
        }
    }

    @Override
    public void look(Proc proc, Findings findings) throws SubmitError {
        Values requirements = Values.of(proc, "requirements");
        if (requirements == null || requirements.text().contains("$$(")) {
            return;
        }
        try {
            Expression expression = Expression.parse(requirements.text(), Dialect.OLD);
            Evaluation evaluation = Evaluation.of(job(proc), worker, new Surroundings(clock, new Random(0)));
            clauses(expression.root(), evaluation, requirements, findings);
        } catch (ExpressionError e) {
            // ExpressionCheck says what is wrong with it
            return;
        }
    }

    private static ExpressionAd job(Proc proc) throws SubmitError {
        Map<String, Expression> ad = new LinkedHashMap<>();
        for (Map.Entry<String, String> attribute : proc.attributes().entrySet()) {
            try {
                ad.put(attribute.getKey(), Expression.parse(attribute.getValue(), Dialect.OLD));
            } catch (ExpressionError e) {
                // as above; what refers to it is undefined then, and so no error
                continue;
            }
        }
        return ExpressionAd.of(ad);
    }

    /** Each part of the chain of && alone, so that the one that is to blame is named. Chains may be thousands long. */
    private void clauses(Node root, Evaluation evaluation, Values requirements, Findings findings) {
        Deque<Node> todo = new ArrayDeque<>(List.of(root));
        while (!todo.isEmpty()) {
            switch (todo.pop()) {
                case Node.Parentheses inner -> todo.push(inner.inner());
                case Node.Binary chain
                when chain.operator() == BinaryOperator.AND -> {
                    todo.push(chain.right());
                    todo.push(chain.left());
                }
                case Node clause -> clause(new Expression("", clause), evaluation, requirements, findings);
            }
        }
    }

    private void clause(Expression clause, Evaluation evaluation, Values requirements, Findings findings) {
        if (evaluation.value(clause).equals(Value.of(false))) {
            findings.error(
                    Rule.REQUIREMENTS,
                    requirements.span(),
                    "Requirements: " + Values.shown(clause.print(Dialect.OLD)) + " is false on a worker of flavor "
                            + flavor
                            + " with this image, so the job would wait for ever; mend it, or name another flavor or image");
        }
    }
}
