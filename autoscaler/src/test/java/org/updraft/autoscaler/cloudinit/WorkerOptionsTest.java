package org.updraft.autoscaler.cloudinit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.updraft.autoscaler.pool.Terms;

class WorkerOptionsTest {
    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDEwMTIwMTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3";
    private static final String MACHINE = "/usr/local/sbin/updraft-machine";
    private static final String PREPARE = "/usr/local/sbin/updraft-prepare";

    @Test
    void keysOfOperatorsAreForTheImagesDefaultUserWhateverTheirComment() throws Exception {
        List<String> keys = List.of(KEY, KEY + " o'brien \"$(x)\": {{owner}} # é");
        Map<String, Object> config =
                rendered(new WorkerOptions(keys, WorkerOptions.Ccb.AUTO, Optional.empty(), Optional.empty()));
        assertThat(config).containsEntry("ssh_authorized_keys", keys);
        assertThat(rendered(WorkerOptions.DEFAULT)).doesNotContainKey("ssh_authorized_keys");
    }

    @Test
    void onlyAPublicKeyInOneLineIsAKey() {
        assertThat(List.of(KEY, KEY + " me@here", KEY + " two words")).allMatch(WorkerOptions::isSshKey);
        assertThat(List.of(
                        "",
                        KEY + "\n" + KEY,
                        KEY + " a\u2028b",
                        "command=\"x\" " + KEY,
                        KEY.replace("ssh-ed25519", "ssh-rsa"),
                        KEY.substring(0, 20),
                        KEY.replace("AAAAC3", "AAAA*3"),
                        "-----BEGIN OPENSSH PRIVATE KEY-----"))
                .noneMatch(WorkerOptions::isSshKey);
        assertThatThrownBy(() ->
                        new WorkerOptions(List.of("x"), WorkerOptions.Ccb.AUTO, Optional.empty(), Optional.empty()))
                .hasMessageContaining("not an SSH public key");
    }

    @Test
    void theScriptThatInstallsHTCondorArrivesAsItIsAndIsAskedForOnlyThen() throws Exception {
        String script = "#!/bin/sh\n# {{owner}} \"$1\" 'x' é\n\tset -e\n";
        Map<String, Object> config = rendered(options(script));
        assertThat(Boots.file(config, "/usr/local/sbin/updraft-install")).isEqualTo(script);
        assertThat(Boots.file(config, PREPARE)).contains("updraft-install < /dev/null");
        assertThat(Boots.file(rendered(WorkerOptions.DEFAULT), PREPARE))
                .contains("names no way to install it")
                .doesNotContain("updraft-install");
        assertThatThrownBy(() -> options("apt-get install condor")).hasMessageContaining("begin with #!");
        assertThatThrownBy(() -> options("#!" + "x".repeat(20_000))).hasMessageContaining("at most 16384");
    }

    @Test
    void theCollectorsAddressIsToldOnlyWhereTheSiteNamesOne() throws Exception {
        var told = new WorkerOptions(List.of(), WorkerOptions.Ccb.NEVER, Optional.of("192.0.2.10"), Optional.empty());
        assertThat(Boots.file(rendered(told), PREPARE)).contains("address='192.0.2.10'", "name='head.example.org'");
        assertThat(Boots.file(rendered(told), MACHINE)).contains("ccb='never'");
        assertThat(Boots.file(rendered(WorkerOptions.DEFAULT), PREPARE)).doesNotContain("/etc/hosts");
        assertThatThrownBy(() ->
                        new WorkerOptions(List.of(), WorkerOptions.Ccb.AUTO, Optional.of("head"), Optional.empty()))
                .hasMessageContaining("no IP address");
    }

    @Test
    void aSharedWorkerNeverRunsJobsAsAnAccountOfTheImage() throws Exception {
        assertThat(Boots.file(rendered(Boots.plain()), MACHINE)).contains("STARTER_ALLOW_RUNAS_OWNER = True");
        WorkerBoot plain = Boots.plain();
        var shared = new WorkerBoot(
                plain.workerId(),
                plain.serverName(),
                plain.pool(),
                plain.installation(),
                plain.owner(),
                plain.vmType(),
                new Terms(true, 0, ""),
                plain.cpus(),
                plain.memoryMiB(),
                plain.gpus(),
                plain.token());
        assertThat(Boots.file(rendered(shared), MACHINE)).doesNotContain("STARTER_ALLOW_RUNAS_OWNER = True");
    }

    @Test
    void everyOptionIsPartOfTheHash() {
        assertThat(List.of(
                        hash(WorkerOptions.DEFAULT),
                        hash(options("#!/bin/sh")),
                        hash(new WorkerOptions(
                                List.of(KEY), WorkerOptions.Ccb.AUTO, Optional.empty(), Optional.empty())),
                        hash(new WorkerOptions(
                                List.of(), WorkerOptions.Ccb.NEVER, Optional.empty(), Optional.empty()))))
                .doesNotHaveDuplicates();
    }

    private static WorkerOptions options(String script) {
        return new WorkerOptions(List.of(), WorkerOptions.Ccb.AUTO, Optional.empty(), Optional.of(script));
    }

    private static String hash(WorkerOptions options) {
        return new CloudInit(Templates.builtIn(), Boots.POOL, Boots.GIVEN, options).templateHash();
    }

    private static Map<String, Object> rendered(WorkerOptions options) throws Exception {
        return Yamls.mapping(Boots.text(new CloudInit(Templates.builtIn(), Boots.POOL, Boots.GIVEN, options)
                .render(Boots.plain(), Optional.empty(), List.of())));
    }

    private static Map<String, Object> rendered(WorkerBoot boot) throws Exception {
        return Yamls.mapping(Boots.text(
                new CloudInit(Templates.builtIn(), Boots.POOL, Boots.GIVEN).render(boot, Optional.empty(), List.of())));
    }
}
