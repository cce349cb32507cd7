package org.updraft.htcondor.command;

import java.time.Instant;
import java.util.Optional;
import org.updraft.htcondor.classad.Ad;

/** Reads a collector's ad. */
final class CollectorReader {

    static final String ATTRIBUTES = "Name,DaemonStartTime,MonitorSelfTime,MonitorSelfAge";

    private CollectorReader() {}

    /** Since when it runs; empty if it does not say. A collector advertises its age at its last own update rather than its start. */
    static Optional<Instant> startedAt(Ad ad) {
        return ad.instant("DaemonStartTime")
                .or(() -> ad.instant("MonitorSelfTime")
                        .map(time -> time.minusSeconds(
                                Math.clamp(ad.whole("MonitorSelfAge").orElse(0), 0, time.getEpochSecond()))));
    }
}
