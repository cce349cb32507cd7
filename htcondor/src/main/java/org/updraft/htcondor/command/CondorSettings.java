package org.updraft.htcondor.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How the tools are run.
 *
 * @param toolsDirectory where {@code condor_q} and the others are; empty means PATH
 * @param collector host or host:port, given to each tool as {@code -pool}; empty means what HTCondor's own configuration says
 * @param environment added to our own, such as CONDOR_CONFIG or _CONDOR_SEC_TOKEN_DIRECTORY
 * @param deadline for one run of one tool; then it is killed with all it started
 */
public record CondorSettings(
        Optional<Path> toolsDirectory, Optional<String> collector, Map<String, String> environment, Duration deadline) {

    public CondorSettings {
        environment = Map.copyOf(environment);
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException(
                    "the deadline of the condor_* tools must be above zero, not " + deadline);
        }
        collector.ifPresent(Names::requireCollector);
    }

    public static CondorSettings defaults() {
        return new CondorSettings(Optional.empty(), Optional.empty(), Map.of(), Duration.ofSeconds(60));
    }
}
