package org.updraft.jobtools.check;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.updraft.htcondor.submit.Proc;
import org.updraft.htcondor.submit.SubmitError;
import org.updraft.jobtools.credential.BearerToken;

/** The token that a job takes along by {@code use_scitokens}: what is wrong with it is a warning, as it is with a certificate. */
public final class TokenCheck implements ProcCheck {

    private final Path folder;
    private final Map<String, String> environment;
    private final Duration least;
    private final Instant now;

    /**
     * @param environment names the token's file where the job does not
     * @param least life that it must have left
     */
    public TokenCheck(Path folder, Map<String, String> environment, Duration least, Instant now) {
        this.folder = folder;
        this.environment = environment;
        this.least = least;
        this.now = now;
    }

    @Override
    public void look(Proc proc, Findings findings) throws SubmitError {
        Values use = Values.of(proc, "use_scitokens", "use_scitoken");
        Values named = Values.of(proc, "scitokens_file");
        if (named == null && (use == null || !use.isTrue())) {
            return;
        }
        Values asked = named == null ? use : named;
        String file = named == null ? environment.getOrDefault("BEARER_TOKEN_FILE", "") : named.text();
        if (asked == null || file.isEmpty()) {
            // HTCondor looks in places of its own
            return;
        }
        Values.path(folder, file)
                .flatMap(path -> wrong(path, file))
                .ifPresent(words -> findings.warning(Rule.CERTIFICATE, asked.span(), words));
    }

    private Optional<String> wrong(Path file, String shown) {
        try {
            Optional<Instant> ends = BearerToken.ends(file);
            Duration left = Duration.between(now, ends.orElse(Instant.MAX));
            if (left.isNegative()) {
                return Optional.of("the token " + shown + " expired " + CertificateCheck.age(left.negated())
                        + " ago; get a new one, or the jobs will be refused where they show it");
            }
            return left.compareTo(least) < 0
                    ? Optional.of("the token " + shown + " expires in " + CertificateCheck.age(left)
                            + ", less than the " + CertificateCheck.age(least)
                            + " that jobs need; get a new one if nothing renews it")
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.of("there is no token " + shown + "; get one, or remove the line");
        } catch (IOException e) {
            return Optional.of("the token " + shown + " is of no use: " + e.getMessage() + "; get a new one");
        }
    }
}
