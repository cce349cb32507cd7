package org.updraft.htcondor.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.updraft.htcondor.CondorException;
import org.updraft.htcondor.JobGroup;
import org.updraft.htcondor.JobId;
import org.updraft.htcondor.classad.Ad;

/**
 * Holds the waiting jobs of one group. Which they are is looked up anew; and the order says "if still idle", so that the schedd
 * itself spares a job that has just begun to run, which a hold would kill.
 */
final class JobHold {
    private static final int RANGES_PER_CALL = 500;

    /** Said alike when the jobs have all begun to run and when we may not hold them. */
    private static final Pattern NONE_OR_NOT_ALLOWED = Pattern.compile("Couldn't find/hold all jobs");

    private final CondorTools tools;
    private final Deferrals deferrals;
    private final RequestEvaluation evaluation;
    private final GroupReader groups;

    JobHold(CondorTools tools, Deferrals deferrals, RequestEvaluation evaluation, GroupReader groups) {
        this.tools = tools;
        this.deferrals = deferrals;
        this.evaluation = evaluation;
        this.groups = groups;
    }

    void hold(String schedd, JobGroup group, String reason) throws CondorException {
        List<String> ranges = ranges(idsOf(schedd, group));
        for (int from = 0; from < ranges.size(); from += RANGES_PER_CALL) {
            String these = String.join(" || ", ranges.subList(from, Math.min(ranges.size(), from + RANGES_PER_CALL)));
            ToolCall call = tools.aimed("condor_hold")
                    .with("-name", schedd, "-reason", Excerpt.of(reason, 500))
                    .with("-constraint", "JobStatus == 1 && (" + these + ")");
            CondorTools.Order order = tools.order(call, "");
            boolean held = order.done() && !order.words().contains(Complaints.NOT_COUNTED_YET);
            if (!held
                    && !(NONE_OR_NOT_ALLOWED.matcher(order.words()).find()
                            && idsOf(schedd, group).isEmpty())) {
                throw order.failure();
            }
        }
    }

    private List<JobId> idsOf(String schedd, JobGroup group) throws CondorException {
        Map<JobKey, List<JobId>> idsByKey = new HashMap<>();
        ToolCall call = WaitingQuery.query(tools, schedd)
                .with("-attributes", Attributes.list(Attributes.ASKED, Attributes.CLUSTER, Attributes.PROC))
                .with("-constraint", within(group), "-json");
        tools.ads(call, ad -> {
            JobKey key = JobKey.ofJob(ad);
            if (WaitingQuery.couldWantWorker(key) && deferrals.mayBeDue(ad)) {
                idsByKey.computeIfAbsent(key, k -> new ArrayList<>()).add(WaitingQuery.id(ad));
            }
        });
        List<JobId> ids = new ArrayList<>();
        for (Map.Entry<JobKey, List<JobId>> entry : idsByKey.entrySet()) {
            if (isOf(schedd, group, entry.getKey(), entry.getValue())) {
                ids.addAll(entry.getValue());
            }
        }
        return ids.stream().sorted().toList();
    }

    private static String within(JobGroup group) {
        return "JobStatus == 1 && Owner == %s && ClusterId >= %d && ClusterId <= %d"
                .formatted(
                        Ad.quote(group.owner()),
                        group.first().cluster(),
                        group.last().cluster());
    }

    private boolean isOf(String schedd, JobGroup group, JobKey key, List<JobId> ids) throws CondorException {
        GroupTable.Row row = new GroupTable.Row(key, false, ids.size(), ids.getFirst(), ids.getLast());
        WaitingQuery.Waiting one = new WaitingQuery.Waiting(List.of(row), false);
        if (deferrals.due(schedd, one).rows().isEmpty()) {
            return false;
        }
        Requests requests = evaluation.of(schedd, one).getFirst();
        return groups.read(schedd, row, requests).kind().equals(group.kind());
    }

    /** Neighbours of one cluster as one range, so that a million jobs make a short order. */
    private static List<String> ranges(List<JobId> ids) {
        List<String> ranges = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= ids.size(); i++) {
            boolean goesOn = i < ids.size()
                    && ids.get(i).cluster() == ids.get(i - 1).cluster()
                    && ids.get(i).proc() == ids.get(i - 1).proc() + 1;
            if (!goesOn && start < i) {
                ranges.add("(ClusterId == %d && ProcId >= %d && ProcId <= %d)"
                        .formatted(
                                ids.get(start).cluster(),
                                ids.get(start).proc(),
                                ids.get(i - 1).proc()));
                start = i;
            }
        }
        return ranges;
    }
}
