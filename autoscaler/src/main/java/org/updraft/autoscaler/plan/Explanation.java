package org.updraft.autoscaler.plan;

import java.util.List;
import java.util.Optional;
import org.updraft.autoscaler.pool.Autopsy;

/**
 * Why something is as it is.
 *
 * @param subject {@code job 12.0 on batch}, {@code worker updraft-batch-01}
 * @param state one word: {@code waiting}, {@code held}, {@code idle}, …
 * @param owner whose it is; empty if nobody's
 * @param sentences whole and true, the most telling first
 * @param causes all that bite, the most telling first
 * @param autopsy of a worker that did not join, with the evidence; the sentences hold its conclusion
 */
public record Explanation(
        String subject,
        String state,
        String owner,
        List<String> sentences,
        List<Cause> causes,
        Optional<Autopsy> autopsy) {

    public Explanation {
        sentences = List.copyOf(sentences);
        causes = List.copyOf(causes);
    }

    /** Of anything but a worker that did not join. */
    public Explanation(String subject, String state, String owner, List<String> sentences, List<Cause> causes) {
        this(subject, state, owner, sentences, causes, Optional.empty());
    }
}
