package org.updraft.openstack.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.updraft.openstack.embedded.Recorded.same;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.updraft.openstack.embedded.fault.Effect;
import org.updraft.openstack.embedded.fault.FaultRule;
import org.updraft.openstack.embedded.model.Quotas.Kind;
import org.updraft.openstack.embedded.model.Timing;

/** The embedded cloud answers as the real services did, request by request. */
class RecordedRepliesTest {
    private static final String NOWHERE = "11111111-2222-3333-4444-555555555555";

    private final HandClock clock = new HandClock();
    private EmbeddedCloud cloud;
    private Talk user;
    private Talk admin;

    @BeforeEach
    void start() throws IOException {
        cloud = EmbeddedCloud.start(Catalogues.testbed(clock, 1, Timing.USUAL));
        user = Talk.as(cloud, "user-a", "pw", "proj-a");
        admin = Talk.as(cloud, "admin", "admin", "admin");
        user.post("/compute/v2.1/os-keypairs", "{\"keypair\": {\"name\": \"key-1\"}}");
        cloud.with(model -> {
            model.quotas().set(user.projectId(), Kind.PORT, -1);
            return model;
        });
    }

    @AfterEach
    void stop() throws IOException {
        cloud.close();
    }

    @Test
    void theVersionDocuments() {
        same("01-versions-keystone-root", user.get("/identity/"));
        same("02-versions-keystone-v3", user.get("/identity/v3/"));
        same("03-versions-nova-root", user.get("/compute/"));
        same("04-versions-nova-v21", user.get("/compute/v2.1/"));
        same("05-versions-glance-root", user.get("/image/"));
        same("06-versions-neutron-root", user.get("/networking/"));
    }

    @Test
    void loggingIn() {
        Talk someone = new Talk(cloud);
        same("08-token-admin-project-scoped", someone.logIn("admin", "admin", "admin"));
        same("09-token-user-project-scoped", someone.logIn("user-a", "pw", "proj-a"));
        same("10-token-unscoped", someone.logIn("user-a", "pw", ""));
        same("11-token-401-bad-password", someone.logIn("user-a", "wrong", "proj-a"));
        same("12-token-401-no-role-on-project", someone.logIn("user-a", "pw", "proj-b"));
    }

    @Test
    void applicationCredentials() {
        String path = "/identity/v3/users/" + user.userId() + "/application_credentials";
        Talk.Reply made = same("13-appcred-create", user.post(path, """
                        {"application_credential": {"name": "scaler", "description": "autoscaler",
                         "roles": [{"name": "member"}]}}"""));
        String id = made.body().path("application_credential").path("id").asText();
        String secret =
                made.body().path("application_credential").path("secret").asText();
        Talk program = new Talk(cloud);
        same("14-token-application-credential", program.logIn(byCredential(id, secret)));
        same("15-token-401-bad-appcred-secret", new Talk(cloud).logIn(byCredential(id, "wrong")));
        same("16-auth-projects", program.get("/identity/v3/auth/projects"));
        same("17-auth-catalog", program.get("/identity/v3/auth/catalog"));
        same("119-appcred-delete-403-by-restricted-appcred", program.delete(path + "/" + id));
        same("120-appcred-delete", user.delete(path + "/" + id));
        assertThat(program.get("/compute/v2.1/servers").status()).isEqualTo(200);
    }

    private static String byCredential(String id, String secret) {
        return """
                {"auth": {"identity": {"methods": ["application_credential"], "application_credential":
                  {"id": "%s", "secret": "%s"}}}}""".formatted(id, secret);
    }

    @Test
    void flavorsAndKeys() {
        same("18-flavors-detail-2.1", user.get("/compute/v2.1/flavors/detail"));
        same("19-flavors-detail-2.79", user.at("2.79").get("/compute/v2.1/flavors/detail"));
        same("20-flavor-extra-specs", user.get("/compute/v2.1/flavors/" + flavor("g1.gpu") + "/os-extra_specs"));
        user.at("2.1");
        same("21-keypair-create-generated", user.post("/compute/v2.1/os-keypairs", "{\"keypair\": {\"name\": \"k\"}}"));
        same(
                "22-keypair-409-duplicate",
                user.post("/compute/v2.1/os-keypairs", "{\"keypair\": {\"name\": \"key-1\"}}"));
        same("23-keypairs-list", user.get("/compute/v2.1/os-keypairs"));
    }

