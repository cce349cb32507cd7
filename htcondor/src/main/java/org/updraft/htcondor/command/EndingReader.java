package org.updraft.htcondor.command;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.updraft.htcondor.Ending;
import org.updraft.htcondor.JobQueue;
import org.updraft.htcondor.classad.Ad;

/** Asks a schedd for runs of jobs that are over, and tells those apart that say something of their machine. */
final class EndingReader {

    private static final int IDLE = 1;
    private static final int COMPLETED = 4;
    private static final int HELD = 5;

    private static final String HOST = "LastRemoteHost";
    private static final String GLOBAL_ID = "GlobalJobId";
    private static final String ENTERED = "EnteredCurrentStatus";
    private static final String STARTED = "JobCurrentStartDate";
    private static final String EXIT_CODE = "ExitCode";
    private static final String BY_SIGNAL = "ExitBySignal";
    private static final String VACATED = "VacateReasonCode";
    private static final String HOLD = "HoldReasonCode";
    private static final String ATTRIBUTES = Attributes.list(
            List.of(HOST, GLOBAL_ID, ENTERED, STARTED, EXIT_CODE, BY_SIGNAL, "ExitSignal", VACATED, "VacateReason"),
            HOLD,
            "HoldReason",
            "NumJobCompletions",
            Attributes.STATUS,
            Attributes.OWNER,
            Attributes.CLUSTER,
            Attributes.PROC);

    /**
     * Of VacateReasonCode, those that are the machine's: shadow exception, job not started, claim not activated, error of the
     * starter, reconnect failed. Not the user's condor_vacate_job (1005), a policy (1001, 1002), or the machine's own wish to
     * preempt, drain or shut down (1010 and above). Before HTCondor 23 there is no such code, and no evidence of this kind.
     */
    private static final Set<Long> GIVEN_BACK = Set.of(1003L, 1004L, 1007L, 1008L, 1009L);

    /** Of HoldReasonCode: process not created, output or input not transferred, hook failed, held by the startd, no account. */
    private static final Set<Long> COULD_NOT_RUN = Set.of(6L, 12L, 13L, 19L, 21L, 23L);

    private EndingReader() {}

    /**
     * The history is read from its new end until a job is met that is too old. One that stayed in the queue after its end, as
     * its user wished, is old when it comes and must not end the reading; so that is bounded by number too.
     */
    static List<ToolCall> queries(CondorTools tools, String schedd, Instant since) {
        String from = Long.toString(since.getEpochSecond());
        String most = Integer.toString(JobQueue.ENDINGS_MAX);
        ToolCall history = tools.aimed("condor_history")
                .with("-name", schedd, "-scanlimit", most)
                .with("-since", ENTERED + " < " + from + " && LeaveJobInQueue =?= false")
                .with("-constraint", "JobStatus == 4 && LastRemoteHost =!= undefined && CompletionDate >= " + from);
        ToolCall queue = WaitingQuery.query(tools, schedd)
                .with("-limit", most, "-constraint")
                .with("(JobStatus == 1 || JobStatus == 4 || JobStatus == 5) && LastRemoteHost =!= undefined && "
                        + ENTERED + " >= " + from);
        return List.of(history, queue).stream()
                .map(call -> call.with("-attributes", ATTRIBUTES, "-json"))
                .toList();
    }

    /** Empty if it says nothing of the machine. */
    static Optional<Ending> read(String schedd, Ad job) throws IOException {
        Optional<Ending.How> how = how(job);
        Optional<String> host = job.text(HOST);
        Optional<Instant> started = job.instant(STARTED);
        Optional<Instant> ended = job.instant(ENTERED);
        if (how.isEmpty() || host.isEmpty() || started.isEmpty() || ended.isEmpty()) {
            return Optional.empty();
        }
        var id = WaitingQuery.id(job);
        return Optional.of(new Ending(
                schedd,
                id,
                job.text(GLOBAL_ID).orElse(schedd + "#" + id),
                job.text(Attributes.OWNER).orElse("unknown"),
                Excerpt.of(host.get(), 255),
                started.get(),
                ended.get(),
                how.get(),
                words(job)));
    }

    private static Optional<Ending.How> how(Ad job) {
        return switch ((int) job.whole(Attributes.STATUS).orElse(0)) {
            case COMPLETED -> Optional.of(exit(job));
            case HELD -> isOneOf(COULD_NOT_RUN, job.whole(HOLD)) ? Optional.of(Ending.How.FAILED) : Optional.empty();
            case IDLE -> {
                if (job.has(VACATED)) {
                    yield isOneOf(GIVEN_BACK, job.whole(VACATED))
                            ? Optional.of(Ending.How.CAME_BACK)
                            : Optional.empty();
                }
                // ended, and its on_exit_remove wants another run
                yield job.whole("NumJobCompletions").orElse(0) > 0 ? Optional.of(exit(job)) : Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    private static Ending.How exit(Ad job) {
        boolean good = !job.truth(BY_SIGNAL) && job.whole(EXIT_CODE).orElse(1) == 0;
        return good ? Ending.How.SUCCEEDED : Ending.How.FAILED;
    }

    private static String words(Ad job) {
        if (job.whole(Attributes.STATUS).orElse(0) == HELD) {
            return "held: " + Excerpt.of(job.text("HoldReason").orElse("no reason given"), 200);
        }
        if (job.whole(Attributes.STATUS).orElse(0) == IDLE && job.has(VACATED)) {
            return "given back: " + Excerpt.of(job.text("VacateReason").orElse("no reason given"), 200);
        }
        return job.truth(BY_SIGNAL)
                ? "signal " + job.whole("ExitSignal").orElse(0)
                : "exit code " + job.whole(EXIT_CODE).orElse(-1);
    }

    private static boolean isOneOf(Set<Long> codes, OptionalLong code) {
        return code.isPresent() && codes.contains(code.getAsLong());
    }
}
