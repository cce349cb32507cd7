package org.updraft.autoscaler.poolconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.updraft.autoscaler.poolconfig.PoolConfig.Section;

class PoolConfigTest {
    private final PoolConfig config = new PoolConfig("batchkey", "updraft", "updraftd", Path.of("/etc/updraft"));

    @Test
    void listsAreAddedToAndOneThatWasNotSetKeepsTheDaemonsIn() {
        assertThat(config.text(Section.CONFIG).lines().filter(line -> line.startsWith("ALLOW_")))
                .containsExactly(
                        "ALLOW_ADMINISTRATOR = $(ALLOW_ADMINISTRATOR) updraft@$(TRUST_DOMAIN)",
                        "ALLOW_ADVERTISE_STARTD = $(ALLOW_ADVERTISE_STARTD:$(ALLOW_DAEMON))"
                                + " updraft-*@$(TRUST_DOMAIN) updraft@$(TRUST_DOMAIN)",
                        "ALLOW_ADVERTISE_MASTER = $(ALLOW_ADVERTISE_MASTER:$(ALLOW_DAEMON))"
                                + " updraft-*@$(TRUST_DOMAIN) updraft@$(TRUST_DOMAIN)");
    }

    @Test
    void theTokenCommandsGiveExactlyTheRightsThatTheServiceNeeds() {
        assertThat(config.text(Section.COMMANDS))
                .contains("-key batchkey -identity \"updraft@$domain\"")
                .contains("-authz READ -authz ADMINISTRATOR -authz ADVERTISE_STARTD -authz ADVERTISE_MASTER)")
                .doesNotContain("-authz DAEMON", "-authz WRITE", "-authz CONFIG");
    }

    @Test
    void theCaOfTheCollectorsCertificateIsCopiedAndTakenAwayAgain() {
        assertThat(config.text(Section.COMMANDS))
                .contains("openssl verify -CAfile", "TRUST_DOMAIN_CAFILE", "pool: {ca: /etc/updraft/pool-ca.pem");
        assertThat(config.text(Section.UNDO)).contains("/etc/updraft/pool-ca.pem");
    }

    @Test
    void everySectionIsInTheWholeTextAndNoPlaceholderIsLeft() {
        for (Section section : Section.values()) {
            assertThat(config.text()).contains(config.text(section));
        }
        assertThat(config.text()).doesNotContainPattern("@[A-Z_]+@").contains("condor_reconfig");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "x;reboot", "$(id)", "../x", "POOL", "a\nb", "-x"})
    void aNameThatIsNotPlainIsRefused(String name) {
        assertThatThrownBy(() -> new PoolConfig(name, "updraft", "updraft", Path.of("/etc/updraft")))
                .hasMessageContaining("pool.tokenKey");
    }

    @Test
    void theFolderMustBeAnAbsolutePlainPath() {
        assertThatThrownBy(() -> new PoolConfig("k", "u", "u", Path.of("etc"))).hasMessageContaining("folder");
        assertThatThrownBy(() -> new PoolConfig("k", "u", "u", Path.of("/a b"))).hasMessageContaining("folder");
    }

    /** That condor_submit and startd do with it what they should, RealCondorTest tries on a pool that was set up with it. */
    @Test
    void jobsWithoutRequestsGetWhatTheirVmAttributesSay() {
        assertThat(config.text(Section.CONFIG))
                .containsPattern("JOB_DEFAULT_REQUESTCPUS = .*MY.VMCPUCores.*, 1\\)")
                .containsPattern("JOB_DEFAULT_REQUESTMEMORY = .*MY.VMMem.*, 1024\\)")
                .containsPattern("JOB_DEFAULT_REQUESTDISK = .*MY.VMStorage.* \\* 1048576, 1048576\\)");
    }
}
