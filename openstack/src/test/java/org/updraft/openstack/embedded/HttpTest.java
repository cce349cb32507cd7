package org.updraft.openstack.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.updraft.openstack.embedded.model.ServerSpec;

/** What the skin adds: paging, filters, faults by script, and its manners with input that is broken. */
class HttpTest {
    private static final String SERVERS = "/compute/v2.1/servers";

    private final HandClock clock = new HandClock();
    private EmbeddedCloud cloud;
    private Talk user;

    @BeforeEach
    void start() throws IOException {
        cloud = EmbeddedCloud.demo(clock, 1);
        user = Talk.as(cloud, "operator", "demo", "batch");
    }

    @AfterEach
    void stop() throws IOException {
        cloud.close();
    }

    @Test
    void followingTheLinksOfThePagesGivesEveryServerOnce() {
        boot("w1", "w2", "w3", "w4", "w5", "w6", "w7");
        List<String> seen = new ArrayList<>();
        String next = SERVERS + "/detail?limit=3&name=w";
        while (!next.isEmpty()) {
            JsonNode page = user.get(next).body();
            page.path("servers").forEach(server -> seen.add(server.path("name").asText()));
            next = page.path("servers_links")
                    .path(0)
                    .path("href")
                    .asText("")
                    .replace(cloud.root().toString(), "");
        }
        assertThat(seen).containsExactly("w7", "w6", "w5", "w4", "w3", "w2", "w1");
    }

    @Test
    void filtersThatAMemberMayNotUseAreLeftOutInSilence() {
        boot("w1", "w2");
        assertThat(names(SERVERS + "?nonsense=1&host=nowhere&metadata=%7B%22a%22%3A%22b%22%7D"))
                .hasSize(2);
        assertThat(names(SERVERS + "?name=w1")).containsExactly("w1");
        assertThat(names(SERVERS + "?status=ACTIVE")).isEmpty();
    }

    @Test
    void changesSinceShowsDeletedServersToo() {
        boot("w1");
        clock.advance(Duration.ofMinutes(2));
        String id = user.get(SERVERS).body().path("servers").path(0).path("id").asText();
        user.delete(SERVERS + "/" + id);
        clock.advance(Duration.ofMinutes(1));
        assertThat(names(SERVERS)).isEmpty();
        assertThat(user.get(SERVERS + "/detail?changes-since=2026-11-22T00:00:00Z")
                        .body()
                        .path("servers")
                        .path(0)
                        .path("status")
                        .asText())
                .isEqualTo("DELETED");
        assertThat(names(SERVERS + "?changes-since=2026-11-23T00:00:00Z")).isEmpty();
    }

