package org.updraft.autoscaler.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.updraft.autoscaler.check.Finding.Verdict;

class CaCheckTest {
    /** The sample's certificate ends on 2027-11-25. */
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    @TempDir
    Path folder;

    private Path file;
    private String pem;

    @BeforeEach
    void sample() throws IOException {
        pem = sampleCa();
        file = Files.writeString(folder.resolve("ca.pem"), pem);
    }

    static String sampleCa() throws IOException {
        try (var in = Objects.requireNonNull(CaCheckTest.class.getResourceAsStream("pool-ca.pem"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aCertificateThatLastsIsShownWithItsNameAndEnd() {
        Finding finding = new CaCheck(file, NOW).finding();
        assertThat(finding.verdict()).isEqualTo(Verdict.OK);
        assertThat(finding.words()).contains("CN=Pool CA of a test", "until 2027-11-25");
    }

    @Test
    void oneThatEndsSoonIsAWarningAndOneThatHasEndedAFailure() {
        assertThat(new CaCheck(file, Instant.parse("2027-11-01T00:00:00Z"))
                        .finding()
                        .verdict())
                .isEqualTo(Verdict.WARN);
        Finding ended = new CaCheck(file, Instant.parse("2027-11-26T00:00:00Z")).finding();
        assertThat(ended.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(ended.words()).contains("it has ended");
    }

    @Test
    void aPrivateKeyBesideItIsAFailureAndNotRepeated() throws IOException {
        String key = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0c2VjcmV0\n-----END PRIVATE KEY-----\n";
        Files.writeString(file, key + pem);
        Finding finding = new CaCheck(file, NOW).finding();
        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.words()).contains("private key").doesNotContain("c2VjcmV0");
    }

    @Test
    void whatIsNoCertificateIsAFailure() throws IOException {
        for (String text : new String[] {
            "",
            "hello",
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
            "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"
        }) {
            Files.writeString(file, text);
            assertThat(new CaCheck(file, NOW).finding().verdict()).as(text).isEqualTo(Verdict.FAIL);
        }
        assertThat(new CaCheck(folder.resolve("none"), NOW).finding().words()).contains("cannot be read");
    }
}
