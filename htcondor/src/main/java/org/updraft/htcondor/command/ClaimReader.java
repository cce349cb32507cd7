package org.updraft.htcondor.command;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.updraft.htcondor.Claim;
import org.updraft.htcondor.JobId;
import org.updraft.htcondor.classad.Ad;
import org.updraft.htcondor.classad.AdStream;

/** Asks a schedd for its jobs that hold a slot, or may, and reads them. */
final class ClaimReader {
    private static final List<String> HOSTS = List.of("RemoteHost", "RemoteHosts", "AllRemoteHosts");
    private static final String GLOBAL_ID = "GlobalJobId";

    /**
     * Running, transferring output, suspended, and whatever else still names a host, such as a job that was removed or held and
     * whose shadow has not ended. Not those of universes that run on the submit host or elsewhere (grid 9, scheduler 7, local
     * 12), which never have a slot.
     */
    private static final String CONSTRAINT = "RemoteHost =!= undefined || RemoteHosts =!= undefined"
            + " || ((JobStatus == 2 || JobStatus == 6 || JobStatus == 7)"
            + " && JobUniverse =!= 7 && JobUniverse =!= 9 && JobUniverse =!= 12)";

    private ClaimReader() {}

    static ToolCall query(CondorTools tools, String schedd) {
        return WaitingQuery.query(tools, schedd)
                .with("-constraint", CONSTRAINT, "-attributes")
                .with(Attributes.list(
                        HOSTS, GLOBAL_ID, Attributes.CLUSTER, Attributes.PROC, Attributes.OWNER, Attributes.RETIREMENT))
                .with("-json");
    }

    static Claim read(String schedd, Ad job) throws IOException {
        JobId id = WaitingQuery.id(job);
        for (String name : HOSTS) {
            if (job.text(name).orElse("").length() >= AdStream.LONGEST_STRING) {
                throw new IOException("job %s names more hosts in %s than can be read".formatted(id, name));
            }
        }
        List<String> hosts = HOSTS.stream()
                .flatMap(name -> job.text(name).stream())
                .flatMap(text -> Stream.of(text.split("[,\\s]+")))
                .filter(host -> !host.isEmpty())
                .distinct()
                .toList();
        return new Claim(
                schedd,
                id,
                job.text(GLOBAL_ID).orElse(schedd + "#" + id),
                job.text(Attributes.OWNER).orElse("unknown"),
                hosts,
                job.has(Attributes.RETIREMENT));
    }
}
