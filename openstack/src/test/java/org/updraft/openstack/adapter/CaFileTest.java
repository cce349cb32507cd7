package org.updraft.openstack.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.Credentials;
import org.updraft.openstack.Credentials.Identity;

/** A cloud behind TLS whose certificate only the operator's CA file vouches for. */
class CaFileTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    Path folder;

    private HttpsServer server;
    private Path caFile;

    @BeforeEach
    void start() throws Exception {
        KeyStore keys = selfSigned();
        caFile = Files.writeString(
                folder.resolve("ca.pem"), pem(keys.getCertificate("cloud").getEncoded()));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void itIsTrustedWithTheCaFileAndNotWithout() throws Exception {
        assertThatThrownBy(() -> connect(Optional.of(caFile)).binding()).hasMessageContaining("503");
        assertThatThrownBy(() -> connect(Optional.empty()).binding())
                .isInstanceOf(CloudException.Unreachable.class)
                .hasMessageContaining("cannot connect to localhost");
    }

    @Test
    void aCaFileThatIsMissingOrNoneIsNamed() throws Exception {
        Path none = Files.writeString(folder.resolve("none.pem"), "no certificate");
        for (Path wrong : new Path[] {none, folder.resolve("absent.pem")}) {
            assertThatThrownBy(() -> connect(Optional.of(wrong)))
                    .isInstanceOf(CloudException.Rejected.class)
                    .hasMessageContaining("cannot use the CA file " + wrong);
        }
        assertThat(none).exists();
    }

    private OpenStackCloud connect(Optional<Path> trusted) throws CloudException {
        Identity identity =
                new Identity.ApplicationCredential(Optional.of("id"), Optional.empty(), Optional.empty(), "s3cret");
        URI url = URI.create("https://localhost:" + server.getAddress().getPort() + "/v3");
        return OpenStackCloud.connect(
                "tls",
                new Credentials(url, identity, Optional.empty(), "public", trusted, Duration.ofSeconds(10)),
                InstantSource.system());
    }

    private KeyStore selfSigned() throws Exception {
        Path file = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "cloud",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        file.toString())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    private static String pem(byte[] certificate) {
        return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(certificate)
                + "\n-----END CERTIFICATE-----\n";
    }
}
