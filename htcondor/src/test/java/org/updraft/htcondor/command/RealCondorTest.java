package org.updraft.htcondor.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.updraft.htcondor.command.RealPool.eventually;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.updraft.htcondor.Claim;
import org.updraft.htcondor.CondorException;
import org.updraft.htcondor.CondorException.Refused;
import org.updraft.htcondor.CondorException.Unreachable;
import org.updraft.htcondor.CondorPool.DrainReply;
import org.updraft.htcondor.JobGroup;
import org.updraft.htcondor.JobGroup.Malformed;
import org.updraft.htcondor.JobId;
import org.updraft.htcondor.QueuedJob;
import org.updraft.htcondor.SlotAd;
import org.updraft.htcondor.TokenRequest;

/** On the testbed's pool, by the real tools: {@code -Dupdraft.tests.excluded= -Dtest=RealCondorTest}. */
@Tag("realcondor")
class RealCondorTest {
    private static final String SCHEDD = RealPool.SCHEDD;
    /** A JobPrio that no other job of the testbed has: what tells this test's jobs from others'. */
    private static final int OURS = 4711;

    @TempDir
    Path folder;

    RealPool real;
    CondorTools tools;
    CommandJobQueue queue;
    CommandCondorPool pool;

    @BeforeEach
    void connect() throws Exception {
        real = new RealPool(folder);
        tools = real.tools();
        queue = new CommandJobQueue(tools, List.of(SCHEDD), Set.of(), InstantSource.system());
        pool = new CommandCondorPool(tools, "realtest", "updraft");
    }

    private List<JobGroup> waiting(CommandJobQueue of) throws Exception {
        return of.waiting(SCHEDD).stream().filter(g -> g.priority() == OURS).toList();
    }

    private static String sleepers(String attributes, int count) {
        return """
                executable = /bin/sleep
                arguments = 3600
                priority = %d
                log = /dev/null
                %s
                queue %d
                """.formatted(OURS, attributes, count);
    }

    @Test
    void groupingAndListingAgreeOnHostileJobs() throws Exception {
        int plain = real.submit(sleepers("""
                requirements = TARGET.VMType =?= "real:none"
                request_memory = 100
                request_disk = 100
                My.VMType = "real:none"
                My.VMAMI = "west:a,default:Ubuntu 22.04 (cloud)"
                """, 5));
        int hostile = real.submit(sleepers("""
                requirements = TARGET.VMType =?= "real:none"
                request_cpus = ifThenElse(ClusterId > 0, 3, 1)
                request_memory = 100 * (NumJobStarts + 3)
                nice_user = true
                My.VMType = "/Expr(1 + 1)/"
                My.VMAMI = strcat("a", "b")
                My.VMInstanceType = "grüße"
                My.VMKeepAlive = "6x"
                """, 2));
        try {
            List<JobGroup> grouped = waiting(queue);
            CommandJobQueue older =
                    new CommandJobQueue(real.olderTools(), List.of(SCHEDD), Set.of(), InstantSource.system());
            assertThat(waiting(older)).isEqualTo(grouped).hasSize(2);

            assertThat(grouped.get(0).count()).isEqualTo(5);
            assertThat(grouped.get(0).first()).isEqualTo(new JobId(plain, 0));
            assertThat(grouped.get(0).last()).isEqualTo(new JobId(plain, 4));
            JobGroup odd = grouped.get(1);
            assertThat(odd.requestCpus()).isEqualTo(3);
            assertThat(odd.requestMemoryMiB()).isEqualTo(300);
            assertThat(odd.requestDiskKiB()).isPositive();
            assertThat(odd.refusesRetirement()).isTrue();
            assertThat(odd.vm().flavor().fallback()).contains("grüße");
            assertThat(odd.malformed())
                    .extracting(Malformed::attribute)
                    .containsExactly("VMType", "VMAMI", "VMKeepAlive");
            assertThat(odd.malformed().getFirst().value()).isEqualTo("/Expr(1 + 1)/");

            QueuedJob one = queue.job(SCHEDD, new JobId(hostile, 1)).orElseThrow();
            assertThat(one.status()).isEqualTo(1);
            assertThat(one.group().requestMemoryMiB()).isEqualTo(300);
            assertThat(queue.job(SCHEDD, new JobId(hostile, 2))).isEmpty();
        } finally {
            real.remove(plain);
            real.remove(hostile);
        }
    }

