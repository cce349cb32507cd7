package org.updraft.autoscaler.plan;

import java.util.List;

/**
 * Why something is as it is.
 *
 * @param subject {@code job 12.0 on batch}, {@code worker updraft-batch-01}
 * @param state one word: {@code waiting}, {@code held}, {@code idle}, …
 * @param owner whose it is; empty if nobody's
 * @param sentences whole and true, the most telling first
 * @param causes all that bite, the most telling first
 */
public record Explanation(String subject, String state, String owner, List<String> sentences, List<Cause> causes) {

    public Explanation {
        sentences = List.copyOf(sentences);
        causes = List.copyOf(causes);
    }
}
