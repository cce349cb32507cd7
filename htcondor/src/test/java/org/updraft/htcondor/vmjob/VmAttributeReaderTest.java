package org.updraft.htcondor.vmjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.updraft.htcondor.JobGroup.Malformed;
import org.updraft.htcondor.PerCloud;
import org.updraft.htcondor.QueuedJob.Unused;
import org.updraft.htcondor.classad.Ad;
import org.updraft.htcondor.classad.AdValue;

class VmAttributeReaderTest {
    private final VmAttributeReader reader = new VmAttributeReader(Set.of("west", "east"));

    private static Ad job(String name, AdValue value) {
        return Ad.of(Map.of(name, value));
    }

    private static Ad job(String name, String text) {
        return job(name, new AdValue.Text(text));
    }

    private PerCloud image(String text) {
        VmAttributeReader.Reading reading = reader.read(job("VMAMI", text), Requirements.NONE);
        assertThat(reading.malformed()).isEmpty();
        return reading.attributes().image();
    }

    private List<Malformed> malformed(String name, AdValue value) {
        VmAttributeReader.Reading reading = reader.read(job(name, value), Requirements.NONE);
        assertThat(reading.attributes().vmType()).isEmpty();
        assertThat(reading.attributes().image()).isEqualTo(PerCloud.NONE);
        assertThat(reading.attributes().keepAliveMinutes()).isEmpty();
        return reading.malformed();
    }

    @Test
    void aWholeJobIsRead() {
        Map<String, AdValue> job = new HashMap<>();
        job.put("vmtype", new AdValue.Text("proj:image"));
        job.put("VMAMI", new AdValue.Text("Ubuntu 22.04 (cloud)"));
        job.put("VMInstanceType", new AdValue.Text("c4-15gb"));
        job.put("VMKeepAlive", new AdValue.Text("30"));
        job.put("VMNetwork", new AdValue.Text("batch-net"));
        job.put("TargetClouds", new AdValue.Text("west, east,west"));
        VmAttributeReader.Reading reading = reader.read(Ad.of(job), Requirements.NONE);

        assertThat(reading.malformed()).isEmpty();
        assertThat(reading.attributes().vmType()).contains("proj:image");
        assertThat(reading.attributes().image()).isEqualTo(PerCloud.plain("Ubuntu 22.04 (cloud)"));
        assertThat(reading.attributes().flavor()).isEqualTo(PerCloud.plain("c4-15gb"));
        assertThat(reading.attributes().keepAliveMinutes()).contains(30);
        assertThat(reading.attributes().network()).contains("batch-net");
        assertThat(reading.attributes().targetClouds()).containsExactly("west", "east");
    }

    @Test
    void aMapOfCloudsHasACommaOrBeginsWithAKnownCloud() {
        assertThat(image("west:small, north:b c,default:d"))
                .isEqualTo(new PerCloud(Optional.of("d"), new TreeMap<>(Map.of("west", "small", "north", "b c"))));
        assertThat(image("north:x,")).isEqualTo(PerCloud.of(Map.of("north", "x")));
        assertThat(image("west:x")).isEqualTo(PerCloud.of(Map.of("west", "x")));
        assertThat(image("default:x")).isEqualTo(PerCloud.plain("x"));
    }

