package org.updraft.autoscaler.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.Outcome;
import org.updraft.autoscaler.ledger.Turn;
import org.updraft.autoscaler.ledger.WorkerRecord;
import org.updraft.autoscaler.metrics.Metrics;
import org.updraft.autoscaler.plan.Action;
import org.updraft.autoscaler.pool.Autopsy;
import org.updraft.autoscaler.pool.Beacon;
import org.updraft.autoscaler.pool.BootFault;
import org.updraft.autoscaler.pool.Stage;
import org.updraft.openstack.embedded.fault.Effect;
import org.updraft.openstack.embedded.fault.FaultRule;
import org.updraft.openstack.embedded.model.ModelServer;
import org.updraft.openstack.embedded.model.Quotas;

/** Workers that do not join, in the whole service on a simulated cloud: each is named rightly, and goes all the same. */
class AutopsyStoriesTest {

    private static final Duration TWENTY_MINUTES = Duration.ofMinutes(20);

    /**
     * A boot that fails.
     *
     * @param told a piece of what the autopsy says
     */
    record Case(String name, BootFault cause, String told, Optional<Stage> reached, Consumer<SimulatedWorld> inject) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                nova("no host", BootFault.NO_CAPACITY, "No valid host was found. "),
                nova("no more addresses", BootFault.NO_CAPACITY, "No more IP addresses available on network 1."),
                nova(
                        "a host that is full after all",
                        BootFault.NO_CAPACITY,
                        "Build of instance 1 aborted: Insufficient compute resources: Free memory 0.00 MB < requested 4096 MB."),
                nova(
                        "a quota that shows late",
                        BootFault.QUOTA,
                        "Quota exceeded for resources: ['port']; Failed to allocate the network(s)"),
                nova(
                        "an image too big for the disk",
                        BootFault.BAD_IMAGE,
                        "Build of instance 1 aborted: Image 2 is unacceptable: Image disk size is larger than flavor root disk."),
                nova("an image that went away", BootFault.BAD_IMAGE, "Image 7af1b273 could not be found."),
                nova(
                        "no port",
                        BootFault.NO_NETWORK,
                        "Build of instance 1 aborted: Failed to allocate the network(s), not rescheduling."),
                nova(
                        "a port that nobody binds",
                        BootFault.NO_NETWORK,
                        "Binding failed for port 4, please check neutron logs for more information."),
                nova(
                        "every host failed",
                        BootFault.UNKNOWN,
                        "Exceeded maximum number of retries. Exhausted all hosts available for retrying build failures."),
                new Case(
                        "a build that hangs",
                        BootFault.UNKNOWN,
                        "did not get it built",
                        Optional.empty(),
                        world -> world.model().faults().add(FaultRule.of("hang", new Effect.StuckBuild()))),
                new Case(
                        "a quota of ports that nobody told us of",
                        BootFault.QUOTA,
                        "the cloud refused it",
                        Optional.empty(),
                        world -> world.model()
                                .quotas()
                                .set(
                                        world.model()
                                                .identity()
                                                .project("batch", "default")
                                                .orElseThrow()
                                                .id(),
                                        Quotas.Kind.PORT,
                                        0)),
                console("a kernel that panics", BootFault.BAD_IMAGE, "[ 2.1] Kernel panic - not syncing: VFS"),
                console(
                        "nothing to boot from",
                        BootFault.BAD_IMAGE,
                        "SeaBIOS\nBooting from Hard Disk...\nNo bootable device."),
                console("an image without cloud-init", BootFault.BAD_IMAGE, "Debian GNU/Linux 12\nhost login: "),
                console(
                        "no metadata service",
                        BootFault.NO_NETWORK,
                        "cloud-init[4]: url_helper.py[WARNING]: Calling 'http://169.254.169.254/openstack' failed [50/-1s]:"
                                + " request error [timed out]\ncloud-init[4]: Used fallback datasource\nhost login: "),
                console(
                        "cloud-config that is not YAML",
                        BootFault.CLOUD_INIT_ERROR,
                        "cloud-init[4]: util.py[WARNING]: Failed loading yaml blob. Invalid format at line 3 column 1"),
                console("an empty console", BootFault.UNKNOWN, ""),
                guest("a part before ours that never ends", BootFault.CLOUD_INIT_ERROR, Stage.STARTED, ""),
                guest(
                        "no address",
                        BootFault.NO_NETWORK,
                        Stage.STARTED,
                        "network failed T no-address no interface has one"),
                guest(
                        "no metadata",
                        BootFault.NO_NETWORK,
                        Stage.NETWORK,
                        "network ok T\nnetwork failed T no-id found none"),
                guest(
                        "a full disk",
                        BootFault.BAD_IMAGE,
                        Stage.NETWORK,
                        "network ok T 10.0.0.7\ndisk failed T no-room 3 MiB are free"),
                guest(
                        "no HTCondor",
                        BootFault.CONDOR_MISSING,
                        Stage.DISK,
                        "network ok T\ndisk ok T 900 MiB\npackages failed T no-condor this image has no HTCondor"),
                guest("an installation that hangs", BootFault.CONDOR_MISSING, Stage.DISK, "network ok T\ndisk ok T"),
                guest(
                        "a user's script that fails",
                        BootFault.CLOUD_INIT_ERROR,
                        Stage.DISK,
                        "network ok T\ndisk ok T\npackages failed T user-part the user's part-user-1 failed"),
                guest(
                        "a collector behind a firewall",
                        BootFault.COLLECTOR_UNREACHABLE,
                        Stage.PACKAGES,
                        "packages ok T\ntoken waits T\ntoken failed T unreachable DAEMON:1:Failed to connect to remote daemon"),
                guest(
                        "a collector with another certificate",
                        BootFault.COLLECTOR_UNREACHABLE,
                        Stage.PACKAGES,
                        "packages ok T\ntoken waits T\ntoken failed T certificate certificate verify failed"),
                guest(
                        "a token that is not granted",
                        BootFault.TOKEN_REFUSED,
                        Stage.PACKAGES,
                        "packages ok T\ntoken waits T"),
                guest(
                        "HTCondor that does not start",
                        BootFault.CONDOR_MISSING,
                        Stage.TOKEN,
                        "packages ok T\ntoken ok T\ncondor failed T no-start HTCondor does not start"),
                guest(
                        "ads that do not arrive",
                        BootFault.COLLECTOR_UNREACHABLE,
                        Stage.CONDOR,
                        "token ok T\ncondor ok T\njoined failed T unreachable CEDAR:6001:Failed to connect"),
                guest(
                        "ads that are not taken",
                        BootFault.TOKEN_REFUSED,
                        Stage.CONDOR,
                        "token ok T\ncondor ok T\njoined failed T refused SECMAN:2010: DENIED"),
                wrongClock("a clock of 1970", Instant.parse("1970-01-01T00:01:00Z")),
                wrongClock("a clock of tomorrow", Instant.parse("2026-02-03T09:00:00Z")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void aWorkerThatDoesNotJoinIsToldWhyAndGoes(Case story) throws LedgerException {
        SimulatedWorld world = Story.world(21);
        story.inject().accept(world);
        world.pool().submit(Story.jobs("ada"), 1, TWENTY_MINUTES);

        Found found = firstAutopsy(world);

        assertThat(found.autopsy().cause()).as("%s", found.autopsy()).isEqualTo(story.cause());
        assertThat(found.autopsy().words() + found.autopsy().fault().orElse("")).contains(story.told());
        assertThat(found.autopsy().reached()).isEqualTo(story.reached());
        assertThat(world.ledger().worker(found.workerId()).orElseThrow().end()).isPresent();
        assertThat(found.metrics())
                .contains("updraft_autopsies_total{cause=\"" + story.cause().label() + "\"}");
    }

    @Test
    void aRequestThatWeRefusedIsBelievedMoreThanTheConsole() throws LedgerException {
        SimulatedWorld world = Story.world(22);
        world.model()
                .faults()
                .add(stuck(lines(world, "packages ok T\ntoken waits T\ntoken ok T\ncondor ok T\njoined ok T")));
        world.pool().submit(Story.jobs("ada"), 1, TWENTY_MINUTES);
        while (world.model().servers().all().stream().noneMatch(ModelServer::runs)) {
            world.nextTurn();
        }
        world.nextTurn();
        String id = world.ledger().living().getFirst().id();
        world.pool()
                .collector()
                .ask(
                        "updraft-" + id + "@simulated.invalid",
                        "203.0.113.77",
                        List.of("ADVERTISE_STARTD", "ADVERTISE_MASTER", "READ"),
                        Optional.of(Duration.ofDays(1)));

        Autopsy autopsy = firstAutopsy(world).autopsy();

        assertThat(autopsy.cause()).isEqualTo(BootFault.TOKEN_REFUSED);
        assertThat(autopsy.words()).contains("wrong-address", "203.0.113.77");
    }

    @Test
    void whatAUserWritesLateOverrulesNeitherNovaNorTheLedger() throws LedgerException {
        SimulatedWorld world = Story.world(23);
        world.model().faults().add(stuck(lines(world, "packages ok T\ntoken ok T\ncondor ok T\njoined ok T")));
        world.pool().submit(Story.jobs("ada"), 1, TWENTY_MINUTES);
        assertThat(firstAutopsy(world).autopsy())
                .returns(BootFault.UNKNOWN, Autopsy::cause)
                .returns("its console says that it joined, and the pool never showed it", Autopsy::words);
    }

    @Test
    void aCloudThatHandsOutNoConsoleHindersNoDelete() throws LedgerException {
        SimulatedWorld world = Story.world(24);
        world.model().faults().add(stuck("Kernel panic"));
        world.model()
                .faults()
                .add(FaultRule.of("no actions", new Effect.Answer(403, Optional.empty(), Optional.empty()))
                        .onOperation("servers.actions"));
        world.pool().submit(Story.jobs("ada"), 1, TWENTY_MINUTES);
        world.runFor(Duration.ofMinutes(16));
        // a console is asked for by the same operation as a pause, which must come through
        WorkerRecord worker = world.ledger().living().getFirst();
        world.runFor(Duration.ofMinutes(5));
        Autopsy autopsy = world.ledger().autopsy(worker.id()).orElseThrow();
        assertThat(autopsy.cause()).isEqualTo(BootFault.BAD_IMAGE);
        assertThat(autopsy.unread()).singleElement().asString().startsWith("its actions: ");
        assertThat(world.ledger().worker(worker.id()).orElseThrow().end()).isPresent();
    }

    @Test
    void aWorkerThatJoinsHasNoAutopsyAndItsConsoleTellsOfEveryStage() throws LedgerException {
        SimulatedWorld world = Story.world(25);
        world.pool().submit(Story.jobs("ada"), 1, TWENTY_MINUTES);
        world.runFor(Duration.ofHours(1));
        assertThat(world.pool().counts().finished()).isEqualTo(1);
        ModelServer server = world.model().servers().all().getFirst();
        assertThat(server.printed()
                        .lines()
                        .map(line -> Beacon.parse(line).orElseThrow().stage()))
                .containsAll(List.of(Stage.values()));
        String id = server.name().substring(server.name().lastIndexOf('-') + 1);
        assertThat(world.ledger().worker(id).orElseThrow().joinedAt()).isPresent();
        assertThat(world.ledger().autopsy(id)).isEmpty();
    }

    /** What a story ends with. */
    private record Found(String workerId, Autopsy autopsy, String metrics) {}

    /** Lets the world go on until the first worker has had its autopsy and has gone, at most two hours. */
    private static Found firstAutopsy(SimulatedWorld world) throws LedgerException {
        Metrics metrics = new Metrics(world::now);
        Optional<String> worker = Optional.empty();
        for (int turn = 0; turn < 240; turn++) {
            Turn taken = world.nextTurn();
            assertThat(taken.violations()).isEmpty();
            metrics.observe(taken);
            worker = worker.or(() -> taken.outcomes().stream()
                    .filter(outcome -> outcome.autopsy().isPresent())
                    .filter(outcome -> !(outcome.action() instanceof Action.Delete))
                    .map(Outcome::workerIds)
                    .map(List::getFirst)
                    .findFirst());
            if (worker.isPresent()
                    && world.ledger().worker(worker.get()).orElseThrow().end().isPresent()) {
                return new Found(
                        worker.get(), world.ledger().autopsy(worker.get()).orElseThrow(), metrics.scrape());
            }
        }
        throw new AssertionError("nobody had an autopsy and went; servers: "
                + world.model().servers().all());
    }

    private static Case nova(String name, BootFault cause, String fault) {
        return new Case(
                name,
                cause,
                fault.strip(),
                Optional.empty(),
                world -> world.model().faults().add(FaultRule.of("build", new Effect.BuildError(500, fault))));
    }

    private static Case console(String name, BootFault cause, String text) {
        return new Case(
                name,
                cause,
                "",
                Optional.empty(),
                world -> world.model().faults().add(stuck(text)));
    }

    /** @param reports as the machine makes them after its start, T for the time */
    private static Case guest(String name, BootFault cause, Stage reached, String reports) {
        return new Case(
                name,
                cause,
                "",
                Optional.of(reached),
                world -> world.model().faults().add(stuck(lines(world, "started ok T\n" + reports))));
    }

    private static Case wrongClock(String name, Instant guest) {
        String reports =
                "started ok T\npackages ok T\ntoken waits T\ntoken failed T certificate not yet valid, or expired";
        return new Case(
                name,
                BootFault.WRONG_CLOCK,
                guest.toString(),
                Optional.of(Stage.PACKAGES),
                world -> world.model().faults().add(stuck(reports(reports, guest))));
    }

    private static FaultRule stuck(String console) {
        return FaultRule.of("stuck", new Effect.Console(console));
    }

    private static String lines(SimulatedWorld world, String reports) {
        return reports(reports, world.now().plusSeconds(60));
    }

    private static String reports(String reports, Instant at) {
        return reports.lines()
                .map(line -> "updraft-stage: " + line.replaceFirst(" T", " " + at.getEpochSecond()))
                .reduce("cloud-init v. 25.1", (all, line) -> all + "\n" + line);
    }
}
