package org.updraft.openstack.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.updraft.openstack.adapter.ScriptedCloud.html;
import static org.updraft.openstack.adapter.ScriptedCloud.json;
import static org.updraft.openstack.adapter.ScriptedCloud.noReply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.adapter.ScriptedCloud.Replies;

class LoginTest {
    private static final String LIMITS = "GET /v2.1/limits";
    private static final String UNAUTHORIZED = Replies.text("nova-401");

    private ScriptedCloud scripted;

    @BeforeEach
    void start() throws IOException {
        scripted = new ScriptedCloud();
        scripted.always(LIMITS, json(200, Replies.text("limits")));
    }

    @AfterEach
    void stop() {
        scripted.close();
    }

    @Test
    void connectingAsksTheCloudNothing() throws Exception {
        scripted.connect();
        assertThat(scripted.requests("")).isEmpty();
    }

    @Test
    void oneTokenServesManyCallsUntilFiveMinutesBeforeItsEnd() throws Exception {
        OpenStackCloud cloud = scripted.connect();
        cloud.quota();
        scripted.now = ScriptedCloud.START.plus(Duration.ofMinutes(54));
        cloud.quota();
        assertThat(scripted.logins).hasValue(1);
        scripted.now = ScriptedCloud.START.plus(Duration.ofMinutes(55));
        cloud.quota();
        assertThat(scripted.logins).hasValue(2);
        assertThat(scripted.tokens()).endsWith("token-2");
    }

    @Test
    void aTokenThatLivesForSecondsIsUsedForHalfOfThem() throws Exception {
        scripted.tokenLife = Duration.ofSeconds(20);
        OpenStackCloud cloud = scripted.connect();
        cloud.quota();
        cloud.quota();
        assertThat(scripted.logins).hasValue(1);
        scripted.now = ScriptedCloud.START.plusSeconds(10);
        cloud.quota();
        assertThat(scripted.logins).hasValue(2);
    }

    @Test
    void aRefusedTokenIsReplacedAndTheRequestReplayedOnce() throws Exception {
        OpenStackCloud cloud = scripted.connect();
        cloud.quota();
        scripted.inTurn(LIMITS, json(401, UNAUTHORIZED), json(200, Replies.text("limits")));
        assertThat(cloud.quota().instancesMax()).isEqualTo(10);
        assertThat(scripted.logins).hasValue(2);
        assertThat(scripted.requests(LIMITS)).hasSize(3);
    }

    @Test
    void aTokenRefusedAgainAfterANewLoginIsForAHuman() throws Exception {
        OpenStackCloud cloud = scripted.connect();
        scripted.always(LIMITS, json(401, UNAUTHORIZED));
        assertThatThrownBy(cloud::quota).isInstanceOf(CloudException.CredentialsRejected.class);
        assertThat(scripted.requests(LIMITS)).hasSize(2);
    }

    @Test
    void aWrongPasswordIsForAHumanAndNeverRepeated() throws Exception {
        scripted.always(
                "POST /v3/auth/tokens", json(401, "{\"error\": {\"message\": \"bad password s3cret-pw for user-a\"}}"));
        assertThatThrownBy(() -> scripted.connect().binding())
                .isInstanceOf(CloudException.CredentialsRejected.class)
                .hasMessageContaining("bad password *** for user-a")
                .hasMessageNotContaining("s3cret-pw");
    }

    @Test
    void aRejectedLoginIsNotRepeatedForTwoMinutesLestTheUserBeLockedOut() throws Exception {
        OpenStackCloud cloud = scripted.connect();
        scripted.inTurn("POST /v3/auth/tokens", json(401, UNAUTHORIZED), scripted::logIn);
        for (int i = 0; i < 9; i++) {
            assertThatThrownBy(cloud::quota).isInstanceOf(CloudException.CredentialsRejected.class);
        }
        assertThat(scripted.requests("POST /v3/auth/tokens")).hasSize(1);
        scripted.now = ScriptedCloud.START.plus(Duration.ofMinutes(2));
        assertThat(cloud.quota().instancesMax()).isEqualTo(10);
    }

