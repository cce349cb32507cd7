package org.updraft.autoscaler.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.updraft.autoscaler.pool.Addresses;
import org.updraft.autoscaler.pool.TokenApproval;
import org.updraft.htcondor.TokenRequest;

/** Whether a request for a token is that of a worker of ours which is just joining. Pure: the same facts, the same ruling. */
public sealed interface TokenRuling {

    /**
     * @param written the ledger has this very request already: we were about to approve it, and it still waits
     */
    record Approve(boolean written) implements TokenRuling {}

    /** @param detail what was asked and what would have been right; empty where the reason says it all */
    record Refuse(TokenRefusal why, String detail) implements TokenRuling {}

    /** Of workers' identities; the service itself is {@code updraft@}. */
    String PREFIX = "updraft-";

    /** What a worker's token is good for, exactly. */
    Set<String> AUTHORIZATIONS = Set.of("ADVERTISE_STARTD", "ADVERTISE_MASTER", "READ");

    /**
     * A worker's token may be lost with its machine's disk, its reply, or a reboot before it was written down. It may ask again,
     * so often and not quicker. With one address per server nobody else can ask from there before the worker has joined.
     */
    int APPROVALS_MAX = 3;

    Duration BETWEEN_APPROVALS = Duration.ofMinutes(1);

    /**
     * What is known of the worker that a request names.
     *
     * @param leaving it has ended, or is being fenced or deleted
     * @param joined it has been seen in the pool, or is now
     * @param activeAt when Nova was first seen to run it
     * @param active Nova says that it runs
     * @param addresses of its server, and those that the site's routers show in their place
     * @param joinWithin its time to join, from {@code activeAt}
     */
    record Joiner(
            boolean leaving,
            boolean joined,
            Optional<Instant> activeAt,
            boolean active,
            Set<String> addresses,
            Duration joinWithin,
            List<TokenApproval> approvals) {
        public Joiner {
            addresses = Set.copyOf(addresses);
            approvals = List.copyOf(approvals);
        }
    }

    /** The id of the worker that an identity stands for; empty if it is of no shape that we give. */
    static Optional<String> workerOf(String identity, String trustDomain) {
        String suffix = "@" + trustDomain;
        return identity.startsWith(PREFIX)
                        && identity.endsWith(suffix)
                        && identity.length() > PREFIX.length() + suffix.length()
                ? Optional.of(identity.substring(PREFIX.length(), identity.length() - suffix.length()))
                : Optional.empty();
    }

    /** Whose token a worker asks for. */
    static String identityOf(String workerId, String trustDomain) {
        return PREFIX + workerId + "@" + trustDomain;
    }

    /** What can be said without looking at the worker; empty if nothing speaks against the request so far. */
    static Optional<Refuse> byItself(TokenRequest request, Duration life) {
        boolean exact = request.authorizations().size() == AUTHORIZATIONS.size()
                && new HashSet<>(request.authorizations()).equals(AUTHORIZATIONS);
        if (!exact) {
            String asked =
                    request.authorizations().isEmpty() ? "everything" : String.join(" ", request.authorizations());
            return Optional.of(new Refuse(TokenRefusal.WRONG_AUTHORIZATIONS, "asks for " + asked));
        }
        boolean bounded = request.life()
                .filter(asked -> asked.isPositive() && asked.compareTo(life) <= 0)
                .isPresent();
        if (!bounded) {
            String asked = request.life().map(time -> time.toSeconds() + " s").orElse("ever");
            return Optional.of(
                    new Refuse(TokenRefusal.WRONG_LIFE, "for " + asked + ", not at most " + life.toSeconds() + " s"));
        }
        return Optional.empty();
    }

    /** The whole ruling, for a request against which nothing speaks {@linkplain #byItself by itself}. */
    static TokenRuling on(TokenRequest request, Joiner joiner, Instant now) {
        if (joiner.leaving()) {
            return new Refuse(TokenRefusal.ENDED, "");
        }
        if (joiner.joined()) {
            return new Refuse(TokenRefusal.JOINED, "");
        }
        Set<String> addresses = Addresses.normal(joiner.addresses());
        if (!addresses.isEmpty() && !addresses.contains(Addresses.normal(request.address()))) {
            return new Refuse(TokenRefusal.WRONG_ADDRESS, "which is " + String.join(" ", addresses));
        }
        if (!joiner.active() || addresses.isEmpty()) {
            return new Refuse(TokenRefusal.NOT_ACTIVE, "");
        }
        if (joiner.activeAt()
                .filter(at -> at.plus(joiner.joinWithin()).isBefore(now))
                .isPresent()) {
            return new Refuse(TokenRefusal.LATE, "running for more than " + joiner.joinWithin());
        }
        return amongApprovals(request, joiner.approvals(), now);
    }

    private static TokenRuling amongApprovals(TokenRequest request, List<TokenApproval> approvals, Instant now) {
        if (approvals.stream().anyMatch(approval -> approval.request().equals(request.key()))) {
            return new Approve(true);
        }
        if (approvals.size() >= APPROVALS_MAX) {
            return new Refuse(TokenRefusal.TOO_MANY, "");
        }
        boolean tooSoon = !approvals.isEmpty()
                && approvals.getLast().at().plus(BETWEEN_APPROVALS).isAfter(now);
        return tooSoon ? new Refuse(TokenRefusal.SECOND, "") : new Approve(false);
    }
}
