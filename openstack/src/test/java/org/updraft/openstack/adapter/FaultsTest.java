package org.updraft.openstack.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.updraft.openstack.adapter.ScriptedCloud.halfOf;
import static org.updraft.openstack.adapter.ScriptedCloud.html;
import static org.updraft.openstack.adapter.ScriptedCloud.json;
import static org.updraft.openstack.adapter.ScriptedCloud.noReply;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.updraft.openstack.BootRequest;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.adapter.ScriptedCloud.Replies;

/** What becomes of replies that are late, lost, cut, or somebody else's. */
class FaultsTest {
    private static final String ID = "11111111-2222-3333-4444-555555555555";
    private static final String LIST = "GET /v2.1/servers/detail";
    private static final String SHOW = "GET /v2.1/servers/" + ID;
    private static final String DELETE = "DELETE /v2.1/servers/" + ID;
    private static final String BOOT = "POST /v2.1/servers";
    private static final String HTML = "<html><head><title>t</title></head><body><h1>Bad Gateway</h1></body></html>";

    private ScriptedCloud scripted;

    @BeforeEach
    void start() throws IOException {
        scripted = new ScriptedCloud();
    }

    @AfterEach
    void stop() {
        scripted.close();
    }

    @Test
    void tooManyRequestsSaysHowLongToWait() {
        scripted.always(BOOT, json(429, Replies.text("too-many-requests-429"), "Retry-After", "7"));
        assertThat(thrown(CloudException.RateLimited.class, this::boot).retryAfter())
                .contains(Duration.ofSeconds(7));
    }

    @Test
    void aDateToWaitForBecomesADuration() {
        scripted.always(LIST, json(429, "{}", "Retry-After", "Sun, 22 Nov 2026 00:46:00 GMT"));
        assertThat(thrown(CloudException.RateLimited.class, this::list).retryAfter())
                .contains(Duration.ofSeconds(30));
    }

    @Test
    void aHostileRetryAfterIsBoundedOrIgnored() {
        scripted.inTurn(
                LIST, json(429, "{}", "Retry-After", "999999999"), json(429, "{}", "Retry-After", "soon; or never"));
        assertThat(thrown(CloudException.RateLimited.class, this::list).retryAfter())
                .contains(Duration.ofHours(1));
        assertThat(thrown(CloudException.RateLimited.class, this::list).retryAfter())
                .isEmpty();
    }

    @Test
    void aBadGatewayAfterABootLeavesOpenWhetherItBooted() {
        scripted.always(BOOT, html(502, HTML));
        CloudException.Unreachable e = thrown(CloudException.Unreachable.class, this::boot);
        assertThat(e.mayHaveTakenEffect()).isTrue();
        assertThat(e).hasMessage("scripted: could not boot w1: 502 Bad Gateway");
    }

    @Test
    void aLostReplyToABootLeavesOpenWhetherItBooted() {
        scripted.always(BOOT, noReply());
        assertThat(thrown(CloudException.Unreachable.class, this::boot).mayHaveTakenEffect())
                .isTrue();
        assertThat(scripted.requests(BOOT)).hasSize(1);
    }

    @Test
    void aBootAnsweredWithHtmlOrHalfABodyLeavesOpenWhetherItBooted() {
        scripted.inTurn(BOOT, html(200, HTML), halfOf("{\"server\": {\"id\": \"" + ID + "\"}}"), json(202, "{}"));
        for (int i = 0; i < 3; i++) {
            assertThat(thrown(CloudException.Unreachable.class, this::boot).mayHaveTakenEffect())
                    .isTrue();
        }
    }

    @Test
    void aCloudThatRefusesTheConnectionHasDoneNothing() throws Exception {
        OpenStackCloud cloud = scripted.connect();
        scripted.always("GET /v3/auth/tokens", json(200, Replies.text("token"), "Connection", "close"));
        cloud.binding();
        scripted.close();
        CloudException.Unreachable e = thrown(CloudException.Unreachable.class, () -> cloud.pause(ID));
        assertThat(e.mayHaveTakenEffect()).isFalse();
        assertThat(e).hasMessageContaining("could not pause server " + ID + ": cannot connect to 127.0.0.1");
    }

