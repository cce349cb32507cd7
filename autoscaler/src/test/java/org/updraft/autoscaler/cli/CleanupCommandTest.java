package org.updraft.autoscaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.updraft.autoscaler.Main;
import org.updraft.autoscaler.cleanup.LeftoverSite;
import org.updraft.autoscaler.ledger.SqliteLedger;
import org.updraft.autoscaler.metrics.Metrics;
import org.updraft.autoscaler.simulate.SimulatedClock;
import org.updraft.autoscaler.web.SampleDesk;
import org.updraft.autoscaler.web.WebServer;
import org.updraft.openstack.Cloud;
import org.updraft.openstack.adapter.OpenStackCloud;
import org.updraft.openstack.credentials.Openrc;
import org.updraft.openstack.embedded.EmbeddedCloud;

/** The command as typed: beside a service on its socket, and alone, on a cloud that it speaks to as to a real one. */
class CleanupCommandTest {

    @TempDir
    Path directory;

    private final SimulatedClock clock =
            new SimulatedClock(InstantSource.system().instant().minus(Duration.ofHours(2)));
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @SuppressWarnings("NullAway.Init")
    private EmbeddedCloud served;

    /** A port and a floating IP of a worker that ended more than an hour ago, by everybody's clock. */
    @SuppressWarnings("NullAway.Init")
    private String port;

    @SuppressWarnings("NullAway.Init")
    private String untracked;

    @BeforeEach
    void leave() throws Exception {
        served = EmbeddedCloud.demo(clock, 7);
        write("openrc.sh", """
                export OS_AUTH_URL=%s
                export OS_USERNAME=operator
                export OS_PASSWORD=demo
                export OS_PROJECT_NAME=batch
                export OS_USER_DOMAIN_NAME=Default
                export OS_PROJECT_DOMAIN_NAME=Default
                export OS_REGION_NAME=RegionOne
                """.formatted(served.authUrl()));
        write("updraft.yaml", """
                pool: {name: batch, collector: cm.example.org, schedds: [s1]}
                clouds: [{name: west, openrc: openrc.sh, networks: [batch-net]}]
                defaults: {image: debian-12-condor}
                ledger: updraft.db
                spool: spool
                listen: {socket: api.sock}
                """);
        Cloud cloud = OpenStackCloud.connect(
                "west", Openrc.load(directory.resolve("openrc.sh")).credentials(), clock);
        try (SqliteLedger ledger = SqliteLedger.open(ledger())) {
            LeftoverSite site = LeftoverSite.on(clock, served.with(model -> model), cloud, ledger);
            String server = site.ended("w1");
            port = site.port(server);
            untracked = site.address(site.owner(), "00000000-0000-4000-8000-000000000001");
        }
        clock.advance(Duration.ofMinutes(30));
    }

    @AfterEach
    void close() throws IOException {
        served.close();
    }

    @Test
    void withTheServiceDownItWorksUnderTheLedgersLock() throws Exception {
        assertThat(run("--dry-run", "--json")).as(err.toString()).isZero();
        JsonNode listed = new ObjectMapper().readTree(out.toString()).path("leftovers");
        assertThat(listed).hasSize(1);
        assertThat(listed.path(0).path("id").asText()).isEqualTo(port);
        assertThat(listed.path(0).path("state").asText()).isEqualTo("removable");
        assertThat(hasPort()).isTrue();

        assertThat(run()).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("removed")
                .contains(port.substring(0, 8))
                .contains("w1");
        assertThat(hasPort()).isFalse();
        assertThat(run()).isZero();
        assertThat(out).hasToString("nothing is left behind\n");
    }

