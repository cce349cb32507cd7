package org.updraft.autoscaler.spool;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A file is not taken; the message says why and what to do. */
public abstract sealed class SpoolException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private SpoolException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** It is not what its type says, or no worker could be given it. */
    public static final class Unfit extends SpoolException {
        @Serial
        private static final long serialVersionUID = 1L;

        Unfit(String message) {
            super(message, null);
        }
    }

    /** Its owner has handed over as much as one user may. */
    public static final class TooMuch extends SpoolException {
        @Serial
        private static final long serialVersionUID = 1L;

        TooMuch(String message) {
            super(message, null);
        }
    }

    /** The disk is full, or cannot be written to. */
    public static final class NoSpace extends SpoolException {
        @Serial
        private static final long serialVersionUID = 1L;

        NoSpace(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
