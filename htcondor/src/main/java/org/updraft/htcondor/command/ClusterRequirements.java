package org.updraft.htcondor.command;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.updraft.htcondor.CondorException;
import org.updraft.htcondor.JobGroup.Malformed;
import org.updraft.htcondor.JobId;
import org.updraft.htcondor.classad.Ad;
import org.updraft.htcondor.vmjob.Requirements;
import org.updraft.htcondor.vmjob.VmAttributeReader;

/**
 * The Requirements of jobs that a schedd was too slow to group by them: read from one job of each cluster and kind, and then known
 * for {@link SlowGrouping#PAUSE}. Jobs alike in all else and of one cluster are taken to have the same.
 */
final class ClusterRequirements {
    private static final int MOST_KNOWN = 100_000;
    /** What cannot be read this turn is read in the next ones. */
    private static final int MOST_PER_TURN = 600;

    private static final int IDS_PER_CALL = 300;

    private final CondorTools tools;
    private final InstantSource clock;
    private final Map<Kind, Known> known = new LinkedHashMap<>(64, 0.75f, true) {
        @java.io.Serial
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Kind, Known> eldest) {
            return size() > MOST_KNOWN;
        }
    };

    /** @param hash of all else; within a cluster, who makes two kinds look alike fools only themselves */
    private record Kind(String schedd, int cluster, int hash) {}

    private record Known(Requirements requirements, Instant until) {}

    /** A group whose Requirements are not known yet. */
    record Group(JobKey without, int count, JobId first, JobId last) {
        private Kind kind(String schedd) {
            return new Kind(schedd, first.cluster(), without.ad().hashCode());
        }

        private boolean hasVmType() {
            return without.ad().text(VmAttributeReader.VM_TYPE).isPresent();
        }

        private JobKey with(Requirements requirements) {
            return new JobKey(without.ad(), requirements);
        }
    }

    ClusterRequirements(CondorTools tools, InstantSource clock) {
        this.tools = tools;
        this.clock = clock;
    }

    /** Collects the groups of one answer, each of one cluster, and adds them to the table when their Requirements are known. */
    final class Collector {
        private final String schedd;
        private final GroupTable table;
        private final List<Group> withoutType = new ArrayList<>();
        private final List<Group> others = new ArrayList<>();

        Collector(String schedd, GroupTable table) {
            this.schedd = schedd;
            this.table = table;
        }

        void take(JobKey without, int count, JobId first, JobId last) {
            Group group = new Group(without, count, first, last);
            Optional<Requirements> requirements = recall(group.kind(schedd));
            if (requirements.isPresent()) {
                add(group, requirements.get());
            } else if (withoutType.size() + others.size() >= MOST_PER_TURN) {
                add(group, unread(group));
            } else {
                (group.hasVmType() ? others : withoutType).add(group);
            }
        }

        /** Asks for what is not known; once all groups have been taken. */
        void complete() throws CondorException {
            List<Group> groups = new ArrayList<>(withoutType);
            groups.addAll(others);
            for (int from = 0; from < groups.size(); from += IDS_PER_CALL) {
                List<Group> these = groups.subList(from, Math.min(groups.size(), from + IDS_PER_CALL));
                Map<JobId, Requirements> read = read(schedd, these);
                for (Group group : these) {
                    Optional<Requirements> found = Optional.ofNullable(read.get(group.first()));
                    found.ifPresent(requirements -> remember(group.kind(schedd), requirements));
                    add(group, found.orElseGet(() -> unread(group)));
                }
            }
        }

        private void add(Group group, Requirements requirements) {
            JobKey key = group.with(requirements);
            if (key.isVmJob()) {
                table.add(key, group.count(), group.first(), group.last());
            }
        }
    }

    /** Its VMType is the least that must be known: without it no worker is made, and a foreign job is none of ours. */
    private static Requirements unread(Group group) {
        return group.hasVmType()
                ? Requirements.NONE
                : Requirements.unread(new Malformed(
                        Requirements.NAME,
                        group.first().toString(),
                        "nothing: the queue is so large that they are read within the next turns"));
    }

    private Map<JobId, Requirements> read(String schedd, List<Group> groups) throws CondorException {
        ToolCall call = WaitingQuery.query(tools, schedd);
        for (Group group : groups) {
            call = call.with(group.first().toString());
        }
        Map<JobId, Requirements> read = new HashMap<>();
        tools.ads(
                call.with("-attributes")
                        .with(
                                Attributes.list(List.of(Requirements.NAME), Attributes.CLUSTER, Attributes.PROC),
                                "-json"),
                (Ad ad) -> read.put(WaitingQuery.id(ad), Requirements.of(ad.value(Requirements.NAME))));
        return read;
    }

    private synchronized Optional<Requirements> recall(Kind kind) {
        return Optional.ofNullable(known.get(kind))
                .filter(entry -> clock.instant().isBefore(entry.until()))
                .map(Known::requirements);
    }

    private synchronized void remember(Kind kind, Requirements requirements) {
        known.put(kind, new Known(requirements, clock.instant().plus(SlowGrouping.PAUSE)));
    }
}