    @Test
    void aBodyThatTricklesEndsWithTheDeadline() throws Exception {
        OpenStackCloud cloud = scripted.connect(Duration.ofMillis(700));
        cloud.binding();
        scripted.always(LIST, scripted.slow(Replies.text("servers-detail-2.79")));
        assertThatThrownBy(cloud::servers)
                .isInstanceOf(CloudException.Unreachable.class)
                .hasMessageContaining("no whole answer within 700 ms");
    }

    @Test
    void aListThatIsHtmlOrHalfOrHasNoServersIsNotAnEmptyList() {
        String whole = Replies.text("servers-detail-2.79");
        scripted.inTurn(LIST, html(200, HTML), halfOf(whole), json(200, "{}"), json(200, ""), json(200, whole + whole));
        for (int i = 0; i < 5; i++) {
            assertThat(thrown(CloudException.Unreachable.class, this::list).mayHaveTakenEffect())
                    .isFalse();
        }
    }

    @Test
    void aListWhoseServersLackAFieldIsNoList() {
        String whole = Replies.text("servers-detail-2.79");
        for (String field : List.of("metadata", "status", "id", "created", "flavor", "vcpus", "addresses")) {
            scripted.always(LIST, json(200, whole.replaceFirst("\"" + field + "\"", "\"x\"")));
            assertThat(thrown(CloudException.Unreachable.class, this::list)).hasMessageContaining(field);
        }
    }

    @Test
    void notFoundFromAProxyOrForAnotherThingIsNotGone() {
        scripted.inTurn(
                SHOW,
                html(404, "<html>404 Not Found</html>"),
                json(404, "{\"itemNotFound\": {\"code\": 404, \"message\": \"The resource could not be found.\"}}"));
        thrown(CloudException.Unreachable.class, () -> scripted.connect().server(ID));
        thrown(CloudException.Gone.class, () -> scripted.connect().server(ID));
    }

    @Test
    void onlyNovasOwnWordThatTheServerIsNotThereMeansGone() throws Exception {
        scripted.always(SHOW, json(404, Replies.text("server-404")));
        assertThat(scripted.connect().server(ID)).isEmpty();
    }

    @Test
    void aServerOfAnotherProjectIsNotShownAsOurs() {
        String foreign =
                Replies.text("server-active-2.79").replaceFirst("\"tenant_id\": \"[^\"]*\"", "\"tenant_id\": \"f00\"");
        scripted.always(SHOW, json(200, foreign));
        assertThat(thrown(
                        CloudException.Rejected.class, () -> scripted.connect().server(ID)))
                .hasMessageContaining("belongs to project f00");
    }

    @Test
    void deletingWhatIsGoneIsSuccessButNotOnAProxysWord() throws Exception {
        scripted.inTurn(DELETE, json(404, Replies.text("server-404")), html(404, HTML), html(200, HTML));
        scripted.connect().delete(ID);
        thrown(CloudException.Unreachable.class, () -> scripted.connect().delete(ID));
        thrown(CloudException.Unreachable.class, () -> scripted.connect().delete(ID));
    }

    @Test
    void whatOpenstack4jCallsASuccessfulDeleteIsAFailure() {
        for (int status : List.of(302, 413, 429, 500, 503)) {
            scripted.always(DELETE, html(status, HTML));
            assertThatThrownBy(() -> scripted.connect().delete(ID)).isInstanceOf(CloudException.class);
        }
    }

    @Test
    void aFullQuotaAndAForbiddenPolicyAreToldApart() {
        scripted.inTurn(
                BOOT, json(403, Replies.text("server-create-403-quota")), json(403, Replies.text("policy-403")));
        assertThat(thrown(CloudException.QuotaFull.class, this::boot))
                .hasMessageContaining("Requested 1, but already used 10 of 10 instances");
        assertThat(thrown(CloudException.Rejected.class, this::boot)).hasMessageContaining("Policy doesn't allow");
    }

