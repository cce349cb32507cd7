package org.updraft.openstack.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.updraft.openstack.adapter.ScriptedCloud.json;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.Flavor;
import org.updraft.openstack.Server;
import org.updraft.openstack.Server.PowerState;
import org.updraft.openstack.adapter.ScriptedCloud.Replies;

class ListingTest {
    private static final String LIST = "GET /v2.1/servers/detail";
    private static final String NONE = "{\"servers\": []}";

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
    void recordedServersAreReadWhole() throws Exception {
        scripted.inTurn(LIST, json(200, Replies.text("servers-detail-2.79")), json(200, NONE));
        List<Server> servers = scripted.connect().servers();
        assertThat(servers)
                .extracting(Server::status)
                .containsExactly("SHUTOFF", "SHUTOFF", "ERROR", "ACTIVE", "ERROR", "ERROR", "BUILD", "ERROR", "ACTIVE");
        assertThat(servers).extracting(Server::powerState).contains(PowerState.SHUTDOWN, PowerState.RUNNING);
        assertThat(servers).allSatisfy(server -> assertThat(server.metadata()).containsEntry("pool", "p1"));
        assertThat(servers.get(2).fault()).contains("Failed to terminate instance: simulated");
        assertThat(servers.get(3).taskState()).contains("deleting");
        assertThat(servers.get(0).addresses()).containsExactly("10.42.0.59");
        assertThat(servers.get(0).flavor().ramMiB()).isEqualTo(512);
    }

    @Test
    void pagesAreAskedForUntilOneIsEmptyAndRepeatedServersCountOnce() throws Exception {
        scripted.inTurn(
                LIST, json(200, page("a", "b")), json(200, page("b", "c")), json(200, page("d")), json(200, NONE));
        assertThat(scripted.connect().servers()).extracting(Server::name).containsExactly("a", "b", "c", "d");
        assertThat(scripted.requests(LIST)).hasSize(4);
        assertThat(scripted.requests(LIST).get(2)).contains("marker=" + id("c"));
    }

    @Test
    void onePageThatFailsIsNoListing() {
        scripted.inTurn(LIST, json(200, page("a")), json(503, "{}"), json(200, NONE));
        assertThatThrownBy(() -> scripted.connect().servers()).isInstanceOf(CloudException.Unreachable.class);
    }

    @Test
    void aMarkerDeletedBetweenTwoPagesIsABlindSpotNotABadRequest() {
        String refused = "{\"badRequest\": {\"code\": 400, \"message\": \"marker [" + id("a") + "] not found\"}}";
        scripted.inTurn(LIST, json(200, page("a")), json(400, refused));
        assertThatThrownBy(() -> scripted.connect().servers())
                .isInstanceOf(CloudException.Unreachable.class)
                .hasMessageContaining("marker [" + id("a") + "] not found");
    }

    @Test
    void aListThatLeadsBackToItselfEnds() {
        scripted.always(LIST, json(200, page("a", "b")));
        assertThatThrownBy(() -> scripted.connect().servers())
                .isInstanceOf(CloudException.Unreachable.class)
                .hasMessageContaining("does not end");
    }

    @Test
    void aServerInACellThatIsDownIsListedAsUnknown() throws Exception {
        String down = "{\"servers\": [{\"created\": \"2026-11-22T00:45:44Z\", \"id\": \"" + id("a")
                + "\", \"status\": \"UNKNOWN\", \"tenant_id\": \"p\", \"links\": []}]}";
        scripted.inTurn(LIST, json(200, down), json(200, NONE));
        Server server = scripted.connect().servers().getFirst();
        assertThat(server.status()).isEqualTo("UNKNOWN");
        assertThat(server.powerState()).isEqualTo(PowerState.UNKNOWN);
    }

    @Test
    void anOldNovaIsRefusedByName() {
        scripted.always("GET /v2.1/", json(200, Replies.text("nova-version").replace("\"2.93\"", "\"2.65\"")));
        assertThatThrownBy(() -> scripted.connect().servers())
                .isInstanceOf(CloudException.Rejected.class)
                .hasMessageContaining("up to 2.65, Updraft needs 2.69");
    }