    @Test
    void aNameWithAColonIsPlain() {
        assertThat(image("proj:image")).isEqualTo(PerCloud.plain("proj:image"));
        assertThat(image("b7c1c7a2-6d0b-4a53-8b0e-2f6e0d1a9c11"))
                .isEqualTo(PerCloud.plain("b7c1c7a2-6d0b-4a53-8b0e-2f6e0d1a9c11"));
        assertThat(image("west:a:b,x:c")).isEqualTo(PerCloud.of(Map.of("west", "a:b", "x", "c")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "a/../b",
                "-rf",
                "a\nb",
                "a\u0000b",
                "a\"b",
                "a'b",
                "$(id)",
                "`id`",
                "a;b",
                "a|b",
                "a&b",
                "a<b",
                "{a}",
                "!!python",
                "*a",
                "%a",
                "a\\b",
                " a",
                "a ",
                "a  b",
                "a\u202eb",
                "west:a,b",
                "west:a,west:b",
                "west:,east:b",
                ",",
                ":a,b:c",
                "we st:a,b:c"
            })
    void hostileTextIsMalformedWithARemedyAndAPrintableExcerpt(String text) {
        assertThat(malformed("VMAMI", new AdValue.Text(text))).singleElement().satisfies(found -> {
            assertThat(found.attribute()).isEqualTo("VMAMI");
            assertThat(found.value()).matches("[ -~]*");
            assertThat(found.remedy()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a,b", "ü", "a(b)", "../x", "#x", "a=b", "a\tb"})
    void aVmTypeMayHoldLessThanAnImage(String text) {
        assertThat(malformed("VMType", new AdValue.Text(text))).hasSize(1);
    }

    @Test
    void tenMegabytesAreMalformedAndNotRepeated() {
        assertThat(malformed("VMType", new AdValue.Text("x".repeat(10_000_000))))
                .singleElement()
                .satisfies(found -> assertThat(found.value()).hasSize(80));
    }

    @ParameterizedTest
    @ValueSource(strings = {"6x", "-1", "1.5", "99999999999999999999", "1000001", "0x10", "٣", "30 min", "1e3"})
    void aKeepAliveThatIsNoNumberOfMinutesIsMalformed(String text) {
        assertThat(malformed("VMKeepAlive", new AdValue.Text(text))).hasSize(1);
    }

    @Test
    void aKeepAliveMayBeANumberOrItsText() {
        assertThat(reader.read(job("VMKeepAlive", new AdValue.Whole(600)), Requirements.NONE)
                        .attributes()
                        .keepAliveMinutes())
                .contains(600);
        assertThat(reader.read(job("VMKeepAlive", " 0 "), Requirements.NONE)
                        .attributes()
                        .keepAliveMinutes())
                .contains(0);
        assertThat(malformed("VMKeepAlive", new AdValue.Whole(-1))).hasSize(1);
        assertThat(malformed("VMKeepAlive", new AdValue.Real(1.5))).hasSize(1);
        assertThat(malformed("VMKeepAlive", new AdValue.Nested("a list"))).hasSize(1);
    }

    @Test
    void anExpressionOrNumberWhereANameBelongsIsMalformed() {
        assertThat(malformed("VMType", new AdValue.Expression("strcat(\"a\", Owner)")))
                .hasSize(1);
        assertThat(malformed("VMAMI", new AdValue.Whole(3))).hasSize(1);
    }

    @Test
    void emptyAndUndefinedAttributesMakeNoVmJob() {
        assertThat(VmAttributeReader.isVmJob(job("VMType", ""), Requirements.NONE))
                .isFalse();
        assertThat(VmAttributeReader.isVmJob(job("VMType", new AdValue.Undefined()), Requirements.NONE))
                .isFalse();
        assertThat(VmAttributeReader.isVmJob(job("RequestCpus", new AdValue.Whole(1)), Requirements.NONE))
                .isFalse();
        assertThat(VmAttributeReader.isVmJob(job("VMInstanceType", "c4"), Requirements.NONE))
                .isTrue();
        assertThat(reader.read(job("VMAMI", ""), Requirements.NONE).attributes().image())
                .isEqualTo(PerCloud.NONE);
    }

    private VmAttributeReader.Reading read(String name, AdValue value) {
        return reader.read(job(name, value), Requirements.NONE);
    }

    private VmAttributeReader.Reading read(String name, String text) {
        return read(name, new AdValue.Text(text));
    }

    @Test
    void securityGroupsAndAKeyAreNamesOfTheCloud() {
        assertThat(read("VMSecurityGroup", "default, batch nodes,default")
                        .attributes()
                        .securityGroups())
                .containsExactly("default", "batch nodes");
        assertThat(read("VMKeyName", "ops@head").attributes().keyName()).contains("ops@head");
        assertThat(read("VMSecurityGroup", "a,,b").malformed()).hasSize(1);
        assertThat(read("VMSecurityGroup", "a,$(id)").malformed()).hasSize(1);
        assertThat(read("VMSecurityGroup", "g,".repeat(40)).malformed()).hasSize(1);
        assertThat(read("VMKeyName", "a\nb: c").malformed()).hasSize(1);
        assertThat(read("VMKeyName", new AdValue.Expression("strcat(\"a\")")).malformed())
                .hasSize(1);
    }

    @Test
    void aLimitOfJobsIsAWholeNumberFromOneOn() {
        assertThat(read("VMMaxJobs", "1").attributes().maxJobs()).contains(1);
        assertThat(read("VMMaxJobs", new AdValue.Whole(1_000_000)).attributes().maxJobs())
                .contains(1_000_000);
        for (String text : List.of("0", "-1", "1000001", "1.5", "many")) {
            assertThat(read("VMMaxJobs", text).malformed()).as(text).hasSize(1);
        }
    }

    @Test
    void cloudConfigIsWhatWasHandedOverAndNeverAPath() {
        String spooled = "spool:" + "0123456789abcdef".repeat(4);
        assertThat(read("VMAMIConfig", spooled).attributes().cloudConfig()).contains(spooled);
        for (String text : List.of("/etc/passwd", "http://h/x.yml:cloud-config", spooled + ":x-perl", "spool:", "")) {
            VmAttributeReader.Reading reading = read("VMAMIConfig", text);
            assertThat(reading.attributes().cloudConfig()).isEmpty();
            assertThat(reading.malformed())
                    .as(text)
                    .hasSize(text.isEmpty() ? 0 : 1)
                    .allSatisfy(bad -> assertThat(bad.remedy()).contains("updraft spool FILE"));
        }
    }

    @Test
    void aListThatIsTooLongIsMalformedAndNotCut() {
        String clouds = "cloud-with-a-long-name-".repeat(2) + ",";
        assertThat(read("TargetClouds", clouds.repeat(30)).malformed())
                .singleElement()
                .satisfies(bad -> assertThat(bad.remedy()).contains("1024"));
        assertThat(read("TargetClouds", clouds.repeat(20)).malformed()).isEmpty();
    }

    @Test
    void theShapeOfOldJobFilesIsInQuotedWholeNumbers() {
        Ad old = Ad.of(Map.of(
                "VMMem", new AdValue.Text("1024"),
                "vmcpucores", new AdValue.Text(" 2 "),
                "VMStorage", new AdValue.Whole(20)));
        assertThat(VmShape.of(old)).isEqualTo(new VmShape(2, 1024, 20L << 20, List.of()));
        assertThat(VmShape.of(Ad.of(Map.of()))).isEqualTo(new VmShape(0, 0, 0, List.of()));
        assertThat(VmShape.of(job("VMMem", ""))).isEqualTo(new VmShape(0, 0, 0, List.of()));
        for (String text : List.of("2 GB", "-1", "1e3", "99999999999999999999", "2147483648")) {
            assertThat(VmShape.of(job("VMMem", text)).malformed())
                    .as(text)
                    .singleElement()
                    .satisfies(bad -> assertThat(bad.attribute()).isEqualTo("VMMem"));
        }
        assertThat(VmShape.of(job("VMStorage", new AdValue.Expression("1 + 1"))).malformed())
                .hasSize(1);
    }

    @Test
    void unusedAttributesAreNamedWithWhatServesInTheirPlace() {
        Ad job = Ad.of(Map.of(
                "VMLoc", new AdValue.Text("http://repo/x.img\u0000"),
                "VMTypeLimit", new AdValue.Whole(5),
                "CSMyProxyServer", new AdValue.Text("x".repeat(1_000_000)),
                "VMProxyNonBoot", new AdValue.Undefined()));
        assertThat(UnusedAttributes.of(job))
                .containsExactly(
                        new Unused("VMLoc", "http://repo/x.img?", Optional.of("VMAMI names the image")),
                        new Unused(
                                "CSMyProxyServer",
                                "x".repeat(79) + "…",
                                Optional.of("send a proxy with x509userproxy")),
                        new Unused("VMTypeLimit", "5", Optional.empty()));
    }
}
