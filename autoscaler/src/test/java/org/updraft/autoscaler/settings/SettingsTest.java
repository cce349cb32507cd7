package org.updraft.autoscaler.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.updraft.autoscaler.cloudinit.WorkerOptions;
import org.updraft.autoscaler.plan.Policy;
import org.updraft.autoscaler.settings.Settings.Loaded;
import org.updraft.autoscaler.yaml.SettingsError;

class SettingsTest {

    private static final String MINIMAL = """
            pool:
              name: batch
              collector: batch.example.org
              schedds: [batch.example.org]
            clouds:
              - name: arbutus
                osCloud: arbutus
                networks: [batch-net]
            defaults:
              image: debian-12
            """;

    private static final String ED25519 =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDEwMTIwMTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3";

    @TempDir
    Path directory;

    @Test
    void defaults() {
        Settings settings = good(MINIMAL);
        assertThat(settings.pool())
                .isEqualTo(new Settings.Pool(
                        "batch",
                        "batch.example.org",
                        List.of("batch.example.org"),
                        "updraft",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofSeconds(60),
                        Settings.Join.AUTO,
                        Optional.empty(),
                        Duration.ofDays(60)));
        int none = Integer.MAX_VALUE;
        assertThat(settings.clouds())
                .containsExactly(new CloudSettings(
                        "arbutus",
                        new CloudSettings.Login.OsCloud("arbutus"),
                        List.of("batch-net"),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        List.of(),
                        0,
                        true,
                        false,
                        new CloudSettings.Limits(none, none, none, 20),
                        new CloudSettings.Timeouts(Duration.ofMinutes(15), Duration.ofMinutes(15)),
                        List.of()));
        assertThat(settings.defaults())
                .isEqualTo(new Policy.Defaults(
                        Optional.empty(), Optional.of("debian-12"), Optional.empty(), Optional.empty(), Duration.ZERO));
        assertThat(settings.vmTypes()).isEmpty();
        assertThat(settings.aliases()).isEmpty();
        assertThat(settings.limits()).isEqualTo(new Settings.Limits(Map.of(), 500, 40, 20, Duration.ofMinutes(60)));
        assertThat(settings.interval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.hold()).isEqualTo(new Settings.Hold(false, Duration.ofHours(1)));
        assertThat(settings.ledger()).isEqualTo(Path.of("/var/lib/updraft/updraft.db"));
        assertThat(settings.listen())
                .isEqualTo(new Settings.Listen(Path.of("/run/updraft/api.sock"), "127.0.0.1:8088"));
        assertThat(settings.spool()).isEqualTo(Path.of("/var/lib/updraft/spool"));
        assertThat(settings.patience())
                .isEqualTo(new Policy.Patience(
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(40),
                        Duration.ofMinutes(20),
                        Duration.ofMinutes(5),
                        Duration.ofHours(24),
                        Duration.ofMinutes(15),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(15),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(10),
                        new Policy.Zombies(
                                Duration.ofMinutes(10),
                                Duration.ofMinutes(20),
                                Duration.ofMinutes(15),
                                3,
                                Duration.ofMinutes(10),
                                Duration.ofMinutes(10),
                                Duration.ofMinutes(3),
                                Duration.ofDays(30),
                                Duration.ofHours(1),
                                new Policy.BlackHole(5, Duration.ofSeconds(30), false, Duration.ofHours(24)))));
        assertThat(settings.workers())
                .isEqualTo(new Settings.Workers(List.of(), WorkerOptions.Ccb.AUTO, Optional.empty(), Optional.empty()));
    }

    @Test
    void whatHoldsForTheMachineOfEveryWorker() {
        Settings.Workers workers = good(MINIMAL + """
                        workers:
                          sshKeys: ["%s ops@example.org"]
                          ccb: always
                          collectorAddress: 192.0.2.10
                          install: site/install-condor.sh
                        """.formatted(ED25519)).workers();
        assertThat(workers)
                .isEqualTo(new Settings.Workers(
                        List.of(ED25519 + " ops@example.org"),
                        WorkerOptions.Ccb.ALWAYS,
                        Optional.of("192.0.2.10"),
                        Optional.of(directory.resolve("site/install-condor.sh"))));
    }

    @Test
    void theMinimalFileHasTenLines() {
        assertThat(MINIMAL.lines()).hasSize(10);
    }

