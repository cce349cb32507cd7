package org.updraft.htcondor.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.updraft.htcondor.CondorException.Refused;
import org.updraft.htcondor.CondorException.Unreachable;
import org.updraft.htcondor.CondorPool.DrainReply;
import org.updraft.htcondor.CondorPool.Slots;
import org.updraft.htcondor.SlotAd;

class CommandCondorPoolTest {
    private static final String MACHINE = "w1.testbed.local";

    @TempDir
    Path folder;

    FakeTools fake;
    CommandCondorPool pool;

    @BeforeEach
    void scripts() {
        fake = new FakeTools(folder);
        pool = new CommandCondorPool(fake.tools(), "batch", "updraft");
    }

    @Test
    void slotsAreReadWithTheCollectorsStart() throws Exception {
        fake.replay("condor_status", "*-collector*", "collector").replay("condor_status", "slots");
        Slots slots = pool.slots();

        assertThat(slots.collectorStartedAt()).isEqualTo(Instant.ofEpochSecond(1795317916 - 721));
        SlotAd whole = slots.ads().getFirst();
        assertThat(whole.name()).isEqualTo("slot1@w1.testbed.local");
        assertThat(whole.kind()).isEqualTo(SlotAd.Kind.PARTITIONABLE);
        assertThat(whole.dynamicSlots()).isEqualTo(2);
        assertThat(whole.state()).isEqualTo("Unclaimed");
        assertThat(whole.isFree()).isFalse();
        assertThat(whole.totalCpus()).isEqualTo(4);
        assertThat(whole.totalDiskKiB()).isEqualTo(78441444);
        assertThat(whole.workerId()).contains("0abc");
        assertThat(whole.serverId()).contains("5e0f2c1a-0000-4000-8000-000000000001");
        assertThat(whole.lastHeardFrom()).isEqualTo(Instant.ofEpochSecond(1795317995));
        SlotAd part = slots.ads().get(1);
        assertThat(part.kind()).isEqualTo(SlotAd.Kind.DYNAMIC);
        assertThat(part.jobId()).contains("7.0");
        assertThat(part.remoteOwner()).contains("games@testbed.local");
        assertThat(fake.calls().getFirst())
                .containsSequence("condor_status", "-pool", "head:9618", "-constraint", "UpdraftPool == \"batch\"");
        assertThat(fake.calls().getLast()).as("the collector is asked last").contains("-collector");
    }

    @Test
    void aDrainShowsInEverySlot() throws Exception {
        fake.replay("condor_status", "slots-draining-with-job");
        List<SlotAd> slots = pool.slotsOf(MACHINE);

        assertThat(slots).hasSize(2).allSatisfy(slot -> {
            assertThat(slot.draining()).isTrue();
            assertThat(slot.drainReason()).contains("by root");
            assertThat(slot.isFree()).isFalse();
        });
        assertThat(fake.calls().getFirst()).contains("Machine == \"w1.testbed.local\"");
    }

    @Test
    void aMachineWithoutAdsHasNoSlots() throws Exception {
        fake.replay("condor_status", "status-nomatch-json");
        assertThat(pool.slotsOf(MACHINE)).isEmpty();
    }

    @Test
    void aSlotThatSaysLittleDoesNotLookFree() throws Exception {
        fake.script(
                "condor_status",
                "*",
                "printf '%s' '[{\"Name\": \"slot1@x\", \"Machine\": \"x\", \"PartitionableSlot\": true}]'");
        assertThat(pool.slotsOf("x")).singleElement().satisfies(slot -> {
            assertThat(slot.isFree()).isFalse();
            assertThat(slot.lastHeardFrom()).isEqualTo(Instant.EPOCH);
        });
    }

    @Test
    void anAbsentCollectorIsNeverAnEmptyPool() {
        fake.replay("condor_status", "status-collector-down");
        assertThatThrownBy(() -> pool.slots())
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining("Check that the collector runs");
        assertThatThrownBy(() -> pool.slotsOf(MACHINE)).isInstanceOf(Unreachable.class);
    }

    @Test
    void slotsWithoutACollectorsStartAreNoAnswer() {
        fake.script("condor_status", "*-collector*", "true").replay("condor_status", "slots");
        assertThatThrownBy(() -> pool.slots()).isInstanceOf(Unreachable.class);
    }

    @Test
    void anIdleWorkerIsDrainedUnderAConditionThatItsStartdChecks() throws Exception {
        fake.replay("condor_drain", "drain-graceful");
        assertThat(pool.drainIfIdle(MACHINE, "0abc-1")).isEqualTo(new DrainReply.Accepted());
        assertThat(fake.calls())
                .containsExactly(List.of(
                        "condor_drain",
                        "-pool",
                        "head:9618",
                        "-graceful",
                        "-start",
                        "false",
                        "-reason",
                        "updraft:0abc-1",
                        "-check",
                        "State =!= \"Claimed\" && State =!= \"Matched\" && State =!= \"Preempting\"",
                        MACHINE));
    }

