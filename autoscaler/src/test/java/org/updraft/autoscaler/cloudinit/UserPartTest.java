package org.updraft.autoscaler.cloudinit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserPartTest {
    private final CloudInit cloudInit = new CloudInit(Templates.builtIn(), Boots.POOL, Boots.GIVEN);

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "cloud-config;#!/bin/sh;first line must be #cloud-config",
                "cloud-config;#cloud-config\\nmerge_how: [{name: dict, settings: [replace]}];merge_how",
                "cloud-config;#cloud-config\\n'merge_type': dict(replace);merge_type",
                "cloud-config;#cloud-config\\n<<: {merge_how: dict(replace)};merge_how",
                "cloud-config;#cloud-config\\na: 1\\n---\\nmerge_how: x;not a YAML mapping",
                "cloud-config;#cloud-config\\na: !!seq b;a tag that does not fit",
                "cloud-config;#cloud-config\\na: !!int b;a tag that does not fit",
                "cloud-config;## template: jinja\\n#cloud-config\\na: b;first line must be #cloud-config",
                "cloud-config;#cloud-config-archive\\n- a;first line must be #cloud-config",
                "cloud-config;\ufeff#cloud-config\\na: b;first line must be #cloud-config",
                "x-shellscript;#cloud-config\\nmerge_how: x;does not begin with #!",
                "x-shellscript;#include\\nhttp://example.org/;does not begin with #!",
                "cloud-boothook;echo;neither #cloud-boothook",
                "cloud-boothook;#cloud-boothook\\0;NUL",
                "x-include-url;http://example.org/;x-include-url",
                "part-handler;#part-handler;part-handler",
            })
    void whatCloudInitWouldTakeForSomethingElseIsRefused(String subtype, String text, String told) {
        assertThatThrownBy(() -> part("p", subtype, text.replace("\\n", "\n").replace("\\0", "\0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("user part")
                .hasMessageContaining(told);
    }

    @Test
    void bytesThatAreNoTextOrTooManyAreRefused() {
        assertThatThrownBy(() -> new UserPart("p", "x-shellscript", new byte[] {'#', '!', (byte) 0xff}))
                .hasMessageContaining("not UTF-8");
        assertThatThrownBy(() -> new UserPart("p", "x-shellscript", new byte[0]))
                .hasMessageContaining("0 bytes");
        assertThatThrownBy(() -> part("p", "x-shellscript", "#!" + "x".repeat(48 * 1024)))
                .hasMessageContaining("49154 bytes");
        assertThatThrownBy(() -> part("../p", "x-shellscript", "#!/bin/sh")).hasMessageContaining("name");
    }

    @Test
    void eachPartIsAPartOfItsOwnTheSitesLast() throws Exception {
        List<UserPart> parts = List.of(
                part("aa", "cloud-config", "#cloud-config\na: é"),
                part("bb", "x-shellscript", "#!/bin/sh\n--updraft-part-boundary--\n"),
                part("cc", "cloud-config", "#cloud-config\nb: c"));
        assertThat(Boots.text(cloudInit.render(Boots.plain(), Optional.of("#cloud-config\nx: y"), parts)))
                .containsSubsequence(
                        "updraft.yaml",
                        "text/x-shellscript",
                        "part-user-2-bb",
                        "part-user-3-cc",
                        "Merge-Type: list(prepend)",
                        "part-user-1-aa",
                        "site.yaml")
                .matches("\\p{ASCII}*");
    }

    private static UserPart part(String name, String subtype, String text) {
        return new UserPart(name, subtype, text.getBytes(StandardCharsets.UTF_8));
    }
}
