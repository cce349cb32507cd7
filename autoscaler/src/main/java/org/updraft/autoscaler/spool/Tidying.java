package org.updraft.autoscaler.spool;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.updraft.htcondor.CondorException;
import org.updraft.htcondor.JobQueue;
import org.updraft.htcondor.NamedCloudConfig;
import org.updraft.htcondor.vmjob.SpooledPart;

/**
 * Removes files that nobody has wanted for long and that no job in any queue names, once a day. If one schedd does not answer,
 * nothing is removed.
 */
public final class Tidying {

    private static final Logger LOG = LoggerFactory.getLogger(Tidying.class);
    private static final Duration EVERY = Duration.ofDays(1);

    private final Spool spool;
    private final JobQueue queue;
    private final InstantSource clock;
    private final Duration keep;
    private Instant next = Instant.MIN;

    /** @param keep how long a file is kept after its last handing over or boot */
    public Tidying(Spool spool, JobQueue queue, InstantSource clock, Duration keep) {
        this.spool = spool;
        this.queue = queue;
        this.clock = clock;
        this.keep = keep;
    }

    /** Says how many files were removed. What fails is tried again the next day. */
    public int tidyIfDue() {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return 0;
        }
        next = now.plus(EVERY);
        try {
            spool.sweep(now.minus(EVERY));
            return tidy(now.minus(keep));
        } catch (IOException e) {
            LOG.warn("unwanted cloud-config could not be removed: {}", e.toString());
        } catch (CondorException e) {
            LOG.warn("no cloud-config is removed, as a schedd could not be asked which it needs: {}", e.getMessage());
        }
        return 0;
    }

    private int tidy(Instant then) throws IOException, CondorException {
        List<SpooledFile> unwanted = spool.unwantedSince(then);
        if (unwanted.isEmpty()) {
            return 0;
        }
        Set<Wanted> named = named();
        int removed = 0;
        for (SpooledFile file : unwanted) {
            if (!named.contains(new Wanted(file.owner(), file.sha256())) && spool.removeUnwanted(file, then)) {
                LOG.info(
                        "removed cloud-config {} of {}, not wanted since {}",
                        file.sha256(),
                        file.owner(),
                        file.wantedAt());
                removed++;
            }
        }
        return removed;
    }

    private record Wanted(String owner, String sha256) {}

    private Set<Wanted> named() throws CondorException {
        Set<Wanted> wanted = new HashSet<>();
        for (String schedd : queue.schedds()) {
            for (NamedCloudConfig named : queue.cloudConfigs(schedd)) {
                SpooledPart.parse(named.text())
                        .ifPresent(
                                parts -> parts.forEach(part -> wanted.add(new Wanted(named.owner(), part.sha256()))));
            }
        }
        return wanted;
    }
}
