package org.updraft.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.updraft.autoscaler.cloudinit.CloudInit;
import org.updraft.autoscaler.cloudinit.PoolAddress;
import org.updraft.autoscaler.cloudinit.Templates;
import org.updraft.autoscaler.cloudinit.TokenSource;
import org.updraft.autoscaler.ledger.Ledger;
import org.updraft.autoscaler.ledger.SqliteLedger;
import org.updraft.autoscaler.plan.Policy;
import org.updraft.autoscaler.simulate.SimulatedClock;
import org.updraft.autoscaler.simulate.SimulatedPool;
import org.updraft.autoscaler.spool.UserConfigs;
import org.updraft.htcondor.CondorPool;
import org.updraft.htcondor.JobGroup;
import org.updraft.htcondor.JobId;
import org.updraft.htcondor.PerCloud;
import org.updraft.openstack.Credentials;
import org.updraft.openstack.adapter.OpenStackCloud;
import org.updraft.openstack.embedded.Catalogues;
import org.updraft.openstack.embedded.EmbeddedCloud;
import org.updraft.openstack.embedded.fault.Effect;
import org.updraft.openstack.embedded.fault.FaultRule;
import org.updraft.openstack.embedded.model.Identity;

/**
 * No secret of a run stands in its log, at whatever level, or in its ledger: not the clouds' password, not a token of Keystone, not
 * a worker's token, though logins expire, boots fail and calls are refused.
 */
class SecretsTest {

    private static final String PASSWORD = "Tr0ub4dor-of-the-operator";
    private static final Pattern KEYSTONE_TOKEN = Pattern.compile("gAAAA[A-Za-z0-9_-]{10}");
    private static final Duration TURN = Duration.ofSeconds(30);
    private static final int TURNS = 48;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger web = (Logger) LoggerFactory.getLogger("org.eclipse.jetty");
    private final SimulatedClock clock = new SimulatedClock(Instant.parse("2026-03-01T00:00:00Z"));
    private final List<String> workerTokens = new ArrayList<>();

    @TempDir
    Path folder;

    @BeforeEach
    void everythingIsLogged() {
        log.start();
        root.addAppender(log);
        root.setLevel(Level.TRACE);
        // the cloud's own web server lives in this process too, and writes what it is sent
        web.setLevel(Level.WARN);
        // the console need not have it
        root.getAppender("STDOUT").stop();
    }

    @AfterEach
    void asBefore() {
        root.getAppender("STDOUT").start();
        root.setLevel(Level.WARN);
        web.setLevel(null);
        root.detachAppender(log);
        log.stop();
    }

    @Test
    void aRunLeavesNoSecretInItsLogOrLedger() throws Exception {
        run();
        String logged = logged();
        String kept = kept();
        assertThat(workerTokens).hasSizeGreaterThan(1);
        assertThat(logged).contains("boot", "FAILED", "blind to");
        assertThat(kept).contains("updraft-secrets-").contains("joined");
        for (String text : List.of(logged, kept)) {
            assertThat(text).doesNotContain(PASSWORD).doesNotContain(base64(PASSWORD));
            assertThat(text).doesNotContainPattern(KEYSTONE_TOKEN);
            for (String token : workerTokens) {
                assertThat(text).doesNotContain(token.substring(token.lastIndexOf('.')));
            }
        }
    }

    private void run() throws Exception {
        SimulatedPool pool = new SimulatedPool(clock, 1, server -> Optional.empty());
        var model = Catalogues.demo(clock, 1);
        Identity.User user = model.identity().addUser("keeper", PASSWORD);
        model.identity()
                .grant(
                        user,
                        model.identity().project("batch", "default").orElseThrow(),
                        Set.of(Identity.Role.READER, Identity.Role.MEMBER));
        model.servers().listen(pool.machines());
        pool.submit(jobs(), 6, Duration.ofMinutes(10));
        try (EmbeddedCloud embedded = EmbeddedCloud.start(model);
                SqliteLedger ledger = SqliteLedger.open(folder.resolve("ledger.db"))) {
            ControlLoop loop = loop(pool, embedded, ledger);
            TurnLog turns = new TurnLog();
            for (int turn = 0; turn < TURNS; turn++) {
                spoil(embedded, turn);
                clock.advance(TURN);
                embedded.with(cloud -> {
                    cloud.advance();
                    return cloud;
                });
                pool.advance();
                turns.write(loop.takeTurn());
            }
        }
    }

