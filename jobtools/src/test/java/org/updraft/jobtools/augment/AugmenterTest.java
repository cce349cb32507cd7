package org.updraft.jobtools.augment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.updraft.htcondor.submit.FolderPlace;
import org.updraft.htcondor.submit.Submission;
import org.updraft.htcondor.submit.SubmitError;
import org.updraft.htcondor.submit.SubmitFile;
import org.updraft.jobtools.check.Target;
import org.updraft.jobtools.policy.Policy;

class AugmenterTest {

    private static final Target TARGET = new Target(
            "proj:img", Map.of("west", "i1", "east", "i2"), Map.of("west", "f1"), "X86_64", Optional.empty(), "m1");

    private Policy policy = new Policy(Map.of(), Map.of(), Map.of(), Map.of(), Set.of());
    private Optional<Target> target = Optional.empty();
    private Optional<Cargo> cargo = Optional.empty();
    private Optional<String> executable = Optional.empty();
    private String included = "";

    private String augmented(String text) throws SubmitError {
        SubmitFile file = SubmitFile.parse("job.sub", text.getBytes(StandardCharsets.UTF_8));
        Submission submission = new Submission(
                new FolderPlace(Path.of("/"), Map.of(), Map.of()) {
                    @Override
                    public byte[] read(String path, int most) {
                        return included.getBytes(StandardCharsets.UTF_8);
                    }
                },
                new Submission.Options(new Random(0), e -> Optional.of(1L), 10, Optional.empty()));
        submission.run(file, proc -> false);
        return Augmenter.augment(
                file,
                submission.statements(),
                new Additions(policy, target, cargo, executable, Optional.empty(), List.of(), Optional.empty()));
    }

    private void presets(String name, String value) {
        policy = new Policy(Map.of(), new LinkedHashMap<>(Map.of(name, value)), Map.of(), Map.of(), Set.of());
    }

    @Test
    void withNothingToAddNotAByteChanges() throws SubmitError {
        String text = "#!/usr/bin/condor_submit\r\n# odd\r\n  a=\\\r\n b\r\nqueue";

        assertThat(augmented(text)).isEqualTo(text);
    }

    @Test
    void theHeaderStandsAtTheTopBehindTheFirstLineOfAProgram() throws SubmitError {
        target = Optional.of(TARGET);

        assertThat(augmented("#!/usr/bin/condor_submit\n# mine\nqueue\n")).isEqualTo("""
                        #!/usr/bin/condor_submit
                        # updraft: what follows to the next empty line was added
                        +VMType = "proj:img"
                        +VMAMI = "east:i2,west:i1,default:i2"
                        +VMInstanceType = "west:f1,default:f1"
                        Requirements = TARGET.VMType =?= "proj:img" && TARGET.Arch == "X86_64"

                        # mine
                        queue
                        """);
    }

    @Test
    void requirementsOfTheUserAreJoinedInPlace() throws SubmitError {
        target = Optional.of(TARGET);

        assertThat(augmented("  requirements = Memory > 3 || \\\n HasX\n# here\nqueue\nRequirements = true\nqueue\n"))
                .contains(
                        "  requirements = TARGET.VMType =?= \"proj:img\" && TARGET.Arch == \"X86_64\" && (Memory > 3 || HasX)\n"
                                + "# here\nqueue\n"
                                + "Requirements = TARGET.VMType =?= \"proj:img\" && TARGET.Arch == \"X86_64\" && (true)\nqueue\n");
    }

    @Test
    void requirementsOfAnIncludedFileAreJoinedBeforeTheQueue() throws SubmitError {
        target = Optional.of(TARGET);
        included = "requirements = HasX\n";

        assertThat(augmented("include : x\nqueue\n"))
                .endsWith("include : x\nRequirements = TARGET.VMType =?= \"proj:img\" && TARGET.Arch == \"X86_64\""
                        + " && ($(Requirements))\nqueue\n");
    }

    @Test
    void aPresetIsPutInOnlyWhereTheFileSaysNothing() throws SubmitError {
        presets("universe", "vanilla");

        assertThat(augmented("UNIVERSE = local\nqueue\n")).isEqualTo("UNIVERSE = local\nqueue\n");
        assertThat(augmented("queue\n")).contains("universe = vanilla\n\nqueue\n");
    }

    @Test
    void anAttributeIsTheSameInEverySpelling() throws SubmitError {
        presets("+VMKeepAlive", "3");

        assertThat(augmented("my.vmkeepalive = 9\nqueue\n")).isEqualTo("my.vmkeepalive = 9\nqueue\n");
    }

    @Test
    void whatIsForcedHoldsWhateverTheFileSays() throws SubmitError {
        policy = new Policy(Map.of(), Map.of(), Map.of("priority", "0"), Map.of(), Set.of());

        assertThat(augmented("priority = 9\nqueue\npriority = 8\nqueue\n"))
                .isEqualTo("priority = 9\npriority = 0\nqueue\npriority = 8\npriority = 0\nqueue\n");
    }

    @Test
    void theCertificateGoesAlongWithItsHelper() throws SubmitError {
        cargo = Optional.of(new Cargo(Path.of("/home/a$b/proxy.pem"), Path.of("/usr/share/updraft/helper")));

        assertThat(augmented("transfer_input_files = a.fits\nqueue\n"))
                .contains("+PreCmd = \"helper\"\n+PreArguments = \"proxy.pem\"\n")
                .contains("transfer_input_files = a.fits, /home/a$(DOLLAR)b/proxy.pem, /usr/share/updraft/helper\n");
        assertThat(augmented("queue\n"))
                .contains("transfer_input_files = /home/a$(DOLLAR)b/proxy.pem, /usr/share/updraft/helper\n");
    }

    @Test
    void theExecutableIsRewrittenWhereverItStands() throws SubmitError {
        executable = Optional.of("/new");

        assertThat(augmented("if true\n  Executable = a\nelse\n  executable=b\nendif\nqueue\n"))
                .isEqualTo("if true\n  Executable = /new\nelse\n  executable = /new\nendif\nqueue\n");
    }
}