    @Test
    void quotasOfNeutronAndOldNovasAreQuotasToo() {
        scripted.inTurn(
                BOOT,
                json(409, "{\"NeutronError\": {\"type\": \"OverQuota\", \"message\": \"Quota exceeded for ports\"}}"),
                json(413, "{\"overLimit\": {\"code\": 413, \"message\": \"Quota exceeded for cores\"}}"),
                json(403, "{\"forbidden\": {\"code\": 403, \"message\": \"Maximum number of ports exceeded\"}}"));
        for (int i = 0; i < 3; i++) {
            thrown(CloudException.QuotaFull.class, this::boot);
        }
    }

    @Test
    void noHostAtOnceMeansAnotherOffer() {
        scripted.always(
                BOOT, json(400, "{\"badRequest\": {\"code\": 400, \"message\": \"No valid host was found. \"}}"));
        thrown(CloudException.NoCapacity.class, this::boot);
    }

    @Test
    void aRedirectIsRefusedAndShown() {
        scripted.always(LIST, json(302, "", "Location", "https://elsewhere.example/"));
        assertThat(thrown(CloudException.Rejected.class, this::list))
                .hasMessageContaining("302 a redirect to https://elsewhere.example/");
    }

    @Test
    void anErrorsTextIsOneShortLine() {
        scripted.always(
                LIST, json(400, "{\"badRequest\": {\"message\": \"a\\nb\\u001b[31m" + "x".repeat(900) + "\"}}"));
        assertThat(thrown(CloudException.Rejected.class, this::list).getMessage())
                .startsWith("scripted: could not list the servers: 400 a b [31mxxx")
                .hasSizeLessThan(400);
    }

    @Test
    void anIdThatIsNoUuidNeverReachesTheCloud() {
        for (String id : List.of("", "../flavors", ID + "/action", ID.toUpperCase(java.util.Locale.ROOT) + "?x")) {
            thrown(CloudException.Rejected.class, () -> scripted.connect().isolate(id));
        }
        assertThat(scripted.requests("")).isEmpty();
    }

    @Test
    void zonesAndKeyPairsThatLackAFieldAreNoList() {
        scripted.always(
                "GET /v2.1/os-availability-zone",
                json(
                        200,
                        "{\"availabilityZoneInfo\": [{\"zoneName\": \"nova\"}, {\"zoneState\": {\"available\": true}}]}"));
        scripted.always("GET /v2.1/os-keypairs", json(200, "{\"keypairs\": [{\"keypair\": {}}, null]}"));
        assertThat(thrown(
                        CloudException.Unreachable.class,
                        () -> scripted.connect().zones()))
                .hasMessageContaining("incomplete");
        assertThat(thrown(
                        CloudException.Unreachable.class,
                        () -> scripted.connect().keyNames()))
                .hasMessageContaining("incomplete");
    }

    @Test
    void anIdThatLeadsElsewhereIsNeverPartOfAnAddress() {
        scripted.always(
                "GET /v2.0/ports",
                json(200, "{\"ports\": [{\"id\": \"../networks/1\", \"device_id\": \"" + ID + "\"}]}"));
        assertThat(thrown(
                        CloudException.Unreachable.class,
                        () -> scripted.connect().isolate(ID)))
                .hasMessageContaining("no usable field id");
        assertThat(scripted.requests("PUT ")).isEmpty();
    }

    private void list() throws CloudException {
        scripted.connect().servers();
    }

    private void boot() throws CloudException {
        scripted.connect().boot(request());
    }

    private static BootRequest request() {
        return new BootRequest(
                "w1",
                "f",
                "i",
                List.of("n"),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                "",
                Map.of(),
                Set.of(),
                false);
    }

    private static <E extends CloudException> E thrown(Class<E> type, ThrowingCallable call) {
        Throwable thrown = org.assertj.core.api.Assertions.catchThrowable(call);
        assertThat(thrown).isInstanceOf(type);
        return type.cast(thrown);
    }
}
