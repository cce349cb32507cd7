package org.updraft.autoscaler.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.updraft.autoscaler.ledger.Ledger;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.Turn;
import org.updraft.autoscaler.ledger.WorkerRecord;
import org.updraft.autoscaler.plan.Deed;
import org.updraft.autoscaler.plan.Explanation;
import org.updraft.autoscaler.plan.Plan;
import org.updraft.autoscaler.plan.Why;
import org.updraft.autoscaler.plan.WhyUnjoined;
import org.updraft.autoscaler.pool.PoolSnapshot;
import org.updraft.htcondor.CondorException;
import org.updraft.htcondor.JobId;

/**
 * Answers {@code why}: looks up the job or worker, and lets {@link Why} explain it. Few at once, as each may run a condor_q
 * or read a day of turns.
 */
final class WhyDesk {

    private static final int AT_ONCE = 2;

    private final Desk desk;
    private final Deeds deeds;
    private final Semaphore places = new Semaphore(AT_ONCE);

    WhyDesk(Desk desk, Deeds deeds) {
        this.desk = desk;
        this.deeds = deeds;
    }

    /** What came of a question. */
    sealed interface Reply {
        /** One per schedd that has such a job; one for a worker. */
        record Known(List<Explanation> explanations) implements Reply {}

        record Unknown(String words) implements Reply {}

        /** A source does not answer, or too many ask. */
        record NotNow(String words) implements Reply {}
    }

    Reply ask(String subject) throws LedgerException {
        if (!places.tryAcquire()) {
            return new Reply.NotNow("others are asking for reasons just now; ask again in some seconds");
        }
        try {
            Optional<JobId> job = JobId.parse(subject);
            return job.isPresent() ? ofJob(job.get()) : ofWorker(subject);
        } finally {
            places.release();
        }
    }

    private Reply ofJob(JobId id) throws LedgerException {
        Why why = why(List.of());
        List<Explanation> found = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        for (String schedd : desk.queue().schedds()) {
            try {
                desk.queue().job(schedd, id).map(why::of).ifPresent(found::add);
            } catch (CondorException e) {
                silent.add(schedd + " (" + e.getMessage() + ")");
            }
        }
        if (!found.isEmpty()) {
            return new Reply.Known(found);
        }
        return silent.isEmpty()
                ? new Reply.Unknown("there is no job " + id + " in the queue of "
                        + String.join(", ", desk.queue().schedds())
                        + "; if it was there, it has left: condor_history " + id)
                : new Reply.NotNow("cannot ask for job " + id + ": no answer from " + String.join(", ", silent));
    }

    private Reply ofWorker(String idOrName) throws LedgerException {
        Optional<WorkerFile> found = WorkerFile.find(desk, idOrName);
        if (found.isEmpty()) {
            return new Reply.Unknown("there is no " + Api.excerpt(idOrName)
                    + " here: name a job as 12.0, or a worker by the id or name that updraft workers shows");
        }
        WorkerFile file = found.get();
        List<Deed> about =
                deeds.about(file.id()).stream().map(Deeds.Entry::deed).toList();
        Why why = why(about);
        Explanation told =
                file.seen().map(why::of).orElseGet(() -> unseen(file.record().orElseThrow()));
        return new Reply.Known(List.of(withAutopsy(withTokens(told, file), file)));
    }

    /** What was found out about one that did not join. */
    private static Explanation withAutopsy(Explanation told, WorkerFile file) {
        return file.autopsy()
                .map(autopsy -> {
                    List<String> sentences = new ArrayList<>(told.sentences());
                    sentences.addAll(WhyUnjoined.sentences(autopsy));
                    return new Explanation(
                            told.subject(), told.state(), told.owner(), sentences, told.causes(), Optional.of(autopsy));
                })
                .orElse(told);
    }

    /** What became of requests for its token: the reason why a worker that runs does not join. */
    private static Explanation withTokens(Explanation told, WorkerFile file) {
        List<String> sentences = new ArrayList<>(told.sentences());
        for (Ledger.LifeLine line : file.life()) {
            if (line.activity().equals("token-approved")) {
                sentences.add("It was let into the pool at " + line.at() + " (" + line.detail() + ").");
            } else if (line.activity().equals("token-refused")) {
                sentences.add("A request for its token was not approved at " + line.at() + ": " + line.detail() + ".");
            }
        }
        return new Explanation(told.subject(), told.state(), told.owner(), sentences, told.causes());
    }

    /** Of a worker that the last turn did not see there is only the record. */
    private static Explanation unseen(WorkerRecord worker) {
        String subject = "worker " + worker.name();
        return worker.end()
                .map(end -> new Explanation(
                        subject,
                        "ended",
                        worker.owner(),
                        List.of("Its life ended at " + end.at() + ": "
                                + end.cause().words() + (end.detail().isEmpty() ? "" : " (" + end.detail() + ")")
                                + "."),
                        List.of(end.cause())))
                .orElseGet(() -> new Explanation(
                        subject,
                        "requested",
                        worker.owner(),
                        List.of("It was asked for at " + worker.requestedAt()
                                + ", after the last look; the next turn will show it."),
                        List.of()));
    }

    private Why why(List<Deed> about) throws LedgerException {
        Optional<Turn> turn = desk.lastTurn();
        PoolSnapshot seen = turn.map(Turn::seen).orElseGet(this::nothingSeen);
        Plan plan = turn.map(Turn::plan).orElse(new Plan(List.of(), List.of()));
        List<Deed> history = Stream.concat(
                        about.stream(), deeds.latest().stream().map(Deeds.Entry::deed))
                .toList();
        return new Why(seen, plan, history);
    }

    private PoolSnapshot nothingSeen() {
        return new PoolSnapshot(
                desk.startedAt(),
                List.of(),
                List.of(),
                List.of(),
                java.util.Map.of(),
                List.of(),
                Optional.of("the service has just started and has not looked yet"));
    }
}
