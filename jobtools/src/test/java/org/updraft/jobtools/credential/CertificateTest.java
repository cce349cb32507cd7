package org.updraft.jobtools.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.updraft.jobtools.credential.Certificate.State;

class CertificateTest {

    /** Of the first in chain.pem; made with openssl for this test, with keys that nobody has. */
    private static final Instant ENDS = Instant.parse("2030-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private Path chain() throws IOException {
        Path file = folder.resolve("proxy.pem");
        try (var in = CertificateTest.class.getResourceAsStream("chain.pem")) {
            Files.write(file, in.readAllBytes());
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    @Test
    void theFirstOfTheChainToEndCountsAndAKeyInBetweenIsPassedOver() throws IOException {
        State state = Certificate.at(chain());

        assertThat(state).isEqualTo(new State.Found(ENDS, false));
        assertThat(((State.Found) state).left(ENDS.plus(Duration.ofDays(3)))).isEqualTo(Duration.ofDays(-3));
    }

    @Test
    void oneThatOthersMayReadIsOpen() throws IOException {
        Path file = chain();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThat(Certificate.at(file)).isEqualTo(new State.Found(ENDS, true));
    }

    @Test
    void noFileIsMissing() {
        assertThat(Certificate.at(folder.resolve("none.pem"))).isEqualTo(new State.Missing());
    }

    @Test
    void otherTextIsNoCertificate() throws IOException {
        assertThat(Certificate.at(Files.writeString(folder.resolve("a"), "hello")))
                .isEqualTo(new State.Unreadable("there is no certificate in it"));
        assertThat(Certificate.at(Files.writeString(
                        folder.resolve("b"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")))
                .isInstanceOf(State.Unreadable.class);
        assertThat(Certificate.at(folder)).isInstanceOf(State.Unreadable.class);
    }

    @Test
    void anEndlessFileIsNotReadToItsEnd() {
        assertThat(Certificate.at(Path.of("/dev/zero")))
                .isEqualTo(new State.Unreadable("it is longer than 1048576 bytes"));
    }
}
