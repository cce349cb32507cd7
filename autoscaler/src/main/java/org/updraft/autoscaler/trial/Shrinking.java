package org.updraft.autoscaler.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.updraft.autoscaler.simulate.SimulatedWorld;

/** Makes the script of a violation shorter, as long as the same invariant still breaks: people read the rest. */
final class Shrinking {

    private static final int TRIES_MAX = 300;

    private final Consumer<SimulatedWorld> tamper;
    private int tries;

    Shrinking(Consumer<SimulatedWorld> tamper) {
        this.tamper = tamper;
    }

    /** The shortest that was found within {@value #TRIES_MAX} tries. */
    Script shrink(TrialResult found) {
        Invariant broken = found.violation().orElseThrow().invariant();
        Script shortest = found.script();
        int before;
        do {
            before = shortest.arrivals().size() + shortest.incidents().size();
            Script now = shortest;
            List<Incident> incidents = fewer(now.incidents(), some -> breaks(now.with(now.arrivals(), some), broken));
            List<Arrival> arrivals = fewer(now.arrivals(), some -> breaks(now.with(some, incidents), broken));
            shortest = now.with(arrivals, incidents);
        } while (shortest.arrivals().size() + shortest.incidents().size() < before && tries < TRIES_MAX);
        return shortest;
    }

    /** Leaves out halves, then quarters, down to single ones. */
    private static <T> List<T> fewer(List<T> all, Function<List<T>, Boolean> stillBreaks) {
        List<T> kept = all;
        for (int size = Math.max(1, kept.size() / 2); size >= 1; size = size / 2) {
            for (int from = 0; from < kept.size(); ) {
                List<T> without = new ArrayList<>(kept.subList(0, from));
                without.addAll(kept.subList(Math.min(kept.size(), from + size), kept.size()));
                if (stillBreaks.apply(without)) {
                    kept = without;
                } else {
                    from += size;
                }
            }
        }
        return kept;
    }

    private boolean breaks(Script script, Invariant broken) {
        return ++tries <= TRIES_MAX
                && Trial.of(script, tamper, Story.UNTOLD)
                        .violation()
                        .filter(violation -> violation.invariant() == broken)
                        .isPresent();
    }
}
