package org.updraft.openstack.embedded;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.Credentials;
import org.updraft.openstack.embedded.fault.Call;
import org.updraft.openstack.embedded.fault.Effect;
import org.updraft.openstack.embedded.model.CloudModel;
import org.updraft.openstack.embedded.model.Identity;
import org.updraft.openstack.embedded.model.ModelServer;
import org.updraft.openstack.embedded.model.Refusal;
import org.updraft.openstack.embedded.model.Token;

/**
 * Calls of a model as an adapter would see them over HTTP: logged in when needed, hit by the fault rules, refused in the
 * port's own errors.
 */
final class DirectCalls {
    private static final Duration PATIENCE = Credentials.TIMEOUT_DEFAULT;

    private final String cloud;
    private final CloudModel model;
    private final ReentrantLock lock;
    private final Identity.User user;
    private final Identity.Project project;
    private Optional<Token> token = Optional.empty();

    DirectCalls(String cloud, CloudModel model, ReentrantLock lock, Identity.User user, Identity.Project project) {
        this.cloud = cloud;
        this.model = model;
        this.lock = lock;
        this.user = user;
        this.project = project;
    }

    /** @param changes true if it changes something, so that a lost answer leaves that open */
    record Asked(String service, String operation, Optional<String> serverName, String tried, boolean changes) {}

    <T> T call(Asked asked, Function<CloudModel, T> action) throws CloudException {
        return listing(asked, action, (whole, keep) -> whole);
    }

    <T> List<T> list(Asked asked, Function<CloudModel, List<T>> action) throws CloudException {
        return listing(asked, action, (whole, keep) -> whole.subList(0, Math.min(keep, whole.size())));
    }

    private interface Cut<T> {
        T first(T whole, int keep);
    }

    private <T> T listing(Asked asked, Function<CloudModel, T> action, Cut<T> cut) throws CloudException {
        lock.lock();
        try {
            model.advance();
            logIn();
            return faulty(asked, action, cut);
        } finally {
            lock.unlock();
        }
    }

    private void logIn() throws CloudException {
        if (token.filter(known -> model.time().now().isBefore(known.expiresAt()))
                .isEmpty()) {
            Asked asked = new Asked("identity", "tokens.create", Optional.empty(), "log in", false);
            token = Optional.of(faulty(
                    asked,
                    cloudModel -> cloudModel.tokens().byPassword(user, user.password(), Optional.of(project)),
                    (whole, keep) -> whole));
        }
    }

    private <T> T faulty(Asked asked, Function<CloudModel, T> action, Cut<T> cut) throws CloudException {
        Optional<String> lost = Optional.empty();
        int keep = Integer.MAX_VALUE;
        for (Effect.OnCall effect :
                model.faults().hitting(Call.direct(asked.service(), asked.operation(), asked.serverName()))) {
            switch (effect) {
                case Effect.Answer answer -> throw answered(asked, answer);
                case Effect.Delay(Duration by) -> lost = by.compareTo(PATIENCE) > 0 ? Optional.of("no answer") : lost;
                case Effect.LostReply(boolean closes) ->
                    lost = Optional.of(closes ? "the connection was closed" : "502 Bad Gateway");
                case Effect.PartialPage(int first) -> keep = first;
                case Effect.ExpiredToken expired -> {
                    token = Optional.empty();
                    logIn();
                }
            }
        }
        T result = act(asked, action);
        if (lost.isPresent()) {
            throw new CloudException.Unreachable(cloud, message(asked, lost.get()), asked.changes(), null);
        }
        return cut.first(result, keep);
    }

    private <T> T act(Asked asked, Function<CloudModel, T> action) throws CloudException {
        try {
            return action.apply(model);
        } catch (Refusal refusal) {
            String message = message(asked, refusal.status() + " " + refusal.getMessage());
            throw switch (refusal) {
                case Refusal.OverQuota full -> new CloudException.QuotaFull(cloud, message, full);
                case Refusal.Unauthorized out -> new CloudException.CredentialsRejected(cloud, message, out);
                case Refusal.NotFound gone -> new CloudException.Gone(cloud, message, gone);
                case Refusal.Conflict conflict -> new CloudException.WrongState(cloud, message, conflict);
                case Refusal.BadRequest bad -> new CloudException.Rejected(cloud, message, bad);
                case Refusal.Forbidden no -> new CloudException.Rejected(cloud, message, no);
                case Refusal.NotAcceptable no -> new CloudException.Rejected(cloud, message, no);
                case Refusal.TooLarge no -> new CloudException.Rejected(cloud, message, no);
            };
        }
    }

    private CloudException answered(Asked asked, Effect.Answer answer) {
        String message = message(asked, answer.status() + " by a fault rule");
        return switch (answer.status()) {
            case 401 -> new CloudException.CredentialsRejected(cloud, message, null);
            case 409 -> new CloudException.WrongState(cloud, message, null);
            case 413, 429 -> new CloudException.RateLimited(cloud, message, answer.retryAfter(), null);
            case 400, 403, 405, 406 -> new CloudException.Rejected(cloud, message, null);
            // a 404 that does not name the thing is a proxy's
            default -> new CloudException.Unreachable(cloud, message, asked.changes(), null);
        };
    }

    private String message(Asked asked, String why) {
        return cloud + ": could not " + asked.tried() + ": " + why;
    }

    /** For the rules that look at it. */
    Optional<String> nameOf(String serverId) {
        lock.lock();
        try {
            return model.servers().find(serverId).map(ModelServer::name);
        } finally {
            lock.unlock();
        }
    }

    Identity.User user() {
        return user;
    }

    Identity.Project project() {
        return project;
    }
}
