package org.updraft.autoscaler.ledger;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.PoolSnapshot;
import org.updraft.autoscaler.pool.Worker;

/** Writes the lives of workers: what each was seen doing, whenever that changed. */
public final class Chronicle {

    private final Ledger ledger;
    private final Map<String, String> last = new HashMap<>();

    public Chronicle(Ledger ledger) {
        this.ledger = ledger;
    }

    public void write(PoolSnapshot seen) throws LedgerException {
        if (seen.frozen().isPresent()) {
            return;
        }
        Set<String> known = ledger.living().stream().map(WorkerRecord::id).collect(Collectors.toSet());
        for (Worker worker : seen.workers()) {
            // a server that is not adopted yet has no life here to write to
            if (worker.recorded() && known.contains(worker.id())) {
                write(worker, seen);
            }
        }
        last.keySet().retainAll(known);
    }

    private void write(Worker worker, PoolSnapshot seen) throws LedgerException {
        String label = worker.activity().label();
        if (label.equals(last.get(worker.id()))) {
            return;
        }
        Optional<WorkerRecord> record = ledger.worker(worker.id());
        if (hasStarted(worker) && record.flatMap(WorkerRecord::activeAt).isEmpty()) {
            ledger.active(worker.id(), seen.takenAt());
        }
        if (worker.joinedAt().isPresent()
                && record.flatMap(WorkerRecord::joinedAt).isEmpty()) {
            ledger.joined(worker.id(), worker.joinedAt().get());
        }
        ledger.life(worker.id(), seen.takenAt(), label, detail(worker.activity()));
        last.put(worker.id(), label);
    }

    private static boolean hasStarted(Worker worker) {
        return worker.activity() instanceof Activity.Joining
                || worker.activity() instanceof Activity.Idle
                || worker.activity() instanceof Activity.Busy;
    }

    private static String detail(Activity activity) {
        return switch (activity) {
            case Activity.Failed failed -> failed.fault();
            case Activity.Stopped stopped -> stopped.status();
            case Activity.Draining draining -> draining.drainId();
            case Activity.Busy busy -> busy.jobs() + " jobs";
            case Activity.Requested r -> "";
            case Activity.Building b -> "";
            case Activity.Joining j -> "";
            case Activity.Idle i -> "";
            case Activity.Fenced f -> "";
            case Activity.Deleting d -> "";
            case Activity.Unseen u -> "";
            case Activity.Gone g -> "";
        };
    }
}