    @Test
    void aScheddThatIsNotThereIsNoEmptyQueue() throws Exception {
        CommandJobQueue other =
                new CommandJobQueue(tools, List.of("nosuch.updraft.test"), Set.of(), InstantSource.system());
        assertThatThrownBy(() -> other.waiting("nosuch.updraft.test")).isInstanceOf(Unreachable.class);
        assertThatThrownBy(() -> other.claims("nosuch.updraft.test")).isInstanceOf(Unreachable.class);
    }

    @Test
    void waitingJobsOfAGroupAreHeldWithAReasonAndOthersAreNot() throws Exception {
        int cluster = real.submit(sleepers("""
                requirements = TARGET.VMType =?= "real:none"
                request_memory = 100
                request_disk = 100
                My.VMType = "real:none"
                """, 1));
        try {
            JobGroup group = waiting(queue).getFirst();
            eventually(() -> hasCounted(group));
            assertThatThrownBy(() -> queue.hold(SCHEDD, group, "test"))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("QUEUE_SUPER_USERS");
            assertThat(queue.job(SCHEDD, new JobId(cluster, 0)).orElseThrow().status())
                    .isEqualTo(1);
        } finally {
            real.remove(cluster);
        }
    }

    /** The first jobs of an empty queue are counted after a while; an order before that says so and does nothing. */
    private boolean hasCounted(JobGroup group) throws CondorException {
        try {
            queue.hold(SCHEDD, group, "test");
            return false;
        } catch (Unreachable e) {
            assertThat(e).hasMessageContaining("has not counted its newest jobs yet");
            return false;
        } catch (Refused e) {
            return true;
        }
    }

    @Test
    void anIdleWorkerDrainsABusyOneRefusesAndItsJobGoesOn() throws Exception {
        String machine = real.startWorker("real-drain", "real:drain", "UpdraftPool = \"realtest\"");
        try {
            assertThat(pool.drainIfIdle(machine, "d1")).isEqualTo(new DrainReply.Accepted());
            eventually(() -> pool.slotsOf(machine).stream()
                    .allMatch(slot -> slot.state().equals("Drained")
                            && slot.isFree()
                            && slot.drainReason().equals(java.util.Optional.of("updraft:d1"))));
            assertThat(pool.drainIfIdle(machine, "d2")).isInstanceOf(DrainReply.AlreadyDraining.class);
            pool.cancelDrain(machine);
            eventually(() -> pool.slotsOf(machine).getFirst().state().equals("Unclaimed"));

            int cluster = real.submit(sleepers("""
                    requirements = TARGET.VMType =?= "real:drain"
                    request_memory = 100
                    request_disk = 100
                    My.VMType = "real:drain"
                    """, 1));
            try {
                eventually(() -> queue.claims(SCHEDD).stream().anyMatch(claim -> claim.isOn(machine)));
                eventually(() -> pool.slotsOf(machine).stream()
                        .anyMatch(slot -> slot.state().equals("Claimed")));
                assertThat(pool.drainIfIdle(machine, "d3")).isInstanceOf(DrainReply.Busy.class);

                Claim claim = queue.claims(SCHEDD).stream()
                        .filter(c -> c.isOn(machine))
                        .findFirst()
                        .orElseThrow();
                assertThat(claim.id()).isEqualTo(new JobId(cluster, 0));
                assertThat(claim.owner()).isEqualTo("games");
                assertThat(queue.job(SCHEDD, claim.id()).orElseThrow().status()).isEqualTo(2);
                assertThat(pool.slots().ads()).extracting(SlotAd::machine).containsOnly(machine);
                assertThat(pool.slotsOf(machine)).extracting(SlotAd::draining).containsOnly(false);
            } finally {
                real.remove(cluster);
            }
        } finally {
            real.stopWorker("real-drain", "fast");
        }
    }

