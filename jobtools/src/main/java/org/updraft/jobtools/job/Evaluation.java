package org.updraft.jobtools.job;

import java.util.Optional;

/** What an expression without attributes comes to, for the macros that compute. */
final class Evaluation {

    private Evaluation() {}

    static Optional<Object> of(String expression) {
        String text = expression.strip();
        boolean digits = !text.isEmpty() && text.length() < 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }
}