    @Test
    void networks() {
        same("24-networks-list", user.get("/networking/v2.0/networks"));
        same("25-subnets-list", user.get("/networking/v2.0/subnets"));
        same("26-security-groups-list", user.get("/networking/v2.0/security-groups"));
        // the recorded Neutron had no router plugin, so it knew no floating IPs
        ObjectNode quota = (ObjectNode) user.get("/networking/v2.0/quotas/" + user.projectId() + "/details.json")
                .body()
                .path("quota");
        quota.remove("floatingip");
        assertThat(Recorded.shape(quota))
                .isEqualTo(
                        Recorded.shape(Recorded.body("27-neutron-quota-details").path("quota")));
    }

    @Test
    void imagesAndTheirMembers() {
        Talk other = Talk.as(cloud, "user-b", "pw", "proj-b");
        Talk.Reply made = same("28-image-create", user.post("/image/v2/images", """
                        {"name": "private-a", "disk_format": "raw", "container_format": "bare", "visibility": "shared",
                         "x_role": "worker"}"""));
        String image = "/image/v2/images/" + made.body().path("id").asText();
        same("29-image-upload", user.call("PUT", image + "/file", "application/octet-stream", "x".repeat(4096)));
        same("30-image-show-active", user.get(image));
        clock.advance(Duration.ofSeconds(1));
        same("31-images-list-page", user.get("/image/v2/images?limit=1"));
        same("32-image-404-other-project", other.get(image));
        String member = "{\"member\": \"" + other.projectId() + "\"}";
        same("33-image-member-create", user.post(image + "/members", member));
        same("34-image-member-409-duplicate", user.post(image + "/members", member));
        assertThat(other.get("/image/v2/images?visibility=shared").body().path("images"))
                .isEmpty();
        same("36-images-shared-pending", other.get("/image/v2/images?visibility=shared&member_status=pending"));
        same("37-image-show-by-member-pending", other.get(image));
        String path = image + "/members/" + other.projectId();
        same("38-image-member-accept-403-by-owner", user.put(path, "{\"status\": \"accepted\"}"));
        same("39-image-member-accept", other.put(path, "{\"status\": \"accepted\"}"));
        same("40-images-shared-list-accepted", other.get("/image/v2/images?visibility=shared"));
        same("41-image-members-list", user.get(image + "/members"));
        same(
                "42-image-publicize-403",
                user.call(
                        "PATCH",
                        image,
                        "application/openstack-images-v2.1-json-patch",
                        "[{\"op\": \"replace\", \"path\": \"/visibility\", \"value\": \"public\"}]"));
    }

    @Test
    void aServerFromBuildToActiveAndGone() {
        Talk.Reply made = same("43-server-create-202", user.post("/compute/v2.1/servers", boot("w1", "m1.small")));
        String path = server(made);
        same("44-server-show-right-after-create-2.1", user.get(path));
        clock.advance(Duration.ofMinutes(2));
        same("45-server-show-ACTIVE-2.1", user.get(path));
        same("46-server-show-ACTIVE-2.79", user.at("2.79").get(path));
        same("47-server-show-ACTIVE-2.93", user.at("2.93").get(path));
        same("48-server-show-ACTIVE-as-admin-2.93", admin.at("2.93").get(path));
        same("49-console-log", user.at("2.1").post(path + "/action", "{\"os-getConsoleOutput\": {\"length\": 20}}"));
        same("50-instance-actions", user.at("2.79").get(path + "/os-instance-actions"));
        same("58-server-start-when-active-409", user.post(path + "/action", "{\"os-start\": null}"));
        same("59-server-reboot", user.post(path + "/action", "{\"reboot\": {\"type\": \"SOFT\"}}"));
        clock.advance(Duration.ofSeconds(5));
        same("56-server-stop", user.post(path + "/action", "{\"os-stop\": null}"));
        clock.advance(Duration.ofSeconds(5));
        same("57-server-stop-again-409", user.post(path + "/action", "{\"os-stop\": null}"));
        same(
                "104-admin-reset-state-error",
                admin.at("2.79").post(path + "/action", "{\"os-resetState\": {\"state\": \"error\"}}"));
        same("105-server-show-ERROR-by-reset-state", user.at("2.1").get(path));
        same(
                "74-server-404-other-project",
                Talk.as(cloud, "user-b", "pw", "proj-b").at("2.79").get(path));
        same("60-server-delete-204", user.at("2.79").delete(path));
        same("62-server-delete-again-while-deleting", user.delete(path));
        clock.advance(Duration.ofMinutes(1));
        same("106-server-404-after-delete", user.get(path));
        same(
                "107-servers-DELETED-admin",
                admin.at("2.1").get("/compute/v2.1/servers/detail?all_tenants=1&deleted=true&limit=1"));
        same("72-server-404", user.get("/compute/v2.1/servers/" + NOWHERE));
        same("73-server-delete-404", user.delete("/compute/v2.1/servers/" + NOWHERE));
    }