    @Test
    void anIdleWorkerSwitchedOffPeacefullyLosesItsSlots() throws Exception {
        String machine = real.startWorker("real-off", "real:off", "UpdraftPool = \"realtest\"");
        try {
            real.awaitMaster(machine);
            pool.offPeacefully(machine);
            eventually(() -> pool.slotsOf(machine).isEmpty());
        } finally {
            real.stopWorker("real-off", "fast");
        }
    }

    @Test
    void aVanishedWorkerCanNotBeDrainedAndIsForgotten() throws Exception {
        String machine = real.startWorker("real-gone", "real:gone", "UpdraftPool = \"realtest\"");
        String ofIt = "Machine == \"" + machine + "\"";
        eventually(() -> real.asService("condor_status", "-any", "-constraint", ofIt, "-af", "MyType")
                .lines()
                .collect(Collectors.toSet())
                .equals(Set.of("Machine", "StartD", "DaemonMaster")));
        real.stopWorker("real-gone", "vanish");
        assertThat(pool.slotsOf(machine)).isNotEmpty();
        assertThatThrownBy(() -> pool.drainIfIdle(machine, "d1")).isInstanceOf(Unreachable.class);

        pool.forget(machine);
        assertThat(pool.slotsOf(machine)).isEmpty();
        assertThat(real.asService("condor_status", "-any", "-constraint", ofIt, "-af", "MyType"))
                .isEmpty();
    }

    @Test
    void aTokenLetsOneWorkerJoinAndNothingElse() throws Exception {
        String token = pool.createToken("updraft-real@" + RealPool.DOMAIN, Duration.ofHours(1));
        String claims = new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);

