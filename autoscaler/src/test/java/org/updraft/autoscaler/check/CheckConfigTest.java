package org.updraft.autoscaler.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.updraft.autoscaler.access.CloudAccess;
import org.updraft.autoscaler.check.Finding.Verdict;
import org.updraft.autoscaler.settings.Settings;
import org.updraft.htcondor.CondorException;
import org.updraft.openstack.embedded.EmbeddedCloud;

/** Against an OpenStack in this process, spoken to as to a real one, and a pool made by hand. */
class CheckConfigTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));

    @TempDir
    Path directory;

    private final FakeCondor condor = new FakeCondor();
    private EmbeddedCloud cloud;

    @BeforeEach
    void start() throws IOException {
        cloud = EmbeddedCloud.demo(CLOCK, 7);
        write("clouds.yaml", cloudsYaml("demo"));
        Files.createDirectory(directory.resolve("tokens.d"));
        Files.createDirectory(directory.resolve("keys.d"));
        write("tokens.d/updraft", "eyJ.our.token");
        write("keys.d/updraft", "key");
    }

    @AfterEach
    void stop() throws IOException {
        cloud.close();
    }

    @Test
    void aSiteInOrderHasNothingButTheWarningAboutTokens() throws Exception {
        Report report = check(config("networks: [batch-net]"));

        assertThat(report.findings())
                .filteredOn(f -> f.verdict() != Verdict.OK)
                .singleElement()
                .satisfies(finding -> assertThat(finding.words()).contains("token travels in its user data"));
        assertThat(report.isClean()).isTrue();
        assertThat(report.findings())
                .extracting(Finding::thing)
                .contains(
                        "ledger",
                        "spool",
                        "socket",
                        "token directory",
                        "key directory",
                        "condor tools",
                        "collector",
                        "schedd s1.example.org",
                        "schedd s2.example.org",
                        "right to drain",
                        "token signing",
                        "cloud west: login",
                        "cloud west: credential",
                        "cloud west: quota",
                        "cloud west: images",
                        "cloud west: flavors",
                        "cloud west: networks",
                        "image debian-12-condor");
    }

    @Test
    void aSiteWhoseWorkersAskForTheirTokensHasNoWarning() throws Exception {
        Report report = check(asking());
        assertThat(report.findings()).filteredOn(f -> f.verdict() != Verdict.OK).isEmpty();
        assertThat(report.findings()).extracting(Finding::thing).contains("pool CA", "joining", "token requests");
    }

    @Test
    void aCollectorThatOffersNoSslOrIsAnAddressFailsTheJoining() throws Exception {
        condor.ssl = false;
        assertThat(failures(check(asking())))
                .singleElement()
                .asString()
                .startsWith("joining: the collector takes no request over SSL as cm.example.org");
        condor.ssl = true;
        assertThat(failures(check(asking().replace("cm.example.org", "\"10.0.0.1:9618\""))))
                .singleElement()
                .asString()
                .startsWith("joining: pool.collector is an address");
    }

    @Test
    void aCaFileThatIsMissingFails() throws Exception {
        String config = asking();
        Files.delete(directory.resolve("ca.pem"));
        assertThat(failures(check(config))).singleElement().asString().startsWith("pool CA: ");
    }

    private String asking() throws IOException {
        write("ca.pem", CaCheckTest.sampleCa());
        return config("networks: [batch-net]").replace("  keyDirectory", "  ca: ca.pem\n  keyDirectory");
    }

    @Test
    void theTableFitsAndTheTokenIsNowhere() throws Exception {
        Report report = check(config("networks: [batch-net]"));
        assertThat(report.table(100).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        assertThat(report.table(100))
                .contains("0 of 100 servers, 0 of 400 cores")
                .doesNotContain("secret");
        assertThat(report.json().toString()).contains("\"clean\":true").doesNotContain("secret");
    }

    @Test
    void namesThatNoCloudHasAreNamedWithTheNearest() throws Exception {
        Report report = check(config("networks: [batch-nett], securityGroups: [nobody], keyName: ops, zones: [mars]")
                + "vmTypes: {a: {image: debian-21-condor, flavor: c4-15gb}, b: {flavor: enormous-flavor}}\n");
        assertThat(failures(report))
                .containsExactlyInAnyOrder(
                        "cloud west: networks: there is no batch-nett; did you mean batch-net?",
                        "cloud west: security groups: there is no nobody, of 1 that the project sees",
                        "cloud west: key: there is no ops, of 0 that the project sees",
                        "cloud west: zones: there is no mars, of 1 that the project sees",
                        "image debian-21-condor: no cloud has it (named by vmTypes a); did you mean debian-12-condor?",
                        "flavor enormous-flavor: no cloud has it (named by vmTypes b)");
        assertThat(report.isClean()).isFalse();
    }

    @Test
    void aWrongPasswordFailsTheLoginAndNothingElseIsAskedThere() throws Exception {
        write("clouds.yaml", cloudsYaml("wrong"));
        Report report = check(config("networks: [batch-net]"));
        assertThat(report.findings())
                .filteredOn(f -> f.thing().startsWith("cloud west"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.thing()).isEqualTo("cloud west: login");
                    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
                    assertThat(finding.words()).doesNotContain("wrong");
                });
    }

    @Test
    void aCloudThatIsDownGivesNoAnswerAndItsNamesAreUnknownNotMissing() throws Exception {
        cloud.close();
        Report report = check(config("networks: [batch-net]"));
        assertThat(failures(report)).isEmpty();
        assertThat(report.findings())
                .filteredOn(f -> f.verdict() == Verdict.SILENT)
                .extracting(Finding::thing)
                .containsExactly("cloud west: login", "image debian-12-condor");
        cloud = EmbeddedCloud.demo(CLOCK, 7);
    }

    @Test
    void missingCredentialsAreAFinding() throws Exception {
        Files.delete(directory.resolve("clouds.yaml"));
        assertThat(failures(check(config("networks: [batch-net]"))))
                .singleElement()
                .asString()
                .startsWith("cloud west: credentials: ")
                .contains("clouds.yaml");
    }

    @Test
    void credentialsThatOthersMayReadAreAWarning() throws Exception {
        open("clouds.yaml");
        assertThat(check(config("networks: [batch-net]")).findings())
                .filteredOn(f -> f.thing().equals("cloud west: credentials"))
                .singleElement()
                .satisfies(f -> assertThat(f.verdict()).isEqualTo(Verdict.WARN));
    }

    @Test
    void oneProjectUnderTwoNamesIsRefused() throws Exception {
        String two = config("networks: [batch-net]")
                .replace("clouds:\n", "clouds:\n  - {name: twin, osCloud: west, networks: [batch-net]}\n");
        assertThat(failures(check(two)))
                .containsExactly("cloud west: is the same project as twin (batch); keep one of them");
    }

    @Test
    void severalNetworksAndNoneNamedIsAWarning() throws Exception {
        cloud.with(model -> {
            String project =
                    model.identity().project("batch", "default").orElseThrow().id();
            return model.networking().addNetwork(project, "second", false, false);
        });
        assertThat(check(config("priority: 0")).findings())
                .filteredOn(f -> f.thing().equals("cloud west: networks"))
                .singleElement()
                .satisfies(f -> assertThat(f.verdict()).isEqualTo(Verdict.WARN));
    }

    @Test
    void toolsThatAreTooOldAreRefused() throws Exception {
        condor.tools = new CondorProbe.Tools("8.8.1", false, "9.0.0", true);
        assertThat(failures(check(config("networks: [batch-net]"))))
                .containsExactly("condor tools: version 8.8.1; Updraft needs 9.0.0 or later");
        condor.tools = new CondorProbe.Tools("23.9.6", true, "9.0.0", false);
        assertThat(failures(check(config("networks: [batch-net]"))))
                .singleElement()
                .asString()
                .contains("condor_drain has no -check");
    }

    @Test
    void rightsThatAreNotGrantedAreNamedByWhatTheyAreFor() throws Exception {
        condor.granted = Set.of("READ", "ADVERTISE_STARTD");
        Report report = check(config("networks: [batch-net]"));
        assertThat(failures(report))
                .singleElement()
                .asString()
                .contains("right to drain")
                .contains("ADMINISTRATOR");
        assertThat(report.findings())
                .filteredOn(f -> f.verdict() == Verdict.WARN)
                .extracting(Finding::thing)
                .contains("right to forget masters");
    }

    @Test
    void eachPartOfThePoolAnswersForItself() throws Exception {
        condor.ofCollector = Optional.of(new CondorException.Unreachable("no answer in 20 s", null));
        condor.ofSchedd = Optional.of(new CondorException.Unreachable("unknown\u001b[31m host", null));
        condor.ofSigning = Optional.of(new CondorException.Refused("no key updraft", null));
        Report report = check(config("networks: [batch-net]"));

        assertThat(failures(report)).containsExactly("token signing: no key updraft");
        assertThat(report.findings())
                .filteredOn(f -> f.verdict() == Verdict.SILENT)
                .extracting(f -> f.thing() + ": " + f.words())
                .containsExactly("collector: no answer in 20 s", "schedd s2.example.org: unknown [31m host");
        assertThat(report.isClean()).isFalse();
    }

    @Test
    void secretsThatOthersMayReadAreFound() throws Exception {
        open("keys.d/updraft");
        assertThat(failures(check(config("networks: [batch-net]"))))
                .containsExactly("key directory: others may read or write " + directory + "/keys.d/updraft; chmod 600 "
                        + directory + "/keys.d/updraft");
    }

    @Test
    void aPlaceThatCannotBeMadeIsNamedWithTheCommandThatMakesIt() throws Exception {
        write("state", "a file where the ledger's directory should be");
        assertThat(failures(check(config("networks: [batch-net]"))))
                .singleElement()
                .asString()
                .startsWith("ledger: " + directory + "/state is not a directory of ours")
                .contains("install -d -m 700");
    }

    @Test
    void aSnippetThatIsMissingIsFound() throws Exception {
        assertThat(failures(check(config("networks: [batch-net]") + "vmTypes: {astro: {cloudInit: astro.yaml}}\n")))
                .containsExactly("cloud-init of astro: " + directory + "/astro.yaml is not there, or not ours to read");
    }

    @Test
    void nothingIsMadeAnywhere() throws Exception {
        List<Path> before = files();
        check(config("networks: [batch-net]"));
        assertThat(files()).isEqualTo(before);
        assertThat(cloud.<Boolean>with(model -> model.servers().all().isEmpty()))
                .isTrue();
    }

    private Report check(String config) throws Exception {
        Path file = write("updraft.yaml", config);
        Settings settings = ((Settings.Loaded.Good) Settings.load(file)).settings();
        Map<String, String> environment =
                Map.of("OS_CLIENT_CONFIG_FILE", directory.resolve("clouds.yaml").toString());
        List<CloudAccess> clouds = settings.clouds().stream()
                .map(one -> CloudAccess.to(one, environment, CLOCK))
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return new CheckConfig(settings, clouds, condor, condor, condor, CLOCK).run(threads);
        }
    }

    private static List<String> failures(Report report) {
        return report.findings().stream()
                .filter(finding -> finding.verdict() == Verdict.FAIL)
                .map(finding -> finding.thing() + ": " + finding.words())
                .toList();
    }

    private String config(String cloud) {
        return """
                pool:
                  name: batch
                  collector: cm.example.org
                  schedds: [s1.example.org, s2.example.org]
                  tokenDirectory: tokens.d
                  keyDirectory: keys.d
                clouds:
                  - {name: west, osCloud: west, %s}
                defaults: {image: debian-12-condor}
                ledger: state/updraft.db
                spool: spool
                listen: {socket: run/api.sock}
                """.formatted(cloud);
    }

    private String cloudsYaml(String password) {
        return """
                clouds:
                  west:
                    region_name: RegionOne
                    auth:
                      auth_url: %s
                      username: operator
                      password: %s
                      project_name: batch
                      user_domain_name: Default
                      project_domain_name: Default
                """.formatted(cloud.authUrl(), password);
    }

    private Path write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private void open(String name) throws IOException {
        Files.setPosixFilePermissions(directory.resolve(name), PosixFilePermissions.fromString("rw-r--r--"));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> !file.endsWith("updraft.yaml")).sorted().toList();
        }
    }
}