    @Test
    void serversInEveryKindOfTrouble() {
        fault(FaultRule.of("hang", new Effect.StuckBuild()).onServer("^slow"));
        fault(FaultRule.of("abort", new Effect.BuildError(500, "Build of instance X aborted: simulated abort"))
                .onServer("^abort"));
        fault(FaultRule.of("nodel", new Effect.DeleteFails("Failed to terminate instance: simulated"))
                .onServer("^nodel"));
        fault(FaultRule.of("sticky", new Effect.DeleteTakes(Duration.ofMinutes(5)))
                .onServer("^sticky"));
        String slow = server(user.post("/compute/v2.1/servers", boot("slow1", "m1.tiny")));
        String abort = server(user.post("/compute/v2.1/servers", boot("abort1", "m1.tiny")));
        String noHost = server(user.post("/compute/v2.1/servers", boot("nvh1", "g1.gpu")));
        String sticky = server(user.post("/compute/v2.1/servers", boot("sticky1", "m1.tiny")));
        String stubborn = server(user.post("/compute/v2.1/servers", boot("nodel1", "m1.tiny")));
        String crash = server(user.post("/compute/v2.1/servers", boot("crash1", "m1.tiny")));
        clock.advance(Duration.ofMinutes(2));
        cloud.with(model -> {
            model.servers().crash(model.servers().find(id(crash)).orElseThrow());
            return model;
        });
        same("51-server-show-BUILD-spawning", user.at("2.79").get(slow));
        same("52-server-show-ERROR-NoValidHost-2.1", user.at("2.1").get(noHost));
        same("53-server-show-ERROR-NoValidHost-as-admin-2.1", admin.at("2.1").get(noHost));
        same("54-server-show-ERROR-deploy-failure-rescheduled", user.get(abort));
        same("55-server-show-ERROR-build-abort", user.get(abort));
        same("64-server-show-after-crash", user.get(crash));
        same("68-servers-filter-status-name", user.get("/compute/v2.1/servers/detail?status=ERROR&name=%5Envh"));
        same("60-server-delete-204", user.at("2.79").delete(sticky));
        same("61-server-show-ACTIVE-task-deleting", user.get(sticky));
        user.delete(stubborn);
        clock.advance(Duration.ofMinutes(1));
        same("63-server-show-after-failed-delete", user.at("2.1").get(stubborn));
        same("109-server-delete-while-BUILD", user.at("2.79").delete(slow));
    }

    @Test
    void listingsOfServers() {
        for (String name : new String[] {"one", "two", "three", "four"}) {
            user.post("/compute/v2.1/servers", boot(name, "m1.tiny"));
        }
        same("67-servers-page-limit-3", user.get("/compute/v2.1/servers?limit=3"));
        same("70-servers-all-tenants-as-member", user.get("/compute/v2.1/servers/detail?all_tenants=1"));
        same(
                "71-servers-bad-marker-400",
                user.get("/compute/v2.1/servers/detail?marker=00000000-0000-0000-0000-000000000000"));
        same("101-microversion-406", user.at("2.999").get("/compute/v2.1/servers"));
        user.at("2.1");
        Talk.Reply reserved = same(
                "92-server-create-multi-reservation-id",
                user.post(
                        "/compute/v2.1/servers",
                        boot(
                                "multi",
                                "m1.tiny",
                                "\"min_count\": 3, \"max_count\": 3, \"return_reservation_id\": true")));
        same(
                "93-servers-by-reservation-id",
                user.get("/compute/v2.1/servers/detail?reservation_id="
                        + reserved.body().path("reservation_id").asText()));
    }

    @Test
    void bootsThatAreRefused() {
        same("75-server-create-400-bad-network", refused("\"networks\": [{\"uuid\": \"" + NOWHERE + "\"}]"));
        same("76-server-create-400-bad-image", refused("\"imageRef\": \"" + NOWHERE + "\""));
        same("77-server-create-400-bad-flavor", refused("\"flavorRef\": \"nope\""));
        same("78-server-create-400-bad-key", refused("\"key_name\": \"nope\""));
        same("79-server-create-400-schema", refused("\"name\": \"\""));
        same("81-server-create-bad-az", refused("\"availability_zone\": \"nozone\""));
        String many =
                IntStream.range(0, 200).mapToObj(i -> "\"k" + i + "\": \"v\"").collect(Collectors.joining(","));
        same("82-server-create-403-metadata-quota", refused("\"metadata\": {" + many + "}"));
    }