        assertThat(claims)
                .contains("\"sub\":\"updraft-real@" + RealPool.DOMAIN + "\"")
                .contains("condor:\\/ADVERTISE_STARTD condor:\\/ADVERTISE_MASTER condor:\\/READ")
                .doesNotContain("ADMINISTRATOR");
        assertThatThrownBy(() -> new CommandCondorPool(tools, "realtest", "nosuchkey")
                        .createToken("updraft-real@" + RealPool.DOMAIN, Duration.ofHours(1)))
                .isInstanceOf(Refused.class);
    }

    @Test
    void aRequestIsSeenAndApprovedIfItIsTheOneThatWasSeen() throws Exception {
        String identity = "updraft-asks@" + RealPool.DOMAIN;
        Path answer = folder.resolve("answer");
        Process asking = real.ask(
                answer,
                identity,
                "-authz",
                "ADVERTISE_STARTD",
                "-authz",
                "ADVERTISE_MASTER",
                "-authz",
                "READ",
                "-lifetime",
                "600");
        try {
            RealPool.eventually(() -> requestsOf(identity).size() == 1);
            TokenRequest seen = requestsOf(identity).getFirst();
            assertThat(seen.authorizations()).containsExactly("ADVERTISE_STARTD", "ADVERTISE_MASTER", "READ");
            assertThat(seen.life()).contains(Duration.ofSeconds(600));
            assertThat(seen.address()).matches("[0-9.]+");
            TokenRequest other = new TokenRequest(
                    seen.requestId(),
                    seen.clientId(),
                    "updraft-other@" + RealPool.DOMAIN,
                    seen.address(),
                    seen.authorizations(),
                    seen.life());
            assertThatThrownBy(() -> pool.approve(other))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("showed another request");
            assertThat(requestsOf(identity)).as("it still waits").containsExactly(seen);

            pool.approve(seen);
            assertThat(requestsOf(identity)).isEmpty();
            assertThatThrownBy(() -> pool.approve(seen))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("is not there any more");
            assertThat(asking.waitFor()).isZero();
            assertThat(Files.readString(answer).strip().lines().toList().getLast())
                    .startsWith("eyJ");
        } finally {
            asking.destroy();
        }
    }

    private List<TokenRequest> requestsOf(String identity) throws Exception {
        return pool.tokenRequests().stream()
                .filter(request -> request.identity().equals(identity))
                .toList();
    }

    @Test
    void theCollectorsStartAndTheVersionAreKnown() throws Exception {
        assertThat(pool.slots().collectorStartedAt())
                .isAfter(Instant.parse("2020-01-01T00:00:00Z"))
                .isBefore(Instant.now());
        assertThat(tools.version().isSupported()).isTrue();
    }

    @Test
    void jobsThatEndAreToldByHowTheyEnded() throws Exception {
        Instant since = Instant.now().minusSeconds(30);
        real.startWorker("real-endings", "real:endings");
        String where = "requirements = TARGET.VMType =?= \"real:endings\"\nMy.VMType = \"real:endings\"\n"
                + "transfer_executable = false\nrequest_memory = 64\nrequest_disk = 100\nshould_transfer_files = YES\n";
        int good = real.submit("executable = /bin/true\n" + where + "queue\n");
        int bad = real.submit("executable = /bin/false\n" + where + "queue 2\n");
        int held = real.submit("executable = /nonexistent\n" + where + "queue\n");
        int given = real.submit("executable = /bin/sleep\narguments = 600\n" + where + "queue\n");
        try {
            eventually(() -> queue.endings(SCHEDD, since).stream()
                            .filter(ending -> ending.host().contains("real-endings"))
                            .count()
                    >= 4);
            eventually(
                    () -> queue.job(SCHEDD, new JobId(given, 0)).orElseThrow().status() == 2);
            real.vacate(given);
            eventually(
                    () -> queue.job(SCHEDD, new JobId(given, 0)).orElseThrow().status() == 1);
            Set<String> told = queue.endings(SCHEDD, since).stream()
                    .map(ending -> ending.id() + " " + ending.how())
                    .collect(Collectors.toSet());
            assertThat(told)
                    .contains(good + ".0 SUCCEEDED", bad + ".0 FAILED", bad + ".1 FAILED", held + ".0 FAILED")
                    .noneMatch(words -> words.startsWith(given + "."));
            assertThat(queue.endings(SCHEDD, Instant.now().plusSeconds(60))).isEmpty();
        } finally {
            real.removeWhere("VMType == \"real:endings\"");
            real.stopWorker("real-endings", "fast");
        }
    }

    @Test
    void ghostsOfAMachinesNameAreForgottenAndTheMachineIsNot() throws Exception {
        String alive = "00000000-0000-4000-8000-00000000a11e";
        String dead = "00000000-0000-4000-8000-00000000dead";
        String machine = real.startWorker(
                "real-ghosts",
                "real:ghosts",
                "UpdraftServerId = \"" + alive + "\"",
                "STARTD_ATTRS = $(STARTD_ATTRS) UpdraftServerId",
                "MASTER_ATTRS = $(MASTER_ATTRS) UpdraftServerId");
        try {
            real.awaitMaster(machine);
            Path ghost = Files.writeString(folder.resolve("ghost.ad"), """
                    MyType = "Machine"
                    Name = "slot9@%s"
                    Machine = "%s"
                    UpdraftServerId = "%s"
                    State = "Unclaimed"
                    Activity = "Idle"
                    Start = false
                    MyAddress = "<127.0.0.1:1>"
                    """.formatted(machine, machine, dead));
            Files.setPosixFilePermissions(ghost, PosixFilePermissions.fromString("rw-r--r--"));
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            real.asService("condor_advertise", "UPDATE_STARTD_AD", ghost.toString());
            eventually(() -> servers(machine).equals(Set.of(alive, dead)));

            pool.forgetGhost(machine, dead);

            assertThat(servers(machine)).containsExactly(alive);
            assertThat(real.asService(
                                    "condor_status",
                                    "-any",
                                    "-constraint",
                                    "Machine == \"" + machine + "\"",
                                    "-af",
                                    "MyType")
                            .lines())
                    .contains("Machine", "DaemonMaster");
            // and, once its server is gone, all of it by the same order
            pool.forgetGhost(machine, alive);
            assertThat(servers(machine)).isEmpty();
        } finally {
            real.stopWorker("real-ghosts", "fast");
        }
    }

    private Set<String> servers(String machine) throws Exception {
        return pool.slotsOf(machine).stream()
                .flatMap(ad -> ad.serverId().stream())
                .collect(Collectors.toSet());
    }
}
