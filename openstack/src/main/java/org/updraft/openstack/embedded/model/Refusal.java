package org.updraft.openstack.embedded.model;

import java.io.Serial;

/** The cloud says no, in the words of the real service. The HTTP skin turns it into status and body. */
public abstract sealed class Refusal extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String kind;

    private Refusal(int status, String kind, String message) {
        super(message, null, false, false);
        this.status = status;
        this.kind = kind;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** What Neutron calls the type, such as {@code NetworkNotFound}; other services do not show it. */
    public String kind() {
        return kind;
    }

    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? "" : message;
    }

    /** 400: the request makes no sense. */
    public static final class BadRequest extends Refusal {
        @Serial
        private static final long serialVersionUID = 1L;

        public BadRequest(String message) {
            this("HTTPBadRequest", message);
        }

        public BadRequest(String kind, String message) {
            super(400, kind, message);
        }
    }

    /** 401: no token, or one that is not valid. */
    public static final class Unauthorized extends Refusal {
        @Serial
        private static final long serialVersionUID = 1L;

        public Unauthorized() {
            super(401, "Unauthorized", "The request you have made requires authentication.");
        }
    }

    /** 403: the caller may not. */
    public static final class Forbidden extends Refusal {
        @Serial
        private static final long serialVersionUID = 1L;

        public Forbidden(String message) {
            super(403, "PolicyNotAuthorized", message);
        }
    }

    /** 403 of Nova, 409 of Neutron: the project has no room for it. */
    public static final class OverQuota extends Refusal {
        @Serial
        private static final long serialVersionUID = 1L;

        public OverQuota(int status, String message) {
            super(status, "OverQuota", message);
        }
    }

    /** 404: not there, or not for this caller. */
    public static final class NotFound extends Refusal {
        @Serial
        private static final long serialVersionUID = 1L;

        public NotFound(String message) {
            this("HTTPNotFound", message);
        }

        public NotFound(String kind, String message) {
            super(404, kind, message);
        }
    }

    /** 406: a microversion that is not spoken here. */
    public static final class NotAcceptable extends Refusal {
        @Serial
        private static final long serialVersionUID = 1L;

        public NotAcceptable(String message) {
            super(406, "NotAcceptable", message);
        }
    }

    /** 409: there, but not in a state that allows it. */
    public static final class Conflict extends Refusal {
        @Serial
        private static final long serialVersionUID = 1L;

        public Conflict(String message) {
            this("Conflict", message);
        }

        public Conflict(String kind, String message) {
            super(409, kind, message);
        }
    }

    /** 413: more bytes than anyone needs. */
    public static final class TooLarge extends Refusal {
        @Serial
        private static final long serialVersionUID = 1L;

        public TooLarge(String message) {
            super(413, "RequestTooLarge", message);
        }
    }
}
