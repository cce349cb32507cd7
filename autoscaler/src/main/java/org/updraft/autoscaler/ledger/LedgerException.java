package org.updraft.autoscaler.ledger;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The ledger could not be written or read: disk full, read-only, locked, damaged. Then nothing may be booted or removed. */
public final class LedgerException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    public LedgerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
