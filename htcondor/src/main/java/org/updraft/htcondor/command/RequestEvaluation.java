package org.updraft.htcondor.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.updraft.htcondor.CondorException;
import org.updraft.htcondor.JobGroup.Malformed;
import org.updraft.htcondor.JobId;
import org.updraft.htcondor.classad.Ad;

/**
 * Has condor_q evaluate Request* expressions on one job of each group, many groups in one call. What comes back are numbers
 * or {@code ?}, whatever a job wrote into them.
 */
final class RequestEvaluation {
    private static final int IDS_PER_CALL = 300;
    private static final int MOST_REMEMBERED = 20_000;

    /** HTCondor's own defaults (JOB_DEFAULT_REQUEST*), for jobs that came without. */
    private static final List<String> EXPRESSIONS = List.of(
            number("ifThenElse(isUndefined(RequestCpus), 1, RequestCpus)"),
            number("ifThenElse(isUndefined(RequestMemory),"
                    + " ifThenElse(isUndefined(MemoryUsage), (ImageSize + 1023) / 1024, MemoryUsage), RequestMemory)"),
            number("ifThenElse(isUndefined(RequestDisk), DiskUsage, RequestDisk)"),
            number("ifThenElse(isUndefined(RequestGPUs), 0, RequestGPUs)"));

    private static String number(String value) {
        return "ifThenElse(isInteger(%1$s) || isReal(%1$s), int(ceiling(%1$s)), \"?\")".formatted(value);
    }

    private final CondorTools tools;
    private final Map<Remembered, Requests.Evaluated> remembered = new LinkedHashMap<>(64, 0.75f, true) {
        @java.io.Serial
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Remembered, Requests.Evaluated> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /** A group's whole key holds what its expressions refer to, but for what is alike in a cluster. */
    private record Remembered(String schedd, Ad key, int cluster) {}

    RequestEvaluation(CondorTools tools) {
        this.tools = tools;
    }

    /** The requests of each row, in the rows' order. */
    List<Requests> of(String schedd, WaitingQuery.Waiting waiting) throws CondorException {
        Map<JobId, Requests.Evaluated> fresh = new HashMap<>();
        List<JobId> unknown = waiting.rows().stream()
                .filter(row -> Requests.needEvaluation(row.key())
                        && recall(schedd, waiting, row).isEmpty())
                .map(GroupTable.Row::first)
                .distinct()
                .toList();
        for (int from = 0; from < unknown.size(); from += IDS_PER_CALL) {
            ask(schedd, unknown.subList(from, Math.min(unknown.size(), from + IDS_PER_CALL)), fresh);
        }
        List<Requests> all = new ArrayList<>();
        for (GroupTable.Row row : waiting.rows()) {
            all.add(requests(schedd, waiting, row, fresh));
        }
        return all;
    }

    private Requests requests(
            String schedd, WaitingQuery.Waiting waiting, GroupTable.Row row, Map<JobId, Requests.Evaluated> fresh) {
        if (!Requests.needEvaluation(row.key())) {
            return Requests.plain(row.key());
        }
        Optional<Requests.Evaluated> values =
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
    private synchronized Optional<Requests.Evaluated> recall(
            String schedd, WaitingQuery.Waiting waiting, GroupTable.Row row) {
        return waiting.bySchedd()
                ? Optional.ofNullable(remembered.get(
                        new Remembered(schedd, row.key(), row.first().cluster())))
                : Optional.empty();
    }

    private synchronized void remember(String schedd, GroupTable.Row row, Requests.Evaluated values) {
        remembered.put(new Remembered(schedd, row.key(), row.first().cluster()), values);
    }

    private void ask(String schedd, List<JobId> ids, Map<JobId, Requests.Evaluated> answers) throws CondorException {
        ToolCall call = WaitingQuery.query(tools, schedd);
        for (JobId id : ids) {
            call = call.with(id.toString());
        }
        call = call.with("-af", Attributes.CLUSTER, Attributes.PROC).with(EXPRESSIONS.toArray(String[]::new));
        String text = tools.text(call);
        for (String line : text.lines().toList()) {
            String[] words = line.strip().split(" +");
            Optional<JobId> id = words.length == 6 ? JobId.parse(words[0] + "." + words[1]) : Optional.empty();
            if (id.isEmpty()) {
                throw new CondorException.Unreachable(
                        "%s printed a line that is not six words: %s".formatted(call, Excerpt.of(line, 200)), null);
            }
            answers.put(
                    id.get(),
                    new Requests.Evaluated(number(words, 2), number(words, 3), number(words, 4), number(words, 5)));
        }
    }

    private static OptionalLong number(String[] words, int at) {
        return words[at].matches("-?\\d{1,18}") ? OptionalLong.of(Long.parseLong(words[at])) : OptionalLong.empty();
    }
}
