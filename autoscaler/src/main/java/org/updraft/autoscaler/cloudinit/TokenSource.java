package org.updraft.autoscaler.cloudinit;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a worker comes to the token with which it joins the pool.
 *
 * @param caCertificate certificates of the pool's CA, in PEM: the worker asks the collector for its token and knows the collector by
 *     them, and its user data holds no secret. Empty: the token is in the user data.
 * @param life of the token; longer than any worker should live
 */
public record TokenSource(Optional<String> caCertificate, Duration life) {

    public static final Duration LIFE = Duration.ofDays(60);

    private static final Duration MARGIN_MAX = Duration.ofDays(1);
    private static final int PEM_CHARS_MAX = 32 * 1024;
    private static final Pattern CERTIFICATE = Pattern.compile(
            "-----BEGIN CERTIFICATE-----\\s[A-Za-z0-9+/=\\s]+-----END CERTIFICATE-----", Pattern.DOTALL);

    /** @throws IllegalArgumentException if the text is no certificate or the life is too short to run a job in */
    public TokenSource {
        if (life.toSeconds() < 40) {
            throw new IllegalArgumentException("a worker's token must live 40 s at least, not " + life);
        }
        caCertificate = caCertificate.map(TokenSource::certificates);
    }

    /** The worker asks, knowing the collector by this certificate. */
    public static TokenSource request(String caCertificate, Duration life) {
        return new TokenSource(Optional.of(caCertificate), life);
    }

    /** The token travels in the user data. */
    public static TokenSource userData(Duration life) {
        return new TokenSource(Optional.empty(), life);
    }

    public boolean isRequest() {
        return caCertificate.isPresent();
    }

    /** No job starts on a worker whose token ends within this time. */
    Duration margin() {
        Duration quarter = life.dividedBy(4);
        return quarter.compareTo(MARGIN_MAX) < 0 ? quarter : MARGIN_MAX;
    }

    /** The certificates alone: what else is in the file, such as a private key, must not reach a worker. */
    private static String certificates(String pem) {
        if (pem.length() > PEM_CHARS_MAX) {
            throw new IllegalArgumentException("the CA's certificates have more than " + PEM_CHARS_MAX
                    + " characters; give the pool's own CA alone, not a bundle of all there are");
        }
        StringBuilder all = new StringBuilder();
        Matcher matcher = CERTIFICATE.matcher(pem);
        while (matcher.find()) {
            all.append(matcher.group().replaceAll("\\s*\\R", "\n")).append('\n');
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException(
                    "no certificate in PEM (-----BEGIN CERTIFICATE-----) is in it; give the file of the pool's CA");
        }
        return all.toString();
    }
}
