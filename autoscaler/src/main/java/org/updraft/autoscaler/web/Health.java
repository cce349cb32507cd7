package org.updraft.autoscaler.web;

import java.time.Duration;
import java.util.Optional;
import org.updraft.autoscaler.ledger.Turn;

/**
 * Whether the service does its work.
 *
 * @param notReady why not; empty if it does
 */
record Health(Optional<String> notReady) {

    /** A turn may be missed; three in a row are a standstill. */
    private static final int INTERVALS = 3;

    static Health of(Desk desk) {
        Optional<Turn> last = desk.lastTurn();
        if (last.isEmpty()) {
            return new Health(Optional.of("no turn has been taken yet, since the start at " + desk.startedAt()));
        }
        Optional<String> frozen = last.get().seen().frozen().map(why -> "nothing may be done: " + why);
        return new Health(frozen.or(() -> overdue(desk, last.get())));
    }

    private static Optional<String> overdue(Desk desk, Turn turn) {
        Duration age = Duration.between(turn.seen().takenAt(), desk.clock().instant());
        return age.compareTo(desk.interval().multipliedBy(INTERVALS)) < 0
                ? Optional.empty()
                : Optional.of("the last turn, " + turn.number() + ", was " + age.toSeconds()
                        + " s ago; one is due every " + desk.interval().toSeconds() + " s");
    }
}
