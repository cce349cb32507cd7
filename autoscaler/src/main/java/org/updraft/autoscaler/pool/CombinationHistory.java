package org.updraft.autoscaler.pool;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How boots of a combination went.
 *
 * @param failuresInRow servers that never joined since the last that did
 * @param opened when there were too many of them: the {@value #OPENS_AT}rd; empty if there are not
 * @param failedProbes of these failures, those of servers asked for after that
 * @param lastWords what was heard of the last failure; may be empty
 */
public record CombinationHistory(
        Optional<Instant> lastJoin,
        int failuresInRow,
        Optional<Instant> lastFailure,
        Optional<Instant> opened,
        int failedProbes,
        String lastWords) {

    /** So many servers in a row that did not join are enough. */
    public static final int OPENS_AT = 3;

    public static final CombinationHistory NONE = new CombinationHistory(Optional.empty(), 0, Optional.empty());

    /** Without a failed probe. */
    public CombinationHistory(Optional<Instant> lastJoin, int failuresInRow, Optional<Instant> lastFailure) {
        this(lastJoin, failuresInRow, lastFailure, failuresInRow >= OPENS_AT ? lastFailure : Optional.empty(), 0, "");
    }

    /** A server that did not join. */
    public record Failure(Instant requestedAt, Instant at, String words) {}

    /** From the last join, and all failures in any order. */
    public static CombinationHistory of(Optional<Instant> lastJoin, List<Failure> failures) {
        List<Failure> sorted = failures.stream()
                .sorted(Comparator.comparing(Failure::at).thenComparing(Failure::requestedAt))
                .toList();
        List<Failure> inRow = sorted.stream()
                .filter(failure -> failure.at().isAfter(lastJoin.orElse(Instant.MIN)))
                .toList();
        Optional<Instant> opened =
                inRow.stream().skip(OPENS_AT - 1L).findFirst().map(Failure::at);
        int probes = opened.map(since -> (int) inRow.stream()
                        .filter(failure -> failure.requestedAt().isAfter(since))
                        .count())
                .orElse(0);
        Optional<Failure> last = sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.getLast());
        return new CombinationHistory(
                lastJoin,
                inRow.size(),
                last.map(Failure::at),
                opened,
                probes,
                last.map(Failure::words).orElse(""));
    }
}
