package org.updraft.openstack.adapter.connector;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.openstack4j.api.identity.EndpointURLResolver;
import org.openstack4j.core.transport.HttpExecutorService;
import org.openstack4j.core.transport.HttpRequest;
import org.openstack4j.core.transport.HttpResponse;
import org.openstack4j.core.transport.ObjectMapperSingleton;

/**
 * Carries openstack4j's requests over a {@link CloudHttp}. openstack4j finds this class through META-INF/services; which cloud's
 * client to use it learns from the request's {@code Config}, whose endpoint resolver is a {@link OneCloud}.
 */
public final class JdkConnector implements HttpExecutorService {
    /** Set by the JDK's client itself, which refuses them from us. */
    private static final Set<String> SET_BY_CLIENT =
            Set.of("content-length", "host", "connection", "expect", "upgrade");

    /** What a {@code Config} must carry: the client of the cloud that it is for. */
    public interface OneCloud extends EndpointURLResolver {
        CloudHttp http();
    }

    @Override
    public <R> HttpResponse execute(HttpRequest<R> request) {
        if (!(request.getConfig().getEndpointURLResolver() instanceof OneCloud cloud)) {
            throw new IllegalStateException(
                    "a request of openstack4j without our Config: it must be made by the adapter");
        }
        return new ConnectorResponse(cloud.http().send(sendable(request)));
    }

    /** Ids and tokens come from earlier replies, and become part of addresses and headers. */
    private static java.net.http.HttpRequest sendable(HttpRequest<?> request) {
        try {
            return translated(request);
        } catch (IllegalArgumentException e) {
            throw HttpFailure.unsendable(e);
        }
    }

    @Override
    public String getExecutorDisplayName() {
        return "Updraft on java.net.http";
    }

    private static java.net.http.HttpRequest translated(HttpRequest<?> request) {
        java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(URI.create(request.getUrl()))
                .method(request.getMethod().name(), body(request))
                .setHeader("Accept", "application/json");
        for (Map.Entry<String, Object> header : request.getHeaders().entrySet()) {
            if (!SET_BY_CLIENT.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                builder.setHeader(header.getKey(), String.valueOf(header.getValue()));
            }
        }
        if (request.getEntity() != null || request.hasJson()) {
            builder.setHeader("Content-Type", request.getContentType());
        }
        return builder.build();
    }

    private static BodyPublisher body(HttpRequest<?> request) {
        if (request.hasJson()) {
            return BodyPublishers.ofString(request.getJson());
        }
        Object entity = request.getEntity();
        if (entity == null) {
            return BodyPublishers.noBody();
        }
        try {
            return BodyPublishers.ofString(
                    ObjectMapperSingleton.getContext(entity.getClass()).writer().writeValueAsString(entity));
        } catch (IOException e) {
            throw new IllegalStateException("cannot write " + entity.getClass().getSimpleName() + " as JSON", e);
        }
    }
}
