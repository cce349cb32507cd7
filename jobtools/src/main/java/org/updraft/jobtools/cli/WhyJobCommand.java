package org.updraft.jobtools.cli;

import java.util.List;
import java.util.Optional;
import org.updraft.autoscaler.cli.WhyCommand;
import org.updraft.htcondor.CondorException;
import org.updraft.htcondor.JobId;
import org.updraft.htcondor.command.ClusterQuery;
import org.updraft.htcondor.command.ClusterQuery.JobState;
import org.updraft.jobtools.cli.Preparation.Hindrance;
import org.updraft.jobtools.site.Site;
import picocli.CommandLine.Command;

/** {@code updraft why}, which without the service says what HTCondor's own queue knows of a job. */
@Command(name = "why", version = "updraft 0.1.0")
public final class WhyJobCommand extends WhyCommand {

    @Override
    public Integer call() {
        int code = super.call();
        Optional<JobId> job = JobId.parse(subject());
        if (code == Codes.OUTSIDE && job.isPresent()) {
            Here here = Here.ofProcess();
            try {
                say(job.get(), Preparation.site(Optional.empty(), here), here);
            } catch (Hindrance e) {
                here.err().println("updraft why: " + e.getMessage());
            }
        }
        return code;
    }

    static void say(JobId id, Site site, Here here) {
        try {
            List<JobState> jobs = new ClusterQuery(
                            Preparation.tools(site, here), site.condor().schedd())
                    .look(id.cluster());
            String words = jobs.stream()
                    .filter(job -> job.id().equals(id))
                    .findFirst()
                    .map(WhyJobCommand::words)
                    .orElse("neither in the queue nor in its history");
            here.out().println(id + ", as HTCondor's queue has it: " + words);
        } catch (CondorException e) {
            here.err().println("updraft why: HTCondor's queue does not answer either: " + e.getMessage());
        }
        here.out().flush();
    }

    private static String words(JobState job) {
        return switch (job.state()) {
            case IDLE ->
                "idle; why no worker is there only the service can say. condor_q -better-analyze " + job.id()
                        + " tells what the machines say that are there";
            case RUNNING -> "running on " + job.host();
            case HELD -> "held: " + job.words() + "; condor_release " + job.id() + " when that is mended";
            case REMOVED -> "removed: " + job.words();
            case DONE ->
                job.exitCode().isPresent() ? "ended with " + job.exitCode().getAsLong() : job.words();
        };
    }
}
