package org.updraft.openstack.credentials;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Credentials cannot be read or do not add up. The message says where, what and what to do, and holds no secret. */
public final class CredentialsException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    CredentialsException(String message) {
        super(message);
    }

    CredentialsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
