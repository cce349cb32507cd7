package org.updraft.autoscaler.plan;

import java.util.Optional;
import org.updraft.autoscaler.pool.Shape;
import org.updraft.autoscaler.pool.Terms;
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
    private int starts;

    Room(Stage stage, Worker worker, Shape free) {
        this.stage = stage;
        this.worker = Optional.of(worker);
        this.free = free;
        this.starts = worker.startsLeft();
    }

    /** Of a worker that this plan boots. */
    Room(Shape free, Terms terms) {
        this.stage = Stage.BOOTED;
        this.worker = Optional.empty();
        this.free = free;
        this.starts = terms.maxJobs() == 0 ? Worker.UNLIMITED : terms.maxJobs();
    }

    /** Puts as many as fit here, at most {@code most}; says how many. */
    int take(Shape job, int most) {
        int jobs = free.holds(job, Math.min(most, starts));
        free = free.minus(job.times(jobs));
        if (starts != Worker.UNLIMITED) {
            starts -= jobs;
        }
        return jobs;
    }

    boolean fits(Shape job) {
        return starts > 0 && free.fits(job);
    }

    Stage stage() {
        return stage;
    }

    Optional<Worker> worker() {
        return worker;
    }
}
