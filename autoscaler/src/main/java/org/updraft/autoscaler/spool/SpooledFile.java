package org.updraft.autoscaler.spool;

import java.time.Instant;
import java.util.Optional;

/**
 * A file that a user has handed over.
 *
 * @param sha256 of its bytes, 64 lower-case hex digits
 * @param size in bytes
 * @param handedOverAt the last time, if several
 * @param usedAt when a worker was last booted with it
 */
public record SpooledFile(String owner, String sha256, long size, Instant handedOverAt, Optional<Instant> usedAt) {

    /** When anybody last wanted it. */
    public Instant wantedAt() {
        return usedAt.filter(used -> used.isAfter(handedOverAt)).orElse(handedOverAt);
    }
}
