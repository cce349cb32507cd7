package org.updraft.htcondor.command;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.updraft.htcondor.Claim;
import org.updraft.htcondor.CondorException;
import org.updraft.htcondor.Ending;
import org.updraft.htcondor.JobGroup;
import org.updraft.htcondor.JobId;
import org.updraft.htcondor.JobQueue;
import org.updraft.htcondor.NamedCloudConfig;
import org.updraft.htcondor.QueuedJob;
import org.updraft.htcondor.classad.Ad;
import org.updraft.htcondor.vmjob.VmAttributeReader;

/**
 * The queues by {@code condor_q -name SCHEDD -allusers}. Never by {@code -global}, which answers for the schedds it reached and
 * ends with 0.
 */
public final class CommandJobQueue implements JobQueue {

    private static final String CLOUD_CONFIG = "VMAMIConfig";

    private final CondorTools tools;
    private final List<String> schedds;
    private final Deferrals deferrals;
    private final WaitingQuery waiting;
    private final RequestEvaluation evaluation;
    private final GroupReader groups;
    private final JobHold hold;

    /**
     * @param clouds names and aliases of clouds, by which {@code west:small} is told from a plain name
     * @param clock by which a deferred job becomes demand
     */
    public CommandJobQueue(CondorTools tools, List<String> schedds, Set<String> clouds, InstantSource clock) {
        this.tools = tools;
        this.schedds = schedds.stream().map(Names::requireSchedd).toList();
        this.deferrals = new Deferrals(tools, clock);
        this.waiting = new WaitingQuery(tools, deferrals, clock);
        this.evaluation = new RequestEvaluation(tools);
        this.groups = new GroupReader(new VmAttributeReader(clouds));
        this.hold = new JobHold(tools, deferrals, evaluation, groups);
    }

    @Override
    public List<String> schedds() {
        return schedds;
    }

    @Override
    public List<JobGroup> waiting(String schedd) throws CondorException {
        WaitingQuery.Waiting seen = waiting.ask(known(schedd));
        return groups.read(schedd, seen.rows(), evaluation.of(schedd, seen));
    }

    @Override
    public List<Claim> claims(String schedd) throws CondorException {
        List<Claim> claims = new ArrayList<>();
        tools.ads(ClaimReader.query(tools, known(schedd)), ad -> claims.add(ClaimReader.read(schedd, ad)));
        return List.copyOf(claims);
    }

    /** {@inheritDoc} By condor_history for those that left the queue, by condor_q for those that came back or are held. */
    @Override
    public List<Ending> endings(String schedd, Instant since) throws CondorException {
        List<Ending> endings = new ArrayList<>();
        for (ToolCall query : EndingReader.queries(tools, known(schedd), since)) {
            tools.ads(query, ad -> EndingReader.read(schedd, ad).ifPresent(endings::add));
        }
        return List.copyOf(endings);
    }

    @Override
    public Optional<QueuedJob> job(String schedd, JobId id) throws CondorException {
        List<Ad> found = new ArrayList<>();
        tools.ads(QueuedJobReader.query(tools, known(schedd), id), found::add);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Ad ad = found.getFirst();
        JobKey key = JobKey.ofJob(ad);
        GroupTable.Row one = new GroupTable.Row(key, false, 1, id, id);
        Requests requests = evaluation
                .of(schedd, new WaitingQuery.Waiting(List.of(one), false))
                .getFirst();
        return Optional.of(
                QueuedJobReader.read(id, ad, key, groups.read(schedd, one, requests), deferrals.of(schedd, id, ad)));
    }

    @Override
    public Set<NamedCloudConfig> cloudConfigs(String schedd) throws CondorException {
        ToolCall query = WaitingQuery.query(tools, known(schedd))
                .with("-constraint", CLOUD_CONFIG + " =!= undefined", "-attributes")
                .with(Attributes.list(List.of(Attributes.OWNER, CLOUD_CONFIG)))
                .with("-json");
        Set<NamedCloudConfig> named = new HashSet<>();
        tools.ads(
                query,
                ad -> ad.text(CLOUD_CONFIG)
                        .ifPresent(text -> named.add(
                                new NamedCloudConfig(ad.text(Attributes.OWNER).orElse("unknown"), text))));
        return Set.copyOf(named);
    }

    /** {@inheritDoc} Jobs that have begun to run meanwhile are left alone. */
    @Override
    public void hold(String schedd, JobGroup group, String reason) throws CondorException {
        hold.hold(known(schedd), group, reason);
    }

    private String known(String schedd) {
        if (!schedds.contains(schedd)) {
            throw new IllegalArgumentException("not a configured schedd: " + Excerpt.of(schedd, 80));
        }
        return schedd;
    }
}
