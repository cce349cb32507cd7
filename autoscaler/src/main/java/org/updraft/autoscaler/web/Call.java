package org.updraft.autoscaler.web;

import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;

/**
 * One request, as far as we look at it.
 *
 * @param path decoded, in parts, without empty ones
 */
record Call(String method, List<String> path, Fields query, Caller caller) {

    static Call of(Request request, Caller caller) {
        List<String> path = List.of(request.getHttpURI().getDecodedPath().split("/", -1)).stream()
                .filter(part -> !part.isEmpty())
                .toList();
        return new Call(request.getMethod(), path, Request.extractQueryParameters(request), caller);
    }

    boolean reads() {
        return HttpMethod.GET.is(method) || HttpMethod.HEAD.is(method);
    }

    boolean acts() {
        return HttpMethod.POST.is(method);
    }

    /** A word of the query; empty if it is not given. */
    Optional<String> word(String name) {
        return Optional.ofNullable(query.getValue(name));
    }

    /** A number of the query; empty if it is not given or not a number from {@code least} to {@code most}. */
    Optional<Long> number(String name, long least, long most) {
        return Optional.ofNullable(query.getValue(name))
                .filter(text -> text.matches("[0-9]{1,18}"))
                .map(Long::parseLong)
                .filter(number -> number >= least && number <= most);
    }
}
