package org.updraft.autoscaler.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The members of the group {@code updraft}, as the host's user database has them; asked again once a minute. If it cannot be
 * asked, or there is no such group, there are no operators but root and the service's own user.
 */
final class Operators {

    static final String GROUP = "updraft";

    private static final Logger LOG = LoggerFactory.getLogger(Operators.class);
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final int ANSWER_BYTES_MAX = 1 << 20;

    private final InstantSource clock;
    private Instant askedAt = Instant.MIN;
    private Set<String> members = Set.of();

    Operators(InstantSource clock) {
        this.clock = clock;
    }

    boolean includes(String user, String primaryGroup) {
        return primaryGroup.equals(GROUP) || members().contains(user);
    }

    private synchronized Set<String> members() {
        Instant now = clock.instant();
        if (askedAt.plus(FRESH).isBefore(now)) {
            members = ask();
            askedAt = now;
        }
        return members;
    }

    /** By getent and not from /etc/group, as sites keep their groups in LDAP too. */
    private static Set<String> ask() {
        try {
            Process getent = new ProcessBuilder("getent", "group", GROUP)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            getent.getOutputStream().close();
            // its answer is one line and fits a pipe, so that waiting before reading cannot block
            if (!getent.waitFor(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                getent.destroyForcibly();
                LOG.warn(
                        "getent group {} gave no answer in {} s: nobody counts as operator",
                        GROUP,
                        DEADLINE.toSeconds());
                return Set.of();
            }
            return parse(new String(getent.getInputStream().readNBytes(ANSWER_BYTES_MAX), StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.warn("cannot ask who is in group {}: {}; nobody counts as operator", GROUP, e.getMessage());
            return Set.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Set.of();
        }
    }

    /** {@code updraft:x:998:alice,bob} */
    static Set<String> parse(String line) {
        String[] fields = line.strip().split(":", -1);
        return fields.length == 4 && !fields[3].isEmpty() ? Set.copyOf(List.of(fields[3].split(","))) : Set.of();
    }
}
