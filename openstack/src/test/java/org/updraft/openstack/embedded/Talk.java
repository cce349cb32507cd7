package org.updraft.openstack.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Plain HTTP to an embedded cloud, as one user. */
final class Talk {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final EmbeddedCloud cloud;
    private String token = "none";
    private String projectId = "";
    private String userId = "";
    private String version = "2.1";

    Talk(EmbeddedCloud cloud) {
        this.cloud = cloud;
    }

    /** What came back; a body that is not JSON is a text node. */
    record Reply(int status, Map<String, String> headers, JsonNode body) {
        Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }
    }

    static Talk as(EmbeddedCloud cloud, String user, String password, String project) {
        Talk talk = new Talk(cloud);
        talk.logIn(user, password, project);
        return talk;
    }

    Reply logIn(String user, String password, String project) {
        String body = """
                {"auth": {"identity": {"methods": ["password"], "password": {"user":
                  {"name": "%s", "domain": {"id": "default"}, "password": "%s"}}}%s}}""".formatted(user, password, scope(project));
        return logIn(body);
    }

    private static String scope(String project) {
        return project.isEmpty()
                ? ""
                : ", \"scope\": {\"project\": {\"name\": \"%s\", \"domain\": {\"id\": \"default\"}}}"
                        .formatted(project);
    }

    Reply logIn(String body) {
        Reply reply = call("POST", "/identity/v3/auth/tokens", body);
        token = reply.header("x-subject-token").orElse(token);
        projectId = reply.body().path("token").path("project").path("id").asText("");
        userId = reply.body().path("token").path("user").path("id").asText("");
        return reply;
    }

    Talk at(String microversion) {
        version = microversion;
        return this;
    }

    Talk withToken(String other) {
        token = other;
        return this;
    }

    String token() {
        return token;
    }

    String projectId() {
        return projectId;
    }

    String userId() {
        return userId;
    }

    Reply get(String path) {
        return call("GET", path, "");
    }

    Reply post(String path, String body) {
        return call("POST", path, body);
    }

    Reply put(String path, String body) {
        return call("PUT", path, body);
    }

    Reply delete(String path) {
        return call("DELETE", path, "");
    }

    Reply call(String method, String path, String body) {
        return call(method, path, "application/json", body);
    }

    Reply call(String method, String path, String contentType, String body) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(cloud.root() + path))
                    .header("X-Auth-Token", token)
                    .header("X-Subject-Token", token)
                    .header("OpenStack-API-Version", "compute " + version)
                    .header("Content-Type", contentType)
                    .method(
                            method,
                            body.isEmpty()
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(body));
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            response.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
            return new Reply(
                    response.statusCode(), headers, parsed(headers.getOrDefault("content-type", ""), response.body()));
        } catch (IOException failed) {
            throw new UncheckedIOException(method + " " + path + ": " + failed.getMessage(), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in " + method + " " + path, stopped);
        }
    }

    private static JsonNode parsed(String contentType, String body) throws JsonProcessingException {
        if (body.isEmpty()) {
            return JSON.nullNode();
        }
        return contentType.startsWith("application/json") ? JSON.readTree(body) : TextNode.valueOf(body);
    }
}
