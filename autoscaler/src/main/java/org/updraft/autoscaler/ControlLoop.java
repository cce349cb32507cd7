package org.updraft.autoscaler;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.updraft.autoscaler.act.ActionRunner;
import org.updraft.autoscaler.ledger.Chronicle;
import org.updraft.autoscaler.ledger.Ledger;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.Outcome;
import org.updraft.autoscaler.ledger.Turn;
import org.updraft.autoscaler.plan.Plan;
import org.updraft.autoscaler.plan.PlanCheck;
import org.updraft.autoscaler.plan.Policy;
import org.updraft.autoscaler.pool.PoolSnapshot;
import org.updraft.autoscaler.sense.Observer;

/** The loop, one turn at a time. Whatever fails in a turn, the next one looks again. */
public final class ControlLoop {

    private static final Logger LOG = LoggerFactory.getLogger(ControlLoop.class);

    private final InstantSource clock;
    private final Observer observer;
    private final Function<PoolSnapshot, Plan> planner;
    private final Policy policy;
    private final Hands hands;
    private final Ledger ledger;
    private final Chronicle chronicle;
    private long number;

    /** Who carries a plan out: an {@link ActionRunner}, or, in a dry run, nobody. */
    @FunctionalInterface
    public interface Hands {
        List<Outcome> run(Plan plan, PoolSnapshot seen, long turn);
    }

    /** @param planner what to do about what was seen; distrusted by PlanCheck, whoever it is */
    public ControlLoop(
            InstantSource clock,
            Observer observer,
            Function<PoolSnapshot, Plan> planner,
            Policy policy,
            Hands hands,
            Ledger ledger)
            throws LedgerException {
        this.clock = clock;
        this.observer = observer;
        this.planner = planner;
        this.policy = policy;
        this.hands = hands;
        this.ledger = ledger;
        this.chronicle = new Chronicle(ledger);
        this.number = ledger.lastTurn();
    }

    /** Looks, decides, does, writes down. Not for two threads at once. */
    public Turn takeTurn() {
        number++;
        Instant began = clock.instant();
        PoolSnapshot seen = observer.observe();
        note(() -> chronicle.write(seen));
        Plan plan = planner.apply(seen);
        List<String> violations = PlanCheck.violations(plan, seen, policy);
        List<Outcome> outcomes = violations.isEmpty() ? hands.run(plan, seen, number) : List.of();
        Turn turn = new Turn(
                number, seen, plan, violations, outcomes, Duration.between(began, clock.instant()), Duration.ZERO);
        if (!violations.isEmpty()) {
            LOG.error("turn {}: the plan breaks invariants, nothing was done: {}; plan: {}", number, violations, plan);
        }
        note(() -> ledger.append(turn));
        return turn;
    }

    private interface Writing {
        void write() throws LedgerException;
    }

    /** The ledger of what was; intents are written elsewhere, and stop what they precede. */
    private void note(Writing writing) {
        try {
            writing.write();
        } catch (LedgerException e) {
            LOG.error("turn {} could not be written down: {}", number, e.getMessage());
        }
    }
}
