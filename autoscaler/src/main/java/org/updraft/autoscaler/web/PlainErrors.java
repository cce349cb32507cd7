package org.updraft.autoscaler.web;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Errors that Jetty finds, or that we made, as the status in words: no trace, no version, nothing of the request. */
final class PlainErrors implements Request.Handler {

    private static final Logger LOG = LoggerFactory.getLogger(PlainErrors.class);
    private static final String FAILURE = "org.eclipse.jetty.server.error_exception";

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        if (status >= 500 && request.getAttribute(FAILURE) instanceof Throwable failure && !isTheirs(failure)) {
            LOG.error(
                    "{} {} failed",
                    request.getMethod(),
                    Api.excerpt(request.getHttpURI().getPath()),
                    failure);
        }
        Door.guard(response);
        Answer answer = Answer.no(status, HttpStatus.getMessage(status));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
        return true;
    }

    /** A request that is no HTTP/1.1 has statuses such as 501 and 505: nothing failed here, and whoever sends it may fill no log. */
    private static boolean isTheirs(Throwable failure) {
        return failure instanceof HttpException;
    }
}
