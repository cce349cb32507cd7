package org.updraft.autoscaler.plan;

import java.util.Optional;
import org.updraft.autoscaler.pool.CloudView;
import org.updraft.autoscaler.pool.Shape;
import org.updraft.autoscaler.pool.Worker;

/** What a worker takes of its cloud: a flavor's whole size, not what is left of it for jobs. */
record Machine(int cores, int memoryMiB) {

    /** By its flavor; where the cloud is blind or has withdrawn the flavor, reckoned back from the worker's shape. */
    static Machine of(Worker worker, Optional<CloudView> cloud) {
        return cloud.stream()
                .flatMap(view -> view.flavors().stream())
                .filter(flavor -> flavor.id().equals(worker.combination().flavorId()))
                .findFirst()
                .map(flavor -> new Machine(flavor.vcpus(), flavor.ramMiB()))
                .orElseGet(() -> fromShape(worker.shape()));
    }

    /** Turns {@link Shape#usableOf} round, and rounds up. */
    private static Machine fromShape(Shape usable) {
        int memory = Math.max(usable.memoryMiB() + 256, Math.ceilDiv(usable.memoryMiB() * 20, 19));
        return new Machine(usable.cpus(), memory);
    }
}