    @Test
    void quotasAndUse() {
        for (int i = 0; i < 8; i++) {
            user.post("/compute/v2.1/servers", boot("w" + i, "m1.tiny"));
        }
        user.post("/compute/v2.1/servers", boot("x", "m1.xlarge"));
        same("83-server-create-403-cores-quota", user.post("/compute/v2.1/servers", boot("x", "huge")));
        same("84-limits-2.1", user.get("/compute/v2.1/limits"));
        same("85-limits-2.79", user.at("2.79").get("/compute/v2.1/limits"));
        String set = "/compute/v2.1/os-quota-sets/" + user.projectId();
        same("86-quota-set", user.get(set));
        same("87-quota-set-detail", user.get(set + "/detail"));
        user.at("2.1").post("/compute/v2.1/servers", boot("last", "m1.tiny"));
        same("88-server-create-403-instances-quota", user.post("/compute/v2.1/servers", boot("q2", "m1.tiny")));
        same(
                "89-server-create-multi-403-instances-quota",
                user.post("/compute/v2.1/servers", boot("multi", "m1.tiny", "\"min_count\": 5, \"max_count\": 50")));
        String more = "{\"quota_set\": {\"instances\": 60, \"cores\": 200, \"ram\": 400000}}";
        same("90-quota-set-update-403-as-member", user.at("2.79").put(set, more));
        same("91-quota-set-update", admin.at("2.79").put(set, more));
        clock.advance(Duration.ofMinutes(2));
        same("94-usage-project", user.at("2.1").get("/compute/v2.1/os-simple-tenant-usage/" + user.projectId()));
        same("95-usage-all-admin", admin.at("2.1").get("/compute/v2.1/os-simple-tenant-usage?detailed=1"));
    }

    @Test
    void whereServersRun() {
        same("96-hypervisors-detail-2.1", admin.get("/compute/v2.1/os-hypervisors/detail"));
        same("97-hypervisors-detail-2.93", admin.at("2.93").get("/compute/v2.1/os-hypervisors/detail"));
        same("98-hypervisors-403-as-member", user.at("2.79").get("/compute/v2.1/os-hypervisors/detail"));
        same("100-availability-zones", user.at("2.1").get("/compute/v2.1/os-availability-zone"));
    }

    @Test
    void tokensThatAreNotValid() {
        user.withToken("gAAAAAB-not-a-token");
        same("110-nova-401-bad-token", user.at("2.79").get("/compute/v2.1/servers"));
        same("111-glance-401-bad-token", user.get("/image/v2/images"));
        same("112-neutron-401-bad-token", user.get("/networking/v2.0/networks"));
    }

    /** A usual boot with one key of the server replaced. */
    private Talk.Reply refused(String keyAndValue) {
        try {
            ObjectNode body = (ObjectNode) Talk.JSON.readTree(boot("x", "m1.small"));
            ObjectNode server = (ObjectNode) body.path("server");
            server.setAll((ObjectNode) Talk.JSON.readTree("{" + keyAndValue + "}"));
            return user.post("/compute/v2.1/servers", body.toString());
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(keyAndValue, broken);
        }
    }

    private void fault(FaultRule rule) {
        cloud.with(model -> {
            model.faults().add(rule);
            return rule;
        });
    }

    private String boot(String name, String flavor) {
        return boot(name, flavor, "\"OS-DCF:diskConfig\": \"MANUAL\"");
    }

    private String boot(String name, String flavor, String more) {
        String image = user.get("/image/v2/images?name=tiny")
                .body()
                .path("images")
                .path(0)
                .path("id")
                .asText();
        String network = user.get("/networking/v2.0/networks?name=shared")
                .body()
                .path("networks")
                .path(0)
                .path("id")
                .asText();
        return """
                {"server": {"name": "%s", "imageRef": "%s", "flavorRef": "%s", "networks": [{"uuid": "%s"}],
                 "user_data": "I2Nsb3VkLWNvbmZpZwo=", "key_name": "key-1",
                 "metadata": {"pool": "p1", "owner": "autoscaler"}, "security_groups": [{"name": "default"}], %s}}""".formatted(name, image, flavor(flavor), network, more);
    }

    private String flavor(String name) {
        return cloud.with(model -> model.flavors().all().stream()
                .filter(flavor -> flavor.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id());
    }

    private static String server(Talk.Reply made) {
        return "/compute/v2.1/servers/" + made.body().path("server").path("id").asText();
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
