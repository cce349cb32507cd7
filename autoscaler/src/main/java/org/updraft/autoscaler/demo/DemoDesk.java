package org.updraft.autoscaler.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.updraft.autoscaler.ledger.Ledger;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.Turn;
import org.updraft.autoscaler.simulate.SimulatedPool;
import org.updraft.autoscaler.web.Desk;
import org.updraft.htcondor.JobQueue;

/** The demo as its page sees it: all by the simulated clock. */
final class DemoDesk implements Desk {

    private final Ledger ledger;
    private final SimulatedPool pool;
    private final InstantSource clock;
    private final Instant startedAt;
    private final Duration interval;
    private volatile Optional<Turn> lastTurn = Optional.empty();

    DemoDesk(Ledger ledger, SimulatedPool pool, InstantSource clock, Duration interval) {
        this.ledger = ledger;
        this.pool = pool;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.interval = interval;
    }

    void taken(Turn turn) {
        lastTurn = Optional.of(turn);
    }

    @Override
    public Optional<Turn> lastTurn() {
        return lastTurn;
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public JobQueue queue() {
        return pool.queue();
    }

    @Override
    public String pool() {
        return "demo";
    }

    @Override
    public Set<String> clouds() {
        return Set.of("demo");
    }

    @Override
    public Instant startedAt() {
        return startedAt;
    }

    @Override
    public Duration interval() {
        return interval;
    }

    @Override
    public boolean dryRun() {
        return false;
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public void condemn(String workerId, String by) throws LedgerException {
        throw new LedgerException("the demo kills no worker; drain it, or try updraft kill on a real pool", null);
    }

    /** The next turn comes by the simulated clock, asked for or not: so that a seed tells one story. */
    @Override
    public void wake() {}

    @Override
    public OptionalLong jobsFinished() {
        return OptionalLong.of(pool.counts().finished());
    }
}
