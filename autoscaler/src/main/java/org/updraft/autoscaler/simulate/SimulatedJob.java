package org.updraft.autoscaler.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.updraft.htcondor.JobGroup;
import org.updraft.htcondor.JobId;

/** A job in the simulated queue. */
final class SimulatedJob {

    final JobId id;
    /** As its schedd would show it, with count 1. */
    final JobGroup asked;

    /** The same without its id, as all jobs alike have it. */
    final JobGroup kind;

    final Duration runtime;
    final Instant submittedAt;
    State state = State.IDLE;

    @Nullable
    SimulatedMachine machine;
    /** Its exit code, whatever machine it is on. */
    int failsAs;

    @Nullable
    Instant startedAt;

    /** When it ends, if nothing stops its machine. */
    @Nullable
    Instant endsAt;

    enum State {
        IDLE(1),
        RUNNING(2),
        HELD(5),
        FINISHED(4);

        final int condorStatus;

        State(int condorStatus) {
            this.condorStatus = condorStatus;
        }
    }

    SimulatedJob(JobId id, JobGroup asked, JobGroup kind, Duration runtime, Instant submittedAt) {
        this.id = id;
        this.asked = asked;
        this.kind = kind;
        this.runtime = runtime;
        this.submittedAt = submittedAt;
    }

    void start(SimulatedMachine on, Instant now) {
        state = State.RUNNING;
        machine = on;
        startedAt = now;
        endsAt = now.plus(runtime);
    }

    /** Ends badly, soon after it has started. */
    void startBadly(SimulatedMachine on, Instant now) {
        start(on, now);
        failsAs = 1;
        endsAt = now.plusSeconds(2);
    }

    /** Back to the queue, all its work lost. */
    void evicted() {
        state = State.IDLE;
        machine = null;
        endsAt = null;
    }

    void finished() {
        state = State.FINISHED;
        machine = null;
    }

    /** The machine it runs on. */
    SimulatedMachine on() {
        return Objects.requireNonNull(machine, () -> "job " + id + " runs nowhere");
    }

    Optional<Instant> endsAt() {
        return Optional.ofNullable(endsAt);
    }
}
