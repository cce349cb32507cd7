package org.updraft.autoscaler.cloudinit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.updraft.autoscaler.pool.Terms;

class TokenSourceTest {
    private static final String CERTIFICATE =
            "-----BEGIN CERTIFICATE-----\r\nQUJD\r\nREVG\r\n-----END CERTIFICATE-----\r\n";
    private static final String PLAIN = CERTIFICATE.replace("\r", "");

    @Test
    void theUserDataOfAWorkerThatAsksHoldsTheCaAndNoSecret() throws Exception {
        WorkerBoot boot = new WorkerBoot(
                "0abc", "updraft-batch-0abc", "batch", "i", "alice", "t", Terms.PLAIN, 2, 1000, 0, Optional.empty());
        CloudInit cloudInit =
                new CloudInit(Templates.builtIn(), Boots.POOL, TokenSource.request(CERTIFICATE, Duration.ofDays(60)));
        String userData = Boots.text(cloudInit.render(boot, Optional.empty(), List.of()));
        Map<String, Object> config = Yamls.mapping(userData);

        assertThat(Boots.file(config, "/etc/condor/updraft-ca.pem")).isEqualTo(PLAIN);
        assertThat(config.get("write_files").toString()).doesNotContain("path=/etc/condor/tokens.d");
        assertThat(Boots.file(config, "/usr/local/sbin/updraft-token"))
                .contains(
                        "identity='updraft-0abc@example.org'",
                        "life='5184000'",
                        "-authz ADVERTISE_STARTD -authz ADVERTISE_MASTER -authz READ",
                        "AUTH_SSL_CLIENT_USE_DEFAULT_CAS=False")
                .doesNotContain("SKIP_HOST_CHECK");
        assertThat(Boots.file(config, "/etc/condor/config.d/90-updraft.config"))
                .contains(
                        "UPDRAFT_TOKEN_MARGIN = 86400", "time() < MY.UpdraftTokenEnds - $(UPDRAFT_TOKEN_MARGIN:86400)");
    }

    @Test
    void theUserDataOfAWorkerThatIsGivenItsTokenNeverAsks() throws Exception {
        CloudInit cloudInit = new CloudInit(Templates.builtIn(), Boots.POOL, Boots.GIVEN);
        Map<String, Object> config =
                Yamls.mapping(Boots.text(cloudInit.render(Boots.plain(), Optional.empty(), List.of())));
        assertThat(Boots.file(config, "/etc/condor/tokens.d/updraft")).isEqualTo("aa.bb.cc");
        assertThat(Boots.file(config, "/usr/local/sbin/updraft-token")).doesNotContain("condor_token_request");
        assertThat(config.get("write_files").toString()).doesNotContain("updraft-ca.pem");
    }

    @Test
    void onlyCertificatesReachAWorker() {
        String key = "-----BEGIN PRIVATE KEY-----\nQUJD\n-----END PRIVATE KEY-----\n";
        assertThat(TokenSource.request("# ours\n" + key + CERTIFICATE + key + CERTIFICATE, TokenSource.LIFE)
                        .caCertificate())
                .contains(PLAIN + PLAIN);
        assertThatThrownBy(() -> TokenSource.request(key, TokenSource.LIFE)).hasMessageContaining("no certificate");
        assertThatThrownBy(() -> TokenSource.request(CERTIFICATE.repeat(1000), TokenSource.LIFE))
                .hasMessageContaining("more than 32768 characters");
    }

    @Test
    void aShortTokenHasAShortMargin() {
        assertThat(TokenSource.userData(Duration.ofDays(60)).margin()).isEqualTo(Duration.ofDays(1));
        assertThat(TokenSource.userData(Duration.ofMinutes(2)).margin()).isEqualTo(Duration.ofSeconds(30));
        assertThatThrownBy(() -> TokenSource.userData(Duration.ofSeconds(39))).hasMessageContaining("40 s");
    }

    @Test
    void anotherCaIsAnotherCombination() {
        assertThat(new CloudInit(Templates.builtIn(), Boots.POOL, Boots.GIVEN).templateHash())
                .isNotEqualTo(new CloudInit(
                                Templates.builtIn(), Boots.POOL, TokenSource.request(CERTIFICATE, TokenSource.LIFE))
                        .templateHash());
    }
}
