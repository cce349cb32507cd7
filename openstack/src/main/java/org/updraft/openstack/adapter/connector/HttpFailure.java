package org.updraft.openstack.adapter.connector;

import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a request has no usable answer. Unchecked, because it has to pass through openstack4j. Holds no secret. */
public abstract sealed class HttpFailure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private HttpFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** A request that cannot be made of what earlier replies said, such as an id with a blank in it. */
    public static HttpFailure unsendable(IllegalArgumentException why) {
        return new NoAnswer(
                "an earlier reply named what no request can be made of: "
                        + ErrorText.of(String.valueOf(why.getMessage())).words(),
                false,
                why);
    }

    /** A whole answer whose status is not 2xx. */
    public static final class Refused extends HttpFailure {
        @Serial
        private static final long serialVersionUID = 1L;

        private final int status;
        private final String words;
        private final boolean openStackError;
        private final transient Optional<String> retryAfter;

        Refused(int status, ErrorText text, Optional<String> retryAfter, Optional<String> requestId) {
            super(
                    status + " " + text.words()
                            + requestId.map(id -> " (" + id + ")").orElse(""),
                    null);
            this.status = status;
            this.words = text.words();
            this.openStackError = text.fromOpenStack();
            this.retryAfter = retryAfter;
        }

        public int status() {
            return status;
        }

        /** What the cloud said, in one line of bounded length. */
        public String words() {
            return words;
        }

        /** True if the body has the form of an OpenStack service's error; false for what a proxy says in its place. */
        public boolean isOpenStackError() {
            return openStackError;
        }

        /** The header Retry-After as it came: seconds or a date. */
        public Optional<String> retryAfter() {
            return retryAfter;
        }
    }

    /** Nothing came back, or not all of it in time. */
    public static final class NoAnswer extends HttpFailure {
        @Serial
        private static final long serialVersionUID = 1L;

        private final boolean sent;

        NoAnswer(String message, boolean sent, @Nullable Throwable cause) {
            super(message, cause);
            this.sent = sent;
        }

        /** True if the other side may have seen the request. */
        public boolean sent() {
            return sent;
        }
    }

    /** A 2xx that is not the JSON it should be: cut off, HTML of a proxy, or without a field that must be there. */
    public static final class Unreadable extends HttpFailure {
        @Serial
        private static final long serialVersionUID = 1L;

        public Unreadable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
