package org.updraft.jobtools.credential;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** A user's certificate in PEM, with its key and its chain in the same file, as proxies of a certificate are kept. */
public final class Certificate {

    /** Longer than any chain. */
    private static final int BYTES_MAX = 1 << 20;

    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    private Certificate() {}

    /** What a look at the file came to. */
    public sealed interface State {
        record Missing() implements State {}

        /** @param why for the user, in a few words */
        record Unreadable(String why) implements State {}

        /**
         * @param ends when the first of the chain ends
         * @param open others may read or change the file, and so the key
         */
        record Found(Instant ends, boolean open) implements State {

            /** Below zero if it has ended. */
            public Duration left(Instant now) {
                return Duration.between(now, ends);
            }
        }
    }

    public static State at(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                return new State.Unreadable("it is longer than " + BYTES_MAX + " bytes");
            }
            Optional<Instant> ends = ends(bytes);
            return ends.isPresent()
                    ? new State.Found(ends.get(), isOpen(file))
                    : new State.Unreadable("there is no certificate in it");
        } catch (NoSuchFileException e) {
            return new State.Missing();
        } catch (IOException e) {
            return new State.Unreadable("it cannot be read: " + e);
        } catch (CertificateException e) {
            return new State.Unreadable("it is no certificate in PEM: " + e.getMessage());
        }
    }

    /** The key between the certificates is nothing to the factory, which wants to see certificates only. */
    private static Optional<Instant> ends(byte[] pem) throws CertificateException, IOException {
        Collection<? extends java.security.cert.Certificate> chain =
                CertificateFactory.getInstance("X.509").generateCertificates(PemBlocks.certificates(pem));
        Optional<Instant> first = Optional.empty();
        for (java.security.cert.Certificate one : chain) {
            Instant ends = ((X509Certificate) one).getNotAfter().toInstant();
            first = first.filter(earlier -> earlier.isBefore(ends)).or(() -> Optional.of(ends));
        }
        return first;
    }

    private static boolean isOpen(Path file) throws IOException {
        try {
            return Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
        } catch (UnsupportedOperationException e) {
            // a file system without such rights cannot show them to others by these either
            return false;
        }
    }
}
