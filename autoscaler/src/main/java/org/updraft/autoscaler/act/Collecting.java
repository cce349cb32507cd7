package org.updraft.autoscaler.act;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.updraft.autoscaler.ledger.Ledger;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.Outcome;
import org.updraft.autoscaler.ledger.Outcome.Result;
import org.updraft.autoscaler.ledger.WorkerRecord;
import org.updraft.autoscaler.plan.Action;
import org.updraft.autoscaler.pool.Leftover;
import org.updraft.autoscaler.pool.Tag;
import org.updraft.openstack.Binding;
import org.updraft.openstack.Cloud;
import org.updraft.openstack.CloudException;

/** Removes what a gone server left behind. Ledger and cloud are asked once more right before. */
public final class Collecting {

    private final InstantSource clock;
    private final Ledger ledger;
    private final String owner;

    public Collecting(String pool, InstantSource clock, Ledger ledger) {
        this.clock = clock;
        this.ledger = ledger;
        this.owner = Tag.ownerOf(pool, ledger.installation());
    }

    public Outcome collect(Action.Collect collect, Cloud cloud) throws LedgerException, CloudException {
        Leftover leftover = collect.leftover();
        Optional<String> doubt = doubt(leftover, cloud);
        if (doubt.isPresent()) {
            return outcome(collect, Result.SKIPPED, "on the second look " + doubt.get());
        }
        if (leftover.workerId().isPresent()) {
            ledger.life(leftover.workerId().get(), clock.instant(), "collecting", leftover.name());
        }
        try {
            cloud.collect(leftover.thing());
        } catch (CloudException.WrongState e) {
            return outcome(collect, Result.SKIPPED, String.valueOf(e.getMessage()));
        }
        return outcome(collect, Result.DONE, "");
    }

    private Optional<String> doubt(Leftover leftover, Cloud cloud) throws LedgerException, CloudException {
        Binding bound = ledger.bindings().get(cloud.name());
        if (bound == null || !bound.sameAs(cloud.binding())) {
            return Optional.of("its cloud's name stood for another project");
        }
        List<WorkerRecord> workers = ledger.ofServers(Set.of(leftover.thing().serverId()));
        if (workers.stream().anyMatch(worker -> worker.end().isEmpty())) {
            return Optional.of("a worker had that server");
        }
        boolean ended =
                workers.stream().anyMatch(worker -> worker.combination().cloud().equals(cloud.name()));
        boolean ours = leftover.workerId().isPresent()
                ? ended
                : leftover.thing().owner().equals(owner);
        return ours ? Optional.empty() : Optional.of("nothing said that it is ours");
    }

    private static Outcome outcome(Action.Collect collect, Result result, String words) {
        return new Outcome(
                collect, result, collect.leftover().workerId().stream().toList(), words);
    }
}
