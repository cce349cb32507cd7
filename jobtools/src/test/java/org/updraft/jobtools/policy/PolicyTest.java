package org.updraft.jobtools.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.updraft.autoscaler.yaml.Section;
import org.updraft.autoscaler.yaml.Source;

class PolicyTest {

    private static Policy policy(String yaml) {
        Source source = new Source(Path.of("policy.yaml"), yaml.getBytes(StandardCharsets.UTF_8));
        Policy policy = PolicyReader.read(new Section(source, "", source.top().orElseThrow()));
        assertThat(source.errors()).isEmpty();
        return policy;
    }

    private static boolean denied(Policy policy, String written) {
        return policy.denial(CommandName.of(written)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "requirements",
                "Requirements",
                "REQUIREMENTS ",
                "+Requirements",
                "MY.Requirements",
                "my.requirements",
                "+vmami",
                "+VMAMI",
                "+ VMAMI",
                "MY.VMAMI",
                "My.VmAmi",
                "+VMInstanceType",
                "MY.vmtype"
            })
    void whatTheOldToolForbadeIsForbiddenInAnySpelling(String written) {
        assertThat(denied(PolicyReader.builtIn(), written)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"requirement", "vmami", "rank", "+VMKeepAlive", "request_cpus", "+VMAMIConfig"})
    void theRestIsAllowed(String written) {
        assertThat(denied(PolicyReader.builtIn(), written)).isFalse();
    }

    @Test
    void aSiteLiftsADenialAndAUserDoesNot() {
        Policy lifting = policy("allow: [requirements]");

        assertThat(PolicyReader.builtIn().under(lifting).allowsRequirements()).isTrue();
        assertThat(PolicyReader.builtIn().withUsers(lifting).allowsRequirements())
                .isFalse();
    }

    @Test
    void aUserMayForbidThemselvesMore() {
        Policy more = PolicyReader.builtIn().withUsers(policy("deny: {rank: {reason: we do not rank}}"));

        assertThat(more.denial(CommandName.of("Rank")))
                .contains(new Policy.Denial("we do not rank", "remove the line"));
        assertThat(denied(more, "requirements")).isTrue();
    }

    @Test
    void whatASiteDeniesAnewIsDeniedThoughItWasLiftedBefore() {
        Policy lifted = PolicyReader.builtIn().under(policy("allow: [requirements]"));

        assertThat(lifted.under(policy("deny: {requirements: {reason: no}}")).allowsRequirements())
                .isFalse();
    }

    @Test
    void aUserCannotReplaceTheWordsOfADenialByLiftingItsName() {
        Policy tried = PolicyReader.builtIn()
                .withUsers(policy("{deny: {requirements: {reason: mine}}, allow: [requirements]}"));

        assertThat(denied(tried, "requirements")).isTrue();
    }

    @Test
    void presetsKeepTheOrderOfTheFile() {
        assertThat(PolicyReader.builtIn().presets().keySet())
                .containsExactly(
                        "universe",
                        "should_transfer_files",
                        "when_to_transfer_output",
                        "transfer_output_files",
                        "run_as_owner",
                        "+VMKeepAlive");
    }
}
