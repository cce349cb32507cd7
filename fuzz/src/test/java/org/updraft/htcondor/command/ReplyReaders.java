package org.updraft.htcondor.command;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.updraft.htcondor.TokenRequest;
import org.updraft.htcondor.classad.Ad;
import org.updraft.htcondor.classad.AdStream;
import org.updraft.htcondor.vmjob.VmAttributeReader;

/** What is made of the tools' replies, without the tools. */
public final class ReplyReaders {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));
    private static final CondorTools NEVER_RUN = new CondorTools(CondorSettings.defaults());

    private final GroupReader groups = new GroupReader(new VmAttributeReader(Set.of("west", "east")));
    private final Deferrals deferrals = new Deferrals(NEVER_RUN, CLOCK);

    /** Ads of slots and of the collector. */
    public boolean slots(byte[] json) {
        return read(json, ad -> {
            SlotReader.read(ad);
            CollectorReader.startedAt(ad);
        });
    }

    /** Ads of jobs that hold a machine, or have left one. */
    public boolean claims(byte[] json) {
        return read(json, ad -> {
            EndingReader.read("batch", ad);
            ClaimReader.read("batch", ad);
        });
    }

    /** Ads of waiting jobs, or of groups of such. */
    public boolean jobs(byte[] json) {
        GroupTable table = new GroupTable();
        GroupReply reply = new GroupReply((group, count, first, last) -> {
            if (deferrals.mayBeDue(group)) {
                table.add(JobKey.ofGroup(group), count, first, last);
            }
        });
        boolean whole = read(json, ad -> {
            reply.take(ad);
            JobKey key = JobKey.ofJob(ad);
            if (deferrals.mayBeDue(ad)) {
                table.add(key, 1, WaitingQuery.id(ad), WaitingQuery.id(ad));
            }
            QueuedJobReader.read(
                    WaitingQuery.id(ad),
                    ad,
                    key,
                    groups.read(
                            "batch",
                            new GroupTable.Row(key, false, 1, WaitingQuery.id(ad), WaitingQuery.id(ad)),
                            plain(key)),
                    Optional.empty());
        });
        List<GroupTable.Row> rows = table.rows();
        groups.read("batch", rows, rows.stream().map(row -> plain(row.key())).toList());
        return whole;
    }

    private static Requests plain(JobKey key) {
        Requests.needEvaluation(key.ad());
        return Requests.plain(key);
    }

    /** Requests for tokens, as listed. */
    public static Optional<List<TokenRequest>> tokens(byte[] json) {
        List<TokenRequest> requests = new ArrayList<>();
        return read(json, ad -> requests.add(TokenApprovals.request(ad))) ? Optional.of(requests) : Optional.empty();
    }

    /** A request for a token, as shown before it is approved; and a version. */
    public static boolean shown(byte[] text) {
        String shown = new String(text, StandardCharsets.UTF_8);
        CondorVersion.parse(shown);
        return ShownRequest.read(shown).isPresent();
    }

    /** False if the whole reply is refused, as {@link AdStream} says. */
    private static boolean read(byte[] json, AdStream.Sink sink) {
        try {
            AdStream.read(new ByteArrayInputStream(json), sink);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    /** As JSON becomes ads, for those who want no more. */
    public static Optional<List<Ad>> ads(byte[] json) {
        List<Ad> ads = new ArrayList<>();
        return read(json, ads::add) ? Optional.of(ads) : Optional.empty();
    }
}
