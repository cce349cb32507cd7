package org.updraft.openstack.embedded.model;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The model's clock and what is due on it. Nothing happens by itself: {@link #advance} runs all that has become due, in the
 * order of its instants, each as if it were called at its own.
 */
public final class Time {
    private final InstantSource clock;
    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::number));
    private long scheduled;

    /** The instant of the due action that runs; null outside of {@link #advance}. */
    private @Nullable Instant within;

    Time(InstantSource clock) {
        this.clock = clock;
    }

    public Instant now() {
        return within == null ? clock.instant() : within;
    }

    /** Runs what is due. A call from within a due action does nothing: that one runs first. */
    public void advance() {
        if (within != null) {
            return;
        }
        Instant until = clock.instant();
        try {
            for (Due due = queue.peek(); due != null && !due.at.isAfter(until); due = queue.peek()) {
                queue.remove();
                within = due.at;
                due.action.accept(due.at);
            }
        } finally {
            within = null;
        }
    }

    /** When {@link #advance} will next have something to do. */
    public Optional<Instant> nextDue() {
        return Optional.ofNullable(queue.peek()).map(Due::at);
    }

    void after(Duration delay, Consumer<Instant> action) {
        queue.add(new Due(now().plus(delay), scheduled++, action));
    }

    private record Due(Instant at, long number, Consumer<Instant> action) {}
}
