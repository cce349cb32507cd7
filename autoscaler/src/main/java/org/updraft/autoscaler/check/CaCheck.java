package org.updraft.autoscaler.check;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.updraft.autoscaler.cloudinit.TokenSource;

/** The file by which workers know the collector: certificates that last, and nothing that must stay secret. */
final class CaCheck {

    private static final String THING = "pool CA";
    private static final Duration SOON = Duration.ofDays(30);

    private final Path file;
    private final Instant now;

    CaCheck(Path file, Instant now) {
        this.file = file;
        this.now = now;
    }

    Finding finding() {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            return Finding.fail(
                    THING,
                    file + " cannot be read: " + e + "; updraft pool-config says where the pool's CA comes from");
        }
        try {
            return certificates(text);
        } catch (CertificateException | IllegalArgumentException e) {
            return Finding.fail(THING, file + ": " + e.getMessage());
        }
    }

    private Finding certificates(String text) throws CertificateException {
        String pem = TokenSource.request(text, TokenSource.LIFE).caCertificate().orElseThrow();
        List<X509Certificate> certificates = new ArrayList<>();
        CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                .forEach(certificate -> certificates.add((X509Certificate) certificate));
        X509Certificate first = certificates.stream()
                .min(Comparator.comparing(X509Certificate::getNotAfter))
                .orElseThrow(() -> new CertificateException("holds no certificate"));
        Instant end = first.getNotAfter().toInstant();
        String words = file + ": " + first.getSubjectX500Principal().getName() + ", until " + end;
        if (text.contains("PRIVATE KEY")) {
            return Finding.fail(THING, file + " holds a private key as well; give workers the certificate alone");
        }
        if (end.isBefore(now)) {
            return Finding.fail(THING, words + ": it has ended, and no worker can join by it");
        }
        return end.isBefore(now.plus(SOON))
                ? Finding.warn(THING, words + ": no worker can join by it after that")
                : Finding.ok(THING, words);
    }
}
