package org.updraft.autoscaler.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.updraft.htcondor.CondorException;
import org.updraft.htcondor.TokenRequest;

/** The requests for tokens at the simulated collector, as HTCondor 23.9 keeps them. */
final class SimulatedRequests {

    static final Duration LIFE = Duration.ofHours(1);
    private static final int MOST = 1001;

    private final Map<TokenRequest, Instant> waiting = new LinkedHashMap<>();
    private final Set<TokenRequest> granted = new LinkedHashSet<>();
    private int asked;

    /** Empty if so many wait already that the collector takes no more. */
    Optional<TokenRequest> ask(
            Instant now, String identity, String address, List<String> authorizations, Optional<Duration> life) {
        if (waiting.size() >= MOST) {
            return Optional.empty();
        }
        asked++;
        TokenRequest request =
                new TokenRequest("%07d".formatted(asked), "host-" + asked, identity, address, authorizations, life);
        waiting.put(request, now);
        return Optional.of(request);
    }

    void expire(Instant now) {
        waiting.values().removeIf(at -> at.plus(LIFE).isBefore(now));
    }

    boolean waits(TokenRequest request) {
        return waiting.containsKey(request);
    }

    List<TokenRequest> waiting() {
        return List.copyOf(waiting.keySet());
    }

    void approve(TokenRequest request) throws CondorException {
        if (waiting.remove(request) == null) {
            throw new CondorException.Refused("request " + request.key() + " is not there any more", null);
        }
        granted.add(request);
    }

    List<TokenRequest> granted() {
        return List.copyOf(granted);
    }

    boolean isGranted(TokenRequest request) {
        return granted.contains(request);
    }

    /** The collector was restarted. */
    void forgetAll() {
        waiting.clear();
    }
}
