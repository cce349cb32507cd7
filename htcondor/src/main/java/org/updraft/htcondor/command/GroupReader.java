package org.updraft.htcondor.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.updraft.htcondor.JobGroup;
import org.updraft.htcondor.JobGroup.Malformed;
import org.updraft.htcondor.classad.Ad;
import org.updraft.htcondor.vmjob.VmAttributeReader;

/** Makes {@link JobGroup}s of counted rows. */
final class GroupReader {
    private static final Comparator<JobGroup> ORDER =
            Comparator.comparing(JobGroup::owner).thenComparing(JobGroup::first).thenComparing(JobGroup::last);

    private final VmAttributeReader vmAttributes;

    GroupReader(VmAttributeReader vmAttributes) {
        this.vmAttributes = vmAttributes;
    }

    /** One group of each kind, sorted by owner and first job: rows may differ in what turns out not to matter. */
    List<JobGroup> read(String schedd, List<GroupTable.Row> rows, List<Requests> requests) {
        Map<JobGroup, JobGroup> byKind = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            JobGroup group = read(schedd, rows.get(i), requests.get(i));
            byKind.merge(group.kind(), group, GroupReader::together);
        }
        return byKind.values().stream().sorted(ORDER).toList();
    }

    JobGroup read(String schedd, GroupTable.Row row, Requests requests) {
        Ad ad = row.key().ad();
        VmAttributeReader.Reading vm =
                vmAttributes.read(row.key().ad(), row.key().requirements());
        List<Malformed> malformed = new ArrayList<>(vm.malformed());
        malformed.addAll(requests.malformed());
        if (row.surplus()) {
            malformed.add(new Malformed(
                    "jobs",
                    "more than %d kinds of one owner".formatted(GroupTable.KINDS_PER_OWNER),
                    "give jobs that may share a machine the same attributes and requests"));
        }
        return new JobGroup(
                schedd,
                ad.text(Attributes.OWNER).orElse("unknown"),
                vm.attributes(),
                requests.cpus(),
                requests.memoryMiB(),
                requests.diskKiB(),
                requests.gpus(),
                Math.clamp(ad.whole(Attributes.PRIORITY).orElse(0), Integer.MIN_VALUE, Integer.MAX_VALUE),
                ad.whole(Attributes.UNIVERSE).orElse(0) == 11,
                ad.has(Attributes.RETIREMENT),
                row.count(),
                row.first(),
                row.last(),
                malformed);
    }

    private static JobGroup together(JobGroup one, JobGroup other) {
        return one.with(
                (int) Math.min(Integer.MAX_VALUE, (long) one.count() + other.count()),
                one.first().compareTo(other.first()) <= 0 ? one.first() : other.first(),
                one.last().compareTo(other.last()) >= 0 ? one.last() : other.last());
    }
}
