package org.updraft.htcondor.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.updraft.htcondor.CondorException.Refused;
import org.updraft.htcondor.CondorException.Unreachable;
import org.updraft.htcondor.classad.Ad;
import org.updraft.htcondor.classad.AdValue;

class CondorToolsTest {
    private static final String ONE_AD = "printf '[\\n{ \"ClusterId\": 1 }\\n]\\n'";

    @TempDir
    Path folder;

    FakeTools fake;

    @BeforeEach
    void scripts() {
        fake = new FakeTools(folder);
    }

    private List<Ad> ads(CondorTools tools) throws Exception {
        List<Ad> ads = new ArrayList<>();
        tools.ads(tools.aimed("condor_q").with("-json"), ads::add);
        return ads;
    }

    private List<Ad> ads() throws Exception {
        return ads(fake.tools());
    }

    @Test
    void noByteAtAllMeansNoAds() throws Exception {
        fake.replay("condor_q", "q-empty-json-attrs");
        assertThat(ads()).isEmpty();
    }

    @Test
    void anEmptyArrayMeansNoAds() throws Exception {
        fake.script("condor_q", "*", "printf '[\\n]\\n'");
        assertThat(ads()).isEmpty();
    }

    @Test
    void textInsteadOfAdsIsNoAnswer() {
        fake.replay("condor_q", "q-global-json-before-submitter-ads");
        assertThatThrownBy(this::ads).isInstanceOf(Unreachable.class).hasMessageContaining("cannot be read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "[{\"ClusterId\": 1}",
                "[{\"ClusterId\": 1},",
                "[{\"ClusterId\": 1",
                "[{\"ClusterId\": \"x",
                "[{\"ClusterId\": 1}][{\"ClusterId\": 2}]",
                "[{\"ClusterId\": 1}] warning: the end",
                "warning [{\"ClusterId\": 1}]",
                "[1]",
                "{\"ClusterId\": 1}",
                " ",
                "[{\"ClusterId\": 1, \"clusterid\": 2}]"
            })
    void anythingButOneWholeArrayOfAdsIsNoAnswer(String output) {
        String file = fake.file("output", output.getBytes(StandardCharsets.UTF_8));
        fake.script("condor_q", "*", "cat " + file);
        assertThatThrownBy(this::ads).isInstanceOf(Unreachable.class).hasMessageContaining("cannot be read");
    }

    @Test
    void aComplaintBesideWholeAdsIsNoAnswer() {
        fake.replay("condor_q", "q-schedd-killed-global");
        assertThatThrownBy(this::ads)
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining("ended with 0 and said: -- Failed to fetch ads");
    }

    @Test
    void aFailureBesideWholeAdsIsNoAnswer() {
        fake.script("condor_q", "*", ONE_AD + "; exit 3");
        assertThatThrownBy(this::ads).isInstanceOf(Unreachable.class).hasMessageContaining("ended with 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"q-schedd-hung-name", "q-schedd-killed-name", "q-unknown-name", "q-collector-down-name"})
    void aDaemonThatIsAwayIsUnreachable(String reply) {
        fake.replay("condor_q", reply);
        assertThatThrownBy(this::ads)
                .isInstanceOf(Unreachable.class)
                .hasMessageStartingWith("condor_q -pool head:9618 -json ended with 1 and said: ");
    }

    @Test
    void anUnknownScheddIsExplained() {
        fake.replay("condor_q", "q-unknown-name");
        assertThatThrownBy(this::ads).hasMessageContaining("pool.schedds names it wrongly");
    }

    @Test
    void anOptionThatTheToolDoesNotKnowIsRefused() {
        fake.replay("condor_q", "q-bad-arg");
        assertThatThrownBy(this::ads)
                .isInstanceOf(Refused.class)
                .hasMessageContaining("unrecognized argument -nosuchthing")
                .hasMessageContaining("needs HTCondor 9.0.0 or newer");
    }

    @Test
    void missingToolsAreRefusedWithARemedy() {
        assertThatThrownBy(this::ads).isInstanceOf(Refused.class).hasMessageContaining("Install HTCondor's tools");
    }

    @Test
    void aToolThatHangsIsKilledWithTheChildThatHoldsItsPipe() throws Exception {
        Path pid = folder.resolve("pid");
        fake.script("condor_q", "*", "sleep 300 & echo $! > " + pid + "; wait; echo done");
        assertThatThrownBy(() -> ads(fake.tools(Duration.ofMillis(700))))
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining("was killed");
        long child = Long.parseLong(java.nio.file.Files.readString(pid).strip());
        if (ProcessHandle.of(child).isPresent()) {
            ProcessHandle.of(child).get().onExit().get(20, TimeUnit.SECONDS);
        }
        assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void aToolThatWritesMoreComplaintsThanAPipeHoldsDoesNotHang() {
        fake.script(
                "condor_q", "*", "i=0; while [ $i -lt 20000 ]; do echo complaint $i >&2; i=$((i+1)); done; " + ONE_AD);
        assertThatThrownBy(this::ads)
                .isInstanceOf(Unreachable.class)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(2000));
    }

    @Test
    void theRestIsReadEvenIfTheBeginningIsNoJson() {
        fake.script(
                "condor_q",
                "*",
                "i=0; while [ $i -lt 20000 ]; do echo text $i; i=$((i+1)); done; echo the true reason >&2; exit 1");
        assertThatThrownBy(this::ads).hasMessageContaining("the true reason");
    }

    @Test
    void bytesThatAreNotUtf8DoNotKillTheAnswer() throws Exception {
        byte[] bytes =
                "[{\"Owner\": \"gr?n\", \"Nl\": \"a\nb\", \"Odd\": \"\\q\"}]".getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '?' ? (byte) 0xfc : bytes[i];
        }
        fake.script("condor_q", "*", "cat " + fake.file("bytes", bytes));
        assertThat(ads()).singleElement().satisfies(ad -> {
            assertThat(ad.text("Owner")).contains("gr\uFFFDn");
            assertThat(ad.text("Nl")).contains("a\nb");
        });
    }

    @Test
    void aStringOfTenMegabytesIsCutAndTheNextAdIsStillRead() throws Exception {
        fake.script(
                "condor_q",
                "*",
                "printf '[{\"VMAMI\": \"'; head -c 10000000 /dev/zero | tr '\\0' x; printf '\"},{\"VMAMI\": \"y\"}]'");
        List<Ad> ads = ads();
        assertThat(ads.get(0).text("VMAMI").orElseThrow()).hasSize(256 * 1024);
        assertThat(ads.get(1).text("VMAMI")).contains("y");
    }

    @Test
    void aListNestedALakhDeepDoesNotKillTheAnswer() throws Exception {
        fake.script(
                "condor_q",
                "*",
                "printf '[{\"VMAMI\": '; head -c 100000 /dev/zero | tr '\\0' '['; head -c 100000 /dev/zero | tr '\\0' ']'; printf '}]'");
        assertThat(ads())
                .singleElement()
                .extracting(ad -> ad.value("VMAMI").orElseThrow())
                .isEqualTo(new AdValue.Nested("a list"));
    }

    @Test
    void argumentsArriveAsTheyAreAndNoShellSeesThem() throws Exception {
        fake.script("condor_q", "*", "true");
        String nasty = "Owner == \"a b\" && 'x' $(touch " + folder.resolve("owned") + ") `id` \\";
        CondorTools tools = fake.tools();
        tools.ads(tools.aimed("condor_q").with("-constraint", nasty), ad -> {});
        assertThat(fake.calls()).containsExactly(List.of("condor_q", "-pool", "head:9618", "-constraint", nasty));
        assertThat(folder.resolve("owned")).doesNotExist();
    }

    @Test
    void theConfiguredEnvironmentAndATimeoutAsLongAsOurDeadlineReachTheTool() throws Exception {
        fake.script("condor_q", "*", "echo $PROBE $LC_ALL $_CONDOR_TOOL_TIMEOUT_MULTIPLIER");
        CondorTools tools = fake.tools(Duration.ofSeconds(61));
        assertThat(tools.text(tools.aimed("condor_q"))).isEqualTo("set C 4\n");
    }

    @Test
    void aReaderThatFailsIsABugAndNotAnEmptyAnswer() {
        fake.script("condor_q", "*", ONE_AD);
        CondorTools tools = fake.tools();
        assertThatThrownBy(() -> tools.ads(tools.aimed("condor_q"), ad -> {
                    throw new IllegalStateException("mine");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("mine");
    }

    @Test
    void theVersionIsRead() throws Exception {
        fake.replay("condor_version", "version").replay("condor_drain", "drain-help");
        assertThat(fake.tools().version()).isEqualTo(new CondorVersion(23, 9, 6));
        assertThat(fake.tools().version().isSupported()).isTrue();
        assertThat(new CondorVersion(8, 8, 17).isSupported()).isFalse();
        assertThat(fake.tools().knowsOption("condor_drain", "-check")).isTrue();
        assertThat(fake.tools().knowsOption("condor_drain", "-chec")).isFalse();
    }

    @Test
    void aCollectorThatLooksLikeAnOptionIsRefused() {
        assertThatThrownBy(() ->
                        new CondorSettings(Optional.empty(), Optional.of("-debug"), Map.of(), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatTheConfigurationDoesNotSayIsEmpty() throws Exception {
        FakeTools fake = new FakeTools(folder)
                .script("condor_config_val", "TRUST_DOMAIN", "echo pool.example.org")
                .script("condor_config_val", "NOWHERE", "echo 'Not defined: NOWHERE' >&2; exit 1")
                .script("condor_config_val", "BROKEN", "echo 'ERROR: bad config' >&2; exit 1");
        assertThat(fake.tools().configured("TRUST_DOMAIN")).contains("pool.example.org");
        assertThat(fake.tools().configured("NOWHERE")).isEmpty();
        assertThatThrownBy(() -> fake.tools().configured("BROKEN"))
                .isInstanceOf(org.updraft.htcondor.CondorException.class)
                .hasMessageContaining("bad config");
    }
}