    @Test
    void aRateLimitNamesTheSecondsToWait() {
        faults("[{operation: servers.list, count: 1, status: 429, retryAfter: 7s}]");
        Talk.Reply reply = user.get(SERVERS);
        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.header("Retry-After")).contains("7");
        assertThat(user.get(SERVERS).status()).isEqualTo(200);
    }

    @Test
    void aLostReplyHasTakenEffect() {
        faults("[{operation: servers.create, count: 1, lostReply: 502}]");
        assertThat(user.post(SERVERS, bootBody("w1")).status()).isEqualTo(502);
        assertThat(names(SERVERS)).containsExactly("w1");
        faults("[{operation: servers.create, server: ^w2$, count: 1, lostReply: close}]");
        assertThatThrownBy(() -> user.post(SERVERS, bootBody("w2"))).isInstanceOf(UncheckedIOException.class);
        assertThat(names(SERVERS)).containsExactly("w2", "w1");
    }

    @Test
    void aPartialPageKeepsQuietAboutTheRest() {
        boot("w1", "w2", "w3");
        faults("[{operation: servers.list, count: 1, partialPage: 1}]");
        JsonNode page = user.get(SERVERS + "?limit=2").body();
        assertThat(page.path("servers")).hasSize(1);
        assertThat(page.has("servers_links")).isFalse();
        assertThat(names(SERVERS)).hasSize(3);
    }

    @Test
    void anExpiredTokenIsRefusedUntilTheNextLogin() {
        faults("[{service: compute, count: 1, expiredToken: true}]");
        assertThat(user.get(SERVERS).status()).isEqualTo(401);
        assertThat(user.get("/image/v2/images").status()).isEqualTo(401);
        user.logIn("operator", "demo", "batch");
        assertThat(user.get(SERVERS).status()).isEqualTo(200);
    }

    @Test
    void tokensEndByTheClock() {
        clock.advance(Duration.ofMinutes(59));
        assertThat(user.get(SERVERS).status()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(1));
        assertThat(user.get(SERVERS).status()).isEqualTo(401);
    }

    @Test
    void faultRulesAreAddedListedAndTakenAwayOverHttp() {
        assertThat(user.call("POST", "/_embedded/faults", "text/plain", "[{status: 500}]")
                        .status())
                .isEqualTo(415);
        assertThat(user.call("POST", "/_embedded/faults", "application/yaml", "[{status: 7}]")
                        .body()
                        .path("error")
                        .asText())
                .contains("from 200 to 599");
        faults("faults:\n  - {name: down, service: image, status: 503}\n");
        assertThat(user.get("/image/v2/images").status()).isEqualTo(503);
        assertThat(user.get("/_embedded/faults")
                        .body()
                        .path("faults")
                        .path(0)
                        .path("hits")
                        .asInt())
                .isEqualTo(1);
        assertThat(user.delete("/_embedded/faults/other").status()).isEqualTo(404);
        assertThat(user.delete("/_embedded/faults/down").status()).isEqualTo(200);
        assertThat(user.get("/image/v2/images").status()).isEqualTo(200);
    }

    @Test
    void floatingIpsPointToPortsAndOutliveTheirServer() {
        boot("w1");
        clock.advance(Duration.ofMinutes(2));
        String server = SERVERS + "/"
                + user.get(SERVERS).body().path("servers").path(0).path("id").asText();
        String port = user.get("/networking/v2.0/ports")
                .body()
                .path("ports")
                .path(0)
                .path("id")
                .asText();
        String external = user.get("/networking/v2.0/networks?router:external=true")
                .body()
                .path("networks")
                .path(0)
                .path("id")
                .asText();
        JsonNode made = user.post(
                        "/networking/v2.0/floatingips",
                        "{\"floatingip\": {\"floating_network_id\": \"%s\", \"port_id\": \"%s\"}}"
                                .formatted(external, port))
                .body()
                .path("floatingip");
        assertThat(user.get(server)
                        .body()
                        .path("server")
                        .path("addresses")
                        .path("batch-net")
                        .path(1)
                        .path("addr"))
                .isEqualTo(made.path("floating_ip_address"));
        user.delete(server);
        clock.advance(Duration.ofMinutes(1));
        JsonNode left = user.get(
                        "/networking/v2.0/floatingips/" + made.path("id").asText())
                .body()
                .path("floatingip");
        assertThat(left.path("port_id").isNull()).isTrue();
        assertThat(left.path("status").asText()).isEqualTo("DOWN");
        assertThat(user.delete("/networking/v2.0/floatingips/" + made.path("id").asText())
                        .status())
                .isEqualTo(204);
    }

    @Test
    void metadataAndTagsCanBeChanged() {
        boot("w1");
        String server = SERVERS + "/"
                + user.get(SERVERS).body().path("servers").path(0).path("id").asText();
        user.at("2.79").post(server + "/metadata", "{\"metadata\": {\"a\": \"1\"}}");
        user.put(server + "/tags/blue", "");
        JsonNode shown = user.get(server).body().path("server");
        assertThat(shown.path("metadata").path("a").asText()).isEqualTo("1");
        assertThat(shown.path("tags").path(0).asText()).isEqualTo("blue");
        assertThat(user.get(SERVERS + "?tags=blue").body().path("servers")).hasSize(1);
        assertThat(user.get(SERVERS + "?not-tags=blue").body().path("servers")).isEmpty();
        assertThat(user.delete(server + "/metadata/a").status()).isEqualTo(204);
        assertThat(user.get(server + "/metadata/a").status()).isEqualTo(404);
    }

    @Test
    void brokenInputIsTheCallersFaultAndNothingElseHappens() {
        String deep = "[".repeat(5000);
        for (String body : new String[] {
            "{", "[]", "null", "\"x\"", "{\"server\": 3}", "{\"server\": {}} trailing", "{\"server\": " + deep, "\u0000"
        }) {
            assertThat(user.post(SERVERS, body).status()).as(body).isEqualTo(400);
            assertThat(user.post("/image/v2/images", body).status()).as(body).isIn(400, 201);
            assertThat(user.post("/networking/v2.0/ports", body).status())
                    .as(body)
                    .isEqualTo(400);
            assertThat(user.post("/identity/v3/auth/tokens", body).status())
                    .as(body)
                    .isEqualTo(400);
        }
        assertThat(user.get(SERVERS + "?limit=-1").status()).isEqualTo(400);
        assertThat(user.get(SERVERS + "?name=(").status()).isEqualTo(400);
        assertThat(user.get(SERVERS + "?changes-since=yesterday").status()).isEqualTo(400);
        assertThat(user.get(SERVERS + "/" + "x".repeat(2000)).status()).isEqualTo(404);
        assertThat(user.get("/compute/v2.1/nothing").status()).isEqualTo(404);
        assertThat(user.get("/nothing").status()).isEqualTo(404);
        assertThat(user.call("PATCH", SERVERS, "{}").status()).isEqualTo(405);
        assertThat(names(SERVERS)).isEmpty();
    }

    @Test
    void aBodyOfManyMegabytesIsRefused() {
        assertThat(user.post(SERVERS, "x".repeat(17 << 20)).status()).isEqualTo(413);
    }

    private void boot(String... names) {
        for (String name : names) {
            cloud.with(model -> {
                String project = user.projectId();
                String flavor = model.flavors().all().get(0).id();
                String image = model.images().listedFor(project).get(0).id();
                return model.servers().boot(project, user.userId(), ServerSpec.of(name, flavor, image));
            });
        }
    }

    private String bootBody(String name) {
        Map<String, String> ids = cloud.with(model -> Map.of(
                "flavor", model.flavors().all().get(0).id(),
                "image", model.images().listedFor(user.projectId()).get(0).id()));
        return "{\"server\": {\"name\": \"%s\", \"flavorRef\": \"%s\", \"imageRef\": \"%s\"}}"
                .formatted(name, ids.get("flavor"), ids.get("image"));
    }

    private List<String> names(String path) {
        List<String> names = new ArrayList<>();
        user.get(path)
                .body()
                .path("servers")
                .forEach(server -> names.add(server.path("name").asText()));
        return names;
    }

    private void faults(String script) {
        Talk.Reply reply = user.call("POST", "/_embedded/faults", "application/yaml", script);
        assertThat(reply.status()).as(reply.body().toString()).isEqualTo(201);
    }
}
