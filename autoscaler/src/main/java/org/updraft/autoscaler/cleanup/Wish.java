package org.updraft.autoscaler.cleanup;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What an operator wants of a cleanup.
 *
 * @param removes false only lists
 */
public record Wish(boolean removes, Untracked untracked) {

    /** What bears our mark and the ledger does not know. */
    public enum Untracked {
        HIDE,
        LIST,
        REMOVE;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The one that a {@link #label} stands for. */
        public static Optional<Untracked> of(String label) {
            return Arrays.stream(values())
                    .filter(untracked -> untracked.label().equals(label))
                    .findFirst();
        }
    }
}
