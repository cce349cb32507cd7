package org.updraft.autoscaler.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.updraft.autoscaler.pool.Demand;
import org.updraft.autoscaler.pool.PoolSnapshot;
import org.updraft.autoscaler.pool.Worker;

/**
 * Reads a plan with distrust, before anything of it is done. It shares no rule's code with what made the plan, so that one
 * mistake does not pass twice.
 */
public final class PlanCheck {

    private PlanCheck() {}

    /** Every invariant that the plan breaks, each a sentence; empty if it may be carried out. */
    public static List<String> violations(Plan plan, PoolSnapshot pool, Policy policy) {
        List<String> found = new ArrayList<>();
        if (pool.frozen().isPresent() && !plan.actions().isEmpty()) {
            found.add("acts although nothing may be done: " + pool.frozen().get());
        }
        found.addAll(workers(plan, pool, policy));
        found.addAll(new BootCheck(pool, policy).violations(boots(plan)));
        found.addAll(answers(plan, pool));
        return List.copyOf(found);
    }

    private static List<Action.Boot> boots(Plan plan) {
        return plan.actions().stream()
                .filter(Action.Boot.class::isInstance)
                .map(Action.Boot.class::cast)
                .toList();
    }

    private static List<String> workers(Plan plan, PoolSnapshot pool, Policy policy) {
        Map<String, Worker> workers = new HashMap<>();
        pool.workers().forEach(worker -> workers.put(worker.id(), worker));
        WorkerCheck check = new WorkerCheck(pool, policy);
        LeftoverCheck leftovers = new LeftoverCheck(pool, policy);
        Set<String> named = new HashSet<>();
        List<String> found = new ArrayList<>();
        for (Action action : plan.actions()) {
            if (action instanceof Action.ForgetAd forget) {
                check.objection(forget)
                        .ifPresent(words -> found.add("forget ads of " + forget.machine() + ": " + words));
            }
            if (action instanceof Action.Collect collect) {
                leftovers
                        .objection(collect)
                        .ifPresent(words ->
                                found.add("collect " + collect.leftover().name() + ": " + words));
            }
            Optional<String> id = workerOf(action);
            if (id.isEmpty()) {
                continue;
            }
            Worker worker = workers.get(id.get());
            String what = action.getClass().getSimpleName().toLowerCase(Locale.ROOT) + " " + id.get() + ": ";
            if (worker == null) {
                found.add(what + "no such worker was seen");
                continue;
            }
            if (!named.add(id.get())) {
                found.add(what + "this worker is named twice");
            }
            check.objection(action, worker).ifPresent(words -> found.add(what + words));
        }
        return found;
    }

    private static Optional<String> workerOf(Action action) {
        return switch (action) {
            case Action.Boot b -> Optional.empty();
            case Action.Adopt a -> Optional.of(a.workerId());
            case Action.Drain d -> Optional.of(d.workerId());
            case Action.CancelDrain c -> Optional.of(c.workerId());
            case Action.Fence f -> Optional.of(f.workerId());
            case Action.Unfence u -> Optional.of(u.workerId());
            case Action.Delete d -> Optional.of(d.workerId());
            case Action.Forget f -> Optional.of(f.workerId());
            case Action.ForgetAd f -> Optional.empty();
            case Action.Collect c -> Optional.empty();
        };
    }

    /** Whoever waits is told once where the jobs will go, and once why the others will not. */
    private static List<String> answers(Plan plan, PoolSnapshot pool) {
        Map<String, Integer> answered = new HashMap<>();
        Set<String> told = new HashSet<>();
        List<String> found = new ArrayList<>();
        for (Unmet unmet : plan.unmet()) {
            answered.merge(unmet.demandKey(), unmet.count(), Integer::sum);
            boolean covered = unmet.reason().cause() == Cause.COVERED;
            if (!told.add(unmet.demandKey() + (covered ? " covered" : ""))) {
                found.add("demand " + unmet.demandKey() + ": more than one cause is given");
            }
        }
        for (Demand demand : pool.demands()) {
            int count = Optional.ofNullable(answered.remove(demand.key())).orElse(0);
            if (count != demand.count()) {
                found.add("demand " + demand.key() + ": " + count + " of " + demand.count() + " jobs are answered for");
            }
        }
        answered.keySet().stream()
                .sorted()
                .forEach(key -> found.add("demand " + key + ": is answered for and does not wait"));
        return found;
    }
}
