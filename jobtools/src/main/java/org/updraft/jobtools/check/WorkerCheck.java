package org.updraft.jobtools.check;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.updraft.htcondor.classad.Ad;
import org.updraft.htcondor.classad.evaluation.Clause;
import org.updraft.htcondor.classad.evaluation.ExpressionAd;
import org.updraft.htcondor.classad.evaluation.Match;
import org.updraft.htcondor.classad.evaluation.Surroundings;
import org.updraft.htcondor.classad.evaluation.Value;
import org.updraft.htcondor.classad.expression.Dialect;
import org.updraft.htcondor.classad.expression.Expression;
import org.updraft.htcondor.classad.expression.ExpressionError;
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
        Match.Side side = Match.side(job(proc, requirements), worker, new Surroundings(clock, new Random(0)));
        for (Clause clause : side.missed()) {
            if (clause.value() instanceof Value.Truth) {
                findings.error(
                        Rule.REQUIREMENTS,
                        requirements.span(),
                        "Requirements cannot be met by a worker of flavor " + flavor + " with this image: "
                                + Values.shown(clause.words())
                                + "; the job would wait for ever: mend it, or name another flavor or image");
            }
        }
    }

    /** What cannot be parsed, ExpressionCheck tells; here it is undefined, and so no error. */
    private static ExpressionAd job(Proc proc, Values requirements) throws SubmitError {
        Map<String, Expression> ad = new LinkedHashMap<>();
        for (Map.Entry<String, String> attribute : proc.attributes().entrySet()) {
            parsed(attribute.getValue()).ifPresent(expression -> ad.put(attribute.getKey(), expression));
        }
        parsed(requirements.text()).ifPresent(expression -> ad.put("Requirements", expression));
        return ExpressionAd.of(ad);
    }

    private static Optional<Expression> parsed(String text) {
        try {
            return Optional.of(Expression.parse(text, Dialect.OLD));
        } catch (ExpressionError e) {
            return Optional.empty();
        }
    }
}