    @Test
    void theNewestMicroversionKnownToBothIsSpoken() throws Exception {
        scripted.always("GET /v2.1/", json(200, Replies.text("nova-version").replace("\"2.93\"", "\"2.74\"")));
        List<String> spoken = new ArrayList<>();
        scripted.always(LIST, exchange -> {
            spoken.add(exchange.getRequestHeaders().getFirst("OpenStack-API-Version"));
            json(200, NONE).to(exchange);
        });
        scripted.connect().servers();
        assertThat(spoken).containsExactly("compute 2.74");
    }

    @Test
    void flavorsSayHowManyGpusTheyCarry() throws Exception {
        String flavors = Replies.text("flavors-detail-2.79")
                .replaceFirst(
                        "\"extra_specs\": \\{\\}", "\"extra_specs\": {\"pci_passthrough:alias\": \"a100:2,t4:1\"}");
        scripted.inTurn("GET /v2.1/flavors/detail", json(200, flavors), json(200, "{\"flavors\": []}"));
        List<Flavor> found = scripted.connect().flavors();
        assertThat(found.getFirst().gpus()).isEqualTo(3);
        assertThat(found)
                .filteredOn(flavor -> flavor.name().equals("g1.gpu"))
                .singleElement()
                .satisfies(gpu -> {
                    assertThat(gpu.gpus()).isEqualTo(1);
                    assertThat(gpu.extraSpecs()).containsEntry("resources:VGPU", "1");
                });
    }

    @Test
    void aQuotaFieldThatIsMissingIsNotUnlimited() throws Exception {
        String limits = Replies.text("limits");
        scripted.inTurn(
                "GET /v2.1/limits",
                json(200, limits.replace("\"maxTotalCores\": 20", "\"maxTotalCores\": -1")),
                json(200, limits.replace("maxTotalCores", "x")));
        assertThat(scripted.connect().quota().coresFree()).isEqualTo(Integer.MAX_VALUE);
        assertThatThrownBy(() -> scripted.connect().quota())
                .isInstanceOf(CloudException.Unreachable.class)
                .hasMessageContaining("maxTotalCores");
    }

    @Test
    void imagesAreReadOverPagesWithTheirVisibility() throws Exception {
        String first = Replies.text("images");
        scripted.inTurn(
                "GET /v2/images",
                json(200, first.replaceFirst("\\{", "{\"next\": \"/v2/images?marker=6911d4cc\",")),
                json(200, first.replace("6911d4cc", "7911d4cc").replace("\"shared\"", "\"community\"")));
        assertThat(scripted.connect().images())
                .extracting(image -> image.visibility())
                .containsExactly("shared", "community");
        assertThat(scripted.requests("GET /v2/images").getLast())
                .contains("marker=6911d4cc")
                .contains("status=active");
    }

    @Test
    void twoCloudsAskedInTurnByManyThreadsNeverAnswerForEachOther() throws Exception {
        try (ScriptedCloud other = new ScriptedCloud();
                var pool = Executors.newFixedThreadPool(8)) {
            scripted.always("GET /v2.1/limits", json(200, Replies.text("limits")));
            other.always(
                    "GET /v2.1/limits",
                    json(
                            200,
                            Replies.text("limits").replace("\"maxTotalInstances\": 10", "\"maxTotalInstances\": 77")));
            OpenStackCloud ten = scripted.connect();
            OpenStackCloud seventySeven = other.connect();
            List<Callable<Integer>> asks = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                asks.add(
                        i % 2 == 0
                                ? () -> ten.quota().instancesMax()
                                : () -> seventySeven.quota().instancesMax());
            }
            List<Future<Integer>> answers = pool.invokeAll(asks);
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get()).isEqualTo(i % 2 == 0 ? 10 : 77);
            }
        }
    }

    private static String id(String name) {
        return "00000000-0000-0000-0000-00000000000" + name;
    }

    private static String page(String... names) {
        List<String> servers = new ArrayList<>();
        for (String name : names) {
            servers.add(
                    "{\"id\": \"" + id(name) + "\", \"name\": \"" + name
                            + "\", \"status\": \"ACTIVE\", \"created\": \"2026-11-22T00:45:44Z\", \"updated\": \"2026-11-22T00:45:44Z\","
                            + "\"flavor\": {\"original_name\": \"m1\", \"vcpus\": 1, \"ram\": 512, \"disk\": 1}, \"addresses\": {}, \"metadata\": {}}");
        }
        return "{\"servers\": [" + String.join(",", servers) + "]}";
    }
}
