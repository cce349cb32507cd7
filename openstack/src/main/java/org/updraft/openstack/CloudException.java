package org.updraft.openstack;

import java.io.Serial;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a cloud refused or failed to do, split by what the caller does next. The message says what was tried, what came back
 * and what to do, and never holds a secret.
 */
public abstract sealed class CloudException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String cloud;

    private CloudException(String cloud, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.cloud = cloud;
    }

    /** The name of the cloud that answered, or did not. */
    public String cloud() {
        return cloud;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** The project has no room for it: plan fewer and back off. */
    public static final class QuotaFull extends CloudException {
        @Serial
        private static final long serialVersionUID = 1L;

        public QuotaFull(String cloud, String message, @Nullable Throwable cause) {
            super(cloud, message, cause);
        }
    }

    /** The cloud has no host for it now: try another offer. Most clouds say so later, by a server in ERROR with that fault. */
    public static final class NoCapacity extends CloudException {
        @Serial
        private static final long serialVersionUID = 1L;

        public NoCapacity(String cloud, String message, @Nullable Throwable cause) {
            super(cloud, message, cause);
        }
    }

    /** User, password, application credential or role is refused: page a human, asking again cannot help. */
    public static final class CredentialsRejected extends CloudException {
        @Serial
        private static final long serialVersionUID = 1L;

        public CredentialsRejected(String cloud, String message, @Nullable Throwable cause) {
            super(cloud, message, cause);
        }
    }

    /** No answer, half an answer, or a 5xx: a blind spot. */
    public static final class Unreachable extends CloudException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final boolean mayHaveTakenEffect;

        public Unreachable(String cloud, String message, boolean mayHaveTakenEffect, @Nullable Throwable cause) {
            super(cloud, message, cause);
            this.mayHaveTakenEffect = mayHaveTakenEffect;
        }

        /** True if the request was sent and only its reply is missing. */
        public boolean mayHaveTakenEffect() {
            return mayHaveTakenEffect;
        }
    }

    /** Told to slow down (429): leave this cloud alone for {@link #retryAfter}. */
    public static final class RateLimited extends CloudException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final transient Optional<Duration> retryAfter;

        public RateLimited(String cloud, String message, Optional<Duration> retryAfter, @Nullable Throwable cause) {
            super(cloud, message, cause);
            this.retryAfter = retryAfter;
        }

        public Optional<Duration> retryAfter() {
            return retryAfter;
        }
    }

    /** The thing is there but not in a state that allows it (409): take another way, or look again later. */
    public static final class WrongState extends CloudException {
        @Serial
        private static final long serialVersionUID = 1L;

        public WrongState(String cloud, String message, @Nullable Throwable cause) {
            super(cloud, message, cause);
        }
    }

    /** A 404 for something that had to exist. Success for a delete, which never throws it. */
    public static final class Gone extends CloudException {
        @Serial
        private static final long serialVersionUID = 1L;

        public Gone(String cloud, String message, @Nullable Throwable cause) {
            super(cloud, message, cause);
        }
    }

    /** Any other 4xx: our bug or bad configuration. Stop trying and show the cloud's words. */
    public static final class Rejected extends CloudException {
        @Serial
        private static final long serialVersionUID = 1L;

        public Rejected(String cloud, String message, @Nullable Throwable cause) {
            super(cloud, message, cause);
        }
    }
}
