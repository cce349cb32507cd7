package org.updraft.autoscaler.plan;

import java.time.Instant;
import java.util.List;

/**
 * An action of a turn gone by, as far as an explanation needs it.
 *
 * @param action its kind: {@code boot}, {@code drain}, {@code cancel-drain}, {@code fence}, {@code delete}, …
 * @param demandKey for a boot; empty otherwise
 * @param reason why it was taken
 * @param done it came off; if not, {@code words} says what came back
 * @param workerIds whom it touched
 */
public record Deed(
        Instant at,
        String action,
        String demandKey,
        Reason reason,
        boolean done,
        List<String> workerIds,
        String words) {

    public Deed {
        workerIds = List.copyOf(workerIds);
    }
}
