package org.updraft.autoscaler.cloudinit;

/** The site's templates can not be used; the message names the file and says what to change. Thrown at start only. */
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TemplateException(String message) {
        super(message);
    }

    TemplateException(String message, Throwable cause) {
        super(message, cause);
    }
}