    @Test
    void whatIsWrittenReachesThePolicy() {
        Policy policy = good(MINIMAL + """
                          keepAlive: 5m
                        vmTypes:
                          "proj:image": {image: i1, flavor: c4, network: n1, cloudInit: site/astro.yaml, shared: true}
                        aliases: {west: [arbutus]}
                        limits: {users: {astro: 50}, workers: 9, starting: 8, perTurn: 7, maxKeepAlive: 2h}
                        patience: {settle: 11m, useless: 7m, blackHole: {anyExit: true}}
                        """).policy("t1");
        assertThat(policy.defaults().keepAlive()).isEqualTo(Duration.ofMinutes(5));
        assertThat(policy.vmTypes().get("proj:image"))
                .isEqualTo(new Policy.VmType(
                        Optional.of("i1"),
                        Optional.of("c4"),
                        Optional.of("n1"),
                        Optional.of(directory.resolve("site/astro.yaml").toString()),
                        true));
        assertThat(policy.aliases()).isEqualTo(Map.of("west", List.of("arbutus")));
        assertThat(policy.userWorkersMax()).isEqualTo(Map.of("astro", 50));
        assertThat(List.of(policy.workersMax(), policy.startingMax(), policy.perTurnMax()))
                .containsExactly(9, 8, 7);
        assertThat(policy.keepAliveMax()).isEqualTo(Duration.ofHours(2));
        assertThat(policy.patience().settle()).isEqualTo(Duration.ofMinutes(11));
        assertThat(policy.patience().zombies().useless()).isEqualTo(Duration.ofMinutes(7));
        assertThat(policy.patience().zombies().blackHole().anyExit()).isTrue();
        assertThat(policy.templateHash()).isEqualTo("t1");
        assertThat(policy.clouds().get("arbutus").networks()).containsExactly("batch-net");
    }

    @Test
    void wordsThatOldYamlTakesForSomethingElseStayWords() {
        Settings settings = good(MINIMAL.replace("arbutus\n    osCloud: arbutus", "no\n    osCloud: 0755")
                .replace("debian-12", "22:30")
                .replace("[batch-net]", "[1_000, 2026-11-22, on]"));
        assertThat(settings.clouds().getFirst().name()).isEqualTo("no");
        assertThat(settings.clouds().getFirst().login()).isEqualTo(new CloudSettings.Login.OsCloud("0755"));
        assertThat(settings.clouds().getFirst().networks()).containsExactly("1_000", "2026-11-22", "on");
        assertThat(settings.defaults().image()).contains("22:30");
    }

    @Test
    void nullAndNothingMeanLeftOut() {
        Settings settings = good(MINIMAL + "  flavor: null\n  network: ~\n  vmType:\nledger: null\nlimits:\n");
        assertThat(settings.defaults().flavor()).isEmpty();
        assertThat(settings.defaults().vmType()).isEmpty();
        assertThat(settings.ledger()).isEqualTo(Settings.LEDGER);
        assertThat(settings.limits()).isEqualTo(Settings.Limits.DEFAULT);
    }

    @Test
    void anAnchorSparesRepetition() {
        Settings settings = good(MINIMAL.replace("[batch-net]", "&n [batch-net]\n    zones: *n"));
        assertThat(settings.clouds().getFirst().zones()).containsExactly("batch-net");
    }

