package org.updraft.autoscaler.cloudinit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteCloudConfigTest {
    private final CloudInit cloudInit = new CloudInit(Templates.builtIn(), Boots.POOL, Boots.GIVEN);

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            nullValues = "-",
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "packages: [a];first line must be #cloud-config",
                "## template: jinja;first line must be #cloud-config",
                "#cloud-config-archive;first line must be #cloud-config",
                "#cloud-config\\n- a;not a mapping",
                "#cloud-config\\na: b\\na: c;duplicate key",
                "#cloud-config\\na: [;not a YAML mapping",
                "#cloud-config\\na: !!java.net.URL [x];not a YAML mapping",
                "#cloud-config\\nmerge_how: dict(replace);merge_how",
                "#cloud-config\\nmerge_type: dict(replace);merge_type",
            })
    void whatCloudInitWouldNotTakeIsRefused(String text, String told) {
        assertThatThrownBy(() -> cloudInit.render(Boots.plain(), Optional.of(text.replace("\\n", "\n"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(told);
    }

    @Test
    void theSitesPartFollowsOursAndSaysHowItIsMerged() throws Exception {
        String text = Boots.text(cloudInit.render(Boots.plain(), Optional.of("#cloud-config\npackages: [é]\n")));
        assertThat(text)
                .startsWith("Content-Type: multipart/mixed")
                .containsSubsequence("updraft.yaml", "site.yaml", "Merge-Type: list(prepend)")
                .matches("\\p{ASCII}*");
    }
}
