package org.updraft.autoscaler.cloudinit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CloudInitTest {
    private final CloudInit cloudInit = new CloudInit(Templates.builtIn(), Boots.POOL, Boots.GIVEN);

    @Test
    void aWorkerIsToldWhoItIsAndWhoseJobsItRuns() throws Exception {
        String condor = Boots.file(rendered(Boots.plain()), "/etc/condor/config.d/90-updraft.config");
        assertThat(Boots.condorStatements(condor))
                .contains(
                        "UpdraftWorkerId = \"0abc\"",
                        "UpdraftOwner = \"alice\"",
                        "VMType = \"proj:image\"",
                        "NETWORK_HOSTNAME = updraft-batch-0abc.example.org",
                        "COLLECTOR_HOST = head.example.org:9618",
                        "NUM_CPUS = 4",
                        "MEMORY = 4000",
                        "UPDATE_INTERVAL = 300",
                        "STARTD_NOCLAIM_SHUTDOWN = 7200",
                        "ALLOW_ADMINISTRATOR = updraft@example.org",
                        "SLOT1_4_USER = updraft-slot4",
                        "SLOT1_12_USER = updraft-slot12")
                .doesNotContain("SLOT1_13_USER = updraft-slot13", "use FEATURE:GPUs");
        assertThat(condor)
                .contains("TARGET.Owner =?= MY.UpdraftOwner")
                .contains("TARGET.MaxJobRetirementTime =?= undefined");
    }

    @Test
    void theTokenIsInItsFileForRootAloneAndNowhereElse() throws Exception {
        Map<String, Object> config = rendered(Boots.plain());
        assertThat(Boots.file(config, "/etc/condor/tokens.d/updraft")).isEqualTo("aa.bb.cc");
        assertThat(config.get("write_files").toString())
                .contains("{path=/etc/condor/tokens.d/updraft, permissions=0600, content=aa.bb.cc}");
        assertThat(config.toString().split("aa\\.bb\\.cc", -1)).hasSize(2);
        assertThat(Boots.plain() + " " + cloudInit.render(Boots.plain(), Optional.empty(), List.of()))
                .doesNotContain("aa.bb.cc");
    }

    @Test
    void thereIsAUserForEveryCoreAndSpareOnesBesidesTheImagesOwn() throws Exception {
        List<?> users = (List<?>) rendered(Boots.plain()).get("users");
        assertThat(users).hasSize(1 + 4 + 8 + 1);
        assertThat(users.getFirst()).isEqualTo("default");
        assertThat(users.get(12).toString()).contains("updraft-slot12", "nologin");
        assertThat(users.getLast().toString()).contains("updraft-extra", "nologin");
    }

    @Test
    void theSameBootGivesTheSameCharacters() {
        WorkerBoot big = Boots.of("alice", "proj:image", "batch", 128);
        assertThat(cloudInit.render(big, Optional.empty(), List.of()))
                .isEqualTo(new CloudInit(Templates.builtIn(), Boots.POOL, Boots.GIVEN)
                        .render(big, Optional.empty(), List.of()));
    }

    @Test
    void smallUserDataStaysPlainAndBigIsCompressed() throws Exception {
        assertThat(cloudInit.render(Boots.plain(), Optional.empty(), List.of()).gzipped())
                .isFalse();
        WorkerBoot big = Boots.of("alice", "proj:image", "batch", 256);
        UserData data = cloudInit.render(big, Optional.empty(), List.of());
        assertThat(data.gzipped()).isTrue();
        assertThat(data.base64().length()).isLessThan(20_000);
        assertThat(Boots.text(data)).startsWith("#cloud-config\n").contains("updraft-slot256");
    }

    @Test
    void userDataThatNovaWouldRefuseIsAnErrorThatSaysWhatToDo() {
        var noise = new StringBuilder("#cloud-config\nx: ");
        new Random(1).ints(80_000, 'a', 'z').forEach(c -> noise.append((char) c));
        assertThatThrownBy(() -> cloudInit.render(Boots.plain(), Optional.of(noise.toString()), List.of()))
                .hasMessageContaining("65535")
                .hasMessageContaining("shorten");
    }

    @Test
    void theHashFollowsTemplatesPoolAndTheSitesPart(@org.junit.jupiter.api.io.TempDir Path folder) throws Exception {
        TemplateFolder.copyBuiltIn(folder);
        assertThat(new CloudInit(Templates.in(folder), Boots.POOL, Boots.GIVEN).templateHash())
                .isEqualTo(cloudInit.templateHash())
                .matches("[0-9a-f]{12}");
        Files.writeString(folder.resolve("end.sh"), "#!/bin/sh\npoweroff\n");
        var otherPool = new PoolAddress(
                "other",
                9618,
                "example.org",
                "updraft@example.org",
                Duration.ofMinutes(5),
                Duration.ofHours(2),
                Duration.ofHours(1));
        assertThat(List.of(
                        cloudInit.templateHash(),
                        cloudInit.templateHash(Optional.of("#cloud-config\na: b")),
                        new CloudInit(Templates.in(folder), Boots.POOL, Boots.GIVEN).templateHash(),
                        new CloudInit(Templates.builtIn(), otherPool, Boots.GIVEN).templateHash()))
                .doesNotHaveDuplicates();
    }

    @Test
    void theReadmeHasARowForEveryVariable() throws Exception {
        String readme = Files.readString(Path.of("../cloudinit-templates/README.md"));
        assertThat(Variables.of(Boots.plain(), Boots.POOL, Boots.GIVEN, WorkerOptions.DEFAULT)
                        .keySet())
                .allSatisfy(name -> assertThat(readme).contains("| `" + name + "` |"));
    }

    private Map<String, Object> rendered(WorkerBoot boot) throws Exception {
        return Yamls.mapping(Boots.text(cloudInit.render(boot, Optional.empty(), List.of())));
    }
}
