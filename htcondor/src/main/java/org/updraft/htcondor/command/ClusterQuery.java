package org.updraft.htcondor.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.updraft.htcondor.CondorException;
import org.updraft.htcondor.JobId;
import org.updraft.htcondor.classad.Ad;

/** How far the jobs of one cluster are, by {@code condor_q} and {@code condor_history}. */
public final class ClusterQuery {

    private static final String ATTRIBUTES = Attributes.list(
            List.of(Attributes.STATUS, Attributes.CLUSTER, Attributes.PROC, Attributes.OWNER),
            "ExitCode",
            "ExitBySignal",
            "ExitSignal",
            "HoldReason",
            "RemoteHost",
            "LastRemoteHost",
            "RemoveReason");

    private final CondorTools tools;
    private final Optional<String> schedd;

    public ClusterQuery(CondorTools tools, Optional<String> schedd) {
        this.tools = tools;
        this.schedd = schedd.map(Names::requireSchedd);
    }

    /** What a job is doing. */
    public enum State {
        IDLE,
        RUNNING,
        HELD,
        DONE,
        REMOVED
    }

    /**
     * One job.
     *
     * @param exitCode of one that is done; empty if a signal ended it
     * @param words why it is held or removed, or the signal that ended it; may be empty
     * @param host where it runs or ran; may be empty
     */
    public record JobState(JobId id, String owner, State state, OptionalLong exitCode, String words, String host) {}

    /** Every job of the cluster, by its number; those that left the queue from the history. */
    public List<JobState> look(int cluster) throws CondorException {
        TreeMap<Integer, JobState> jobs = new TreeMap<>();
        String only = "ClusterId == " + cluster;
        tools.ads(
                from("condor_history").with("-constraint", only).with("-attributes", ATTRIBUTES, "-json"),
                ad -> put(jobs, ad));
        // the queue counts where both know a job: it is on its way into the history
        tools.ads(
                from("condor_q").with("-allusers", "-constraint", only).with("-attributes", ATTRIBUTES, "-json"),
                ad -> put(jobs, ad));
        return new ArrayList<>(jobs.values());
    }

    private ToolCall from(String tool) {
        return schedd.map(name -> tools.local(tool).with("-name", name)).orElse(tools.local(tool));
    }

    private static void put(Map<Integer, JobState> jobs, Ad ad) throws IOException {
        JobId id = WaitingQuery.id(ad);
        jobs.put(id.proc(), read(id, ad));
    }

    private static JobState read(JobId id, Ad ad) {
        State state = switch ((int) ad.whole(Attributes.STATUS).orElse(0)) {
            case 2, 6, 7 -> State.RUNNING;
            case 3 -> State.REMOVED;
            case 4 -> State.DONE;
            case 5 -> State.HELD;
            default -> State.IDLE;
        };
        boolean signalled = ad.truth("ExitBySignal");
        String words = switch (state) {
            case HELD -> ad.text("HoldReason").orElse("");
            case REMOVED -> ad.text("RemoveReason").orElse("");
            case DONE -> signalled ? "ended by signal " + ad.whole("ExitSignal").orElse(0) : "";
            case IDLE, RUNNING -> "";
        };
        return new JobState(
                id,
                ad.text(Attributes.OWNER).orElse(""),
                state,
                signalled || state != State.DONE ? OptionalLong.empty() : ad.whole("ExitCode"),
                Excerpt.of(words, 300),
                Excerpt.of(
                        ad.text("RemoteHost")
                                .or(() -> ad.text("LastRemoteHost"))
                                .orElse(""),
                        255));
    }
}
