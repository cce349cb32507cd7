package org.updraft.openstack.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import org.updraft.openstack.Credentials;
import org.updraft.openstack.Credentials.Identity;

/** The little of the APIs that the contract needs beside the port: to prepare and to look, by plain requests. */
final class PlainApi {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Credentials user;
    private final String token;
    private final JsonNode login;

    PlainApi(Credentials user) throws Exception {
        this.user = user;
        Identity.Password password = (Identity.Password) user.identity();
        String body = """
                {"auth": {"identity": {"methods": ["password"], "password": {"user":
                  {"name": "%s", "domain": {"name": "Default"}, "password": "%s"}}},
                  "scope": {"project": {"name": "%s", "domain": {"name": "Default"}}}}}
                """.formatted(
                        password.user().name().orElseThrow(),
                        password.password(),
                        password.project().name().orElseThrow());
        HttpRequest request = HttpRequest.newBuilder(URI.create(user.authUrl() + "/auth/tokens"))
                .POST(BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .build();
        HttpResponse<String> reply = http.send(request, BodyHandlers.ofString());
        this.token = reply.headers().firstValue("X-Subject-Token").orElseThrow();
        this.login = JSON.readTree(reply.body()).path("token");
    }

    record Secret(String id, String name, String secret) {}

    Secret createApplicationCredential(String name, String expiresAt) throws Exception {
        JsonNode made = call(
                        "POST",
                        credentials(),
                        "{\"application_credential\": {\"name\": \"" + name + "\", \"expires_at\": \"" + expiresAt
                                + "\"}}")
                .path("application_credential");
        return new Secret(made.path("id").asText(), name, made.path("secret").asText());
    }

    void deleteApplicationCredential(String id) throws Exception {
        call("DELETE", credentials() + "/" + id, "");
    }

    private String credentials() {
        return user.authUrl() + "/users/" + login.path("user").path("id").asText() + "/application_credentials";
    }

    /** The ports of a device. */
    JsonNode ports(String deviceId) throws Exception {
        return call("GET", network() + "/v2.0/ports?device_id=" + deviceId, "").path("ports");
    }

    JsonNode floatingIps() throws Exception {
        return call("GET", network() + "/v2.0/floatingips", "").path("floatingips");
    }

    /** As Nova makes one, without a name; returns its id. */
    String createPort(String networkId, String deviceId) throws Exception {
        return createPort(networkId, deviceId, "");
    }

    String createPort(String networkId, String deviceId, String name) throws Exception {
        return call(
                        "POST",
                        network() + "/v2.0/ports",
                        "{\"port\": {\"network_id\": \"" + networkId + "\", \"device_id\": \"" + deviceId
                                + "\", \"name\": \"" + name + "\"}}")
                .path("port")
                .path("id")
                .asText();
    }

    void deletePort(String id) throws Exception {
        call("DELETE", network() + "/v2.0/ports/" + id, "");
    }

    /** Returns its id. */
    String createSecurityGroup(String name) throws Exception {
        return call("POST", network() + "/v2.0/security-groups", "{\"security_group\": {\"name\": \"" + name + "\"}}")
                .path("security_group")
                .path("id")
                .asText();
    }

    void deleteSecurityGroup(String id) throws Exception {
        call("DELETE", network() + "/v2.0/security-groups/" + id, "");
    }

    /** Of a public key that nobody has the other half of. */
    void createKeyPair(String name) throws Exception {
        String key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHb2DLsPg8JJ0fJnJ0MpVRTSv8k4QAfbnOVYpRqHqF7w contract";
        call(
                "POST",
                endpoint("compute") + "/os-keypairs",
                "{\"keypair\": {\"name\": \"" + name + "\", \"public_key\": \"" + key + "\"}}");
    }

    void deleteKeyPair(String name) throws Exception {
        call("DELETE", endpoint("compute") + "/os-keypairs/" + name, "");
    }

    private String network() {
        return endpoint("network").replaceAll("(/v2.0)?/?$", "");
    }

    private String endpoint(String type) {
        for (JsonNode service : login.path("catalog")) {
            for (JsonNode endpoint : service.path("endpoints")) {
                boolean is = service.path("type").asText().equals(type)
                        && endpoint.path("interface").asText().equals("public");
                if (is) {
                    return endpoint.path("url").asText().replaceAll("/$", "");
                }
            }
        }
        throw new AssertionError("the catalog has no service of type " + type);
    }

    private JsonNode call(String method, String url, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("X-Auth-Token", token)
                .header("Content-Type", "application/json")
                .build();
        HttpResponse<String> reply = http.send(request, BodyHandlers.ofString());
        if (reply.statusCode() / 100 != 2) {
            throw new AssertionError(method + " " + url + " answered " + reply.statusCode() + " " + reply.body());
        }
        return Optional.of(reply.body())
                .filter(text -> !text.isEmpty())
                .map(PlainApi::parsed)
                .orElseGet(JSON::createObjectNode);
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }
}
