package org.updraft.htcondor.command;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.updraft.htcondor.CondorException;
import org.updraft.htcondor.JobId;
import org.updraft.htcondor.classad.Ad;

/**
 * Asks one schedd which jobs wait. The schedd groups them itself where it can ({@code -group-by}: seconds and kilobytes for a
 * million jobs); else condor_q lists every job and we count here. {@code -group-by} is in no manual, so it is believed only after
 * it has shown jobs once, and "none" from one not yet believed is cross-checked.
 */
final class WaitingQuery {
    private static final Logger log = LoggerFactory.getLogger(WaitingQuery.class);
    private static final Pattern UNKNOWN_OPTION = Pattern.compile("unrecognized argument|[Uu]nknown option|Usage:");

    private final CondorTools tools;
    private final Deferrals deferrals;
    private final SlowGrouping slow;
    private final ClusterRequirements requirements;
    private final Map<String, Grouping> grouping = new ConcurrentHashMap<>();

    /** What is known of {@code -group-by} on a schedd. */
    enum Grouping {
        UNPROVEN,
        WORKS,
        UNUSABLE
    }

    /**
     * @param bySchedd the schedd grouped, and the rows tell apart all that an expression in them refers to
     */
    record Waiting(List<GroupTable.Row> rows, boolean bySchedd) {}

    WaitingQuery(CondorTools tools, Deferrals deferrals, InstantSource clock) {
        this.tools = tools;
        this.deferrals = deferrals;
        this.slow = new SlowGrouping(clock);
        this.requirements = new ClusterRequirements(tools, clock);
    }

    Grouping grouping(String schedd) {
        return grouping.getOrDefault(schedd, Grouping.UNPROVEN);
    }

    Waiting ask(String schedd) throws CondorException {
        if (grouping(schedd) != Grouping.UNUSABLE) {
            Optional<GroupTable> grouped = askGrouped(schedd);
            if (grouped.isPresent()) {
                return deferrals.due(schedd, new Waiting(grouped.get().rows(), true));
            }
        }
        return deferrals.due(schedd, new Waiting(askEach(schedd).rows(), false));
    }

    /** Empty if it cannot be asked so, for now or for good. If the schedd is too slow even for this, listing is no way out. */
    private Optional<GroupTable> askGrouped(String schedd) throws CondorException {
        return slow.isSlow(schedd) ? askByCluster(schedd) : slow.timed(schedd, () -> askByRequirements(schedd));
    }

    private Optional<GroupTable> askByRequirements(String schedd) throws CondorException {
        GroupTable table = new GroupTable();
        boolean answered = askGroups(schedd, Attributes.list(Attributes.ASKED), (group, count, first, last) -> {
            JobKey key = JobKey.ofGroup(group);
            if (couldWantWorker(key) && deferrals.mayBeDue(group)) {
                table.add(key, count, first, last);
            }
        });
        return answered ? Optional.of(table) : Optional.empty();
    }

    private Optional<GroupTable> askByCluster(String schedd) throws CondorException {
        GroupTable table = new GroupTable();
        ClusterRequirements.Collector collector = requirements.new Collector(schedd, table);
        String attributes = Attributes.list(Attributes.KEY, Attributes.list(Attributes.DEFERRAL), Attributes.CLUSTER);
        boolean answered = askGroups(schedd, attributes, (group, count, first, last) -> {
            JobKey key = JobKey.ofGroup(group);
            if (couldRun(key) && deferrals.mayBeDue(group)) {
                collector.take(key, count, first, last);
            }
        });
        if (!answered) {
            return Optional.empty();
        }
        collector.complete();
        return Optional.of(table);
    }

    /** False if the answer is none that can be believed. */
    private boolean askGroups(String schedd, String attributes, GroupReply.Taker taker) throws CondorException {
        GroupReply groups = new GroupReply(taker);
        ToolCall call = query(tools, schedd).with("-group-by", "-attributes", attributes, "-json");
        ToolReply reply = tools.tryAds(call, groups::take);
        Complaints.requireEnded(call, reply);
        if (!Complaints.isClean(reply) || groups.isStrange()) {
            if (groups.isStrange() || UNKNOWN_OPTION.matcher(reply.complaint()).find()) {
                settle(schedd, Grouping.UNUSABLE);
            }
            log.warn(
                    "schedd {} did not group its jobs ({}); listing them one by one this time",
                    schedd,
                    groups.isStrange() ? "groups without count or ids" : reply.why());
            return false;
        }
        if (groups.isSome()) {
            settle(schedd, Grouping.WORKS);
            return true;
        }
        // perhaps they came this moment; the listing tells
        return grouping(schedd) != Grouping.UNPROVEN || !hasJobs(schedd);
    }

    private void settle(String schedd, Grouping now) {
        Grouping before = grouping.put(schedd, now);
        if (before != now) {
            log.info("schedd {}: condor_q -group-by {}", schedd, now == Grouping.WORKS ? "works" : "is unusable");
        }
    }

    private boolean hasJobs(String schedd) throws CondorException {
        GroupTable any = new GroupTable();
        tools.ads(
                query(tools, schedd)
                        .with("-limit", "1", "-attributes", Attributes.list(List.of(), "ClusterId", "ProcId"), "-json"),
                ad -> any.add(JobKey.ofJob(ad), 1, id(ad), id(ad)));
        return any.size() > 0;
    }

    private GroupTable askEach(String schedd) throws CondorException {
        GroupTable table = new GroupTable();
        ToolCall call = query(tools, schedd)
                .with("-attributes", Attributes.list(Attributes.ASKED, Attributes.CLUSTER, Attributes.PROC))
                .with("-constraint", "JobStatus == 1 && (JobUniverse == 5 || JobUniverse == 11)", "-json");
        tools.ads(call, ad -> {
            JobKey key = JobKey.ofJob(ad);
            if (couldWantWorker(key) && deferrals.mayBeDue(ad)) {
                table.add(key, 1, id(ad), id(ad));
            }
        });
        return table;
    }

    /** Always one schedd by its name, and the jobs of all users: the default shows only one's own, without a word. */
    static ToolCall query(CondorTools tools, String schedd) {
        return tools.aimed("condor_q").with("-name", schedd, "-allusers");
    }

    static JobId id(Ad job) throws IOException {
        OptionalLong cluster = job.whole(Attributes.CLUSTER);
        OptionalLong proc = job.whole(Attributes.PROC);
        if (cluster.isEmpty() || proc.isEmpty()) {
            throw new IOException("a job without ClusterId or ProcId");
        }
        return JobId.parse(cluster.getAsLong() + "." + proc.getAsLong())
                .orElseThrow(
                        () -> new IOException("a job with the id " + cluster.getAsLong() + "." + proc.getAsLong()));
    }

    static boolean couldWantWorker(JobKey job) {
        return couldRun(job) && job.isVmJob();
    }

    private static boolean couldRun(JobKey job) {
        long universe = job.ad().whole(Attributes.UNIVERSE).orElse(0);
        return job.ad().whole(Attributes.STATUS).orElse(0) == 1 && (universe == 5 || universe == 11);
    }
}
