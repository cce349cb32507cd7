package org.updraft.autoscaler.act;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.updraft.autoscaler.plan.TokenRefusal;
import org.updraft.htcondor.TokenRequest;

/** What people see of requests for tokens. */
public final class GateSample {

    private GateSample() {}

    /** One request was refused for its address, one is nobody's business; {@code waiting} wait in all. */
    public static Gate of(Instant at, String workerId, int waiting) {
        Gate gate = new Gate();
        List<TokenRequest> requests = new ArrayList<>();
        for (int i = 0; i < waiting; i++) {
            requests.add(new TokenRequest(
                    "%07d".formatted(i),
                    "host-" + i,
                    "updraft-" + workerId + "@example.org",
                    "203.0.113.66",
                    List.of("READ"),
                    Optional.of(Duration.ofDays(1))));
        }
        gate.listed(requests);
        gate.enter(Gate.Entry.refused(
                at, requests.get(0), Optional.of(workerId), TokenRefusal.WRONG_ADDRESS, "not from \u001b[31m10.0.0.5"));
        gate.enter(Gate.Entry.refused(at, requests.get(1), Optional.empty(), TokenRefusal.NOT_OURS, ""));
        return gate;
    }
}