    /** Logins that expire, boots that are refused or end badly, answers that are lost. */
    private static void spoil(EmbeddedCloud embedded, int turn) {
        embedded.with(cloud -> {
            cloud.faults().clear();
            switch (turn % 8) {
                case 0 ->
                    cloud.faults()
                            .add(FaultRule.of("refused", new Effect.Answer(500, Optional.empty(), Optional.empty()))
                                    .onOperation("servers.create")
                                    .times(1));
                case 1 -> cloud.faults().add(FaultRule.of("expired", new Effect.ExpiredToken()));
                case 3 -> cloud.faults().add(FaultRule.of("lost", new Effect.LostReply(true)));
                case 4 ->
                    cloud.faults()
                            .add(FaultRule.of("no login", new Effect.Answer(401, Optional.empty(), Optional.empty())));
                case 5 -> cloud.faults().add(FaultRule.of("fails", new Effect.BuildError(500, "no valid host")));
                default -> {}
            }
            return cloud;
        });
    }

    private ControlLoop loop(SimulatedPool pool, EmbeddedCloud embedded, Ledger ledger) throws Exception {
        CloudInit cloudInit = new CloudInit(
                Templates.builtIn(),
                new PoolAddress(
                        "head.secrets.invalid",
                        9618,
                        "secrets.invalid",
                        "updraft@secrets.invalid",
                        Duration.ofMinutes(1),
                        Duration.ofHours(2),
                        Duration.ofMinutes(15)),
                TokenSource.userData(TokenSource.LIFE));
        Credentials credentials = new Credentials(
                embedded.authUrl(),
                new Credentials.Identity.Password(named("keeper"), PASSWORD, named("batch")),
                Optional.empty(),
                "public",
                Optional.empty(),
                Duration.ofSeconds(20));
        Assembly.World world = new Assembly.World(
                "secrets",
                "secrets.invalid",
                clock,
                new SplittableRandom(1),
                Runnable::run,
                pool.queue(),
                recorded(pool.collector()),
                List.of(OpenStackCloud.connect("west", credentials, clock)),
                ledger,
                cloudInit,
                path -> path,
                UserConfigs.none(cloudInit));
        return Assembly.loop(
                        world,
                        policy(cloudInit.templateHash()),
                        new Assembly.CloudSites(Map.of(), Map.of(), Map.of()),
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(60),
                        false)
                .control();
    }

    /** Hands out tokens that can be told from everything else. */
    private CondorPool recorded(CondorPool behind) {
        return (CondorPool) Proxy.newProxyInstance(
                CondorPool.class.getClassLoader(), new Class<?>[] {CondorPool.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("createToken")) {
                        String token = "eyJhbGciOiJIUzI1NiJ9." + base64(arguments[0].toString())
                                + ".signature-of-number-" + workerTokens.size() + "-";
                        workerTokens.add(token);
                        return token;
                    }
                    try {
                        return method.invoke(behind, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private String logged() {
        PatternLayout layout = new PatternLayout();
        layout.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
        layout.setPattern("%level %logger %msg %mdc %ex{full}%n");
        layout.start();
        StringBuilder text = new StringBuilder();
        List.copyOf(log.list).forEach(event -> text.append(layout.doLayout(event)));
        return text.toString();
    }

    /** Every file beside the ledger too, as bytes. */
    private String kept() throws Exception {
        StringBuilder text = new StringBuilder();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                text.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return text.toString();
    }

    private static String base64(String text) {
        return Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Credentials.Named named(String name) {
        return new Credentials.Named(Optional.empty(), Optional.of(name), Optional.of("default"), Optional.empty());
    }

    private static JobGroup jobs() {
        return new JobGroup(
                SimulatedPool.SCHEDD,
                "alice",
                new JobGroup.VmAttributes(
                        Optional.of("survey"),
                        PerCloud.plain("debian-12-condor"),
                        PerCloud.plain("c2-7.5gb"),
                        Optional.of(1),
                        Optional.empty(),
                        List.of()),
                2,
                2000,
                1024L * 1024,
                0,
                0,
                false,
                false,
                1,
                new JobId(0, 0),
                new JobId(0, 0),
                List.of());
    }

    private static Policy policy(String templateHash) {
        return new Policy(
                new Policy.Defaults(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Duration.ofMinutes(1)),
                Map.of(),
                Map.of(),
                Map.of(
                        "west",
                        new Policy.CloudPolicy(
                                List.of("batch-net"),
                                10,
                                Policy.UNLIMITED,
                                Policy.UNLIMITED,
                                10,
                                Duration.ofMinutes(15),
                                Duration.ofMinutes(15))),
                10,
                10,
                10,
                Map.of(),
                Duration.ofMinutes(60),
                Policy.Patience.DEFAULT,
                templateHash);
    }
}