    @Test
    void aWorkerThatJustGotAJobRefusesToDrain() throws Exception {
        fake.replay("condor_drain", "drain-busy");
        assertThat(pool.drainIfIdle(MACHINE, "d1"))
                .isInstanceOfSatisfying(
                        DrainReply.Busy.class,
                        busy -> assertThat(busy.words())
                                .contains("check expression is false on slot1_1@w1.testbed.local"));
    }

    @Test
    void asSecondDrainIsToldApart() throws Exception {
        fake.replay("condor_drain", "drain-twice");
        assertThat(pool.drainIfIdle(MACHINE, "d1")).isInstanceOf(DrainReply.AlreadyDraining.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plainuser-drain", "drain-collector-down", "drain-unknown-machine"})
    void aDrainThatDidNotArriveIsNoReply(String reply) {
        fake.replay("condor_drain", reply);
        assertThatThrownBy(() -> pool.drainIfIdle(MACHINE, "d1")).isInstanceOf(Unreachable.class);
        assertThatThrownBy(() -> pool.cancelDrain(MACHINE)).isInstanceOf(Unreachable.class);
    }

    @Test
    void drainsAreCancelledAndWorkersSwitchedOffByName() throws Exception {
        fake.replay("condor_drain", "drain-cancel").replay("condor_off", "off-peaceful");
        pool.cancelDrain(MACHINE);
        pool.offPeacefully(MACHINE);

        assertThat(fake.calls())
                .containsExactly(
                        List.of("condor_drain", "-pool", "head:9618", "-cancel", MACHINE),
                        List.of("condor_off", "-pool", "head:9618", "-peaceful", "-startd", "-name", MACHINE));
    }

    @Test
    void rejectedCredentialsAreRefused() {
        fake.replay("condor_off", "off-refused");
        assertThatThrownBy(() -> pool.offPeacefully(MACHINE))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("Check the service's token");
    }

    @Test
    void forgettingTakesBackTheAdsOfStartdAndMaster() throws Exception {
        Path input = folder.resolve("input");
        fake.script("condor_advertise", "*", "cat >> " + input + "; echo Sent 1 of 1 ad");
        pool.forget(MACHINE);

        assertThat(fake.calls())
                .extracting(call -> call.get(3))
                .containsExactly("INVALIDATE_STARTD_ADS", "INVALIDATE_STARTD_ADS", "INVALIDATE_MASTER_ADS");
        assertThat(input).hasContent("""
                        MyType = "Query"
                        TargetType = "Machine"
                        Requirements = Machine == "w1.testbed.local"
                        MyType = "Query"
                        TargetType = "StartD"
                        Requirements = Machine == "w1.testbed.local"
                        MyType = "Query"
                        TargetType = "DaemonMaster"
                        Requirements = Machine == "w1.testbed.local"
                        """);
    }

    @Test
    void aTokenIsMadeForOneIdentityWithFewRights() throws Exception {
        fake.script("condor_token_create", "*", "echo aaa.bbb.c-c_c");
        assertThat(pool.createToken("updraft-0abc@updraft.test", Duration.ofDays(2)))
                .isEqualTo("aaa.bbb.c-c_c");
        assertThat(fake.calls().getFirst())
                .containsExactly(
                        "condor_token_create",
                        "-identity",
                        "updraft-0abc@updraft.test",
                        "-key",
                        "updraft",
                        "-lifetime",
                        "172800",
                        "-authz",
                        "ADVERTISE_STARTD",
                        "-authz",
                        "ADVERTISE_MASTER",
                        "-authz",
                        "READ");
    }

    @Test
    void aTokenAppearsInNoMessage() {
        fake.script("condor_token_create", "*", "echo aaa.bbb.ccc secret");
        assertThatThrownBy(() -> pool.createToken("a@b", Duration.ofDays(1)))
                .isInstanceOf(Refused.class)
                .message()
                .doesNotContain("aaa");
        FakeTools failing = new FakeTools(folder).script("condor_token_create", "*", "echo aaa.bbb.ccc; exit 1");
        assertThatThrownBy(() ->
                        new CommandCondorPool(failing.tools(), "batch", "k").createToken("a@b", Duration.ofDays(1)))
                .message()
                .doesNotContain("aaa");
    }

    @Test
    void aMissingSigningKeyIsExplained() {
        fake.replay("condor_token_create", "token-no-key");
        assertThatThrownBy(() -> pool.createToken("a@b", Duration.ofDays(1)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("signing key exists");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-cancel", "", "a b", "w1\" || true || \"", "w1\nx", "*", "<10.0.0.1:9618>", "../x"})
    void aMachineWhoseNameIsNoNameIsNeverAnArgument(String machine) {
        assertThatThrownBy(() -> pool.slotsOf(machine)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> pool.drainIfIdle(machine, "d")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> pool.cancelDrain(machine)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> pool.offPeacefully(machine)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> pool.forget(machine)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> pool.drainIfIdle("w1", machine)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> pool.createToken(machine + "@x", Duration.ofDays(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(fake.calls()).isEmpty();
    }
}
