package org.updraft.autoscaler.trial;

import java.time.Duration;
import java.util.Optional;

/**
 * What came of a trial.
 *
 * @param violation the first, with which it ended
 * @param workerTime of all workers together, from intent to end
 * @param kills of the service
 */
public record TrialResult(
        Script script,
        Optional<Violation> violation,
        Duration simulated,
        Duration workerTime,
        int turns,
        int kills,
        int jobsFinished) {}
