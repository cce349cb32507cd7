package org.updraft.openstack.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real {@code openstack} command-line client (Debian: python3-openstackclient) against the embedded cloud. */
@Tag("client")
class OpenStackClientTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HandClock clock = new HandClock();
    private EmbeddedCloud cloud;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        cloud = EmbeddedCloud.demo(clock, 7);
    }

    @AfterEach
    void stop() throws IOException {
        cloud.close();
    }

    @Test
    void theCommandLineClientListsBootsShowsAndDeletes() throws Exception {
        assertThat(names(client("flavor", "list"))).contains("c4-15gb", "g1-c8-30gb");
        assertThat(names(client("image", "list"))).contains("debian-12-condor", "astro-pipeline");
        assertThat(names(client("network", "list"))).containsExactlyInAnyOrder("batch-net", "public");

        JsonNode booted = client(
                "server",
                "create",
                "--flavor",
                "c4-15gb",
                "--image",
                "debian-12-condor",
                "--network",
                "batch-net",
                "--property",
                "pool=p1",
                "w1");
        assertThat(booted.path("status").asText()).isEqualTo("BUILD");

        clock.advance(Duration.ofMinutes(2));
        JsonNode shown = client("server", "show", "w1");
        assertThat(shown.path("status").asText()).isEqualTo("ACTIVE");
        assertThat(shown.path("id")).isEqualTo(booted.path("id"));
        assertThat(shown.path("addresses").path("batch-net").path(0).asText()).isEqualTo("10.7.0.2");
        assertThat(shown.path("properties").path("pool").asText()).isEqualTo("p1");
        assertThat(names(client("server", "list"))).containsExactly("w1");

        run("server", "delete", "w1");
        clock.advance(Duration.ofMinutes(1));
        assertThat(client("server", "list")).isEmpty();
    }

    private static List<String> names(JsonNode rows) {
        List<String> names = new ArrayList<>();
        rows.forEach(row -> names.add(row.path("Name").asText()));
        return names;
    }

    private JsonNode client(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("-f");
        all.add("json");
        return JSON.readTree(run(all.toArray(String[]::new)));
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openstack"));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(folder, "client", ".out");
        Path err = Files.createTempFile(folder, "client", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("OS_"));
        builder.environment()
                .putAll(Map.of(
                        "OS_AUTH_URL", cloud.authUrl().toString(),
                        "OS_USERNAME", "operator",
                        "OS_PASSWORD", "demo",
                        "OS_PROJECT_NAME", "batch",
                        "OS_USER_DOMAIN_NAME", "Default",
                        "OS_PROJECT_DOMAIN_NAME", "Default",
                        "OS_IDENTITY_API_VERSION", "3",
                        "no_proxy", "127.0.0.1",
                        "HOME", folder.toString()));
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s ends", command).isTrue();
        assertThat(process.exitValue())
                .as("%s: %s", command, Files.readString(err, StandardCharsets.UTF_8))
                .isZero();
        return Files.readString(out, StandardCharsets.UTF_8);
    }
}
