package org.updraft.autoscaler.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.updraft.autoscaler.cloudinit.CloudInit;
import org.updraft.autoscaler.cloudinit.PoolAddress;
import org.updraft.autoscaler.cloudinit.Templates;
import org.updraft.autoscaler.cloudinit.TokenSource;
import org.updraft.autoscaler.cloudinit.UserPart;
import org.updraft.autoscaler.pool.CloudConfigFault;
import org.updraft.autoscaler.pool.Demand;
import org.updraft.autoscaler.pool.Shape;
import org.updraft.autoscaler.pool.Terms;
import org.updraft.htcondor.JobGroup;
import org.updraft.htcondor.JobId;
import org.updraft.htcondor.PerCloud;

class UserConfigsTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final CloudInit CLOUD_INIT = new CloudInit(
            Templates.builtIn(),
            new PoolAddress(
                    "cm.example.org",
                    9618,
                    "example.org",
                    "updraft@example.org",
                    Duration.ofMinutes(1),
                    Duration.ofHours(2),
                    Duration.ofMinutes(15)),
            TokenSource.userData(TokenSource.LIFE));

    @TempDir
    Path temp;

    private UserConfigs configs() {
        return new UserConfigs(
                new Spool(temp.resolve("spool"), () -> NOON, new Spool.Limits(100, 1 << 20, 0)), CLOUD_INIT);
    }

    @Test
    void handingOverTellsWhatToWriteIntoTheJob() throws Exception {
        byte[] config = bytes("#cloud-config\npackages: [gcc]\n");
        assertThat(handOver("cloud-config", config)).isEqualTo("spool:" + Hashes.of(config));
        byte[] script = bytes("#!/bin/sh\ntouch /x\n");
        assertThat(handOver("x-shellscript", script)).isEqualTo("spool:" + Hashes.of(script) + ":x-shellscript");
        assertThat(configs().filesOf("alice")).hasSize(2);
        handOver("cloud-config", config);
        assertThat(configs().filesOf("alice")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "cloud-config; packages: [gcc]; first line must be #cloud-config",
                "cloud-config; #cloud-config|a: b|  c: d|; line 3, column 4",
                "cloud-config; #cloud-config|- a|; not a mapping",
                "cloud-config; #cloud-config|merge_how: x; sets merge_how",
                "cloud-config; #cloud-config|merge_type: x; sets merge_type",
                "cloud-config; #cloud-config|a: &a [x]|b: [*a, *c]; line 3, column 9",
                "cloud-config; #cloud-config|a: !!int b; b",
                "cloud-config; #cloud-config|a: !!javax.script.ScriptEngineManager [x]; line 2",
                "cloud-config; #!/bin/sh; first line must be #cloud-config",
                "x-shellscript; #cloud-config; #!",
                "x-shellscript; touch /x; #!",
                "cloud-boothook; touch /x; #cloud-boothook",
                "x-include-url; http://evil.example; cloud-config, x-shellscript and cloud-boothook",
            })
    void whatCloudInitWouldNotTakeIsRefusedAndNotKept(String type, String text, String told) throws Exception {
        assertThatThrownBy(() -> handOver(type, bytes(text.replace('|', '\n'))))
                .isInstanceOf(SpoolException.Unfit.class)
                .hasMessageContaining(told)
                .hasMessageNotContaining("\n");
        assertThat(configs().filesOf("alice")).isEmpty();
    }

    @Test
    void whatIsNoTextIsRefusedWithItsPlace() {
        unfit(bytes("#cloud-config\na: \0\n"), "line 2, column 4: a NUL byte");
        unfit("#cloud-config\n# é\na: é\n".getBytes(StandardCharsets.ISO_8859_1), "line 2, column 3: the byte 0xe9");
        unfit(new byte[] {'#', '!', (byte) 0xc3}, "line 1, column 3: the byte 0xc3");
        unfit(new byte[0], "0 bytes");
        unfit(bytes("#cloud-config\na: " + "[".repeat(20_000)), "");
        unfit(bytes("#cloud-config\n" + "a: &a [x, x]\n" + "b: [" + "*a, ".repeat(9000) + "*a]\n"), "");
    }

    private void unfit(byte[] content, String told) {
        assertThatThrownBy(() -> handOver("cloud-config", content))
                .isInstanceOf(SpoolException.Unfit.class)
                .hasMessageContaining(told);
    }

    @Test
    void upTo48KiBAreTakenIfNovaTakesThem() throws Exception {
        assertThat(faults("alice", handOver("cloud-config", padded(48 * 1024)))).isEmpty();
        unfit(padded(48 * 1024 + 1), "49153 bytes");
        unfit(noise(46_000), "Nova takes at most 65535");
    }

    @Test
    void filesThatFitOneByOneAndNotTogetherAreAFaultBeforeTheBoot() throws Exception {
        String one = handOver("cloud-config", noise(26_000));
        String two = handOver("cloud-config", noise(26_001));
        assertThat(faults("alice", one)).isEmpty();
        assertThat(faults("alice", one + "," + two.substring("spool:".length())))
                .hasEntrySatisfying("d", fault -> {
                    assertThat(fault.kind()).isEqualTo(CloudConfigFault.Kind.UNFIT);
                    assertThat(fault.words()).contains("Nova takes at most 65535");
                });
    }

    @Test
    void whatTheSiteAddsCountsToo() throws Exception {
        List<Demand> demands = List.of(demand("alice", handOver("cloud-config", noise(26_000))));
        String site = new String(noise(26_002), StandardCharsets.UTF_8);
        UserConfigs configs = configs();
        assertThat(configs.faults(demands, demand -> Optional.of(site))).hasSize(1);
        assertThat(configs.faults(demands, demand -> Optional.empty())).isEmpty();
    }

    @Test
    void eachDemandIsToldItsOwnFault() throws Exception {
        byte[] config = bytes("#cloud-config\na: b\n");
        String named = handOver("cloud-config", config);

        assertThat(faults("alice", named)).isEmpty();
        assertThat(faults("alice", "")).isEmpty();
        assertThat(faults("bob", named))
                .containsEntry(
                        "d",
                        new CloudConfigFault(
                                CloudConfigFault.Kind.MISSING,
                                "no file " + Hashes.of(config).substring(0, 12) + "… was handed over by bob"));
        assertThat(kind("alice", named + ":x-shellscript")).isEqualTo(CloudConfigFault.Kind.UNFIT);
        assertThat(kind("alice", "spool:../../etc/passwd")).isEqualTo(CloudConfigFault.Kind.UNFIT);
        assertThat(kind("alice", named + named.substring(5).replace(':', ',').repeat(3)))
                .isEqualTo(CloudConfigFault.Kind.UNFIT);
        Files.writeString(temp.resolve("spool/alice").resolve(Hashes.of(config)), "#cloud-config\na: c\n");
        assertThat(kind("alice", named)).isEqualTo(CloudConfigFault.Kind.DAMAGED);
    }

    @Test
    void theBootGetsThePartsInTheirOrderAndNotesThatTheyWereUsed() throws Exception {
        String config = handOver("cloud-config", bytes("#cloud-config\na: b\n"));
        String script = handOver("x-shellscript", bytes("#!/bin/sh\n"));
        List<UserPart> parts = configs().parts("alice", script + "," + config.substring("spool:".length()));
        assertThat(parts).extracting(UserPart::subtype).containsExactly("x-shellscript", "cloud-config");
        assertThat(configs().filesOf("alice")).extracting(SpooledFile::usedAt).containsOnly(Optional.of(NOON));
        assertThat(configs().parts("alice", "")).isEmpty();
        assertThatThrownBy(() -> configs().parts("bob", config))
                .isInstanceOfSatisfying(
                        CloudConfigException.class, e -> assertThat(e.kind()).isEqualTo(CloudConfigFault.Kind.MISSING));
    }

    private String handOver(String type, byte[] content) throws SpoolException {
        return configs().handOver("alice", type, content).attribute();
    }

    private Map<String, CloudConfigFault> faults(String owner, String named) {
        return configs().faults(List.of(demand(owner, named)), demand -> Optional.empty());
    }

    private CloudConfigFault.Kind kind(String owner, String named) {
        return faults(owner, named).values().iterator().next().kind();
    }

    private static Demand demand(String owner, String named) {
        JobGroup group = new JobGroup(
                "batch",
                owner,
                new JobGroup.VmAttributes(
                        Optional.of("survey"),
                        PerCloud.NONE,
                        PerCloud.NONE,
                        Optional.empty(),
                        Optional.empty(),
                        List.of()),
                1,
                1000,
                0,
                0,
                0,
                false,
                false,
                1,
                new JobId(1, 0),
                new JobId(1, 0),
                List.of());
        return new Demand(
                "d", owner, "survey", new Terms(false, 0, named), new Shape(1, 1000, 0, 0), List.of(group), NOON);
    }

    private static byte[] padded(int size) {
        return bytes("#cloud-config\na: b #" + "x".repeat(size - 21) + "\n");
    }

    /** Text that hardly compresses. */
    private static byte[] noise(int size) {
        StringBuilder text = new StringBuilder("#cloud-config\na: b #");
        new Random(size)
                .ints(size - 20L, 0, 64)
                .forEach(
                        c -> text.append("-_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".charAt(c)));
        return bytes(text.toString());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
