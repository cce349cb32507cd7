package org.updraft.jobtools.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.updraft.autoscaler.client.ApiClient;
import org.updraft.autoscaler.cloudinit.UserPart;
import org.updraft.jobtools.check.CloudConfigCheck;
import org.updraft.openstack.Quota;

/** What users ask of the service, on its socket. */
public final class ServiceDesk {

    private final ApiClient client;

    public ServiceDesk(Path socket) {
        this.client = new ApiClient(socket, ApiClient.DEADLINE);
    }

    /** Hands a file of the user's own over; returns what +VMAMIConfig is to say. */
    public String handOver(Path file) throws IOException {
        byte[] content;
        try (var in = Files.newInputStream(file)) {
            content = in.readNBytes(UserPart.BYTES_MAX + 1);
        }
        return asked(client.send("POST", "/cloud-config?type=" + CloudConfigCheck.kind(content), content))
                .path("attribute")
                .asText();
    }

    /** Lets the service accept an image that was shared with its project; returns its words. */
    public String accept(String cloud, String imageId) throws IOException {
        return asked(client.send("POST", "/images/" + part(cloud) + "/" + part(imageId) + "/accept"))
                .path("ordered")
                .asText();
    }

    /** Why a job waits, or what it does: sentences. */
    public List<String> why(String job) throws IOException {
        List<String> sentences = new ArrayList<>();
        for (JsonNode answer : asked(client.send("GET", "/why/" + part(job))).path("answers")) {
            answer.path("sentences").forEach(sentence -> sentences.add(sentence.asText()));
        }
        return sentences;
    }

    /**
     * What the project in which the service boots may have on a cloud: cores and MiB of memory, {@link Quota#UNLIMITED} without a
     * limit; empty if the service has no such cloud.
     */
    public Optional<Quota> limits(String cloud) throws IOException {
        for (JsonNode one : asked(client.send("GET", "/status")).path("clouds")) {
            if (one.path("name").asText().equals(cloud)) {
                JsonNode quota = one.path("quota");
                return Optional.of(new Quota(
                        quota.at("/instances/max").asInt(Quota.UNLIMITED),
                        quota.at("/instances/used").asInt(),
                        quota.at("/cores/max").asInt(Quota.UNLIMITED),
                        quota.at("/cores/used").asInt(),
                        quota.at("/ramMiB/max").asInt(Quota.UNLIMITED),
                        quota.at("/ramMiB/used").asInt()));
            }
        }
        return Optional.empty();
    }

    private static JsonNode asked(ApiClient.Reply reply) throws IOException {
        if (reply.status() != 200) {
            throw new IOException(reply.body().path("error").asText("HTTP " + reply.status()));
        }
        return reply.body();
    }

    private static String part(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