    @Test
    void relativePathsAreTakenFromTheFilesDirectory() {
        Settings settings = good(MINIMAL + "ledger: state/../my.db\nlisten: {socket: s, http: '[::1]:80'}\n");
        assertThat(settings.ledger()).isEqualTo(directory.resolve("my.db"));
        assertThat(settings.listen().socket()).isEqualTo(directory.resolve("s"));
        assertThat(settings.listen().httpHost()).isEqualTo("::1");
        assertThat(settings.listen().httpPort()).isEqualTo(80);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments("limit: {}", 11, 1, "unknown key \"limit\" at the top of the file; did you mean limits?"),
                arguments("limits: {per-turn: 3}", 11, 10, "unknown key \"per-turn\" in limits; did you mean perTurn?"),
                arguments("limits: {zzz: 3}", 11, 10, "unknown key \"zzz\" in limits"),
                arguments("interval: 30", 11, 11, "interval has no unit; write 30s, 30m or 30h"),
                arguments("interval: soon", 11, 11, "interval must be a time such as 30s, 15m, 2h or 7d, not \"soon\""),
                arguments("interval: 2d", 11, 11, "interval must be from 1s to 1h, not 2d"),
                arguments("interval: 0s", 11, 11, "interval must be from 1s to 1h, not 0s"),
                arguments("interval: -1s", 11, 11, "interval must be a time such as 30s, 15m, 2h or 7d, not \"-1s\""),
                arguments("interval: [30s]", 11, 11, "interval must be a single value"),
                arguments("limits: {workers: 1.5}", 11, 19, "limits.workers must be a whole number from 0 to 1000000"),
                arguments("limits: {workers: -1}", 11, 19, "limits.workers must be a whole number from 0 to 1000000"),
                arguments("limits: {workers: 99999999999999999999}", 11, 19, "limits.workers must be a whole number"),
                arguments("limits: 7", 11, 9, "limits must consist of keys and values"),
                arguments("limits: {users: {astro: many}}", 11, 25, "limits.users.astro must be a whole number"),
                arguments("limits: {users: {'a;b': 1}}", 11, 18, "\"a;b\" cannot be a name in limits.users"),
                arguments("hold: {enabled: yes}", 11, 17, "hold.enabled must be true or false, not \"yes\""),
                arguments("aliases: {west: [arbutos]}", 11, 17, "not under clouds; did you mean arbutus?"),
                arguments("aliases: {arbutus: [arbutus]}", 11, 20, "aliases.arbutus has the name of a cloud"),
                arguments("aliases: {west: arbutus}", 11, 17, "aliases.west must be a list: [west-1, …]"),
                arguments("aliases: {West: [arbutus]}", 11, 11, "\"West\" cannot be a name in aliases"),
                arguments("pool: {}", 11, 1, "pool stands here a second time, first in line 1"),
                arguments("listen: {http: '8088'}", 11, 16, "listen.http must be host:port"),
                arguments("listen: {http: 'h:99999'}", 11, 16, "listen.http has a port above 65535"),
                arguments("patience: {settle: 1m}", 11, 20, "patience.settle must be from 2m to 1d, not 1m"),
                arguments("workers: {ccb: yes}", 11, 16, "workers.ccb must be auto, always or never, not \"yes\""),
                arguments("workers: {collectorAddress: 1.2.3}", 11, 29, "workers.collectorAddress is no IP address"),
                arguments(
                        "workers: {sshKeys: [ssh-rsa AAAA]}",
                        11,
                        20,
                        "workers.sshKeys has a line that is no SSH public key"),
                arguments("patience: {ghost: 1m}", 11, 19, "patience.ghost must be from 3m to 1d, not 1m"),
                arguments(
                        "patience: {maxAge: 60d}",
                        11,
                        20,
                        "patience.maxAge must be shorter than the life of a worker's token, pool.tokenLife: 1440h"),
                arguments(
                        "patience: {blackHole: {jobs: 1}}",
                        11,
                        30,
                        "patience.blackHole.jobs must be a whole number from 3 to 100, not \"1\""),
                arguments("ledger: \"a\\nb\"", 11, 9, "ledger must be a path, not \"a?b\""),
                arguments("[a]: b", 11, 1, "a key must be one word"),
                arguments("a: b: c", 11, 5, "this is not YAML"),
                arguments("x: *y", 11, 4, "this is not YAML"),
                arguments("--- 2", 11, 1, "this is not YAML"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsNamedWithItsPlace(String line, int at, int column, String words) {
        assertThat(errors(MINIMAL + line + "\n")).singleElement().satisfies(error -> {
            assertThat(error.words()).contains(words);
            assertThat(error.line()).isEqualTo(at);
            assertThat(error.column()).isEqualTo(column);
            assertThat(error.text()).isEqualTo(line);
        });
    }

    @Test
    void allMistakesAreToldAtOnceInTheOrderOfTheFile() {
        List<SettingsError> errors = errors("""
                intervall: 30s
                pool: {name: Batch, schedds: []}
                clouds:
                  - {name: default, osCloud: a, openrc: b}
                  - {name: west, limits: {cores: x}}
                  - {name: west, osCloud: c}
                  - west
                """);
        assertThat(errors)
                .extracting(SettingsError::headline)
                .map(headline -> headline.substring(headline.indexOf("yaml:") + 5))
                .containsExactly(
                        "1:1: error: unknown key \"intervall\" at the top of the file; did you mean interval?",
                        "2:7: error: pool.collector is missing",
                        "2:14: error: pool.name must be 1 to 31 of a-z, 0-9 and -, not beginning with -, not \"Batch\"",
                        "2:30: error: pool.schedds is missing or empty; name each schedd whose queue counts",
                        "4:12: error: clouds[].name must not be default: jobs write default: for all clouds that they do"
                                + " not name",
                        "4:41: error: clouds[].openrc and osCloud exclude each other; keep one",
                        "5:5: error: clouds[].osCloud is missing; name an entry of clouds.yaml by it, or a file of OS_"
                                + " variables by openrc",
                        "5:34: error: clouds[].limits.cores must be a whole number from 0 to 1000000, not \"x\"",
                        "6:12: error: clouds[].name is taken by another cloud: west",
                        "7:5: error: clouds[] must consist of keys and values");
    }

    @Test
    void anEmptyFileLacksPoolAndClouds() {
        assertThat(errors("{}")).extracting(SettingsError::words).hasSize(2).allMatch(w -> w.contains("is missing"));
        assertThat(errors(""))
                .singleElement()
                .extracting(SettingsError::words)
                .isEqualTo("the file must consist of keys and values, such as name: value");
    }

    @Test
    void hostileFilesAreRefusedWithoutHarm() throws IOException {
        assertThat(errors("x: !!javax.script.ScriptEngineManager []\n" + MINIMAL))
                .hasSize(1);
        assertThat(errors(MINIMAL + "ledger: \"\\ud800\"\n"))
                .singleElement()
                .satisfies(error -> assertThat(error.words()).startsWith("ledger is no path"));
        assertThat(errors("a: &a [*a]\n" + MINIMAL)).isNotEmpty();
        assertThat(errors("[".repeat(100_000))).hasSize(1);
        assertThat(errors("x".repeat(2_000_000)))
                .singleElement()
                .satisfies(error -> assertThat(error.words()).contains("longer than"));
        assertThat(errors("pool: \u0000\n")).hasSize(1);
        Path binary = directory.resolve("binary.yaml");
        Files.write(binary, new byte[] {(byte) 0xff, (byte) 0xfe, (byte) 0xff});
        assertThat(((Loaded.Faulty) Settings.load(binary)).errors())
                .singleElement()
                .satisfies(error -> assertThat(error.words()).contains("UTF-8"));
    }

    @Test
    void aMissingFileSaysWhereToBegin() {
        Loaded loaded = Settings.load(directory.resolve("none.yaml"));
        assertThat(((Loaded.Faulty) loaded).errors().getFirst().render())
                .isEqualTo(directory + "/none.yaml: error: there is no such file; docs has examples to start from");
    }

    @Test
    void aCaretStandsUnderThePlaceAlsoBehindTabs() {
        SettingsError error = new SettingsError(Path.of("u.yaml"), 3, 4, "is wrong", "a\tbc: d");
        assertThat(error.render()).isEqualTo("u.yaml:3:4: error: is wrong\n    a\tbc: d\n     \t ^");
    }

    private Settings good(String text) {
        return switch (load(text)) {
            case Loaded.Good good -> good.settings();
            case Loaded.Faulty faulty ->
                throw new AssertionError(faulty.errors().toString());
        };
    }

    private List<SettingsError> errors(String text) {
        return switch (load(text)) {
            case Loaded.Good good -> List.of();
            case Loaded.Faulty faulty -> faulty.errors();
        };
    }

    private Loaded load(String text) {
        Path file = directory.resolve("updraft.yaml");
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return Settings.load(file);
    }

    @Test
    void howWorkersJoinFollowsFromTheCaUnlessItIsSaid() {
        assertThat(good(MINIMAL).pool().asksBy()).isEmpty();
        assertThat(good(MINIMAL.replace("schedds:", "ca: /etc/ca.pem\n  schedds:"))
                        .pool()
                        .asksBy())
                .contains(Path.of("/etc/ca.pem"));
        assertThat(good(MINIMAL.replace("schedds:", "join: token\n  ca: /etc/ca.pem\n  schedds:"))
                        .pool()
                        .asksBy())
                .isEmpty();
        assertThat(errors(MINIMAL.replace("schedds:", "join: request\n  schedds:")))
                .singleElement()
                .asString()
                .contains("pool.ca", "is missing", "pool.join is request");
        assertThat(errors(MINIMAL.replace("schedds:", "join: maybe\n  schedds:")))
                .hasSize(1);
        assertThat(errors(MINIMAL.replace("schedds:", "tokenLife: 5s\n  schedds:")))
                .hasSize(1);
    }
}
