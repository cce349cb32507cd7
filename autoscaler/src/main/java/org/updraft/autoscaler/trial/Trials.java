package org.updraft.autoscaler.trial;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.updraft.autoscaler.simulate.SimulatedWorld;

/** Many trials, one seed after the other, until one shows a violation. */
public final class Trials {

    private final Set<Fault> faults;
    private final Duration length;
    private final Consumer<SimulatedWorld> tamper;

    public Trials(Set<Fault> faults, Duration length) {
        this(faults, length, world -> {});
    }

    /** @param tamper breaks every service on purpose, to see that it is caught */
    Trials(Set<Fault> faults, Duration length, Consumer<SimulatedWorld> tamper) {
        this.faults = Set.copyOf(faults);
        this.length = length;
        this.tamper = tamper;
    }

    /** What many trials come to. */
    public record Sum(
            int seeds,
            Duration workerTime,
            long turns,
            long kills,
            long incidents,
            long jobs,
            Optional<Finding> finding) {}

    /**
     * @param result of the script as it was drawn
     * @param shrunk the shortest script found that shows the same
     * @param story of the shrunk one, a line each
     */
    public record Finding(TrialResult result, TrialResult shrunk, String story) {}

    /** Plays the seeds from first to last, and stops at the first violation. */
    public Sum play(long first, long last, Consumer<Sum> progress) {
        Sum sum = new Sum(0, Duration.ZERO, 0, 0, 0, 0, Optional.empty());
        for (long seed = first; seed <= last && sum.finding().isEmpty(); seed++) {
            TrialResult result = one(seed);
            sum = new Sum(
                    sum.seeds() + 1,
                    sum.workerTime().plus(result.workerTime()),
                    sum.turns() + result.turns(),
                    sum.kills() + result.kills(),
                    sum.incidents() + result.script().incidents().size(),
                    sum.jobs() + result.jobsFinished(),
                    result.violation().map(violation -> shrunk(result)));
            progress.accept(sum);
        }
        return sum;
    }

    /** One seed. */
    public TrialResult one(long seed) {
        return Trial.of(script(seed), tamper, Story.UNTOLD);
    }

    /** One seed, told line by line. */
    public TrialResult tell(long seed, Consumer<String> lines) {
        return Trial.of(script(seed), tamper, new Story(lines));
    }

    private Script script(long seed) {
        return Script.draw(seed, faults, length, TrialSite.SCHEDDS);
    }

    private Finding shrunk(TrialResult result) {
        Script shortest = new Shrinking(tamper).shrink(result);
        StringBuilder lines = new StringBuilder();
        TrialResult again =
                Trial.of(shortest, tamper, new Story(line -> lines.append(line).append('\n')));
        return new Finding(result, again, lines.toString());
    }
}
