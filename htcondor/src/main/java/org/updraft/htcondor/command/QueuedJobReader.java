package org.updraft.htcondor.command;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.updraft.htcondor.Deferral;
import org.updraft.htcondor.JobGroup;
import org.updraft.htcondor.JobId;
import org.updraft.htcondor.QueuedJob;
import org.updraft.htcondor.classad.Ad;
import org.updraft.htcondor.vmjob.UnusedAttributes;

/** Asks for one job, in any status, and reads it. */
final class QueuedJobReader {
    /** Asked for one job, but no part of what makes jobs alike. */
    private static final List<String> ONLY_HERE = Stream.concat(
                    Stream.of(Attributes.CLUSTER, Attributes.PROC, "QDate", "RemoteHost", "HoldReason"),
                    UnusedAttributes.NAMES.stream())
            .toList();

    private QueuedJobReader() {}

    static ToolCall query(CondorTools tools, String schedd, JobId id) {
        return WaitingQuery.query(tools, schedd)
                .with(id.toString(), "-attributes")
                .with(Attributes.list(Attributes.ASKED, ONLY_HERE.toArray(String[]::new)))
                .with("-json");
    }

    static QueuedJob read(JobId id, Ad job, JobKey key, JobGroup group, Optional<Deferral> deferral) {
        return new QueuedJob(
                id,
                (int) job.whole(Attributes.STATUS).orElse(0),
                (int) job.whole(Attributes.UNIVERSE).orElse(0),
                key.isVmJob(),
                group,
                job.instant("QDate").orElse(Instant.EPOCH),
                job.text("RemoteHost"),
                job.text("HoldReason").map(reason -> Excerpt.of(reason, 1000)),
                deferral,
                UnusedAttributes.of(job));
    }
}
