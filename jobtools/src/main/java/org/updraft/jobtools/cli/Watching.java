package org.updraft.jobtools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.updraft.htcondor.CondorException;
import org.updraft.htcondor.command.ClusterQuery;
import org.updraft.htcondor.command.ClusterQuery.JobState;
import org.updraft.htcondor.command.ClusterQuery.State;
import org.updraft.htcondor.command.SubmitTool.Cluster;
import org.updraft.jobtools.job.ServiceDesk;
import org.updraft.jobtools.report.Progress;
import org.updraft.jobtools.site.Site;

/** Follows jobs to their end: what they wait for, where they run, how they ended. */
final class Watching {

    private static final long EVERY_MILLIS = 5_000;
    private static final int PATIENCE = 10;

    private final Here here;
    private final ClusterQuery query;
    private final ServiceDesk service;
    private final Progress progress;
    private final Set<String> told = new HashSet<>();

    @SuppressWarnings(
            "SystemConsoleNull") // the launcher chooses the console of java.base, which is null without a terminal
    Watching(Here here, Site site) {
        this.here = here;
        this.query =
                new ClusterQuery(Preparation.tools(site, here), site.condor().schedd());
        Path socket = site.serviceSocket();
        this.service = new ServiceDesk(socket);
        this.progress = new Progress(here.err(), System.console() != null);
    }

    /** Returns 0 if all ended with 0, 1 if not; 3 if the queue could not be asked for long. */
    int follow(List<Cluster> clusters) {
        int blind = 0;
        while (true) {
            try {
                List<JobState> jobs = new ArrayList<>();
                for (Cluster cluster : clusters) {
                    jobs.addAll(query.look(cluster.number()));
                }
                blind = 0;
                Optional<Integer> code = step(jobs, clusters);
                if (code.isPresent()) {
                    return code.get();
                }
            } catch (CondorException e) {
                blind++;
                if (blind == PATIENCE) {
                    progress.end();
                    here.err()
                            .println("updraft submit: the queue does not answer: " + e.getMessage()
                                    + "; the jobs go on without being watched");
                    return Codes.OUTSIDE;
                }
            }
            if (!pause()) {
                return Codes.OUTSIDE;
            }
        }
    }

    private boolean pause() {
        try {
            Thread.sleep(EVERY_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The exit code, when all is over. */
    private Optional<Integer> step(List<JobState> jobs, List<Cluster> clusters) {
        int all = clusters.stream().mapToInt(Cluster::jobs).sum();
        int idle = count(jobs, State.IDLE);
        int running = count(jobs, State.RUNNING);
        int held = count(jobs, State.HELD);
        int ended = count(jobs, State.DONE) + count(jobs, State.REMOVED);
        for (JobState job : jobs) {
            if (job.state() == State.RUNNING) {
                tell(job.id() + " runs on " + job.host());
            } else if (job.state() == State.HELD) {
                tell(job.id() + " is held: " + job.words());
            } else if (job.state() == State.REMOVED) {
                tell(job.id() + " was removed: " + job.words());
            } else if (job.state() == State.DONE) {
                tell(job.id()
                        + (job.exitCode().isPresent()
                                ? " ended with " + job.exitCode().getAsLong()
                                : " " + job.words()));
            }
        }
        jobs.stream().filter(job -> job.state() == State.IDLE).findFirst().ifPresent(this::waits);
        progress.show(
                ended,
                all,
                idle + " waiting, " + running + " running, " + held + " held, " + ended + " of " + all + " ended");
        if (idle + running > 0 || ended + held < all) {
            return Optional.empty();
        }
        progress.end();
        boolean good = jobs.stream()
                .allMatch(job -> job.state() == State.DONE && job.exitCode().orElse(1) == 0);
        here.out().println(good ? "all " + all + " job(s) ended with 0" : all + " job(s) are over, not all with 0");
        here.out().flush();
        return Optional.of(good ? Codes.OK : Codes.FINDINGS);
    }

    /** What the first that waits is waiting for, said again only when it changes. */
    private void waits(JobState job) {
        try {
            service.why(job.id().toString()).stream().findFirst().ifPresent(words -> tell(job.id() + ": " + words));
        } catch (IOException e) {
            tell(job.id() + " waits; the service cannot say for what: " + e.getMessage());
        }
    }

    private void tell(String words) {
        if (told.add(words.replaceAll("[0-9]+ (s|seconds|min|minutes)\\b", ""))) {
            progress.line(words);
        }
    }

    private static int count(List<JobState> jobs, State state) {
        return (int) jobs.stream().filter(job -> job.state() == state).count();
    }
}
