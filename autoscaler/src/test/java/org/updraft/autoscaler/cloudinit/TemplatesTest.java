package org.updraft.autoscaler.cloudinit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes of a site's admin are found when the service starts. */
class TemplatesTest {
    @TempDir
    Path folder;

    @BeforeEach
    void copy() throws IOException {
        TemplateFolder.copyBuiltIn(folder);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "worker.condor; X = {{ownr}}; ownr",
                "worker.condor; {{#slotz}}; slotz",
                "worker.condor; X = {{{owner}}}; line 1",
                "worker.condor; X = {{&owner}}; line 1",
                "worker.condor; {{=<% %>=}}; line 1",
                "worker.condor; {{#slots}}; worker.condor",
                "join.sh; x=\"{{owner}}\"; between quotes",
                "join.sh; echo 'for {{owner}}'; between quotes",
                "join.sh; echo {{worker.condor}}; worker",
                "cloud-config.yaml; hostname: \"{{serverName}}\"; bare",
                "cloud-config.yaml; - nothing; cloud-config.yaml",
                "extra.sh; true; {{extra.sh}}",
            })
    void aMistakeIsAnErrorAtStartThatNamesThePlace(String file, String line, String told) throws IOException {
        Files.writeString(folder.resolve(file), line + "\n");
        assertThatThrownBy(() -> new CloudInit(Templates.in(folder), Boots.POOL, Boots.GIVEN))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(file)
                .hasMessageContaining(told);
    }

    @Test
    void aFolderWithoutAFrameOrNoFolderIsAnError() throws IOException {
        Files.delete(folder.resolve("cloud-config.yaml"));
        assertThatThrownBy(() -> Templates.in(folder)).hasMessageContaining("there is no cloud-config.yaml");
        assertThatThrownBy(() -> Templates.in(folder.resolve("none"))).hasMessageContaining("can not be read");
    }
}
