package org.updraft.openstack.adapter;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.Shortage;
import org.updraft.openstack.adapter.connector.HttpFailure;

/** Says of each failed request what the caller does next: the only place where HTTP statuses are given a meaning. */
final class Refusals {
    private static final Duration RETRY_AFTER_MAX = Duration.ofHours(1);

    private final String cloud;
    private final InstantSource clock;

    Refusals(String cloud, InstantSource clock) {
        this.cloud = cloud;
        this.clock = clock;
    }

    /**
     * @param tried as in "list the servers"
     * @param changes true if the request, had it arrived, changed something in the cloud
     */
    CloudException of(HttpFailure failure, String tried, boolean changes) {
        String message = cloud + ": could not " + tried + ": " + failure.getMessage();
        return switch (failure) {
            case HttpFailure.NoAnswer none ->
                new CloudException.Unreachable(cloud, message, changes && none.sent(), failure);
            case HttpFailure.Unreadable unreadable ->
                new CloudException.Unreachable(cloud, message, changes, unreadable);
            case HttpFailure.Refused refused -> of(refused, message, changes);
        };
    }

    private CloudException of(HttpFailure.Refused refused, String message, boolean changes) {
        int status = refused.status();
        Optional<Shortage> shortage = Shortage.in(refused.words());
        if (shortage.equals(Optional.of(Shortage.QUOTA)) && (status == 403 || status == 409 || status == 413)) {
            return new CloudException.QuotaFull(
                    cloud, message + ". Ask for a larger quota, or lower this cloud's limits", refused);
        }
        if (shortage.equals(Optional.of(Shortage.HOST)) && (status == 400 || status == 409)) {
            return new CloudException.NoCapacity(cloud, message, refused);
        }
        if (status == 429
                || (status == 413
                        && (refused.isOpenStackError() || refused.retryAfter().isPresent()))) {
            return new CloudException.RateLimited(cloud, message, retryAfter(refused), refused);
        }
        if (status == 401) {
            return new CloudException.CredentialsRejected(
                    cloud,
                    message + ". Check user, password or application credential, project and their domains",
                    refused);
        }
        if (status == 404) {
            // what a proxy says in the service's place tells nothing of the thing asked for
            return refused.isOpenStackError()
                    ? new CloudException.Gone(cloud, message, refused)
                    : new CloudException.Unreachable(cloud, message, changes, refused);
        }
        if (status == 409) {
            return new CloudException.WrongState(cloud, message, refused);
        }
        if (status == 408 || (status >= 500 && status != 501)) {
            return new CloudException.Unreachable(cloud, message, changes, refused);
        }
        return new CloudException.Rejected(cloud, message, refused);
    }

    private Optional<Duration> retryAfter(HttpFailure.Refused refused) {
        return refused.retryAfter()
                .flatMap(this::wait)
                .map(wait -> wait.compareTo(RETRY_AFTER_MAX) > 0 ? RETRY_AFTER_MAX : wait);
    }

    private Optional<Duration> wait(String header) {
        String text = header.strip();
        if (text.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(clock.instant(), then);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
