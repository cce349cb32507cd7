package org.updraft.autoscaler.plan;

import java.util.Optional;
import org.updraft.autoscaler.pool.Shape;
import org.updraft.autoscaler.pool.Worker;

/** What is free on one worker while a plan is made: jobs are put there and it shrinks. */
final class Room {

    /** In the order in which room is used. */
    enum Stage {
        RUNNING,
        STARTING,
        LEAVING,
        BOOTED
    }

    private final Stage stage;
    private final Optional<Worker> worker;
    private Shape free;

    Room(Stage stage, Worker worker, Shape free) {
        this.stage = stage;
        this.worker = Optional.of(worker);
        this.free = free;
    }

    /** Of a worker that this plan boots. */
    Room(Shape free) {
        this.stage = Stage.BOOTED;
        this.worker = Optional.empty();
        this.free = free;
    }

    /** Puts as many as fit here, at most {@code most}; says how many. */
    int take(Shape job, int most) {
        int jobs = free.holds(job, most);
        free = free.minus(job.times(jobs));
        return jobs;
    }

    Shape free() {
        return free;
    }

    Stage stage() {
        return stage;
    }

    Optional<Worker> worker() {
        return worker;
    }
}