    @Test
    void sixteenThreadsWhoseTokenWasRevokedMakeOneLogin() throws Exception {
        OpenStackCloud cloud = scripted.connect();
        cloud.quota();
        int threads = 16;
        CyclicBarrier allRefused = new CyclicBarrier(threads);
        scripted.always(LIMITS, exchange -> {
            boolean old = "token-1".equals(exchange.getRequestHeaders().getFirst("X-Auth-Token"));
            if (old) {
                meet(allRefused);
            }
            json(old ? 401 : 200, old ? UNAUTHORIZED : Replies.text("limits")).to(exchange);
        });
        try (var pool = Executors.newFixedThreadPool(threads)) {
            List<Callable<Object>> asks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                asks.add(cloud::quota);
            }
            for (Future<Object> answer : pool.invokeAll(asks)) {
                assertThat(answer.get()).isNotNull();
            }
        }
        assertThat(scripted.logins).hasValue(2);
    }

    @Test
    void whileKeystoneIsDownAnOldTokenIsUsedToItsEnd() throws Exception {
        OpenStackCloud cloud = scripted.connect();
        cloud.quota();
        scripted.always("POST /v3/auth/tokens", html(503, "<html><title>x</title>Service Unavailable</html>"));
        scripted.now = ScriptedCloud.START.plus(Duration.ofMinutes(58));
        assertThat(cloud.quota().instancesMax()).isEqualTo(10);
        scripted.now = ScriptedCloud.START.plus(Duration.ofMinutes(60));
        assertThatThrownBy(cloud::quota)
                .isInstanceOfSatisfying(
                        CloudException.Unreachable.class,
                        e -> assertThat(e.mayHaveTakenEffect()).isFalse())
                .hasMessageContaining("503 Service Unavailable");
    }

    @Test
    void aFailedLoginIsTriedAgainByTheNextCall() throws Exception {
        OpenStackCloud cloud = scripted.connect();
        scripted.inTurn("POST /v3/auth/tokens", noReply(), scripted::logIn);
        assertThatThrownBy(cloud::binding).isInstanceOf(CloudException.Unreachable.class);
        assertThat(cloud.binding().projectName()).isEqualTo("proj-a");
    }

    @Test
    void aLoginThatLeadsToAnotherProjectIsRefused() throws Exception {
        OpenStackCloud cloud = scripted.connect();
        cloud.binding();
        scripted.token(Replies.text("token").replace("20945f0aa2cc4bc5b93078cbad19b15e", "0".repeat(32)));
        scripted.now = ScriptedCloud.START.plus(Duration.ofHours(2));
        assertThatThrownBy(cloud::servers)
                .isInstanceOf(CloudException.Rejected.class)
                .hasMessageContaining("now lead to project proj-a (" + "0".repeat(32));
    }

    @Test
    void severalRegionsAndNoneNamedListsThem() throws Exception {
        JsonNode token = new ObjectMapper().readTree(Replies.text("token"));
        for (JsonNode service : token.path("token").path("catalog")) {
            ArrayNode endpoints = (ArrayNode) service.path("endpoints");
            List<JsonNode> known = List.copyOf(endpoints.valueStream().toList());
            known.forEach(endpoint -> endpoints.add(((ObjectNode) endpoint.deepCopy()).put("region", "South")));
        }
        scripted.token(token.toString());
        assertThatThrownBy(() -> scripted.connect().binding())
                .isInstanceOf(CloudException.Rejected.class)
                .hasMessageContaining("no region is named; set region_name to one of RegionOne, South");
    }

    @Test
    void aLoginAnsweredWithNullIsNoLogin() {
        scripted.token("null");
        assertThatThrownBy(() -> scripted.connect().binding())
                .isInstanceOf(CloudException.Unreachable.class)
                .hasMessageContaining("the reply is null");
    }

    @Test
    void aCatalogWithHolesIsReadAsFarAsItGoes() throws Exception {
        JsonNode token = new ObjectMapper().readTree(Replies.text("token"));
        ArrayNode catalog = (ArrayNode) token.path("token").path("catalog");
        catalog.addObject().put("type", "compute");
        catalog.addObject().putArray("endpoints").addNull();
        catalog.addNull();
        scripted.token(token.toString());
        assertThat(scripted.connect().binding().projectName()).isEqualTo("proj-a");
        catalog.removeAll().addObject().putArray("endpoints");
        scripted.token(token.toString());
        assertThatThrownBy(() -> scripted.connect().binding())
                .isInstanceOf(CloudException.Rejected.class)
                .hasMessageContaining("it has nothing");
    }

    @Test
    void anAddressInTheCatalogThatIsNoUrlOfHttpIsForAHuman() {
        scripted.token(Replies.text("token").replace("/v2.1", "/v2.1 beta"));
        assertThatThrownBy(() -> scripted.connect().flavors())
                .isInstanceOf(CloudException.Rejected.class)
                .hasMessageContaining("the catalog's address of the service compute is no URL of HTTP");
    }

    @Test
    void anIdOfWhichNoRequestCanBeMadeSendsNone() {
        scripted.always(
                "GET /v3/auth/tokens",
                ScriptedCloud.json(200, "{\"token\": {\"application_credential\": {\"id\": \"a b\"}}}"));
        assertThatThrownBy(() -> scripted.connect().binding())
                .isInstanceOfSatisfying(
                        CloudException.Unreachable.class,
                        e -> assertThat(e.mayHaveTakenEffect()).isFalse())
                .hasMessageContaining("no request can be made of");
        assertThat(scripted.requests("GET /v3/users")).isEmpty();
    }

    @Test
    void anUnknownRegionNamesTheKnownOnes() throws Exception {
        OpenStackCloud cloud = OpenStackCloud.connect(
                "scripted", scripted.credentials(Optional.of("Nowhere"), Duration.ofSeconds(10)), scripted.clock());
        assertThatThrownBy(cloud::binding)
                .isInstanceOf(CloudException.Rejected.class)
                .hasMessageContaining("there is no region Nowhere; set region_name to one of RegionOne");
    }

    @Test
    void theBindingSaysWhenThePasswordEnds() throws Exception {
        scripted.token(Replies.text("token")
                .replace("\"password_expires_at\": null", "\"password_expires_at\": \"2027-01-02T03:04:05.000000\""));
        assertThat(scripted.connect().binding().credentialExpiresAt()).contains(Instant.parse("2027-01-02T03:04:05Z"));
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
