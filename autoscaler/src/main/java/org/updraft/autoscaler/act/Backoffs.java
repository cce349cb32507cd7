package org.updraft.autoscaler.act;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.updraft.autoscaler.pool.CloudView;
import org.updraft.openstack.CloudException;

/** Which clouds asked us to wait, and until when. A restart forgets it and is told again. */
public final class Backoffs {

    private static final Duration AFTER_QUOTA = Duration.ofMinutes(2);
    private static final Duration AFTER_RATE_LIMIT = Duration.ofMinutes(1);
    private static final Duration AFTER_NO_TOKEN = Duration.ofMinutes(2);
    private static final Duration AFTER_REFUSED_LOGIN = Duration.ofMinutes(5);
    /** A cloud that says "come back in a week" is asked again tomorrow. */
    private static final Duration MOST = Duration.ofHours(24);

    private final InstantSource clock;
    private final Map<String, CloudView.Backoff> byCloud = new ConcurrentHashMap<>();

    public Backoffs(InstantSource clock) {
        this.clock = clock;
    }

    /** Those that still hold. */
    public Map<String, CloudView.Backoff> current() {
        Instant now = clock.instant();
        byCloud.values().removeIf(backoff -> !backoff.until().isAfter(now));
        return Map.copyOf(byCloud);
    }

    /** Notes what a refused boot means for the cloud's next boots. */
    void note(CloudException refusal) {
        wait(refusal)
                .ifPresent(wait -> byCloud.put(
                        refusal.cloud(),
                        new CloudView.Backoff(clock.instant().plus(wait), String.valueOf(refusal.getMessage()))));
    }

    /** No token for a worker could be made: booting is pointless on this cloud as on any, so it waits a while. */
    void noToken(String cloud, String words) {
        byCloud.put(cloud, new CloudView.Backoff(clock.instant().plus(AFTER_NO_TOKEN), words));
    }

    private static Optional<Duration> wait(CloudException refusal) {
        return switch (refusal) {
            case CloudException.QuotaFull q -> Optional.of(AFTER_QUOTA);
            case CloudException.NoCapacity n -> Optional.of(AFTER_QUOTA);
            case CloudException.CredentialsRejected c -> Optional.of(AFTER_REFUSED_LOGIN);
            case CloudException.RateLimited r -> {
                Duration asked = r.retryAfter().orElse(AFTER_RATE_LIMIT);
                yield Optional.of(asked.compareTo(MOST) > 0 ? MOST : asked);
            }
            // the next look tells whether it is still away
            case CloudException.Unreachable u -> Optional.empty();
            // concerns this image or flavor, not the cloud
            case CloudException.WrongState w -> Optional.empty();
            case CloudException.Gone g -> Optional.empty();
            case CloudException.Rejected r -> Optional.empty();
        };
    }
}
