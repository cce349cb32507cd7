package org.updraft.htcondor;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A {@code condor_*} command or the daemon behind it failed. The message says what was run, what came back, what to do. */
public abstract sealed class CondorException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private CondorException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** No answer, half an answer, an answer with complaints: a blind spot. */
    public static final class Unreachable extends CondorException {
        @Serial
        private static final long serialVersionUID = 1L;

        public Unreachable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** The daemon or tool refused us: rights, token, unknown name. Page a human. */
    public static final class Refused extends CondorException {
        @Serial
        private static final long serialVersionUID = 1L;

        public Refused(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
