package org.updraft.autoscaler;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.updraft.autoscaler.ledger.Outcome;
import org.updraft.autoscaler.ledger.Turn;

/** The log for the person paged: one line per action and outcome, and one when sight or freedom to act changed. */
final class TurnLog {

    private static final Logger LOG = LoggerFactory.getLogger("org.updraft.turns");

    private final SightNews sight = new SightNews();
    private String frozen = "";

    void write(Turn turn) {
        turn.outcomes().forEach(outcome -> write(turn.number(), outcome));
        SightNews.News news = sight.of(turn.seen().blindSpots());
        news.lost().forEach(spot -> LOG.warn("blind to {}", spot));
        news.regained().forEach(spot -> LOG.info("no longer blind to {}", spot));
        String nowFrozen = turn.seen().frozen().orElse("");
        if (!nowFrozen.equals(frozen)) {
            LOG.warn(nowFrozen.isEmpty() ? "free to act again" : "acting on nothing: {}", nowFrozen);
            frozen = nowFrozen;
        }
    }

    private static String autopsy(Outcome outcome) {
        return outcome.autopsy()
                .map(cause -> "; it did not join: " + cause.words())
                .orElse("");
    }

    private static void write(long turn, Outcome outcome) {
        String what = outcome.action().getClass().getSimpleName().toLowerCase(Locale.ROOT);
        String who = String.join(" ", outcome.workerIds());
        switch (outcome.result()) {
            case DONE ->
                LOG.info(
                        "turn {}: {} {}: {}{}",
                        turn,
                        what,
                        who,
                        outcome.action().reason(),
                        autopsy(outcome));
            case REFUSED, SKIPPED ->
                LOG.info("turn {}: {} {} {}: {}", turn, what, who, outcome.result(), outcome.words());
            case FAILED -> LOG.warn("turn {}: {} {} FAILED: {}", turn, what, who, outcome.words());
        }
    }
}
