package org.updraft.htcondor.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.updraft.htcondor.CondorException;
import org.updraft.htcondor.JobGroup.Malformed;
import org.updraft.htcondor.JobId;

/** Has Request* expressions evaluated on one job of each group. */
final class RequestEvaluation {
    private static final int MOST_REMEMBERED = 20_000;

    /** HTCondor's own defaults (JOB_DEFAULT_REQUEST*), for jobs that came without. */
    private static final List<String> EXPRESSIONS = List.of(
            "ifThenElse(isUndefined(RequestCpus), 1, RequestCpus)",
            "ifThenElse(isUndefined(RequestMemory),"
                    + " ifThenElse(isUndefined(MemoryUsage), (ImageSize + 1023) / 1024, MemoryUsage), RequestMemory)",
            "ifThenElse(isUndefined(RequestDisk), DiskUsage, RequestDisk)",
            "ifThenElse(isUndefined(RequestGPUs), 0, RequestGPUs)");

    private final Evaluation evaluation;
    private final Map<Remembered, List<OptionalLong>> remembered = new LinkedHashMap<>(64, 0.75f, true) {
        @java.io.Serial
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Remembered, List<OptionalLong>> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /** A group's whole key holds what its expressions refer to, but for what is alike in a cluster. */
    private record Remembered(String schedd, JobKey key, int cluster) {}

    RequestEvaluation(CondorTools tools) {
        this.evaluation = new Evaluation(tools, EXPRESSIONS);
    }

    /** The requests of each row, in the rows' order. */
    List<Requests> of(String schedd, WaitingQuery.Waiting waiting) throws CondorException {
        List<JobId> unknown = waiting.rows().stream()
                .filter(row -> Requests.needEvaluation(row.key().ad())
                        && recall(schedd, waiting, row).isEmpty())
                .map(GroupTable.Row::first)
                .distinct()
                .toList();
        Map<JobId, List<OptionalLong>> fresh = evaluation.on(schedd, unknown);
        List<Requests> all = new ArrayList<>();
        for (GroupTable.Row row : waiting.rows()) {
            all.add(requests(schedd, waiting, row, fresh));
        }
        return all;
    }

    private Requests requests(
            String schedd, WaitingQuery.Waiting waiting, GroupTable.Row row, Map<JobId, List<OptionalLong>> fresh) {
        if (!Requests.needEvaluation(row.key().ad())) {
            return Requests.plain(row.key());
        }
        Optional<List<OptionalLong>> values =
                recall(schedd, waiting, row).or(() -> Optional.ofNullable(fresh.get(row.first())));
        if (values.isEmpty()) {
            return new Requests(
                    0,
                    0,
                    0,
                    0,
                    List.of(new Malformed(
                            Attributes.MEMORY,
                            row.first().toString(),
                            "nothing: the job left the queue while it was looked at")));
        }
        remember(schedd, row, values.get());
        return Requests.evaluated(row.key(), values.get());
    }

    /** Only what the schedd grouped is told apart finely enough to be remembered. */
    private synchronized Optional<List<OptionalLong>> recall(
            String schedd, WaitingQuery.Waiting waiting, GroupTable.Row row) {
        return waiting.bySchedd()
                ? Optional.ofNullable(remembered.get(
                        new Remembered(schedd, row.key(), row.first().cluster())))
                : Optional.empty();
    }

    private synchronized void remember(String schedd, GroupTable.Row row, List<OptionalLong> values) {
        remembered.put(new Remembered(schedd, row.key(), row.first().cluster()), values);
    }
}
