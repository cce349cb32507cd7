package org.updraft.openstack.adapter.connector;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openstack4j.core.transport.ExecutionOptions;
import org.openstack4j.core.transport.HttpEntityHandler;
import org.openstack4j.core.transport.HttpResponse;
import org.openstack4j.core.transport.ObjectMapperSingleton;

/** A reply as openstack4j wants to see it. Its status is always 2xx: {@link CloudHttp} throws for the others. */
final class ConnectorResponse implements HttpResponse {
    private final CloudHttp.Reply reply;

    ConnectorResponse(CloudHttp.Reply reply) {
        this.reply = reply;
    }

    @Override
    public <T> T getEntity(Class<T> type) {
        return getEntity(type, null);
    }

    @Override
    public <T> T getEntity(Class<T> type, @Nullable ExecutionOptions<T> options) {
        return HttpEntityHandler.handle(this, type, options, true);
    }

    @Override
    public <T> T readEntity(Class<T> type) {
        try {
            if (reply.body().isBlank()) {
                throw new HttpFailure.Unreadable("the reply is empty", null);
            }
            if (type == JsonNode.class) {
                return type.cast(reply.json());
            }
            T entity = ObjectMapperSingleton.getContext(type).readerFor(type).readValue(reply.body());
            if (entity == null) {
                throw new HttpFailure.Unreadable("the reply is null", null);
            }
            return entity;
        } catch (IOException e) {
            throw new HttpFailure.Unreadable("the reply is not what was asked for: " + e.getMessage(), e);
        }
    }

    @Override
    public int getStatus() {
        return reply.status();
    }

    @Override
    public String getStatusMessage() {
        return "";
    }

    @Override
    public @Nullable String getContentType() {
        return header("Content-Type");
    }

    @Override
    public InputStream getInputStream() {
        return new ByteArrayInputStream(reply.body().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public @Nullable String header(String name) {
        return reply.headers().firstValue(name).orElse(null);
    }

    @Override
    public Map<String, String> headers() {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        reply.headers().map().forEach((name, values) -> all.put(name, values.get(0)));
        return all;
    }

    @Override
    public void close() {
        // the body was read whole; nothing is held
    }
}
