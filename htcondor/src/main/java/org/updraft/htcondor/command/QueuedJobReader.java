package org.updraft.htcondor.command;

import java.time.Instant;
import java.util.List;
import org.updraft.htcondor.JobGroup;
import org.updraft.htcondor.JobId;
import org.updraft.htcondor.QueuedJob;
import org.updraft.htcondor.classad.Ad;
import org.updraft.htcondor.vmjob.VmAttributeReader;

/** Asks for one job, in any status, and reads it. */
final class QueuedJobReader {
    /** Asked for one job, but no part of what makes jobs alike. */
    static final List<String> ONLY_HERE = List.of("QDate", "RemoteHost", "HoldReason");

    private QueuedJobReader() {}

    static ToolCall query(CondorTools tools, String schedd, JobId id) {
        return WaitingQuery.query(tools, schedd)
                .with(id.toString(), "-attributes")
                .with(Attributes.list(
                        Attributes.KEY, Attributes.CLUSTER, Attributes.PROC, "QDate", "RemoteHost", "HoldReason"))
                .with("-json");
    }

    static QueuedJob read(JobId id, Ad job, JobGroup group) {
        return new QueuedJob(
                id,
                (int) job.whole(Attributes.STATUS).orElse(0),
                (int) job.whole(Attributes.UNIVERSE).orElse(0),
                VmAttributeReader.isVmJob(job),
                group,
                job.instant("QDate").orElse(Instant.EPOCH),
                job.text("RemoteHost"),
                job.text("HoldReason").map(reason -> Excerpt.of(reason, 1000)));
    }
}
