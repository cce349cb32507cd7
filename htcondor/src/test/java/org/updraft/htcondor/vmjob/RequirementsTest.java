package org.updraft.htcondor.vmjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.updraft.htcondor.JobGroup.Malformed;
import org.updraft.htcondor.classad.Ad;
import org.updraft.htcondor.classad.AdValue;

class RequirementsTest {
    private static final VmAttributeReader READER = new VmAttributeReader(Set.of());

    private static Requirements of(String expression) {
        return Requirements.of(Optional.of(new AdValue.Expression(expression)));
    }

    private static VmAttributeReader.Reading read(String vmType, String requirements) {
        return READER.read(Ad.of(Map.of("VMType", new AdValue.Text(vmType))), of(requirements));
    }

    private static VmAttributeReader.Reading read(String requirements) {
        return READER.read(Ad.of(Map.of()), of(requirements));
    }

    @Test
    void theirVmTypeIsTheJobsIfItHasNone() {
        assertThat(read("TARGET.VMType is \"proj:old\"").attributes().vmType()).contains("proj:old");
        assertThat(read("vmtype == \"proj:old\" && Cpus >= 1").attributes().vmType())
                .contains("proj:old");
        assertThat(read("own", "TARGET.VMType is \"own\"").attributes().vmType())
                .contains("own");
        assertThat(read("own", "TARGET.VMType is MY.VMType").attributes().vmType())
                .contains("own");
    }

    @Test
    void aJobIsOursByAnAttributeOrByAConjunctOnVmType() {
        Ad none = Ad.of(Map.of("VMName", new AdValue.Text("x")));
        Ad image = Ad.of(Map.of("VMAMI", new AdValue.Text("x")));
        assertThat(VmAttributeReader.isVmJob(image, Requirements.NONE)).isTrue();
        assertThat(VmAttributeReader.isVmJob(none, of("VMType is \"x\""))).isTrue();
        assertThat(VmAttributeReader.isVmJob(none, of("VMType is \"x\" || true")))
                .isFalse();
        assertThat(VmAttributeReader.isVmJob(none, of("Memory >= 4000"))).isFalse();
        assertThat(VmAttributeReader.isVmJob(none, of("VMType isnt undefined"))).isFalse();
        assertThat(VmAttributeReader.isVmJob(none, Requirements.of(Optional.of(new AdValue.Truth(true)))))
                .isFalse();
        assertThat(VmAttributeReader.isVmJob(none, Requirements.of(Optional.of(new AdValue.Text("VMType is \"x\"")))))
                .isFalse();
        assertThat(VmAttributeReader.isVmJob(none, Requirements.of(Optional.empty())))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VMType is \"a\" && VMType is \"b\"",
                "VMType is \"a\" && TARGET.VMType is \"A\"",
                "VMType == \"a\" && (Cpus >= 1 && \"b\" == VMType)"
            })
    void twoVmTypesAreMalformed(String expression) {
        assertThat(read(expression).malformed()).singleElement().satisfies(bad -> {
            assertThat(bad.attribute()).isEqualTo("Requirements");
            assertThat(bad.value()).contains(" and ");
            assertThat(bad.remedy()).contains("one VMType");
        });
    }

    @Test
    void theSameVmTypeTwiceIsFineAndTheStricterIsBelieved() {
        assertThat(of("VMType is \"a\" && VMType == \"A\""))
                .isEqualTo(new Requirements(true, Optional.of("a"), true, 0, 0, 0, Optional.empty()));
        assertThat(of("VMType == \"A\" && VMType is \"a\"").vmType()).contains("a");
    }

    @Test
    void aVmTypeOfItsOwnThatRequirementsNeverMatchIsMalformed() {
        assertThat(read("a", "TARGET.VMType is \"b\"").malformed())
                .extracting(Malformed::attribute)
                .containsExactly("VMType");
        assertThat(read("a", "TARGET.VMType is \"A\"").malformed()).hasSize(1);
        assertThat(read("a", "TARGET.VMType == \"A\"").malformed()).isEmpty();
    }

    @Test
    void aHostileVmTypeIsRefusedLikeOneOfItsOwn() {
        assertThat(read("VMType is \"a\\\"; rm -rf\"").malformed())
                .extracting(Malformed::attribute)
                .containsExactly("VMType");
        assertThat(read("VMType is \"a\\000b\"").malformed()).hasSize(1);
        assertThat(read("VMType is \"\"").malformed()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "Cpus >= 2, 2, 0, 0",
        "Cpus > 2 && Memory > 512, 3, 513, 0",
        "Memory > 4.5, 0, 5, 0",
        "Memory >= 4.5, 0, 5, 0",
        "Memory > 0, 0, 0, 0",
        "Memory < 512 && Cpus <= 4, 0, 0, 0",
        "512 <= Memory && 1024 < Disk, 0, 512, 1025",
        "Memory >= 512 && Memory >= 4000 && Memory >= 600, 0, 4000, 0",
        "Memory >= 512 && (Memory >= 4000 || Cpus >= 8), 0, 512, 0",
        "target.memory >= 512 && TARGET.DISK >= 20, 0, 512, 20",
        "TARGET.Memory >= RequestMemory && Cpus >= RequestCpus, 0, 0, 0",
        "Memory >= 1e300 && Cpus >= 99999999999999999999, 1000000, 2147483647, 0",
        "TotalMemory >= 512 && MY.Memory >= 600, 0, 0, 0",
        "Cpus == 4, 4, 0, 0"
    })
    void lowerBoundsAreRead(String expression, long cpus, long memoryMiB, long diskKiB) {
        assertThat(of(expression))
                .extracting(Requirements::cpus, Requirements::memoryMiB, Requirements::diskKiB)
                .containsExactly(cpus, memoryMiB, diskKiB);
    }

    @Test
    void aMegabyteIsMalformedForAVmJobAndMakesNoOther() {
        String long1 = " && \"" + "x".repeat(1_000_000) + "\" == \"x\"";
        assertThat(of("TARGET.vmtype is \"a\"" + long1).ours()).isTrue();
        assertThat(of("Cpus >= 1" + long1).ours()).isFalse();
        assertThat(read("a", "Cpus >= 1" + long1).malformed()).singleElement().satisfies(bad -> {
            assertThat(bad.value()).hasSize(80);
            assertThat(bad.remedy()).contains("65536");
        });
    }
}
