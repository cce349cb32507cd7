package org.updraft.openstack.adapter;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.updraft.openstack.Binding;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.adapter.connector.HttpFailure;

/**
 * Holds one cloud's token and renews it: some minutes before it ends, or when a service refuses it. However many threads ask,
 * one login runs, and all of them get its outcome. A rejected login is not repeated for two minutes.
 */
final class Session {
    /** Sites lock users out after a few wrong logins, and a turn makes many calls. */
    private static final Duration PAUSE_AFTER_REJECTION = Duration.ofMinutes(2);

    private final String cloud;
    private final Keystone keystone;
    private final Refusals refusals;
    private final InstantSource clock;

    private @Nullable Login login;
    private CloudException.@Nullable CredentialsRejected rejection;
    private Instant rejectedUntil = Instant.MIN;
    private @Nullable CompletableFuture<Login> running;

    Session(String cloud, Keystone keystone, Refusals refusals, InstantSource clock) {
        this.cloud = cloud;
        this.keystone = keystone;
        this.refusals = refusals;
        this.clock = clock;
    }

    /** A login that is good for some time yet. */
    Login current() throws CloudException {
        return other(null);
    }

    /** Another login than the one whose token was just refused. */
    Login insteadOf(Login refused) throws CloudException {
        return other(refused);
    }

    private Login other(@Nullable Login refused) throws CloudException {
        CompletableFuture<Login> flight;
        boolean ours = false;
        synchronized (this) {
            if (login != null && !isRefused(login, refused) && clock.instant().isBefore(login.renewAt())) {
                return login;
            }
            if (rejection != null && clock.instant().isBefore(rejectedUntil)) {
                throw rejection;
            }
            if (running == null) {
                running = new CompletableFuture<>();
                ours = true;
            }
            flight = running;
        }
        if (ours) {
            fly(flight, refused);
        }
        return outcome(flight);
    }

    private void fly(CompletableFuture<Login> flight, @Nullable Login refused) {
        try {
            flight.complete(renewed(refused));
        } catch (CloudException | RuntimeException | Error e) {
            flight.completeExceptionally(e);
        } finally {
            synchronized (this) {
                running = null;
            }
        }
    }

    private Login renewed(@Nullable Login refused) throws CloudException {
        Login before = held();
        try {
            Login fresh = sameProject(before, logIn());
            synchronized (this) {
                login = fresh;
                rejection = null;
            }
            return fresh;
        } catch (CloudException.CredentialsRejected e) {
            synchronized (this) {
                rejection = e;
                rejectedUntil = clock.instant().plus(PAUSE_AFTER_REJECTION);
            }
            throw e;
        } catch (CloudException.Unreachable | CloudException.RateLimited e) {
            // renewed early for just this case: the old token has some minutes left
            if (before != null && !isRefused(before, refused) && clock.instant().isBefore(before.expiresAt())) {
                return before;
            }
            throw e;
        }
    }

    private Login logIn() throws CloudException {
        String tried = "log in at " + keystone.url();
        try {
            return keystone.logIn();
        } catch (HttpFailure e) {
            CloudException why = refusals.of(e, tried, false);
            throw why instanceof CloudException.Gone
                    ? new CloudException.Rejected(cloud, why.getMessage() + ". Check auth_url", e)
                    : why;
        } catch (Catalog.BadCatalog e) {
            throw new CloudException.Rejected(cloud, cloud + ": " + e.getMessage(), e);
        }
    }

    /** A renewed token never moves this object to another project, in which every server of ours would look gone. */
    private Login sameProject(@Nullable Login before, Login fresh) throws CloudException {
        if (before == null || before.binding().sameAs(fresh.binding())) {
            return fresh;
        }
        Binding was = before.binding();
        Binding is = fresh.binding();
        throw new CloudException.Rejected(
                cloud,
                cloud + ": the credentials now lead to project " + is.projectName() + " (" + is.projectId() + ") in "
                        + is.region() + ", before it was " + was.projectName() + " (" + was.projectId() + ") in "
                        + was.region() + ". Restart if this is meant",
                null);
    }

    private static boolean isRefused(Login login, @Nullable Login refused) {
        return refused != null && login.token().getId().equals(refused.token().getId());
    }

    private synchronized @Nullable Login held() {
        return login;
    }

    private static Login outcome(CompletableFuture<Login> flight) throws CloudException {
        try {
            return flight.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case CloudException known -> throw known;
                case RuntimeException bug -> throw bug;
                case null, default -> throw e;
            }
        }
    }
}
