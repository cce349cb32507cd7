package org.updraft.autoscaler.cloudinit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.updraft.autoscaler.pool.Terms;

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
        assertThat(users.get(12).toString()).contains("updraft-slot12", "lock_passwd=true", "homedir=/nonexistent");
        assertThat(users.getLast().toString()).contains("updraft-extra", "lock_passwd=true", "homedir=/nonexistent");
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
    void aWorkerIsToldOnWhichTermsItTakesJobs() throws Exception {
        assertThat(condor(Terms.PLAIN))
                .contains("UpdraftMaxJobs = 0")
                .anyMatch(line -> line.startsWith("START = ") && line.contains("TARGET.Owner =?= MY.UpdraftOwner"))
                .noneMatch(line -> line.startsWith("CLAIM_WORKLIFE")
                        || line.startsWith("UpdraftCloudConfig")
                        || line.contains("JobStarts")
                        || line.startsWith("MODIFY_REQUEST"));
        assertThat(condor(new Terms(false, 3, "spool:x")))
                .contains("UpdraftMaxJobs = 3", "UpdraftCloudConfig = \"spool:x\"", "CLAIM_WORKLIFE = 0")
                .anyMatch(line -> line.startsWith("START = ")
                        && line.contains("MY.UpdraftEarlierStarts + MY.JobStarts < MY.UpdraftMaxJobs"))
                .noneMatch(line -> line.startsWith("MODIFY_REQUEST"));
        assertThat(condor(new Terms(false, 1, ""))).contains("MODIFY_REQUEST_EXPR_REQUESTCPUS = TARGET.TotalSlotCpus");
        assertThat(condor(new Terms(true, 0, "")))
                .contains("UpdraftOwner = \"alice\"")
                .noneMatch(line -> line.contains("TARGET.Owner"));
    }

    /** On 23.9.6 such a START refuses at the negotiator every job that has the attribute, and takes those that should not come. */
    @Test
    void noStartAsksTheJobByAnElvisOperator() throws Exception {
        for (Terms terms :
                List.of(Terms.PLAIN, new Terms(false, 3, "spool:x"), new Terms(false, 1, ""), new Terms(true, 0, ""))) {
            assertThat(condor(terms)).noneMatch(line -> line.contains("?:"));
        }
    }

    private List<String> condor(Terms terms) throws Exception {
        return Boots.condorStatements(Boots.file(rendered(Boots.on(terms)), "/etc/condor/config.d/90-updraft.config"));
    }

    @Test
    void userDataThatNovaWouldRefuseNamesItsPartsAndTheirSizes() {
        var noise = new StringBuilder("#!/bin/sh\n");
        new Random(1).ints(48_000, '!', '~').forEach(c -> noise.append((char) c));
        var part = new UserPart("0a1b", "x-shellscript", noise.toString().getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() ->
                        cloudInit.render(Boots.plain(), Optional.of("#cloud-config\na: b\n"), List.of(part, part)))
                .hasMessageContaining("65535")
                .hasMessageMatching(".*It has Updraft's templates [0-9]{5}, the VMType's own cloud-config 19,"
                        + " the user's 0a1b 48010, the user's 0a1b 48010 bytes before compression.*");
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
