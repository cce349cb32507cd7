package org.updraft.htcondor.command;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.updraft.htcondor.JobId;
import org.updraft.htcondor.classad.Ad;

/** Takes the ads of groups. One without count or ids means that this condor_q does something else than we think. */
final class GroupReply {
    private final Taker taker;
    private boolean some;
    private boolean strange;

    interface Taker {
        void take(Ad group, int count, JobId first, JobId last);
    }

    GroupReply(Taker taker) {
        this.taker = taker;
    }

    /** There was a group at all, of whatever jobs. */
    boolean isSome() {
        return some;
    }

    boolean isStrange() {
        return strange;
    }

    void take(Ad group) throws IOException {
        some = true;
        long count = group.whole(Attributes.COUNT).orElse(0);
        List<JobId> ids = Stream.of(group.text(Attributes.IDS).orElse("").split("[ ,]+"))
                .flatMap(text -> JobId.parse(text).stream())
                .sorted()
                .toList();
        if (count < 1 || count > Integer.MAX_VALUE || ids.isEmpty() || !group.has(Attributes.STATUS)) {
            strange = true;
        } else {
            taker.take(group, (int) count, ids.getFirst(), ids.getLast());
        }
    }
}
