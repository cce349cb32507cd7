package org.updraft.autoscaler.pool;

import java.time.Instant;
import java.util.Optional;

/**
 * How boots of a combination went.
 *
 * @param failuresInRow servers that never joined since the last that did
 */
public record CombinationHistory(Optional<Instant> lastJoin, int failuresInRow, Optional<Instant> lastFailure) {

    public static final CombinationHistory NONE = new CombinationHistory(Optional.empty(), 0, Optional.empty());
}
