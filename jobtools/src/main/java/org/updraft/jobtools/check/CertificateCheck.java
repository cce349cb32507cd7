package org.updraft.jobtools.check;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.updraft.jobtools.credential.Certificate;

/** The certificate that jobs take along. What is wrong with it is a warning: jobs can do without. */
public final class CertificateCheck {

    private final Path file;
    private final Duration least;
    private final Instant now;

    public CertificateCheck(Path file, Duration least, Instant now) {
        this.file = file;
        this.least = least;
        this.now = now;
    }

    /** What is wrong with it; empty if nothing is. */
    public Optional<Finding> look() {
        return words(Certificate.at(file))
                .map(words -> new Finding(Rule.CERTIFICATE, Finding.Severity.WARNING, Optional.empty(), words));
    }

    private Optional<String> words(Certificate.State state) {
        return switch (state) {
            case Certificate.State.Missing missing ->
                Optional.of(
                        "there is no certificate " + file
                                + ", so the jobs go without one and reach only what is public; get one, or name it with --cert");
            case Certificate.State.Unreadable unreadable ->
                Optional.of("the certificate " + file + " is of no use: " + unreadable.why()
                        + "; get a new one, or name another with --cert");
            case Certificate.State.Found found -> words(found);
        };
    }

    private Optional<String> words(Certificate.State.Found found) {
        Duration left = found.left(now);
        if (left.isNegative() || left.isZero()) {
            return Optional.of("the certificate " + file + " expired " + age(left.negated()) + " ago (" + found.ends()
                    + "); get a new one, or the jobs will be refused where they show it");
        }
        if (left.compareTo(least) < 0) {
            return Optional.of("the certificate " + file + " expires in " + age(left) + " (" + found.ends()
                    + "), less than the " + age(least) + " that jobs need; get a new one");
        }
        return found.open()
                ? Optional.of("the certificate " + file
                        + " holds your key and others may read it; chmod 600 it, and get a new one if others did")
                : Optional.empty();
    }

    static String age(Duration time) {
        if (time.toDays() >= 2) {
            return time.toDays() + " days";
        }
        if (time.toHours() >= 2) {
            return time.toHours() + " hours";
        }
        return Math.max(1, time.toMinutes()) + " min";
    }
}
