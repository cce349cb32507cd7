package org.updraft.autoscaler.sense;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.updraft.autoscaler.ledger.WorkerRecord;
import org.updraft.autoscaler.plan.Cause;
import org.updraft.autoscaler.plan.Policy;
import org.updraft.autoscaler.pool.Flaw;
import org.updraft.autoscaler.pool.Twins;
import org.updraft.htcondor.Ending;
import org.updraft.openstack.Server;

/** Finds what is wrong with a worker that runs, by comparing what was seen with what we made and with what went before. */
final class Flaws {

    private final Policy.BlackHole limits;
    private final Memory memory;

    Flaws(Policy.BlackHole limits, Memory memory) {
        this.limits = limits;
        this.memory = memory;
    }

    /**
     * @param lately runs of jobs on it that ended since the last look, or some time before it
     */
    Optional<Flaw> of(WorkerRecord worker, Optional<Server> server, List<Ending> lately, Instant now) {
        Optional<Flaw> flaw = twin(worker, now)
                .or(() -> server.flatMap(seen -> rebuilt(worker, seen, now)))
                .or(() -> blackHole(worker, lately, now));
        if (flaw.isEmpty()) {
            memory.hasNoFlaw(worker.id());
        }
        return flaw;
    }

    private Optional<Flaw> twin(WorkerRecord worker, Instant now) {
        return Twins.isTwin(worker.id())
                ? Optional.of(new Flaw.Twin(
                        memory.flawSince(worker.id(), Flaw.Twin.class, now),
                        "its server " + worker.serverId().orElse("") + " bears the tag of worker "
                                + Twins.original(worker.id()) + ", which has another"))
                : Optional.empty();
    }

    /** Only where both are known: a server from a volume has no image, and an adopted one may have no tag of it. */
    private Optional<Flaw> rebuilt(WorkerRecord worker, Server server, Instant now) {
        Optional<String> image = server.imageId()
                .filter(id -> differ(id, worker.combination().imageId()))
                .map(id -> "image " + id + " instead of " + worker.combination().imageId());
        Optional<String> flavor = Optional.of(server.flavor().name())
                .filter(name -> differ(name, worker.flavorName()))
                .map(name -> "flavor " + name + " instead of " + worker.flavorName());
        return image.or(() -> flavor)
                .map(words -> new Flaw.Rebuilt(memory.flawSince(worker.id(), Flaw.Rebuilt.class, now), words));
    }

    private static boolean differ(String is, String was) {
        return !is.isEmpty() && !was.isEmpty() && !is.equals(was);
    }

    private Optional<Flaw> blackHole(WorkerRecord worker, List<Ending> lately, Instant now) {
        if (worker.isDrainedFor(Cause.BLACK_HOLE)) {
            return Optional.of(new Flaw.BlackHole(
                    worker.drain().orElseThrow().orderedAt(),
                    "jobs ended badly on it, before it was drained for that"));
        }
        List<Ending> row = inRow(memory.endings(worker.id(), lately));
        return row.size() < limits.jobs()
                ? Optional.empty()
                : Optional.of(new Flaw.BlackHole(
                        memory.flawSince(worker.id(), Flaw.BlackHole.class, now),
                        row.size() + " jobs in a row, the last " + row.getLast().id() + " of "
                                + row.getLast().owner() + ": " + row.getLast().words()));
    }

    /** The bad endings since the last good one. */
    private List<Ending> inRow(List<Ending> endings) {
        List<Ending> row = new java.util.ArrayList<>();
        Instant gaveBackAt = Instant.MIN;
        for (Ending ending : endings) {
            boolean isShort = ending.ran().compareTo(limits.within()) <= 0;
            switch (ending.how()) {
                // a machine that dies gives back all its jobs at once: that is one event
                case CAME_BACK -> {
                    if (!ending.startedAt().isBefore(gaveBackAt)) {
                        row.add(ending);
                        gaveBackAt = ending.endedAt();
                    }
                }
                case FAILED -> {
                    if (isShort) {
                        row.add(ending);
                    } else {
                        row.clear();
                    }
                }
                case SUCCEEDED -> {
                    if (isShort && limits.anyExit()) {
                        row.add(ending);
                    } else {
                        row.clear();
                    }
                }
            }
        }
        return row;
    }
}