    @Test
    void whatIsUntrackedStaysUntilThatIsConfirmed() throws Exception {
        assertThat(run("--untracked")).isEqualTo(ExitCode.FINDINGS);
        assertThat(out.toString().replaceAll("\\s+", " "))
                .contains("floating-ip")
                .contains("stays");
        assertThat(hasAddress()).isTrue();
        assertThat(run("--untracked", "--yes", "--dry-run")).isZero();
        assertThat(hasAddress()).isTrue();
        assertThat(run("--untracked", "--yes")).isZero();
        assertThat(hasAddress()).isFalse();
        assertThat(run("--yes")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void whileSomebodyHoldsTheLockNothingIsTouched() throws Exception {
        try (SqliteLedger held = SqliteLedger.open(ledger())) {
            assertThat(run("--untracked", "--yes")).isEqualTo(ExitCode.OUTSIDE);
            assertThat(held.living()).isEmpty();
        }
        assertThat(err.toString().replaceAll("\\s+", " ")).contains("is in use by");
        assertThat(hasPort()).isTrue();
        assertThat(hasAddress()).isTrue();
    }

    /** Only a silent service may be stood in for, and only where a file says what there is. */
    @Test
    void withoutAFileOrALedgerNothingIsKnownToBeOurs() throws Exception {
        assertThat(execute("--socket", directory.resolve("api.sock").toString()))
                .isEqualTo(ExitCode.OUTSIDE);
        assertThat(err.toString()).contains("Is it running?");
        Files.delete(ledger());
        assertThat(run()).isEqualTo(ExitCode.OUTSIDE);
        assertThat(err.toString()).contains("there is no ledger");
        assertThat(ledger()).doesNotExist();
        assertThat(hasPort()).isTrue();
    }

    @Test
    void aCloudThatIsDownIsToldAndNothingIsClean() throws Exception {
        served.close();
        assertThat(run()).isEqualTo(ExitCode.OUTSIDE);
        assertThat(out.toString()).contains("NOT SEEN  west: ");
        served = EmbeddedCloud.demo(clock, 7);
    }

    @Test
    void withTheServiceUpItIsTheServiceThatRemoves() throws Exception {
        SampleDesk desk = new SampleDesk();
        LeftoverSite site = LeftoverSite.open(desk.ledger());
        String left = site.port(site.ended("w1"));
        String ip = site.address(site.owner(), "00000000-0000-4000-8000-000000000001");
        site.letPass(Duration.ofHours(1));
        desk.cleanup(site.cleanup());
        try (WebServer up = serve(desk)) {
            assertThat(up.page()).isEmpty();
            assertThat(run("--dry-run")).as(err.toString()).isZero();
            assertThat(site.hasPort(left)).isTrue();
            assertThat(run()).isZero();
            assertThat(out.toString()).contains("removed");
            assertThat(site.hasPort(left)).isFalse();
            assertThat(run("--untracked")).isEqualTo(ExitCode.FINDINGS);
            assertThat(site.hasAddress(ip)).isTrue();
            assertThat(run("--untracked", "--yes")).isZero();
            assertThat(site.hasAddress(ip)).isFalse();
        }
        assertThat(hasPort()).as("the file's own cloud was left to the service").isTrue();
    }

    @Test
    void aServiceInADryRunOnlyLooks() throws Exception {
        SampleDesk desk = new SampleDesk().dry();
        LeftoverSite site = LeftoverSite.open(desk.ledger());
        String left = site.port(site.ended("w1"));
        site.letPass(Duration.ofHours(1));
        desk.cleanup(site.cleanup());
        try (WebServer up = serve(desk)) {
            assertThat(up.page()).isEmpty();
            assertThat(run("--untracked", "--yes")).isZero();
            assertThat(out.toString()).contains("removable");
        }
        assertThat(site.hasPort(left)).isTrue();
    }

    @Test
    void whoMayNotActIsToldSo() throws Exception {
        String answer = CannedService.json("403 Forbidden", "{\"error\":\"dora may look and not act\"}");
        CannedService canned = new CannedService(directory.resolve("api.sock"), answer);
        assertThat(run()).isEqualTo(ExitCode.FINDINGS);
        canned.close();
        assertThat(err.toString()).contains("dora may look and not act");
        assertThat(hasPort()).as("it was not done alone instead").isTrue();
    }

    private WebServer serve(SampleDesk desk) throws IOException {
        return WebServer.start(
                new WebServer.Doors(
                        Optional.of(directory.resolve("api.sock")),
                        Optional.empty(),
                        directory.resolve("http-token"),
                        false,
                        WebServer.Doors.PATIENCE),
                desk,
                new Metrics(desk.clock()));
    }

    private boolean hasPort() {
        return served.with(model -> model.networking().findPort(port).isPresent());
    }

    private boolean hasAddress() {
        return served.with(model ->
                model.networking().floatingIps().stream().anyMatch(ip -> ip.id().equals(untracked)));
    }

    private Path ledger() {
        return directory.resolve("updraft.db");
    }

    private void write(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--config";
        all[arguments.length + 1] = directory.resolve("updraft.yaml").toString();
        return execute(all);
    }

    private int execute(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        String[] all = new String[arguments.length + 1];
        all[0] = "cleanup";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all);
    }
}
