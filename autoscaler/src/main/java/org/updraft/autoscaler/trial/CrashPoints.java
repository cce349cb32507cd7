package org.updraft.autoscaler.trial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.updraft.autoscaler.simulate.IoPoint;
import org.updraft.autoscaler.simulate.IoTap;
import org.updraft.autoscaler.simulate.SimulatedPool;

/**
 * Kills the service right before and right after every call it makes in a story in which workers are booted, let in,
 * drained, deleted, adopted, fenced and given up; starts it again each time; and lets the story end under the judge's eyes.
 */
public final class CrashPoints {

    /** Of calls that only ask: being killed there is being killed between two turns. */
    private static final int QUESTIONS_OF_A_KIND = 6;

    private static final Script STORY = story();

    /**
     * @param kills by the name of the call, how often it was killed before or after one
     * @param finding the first violation
     */
    public record Sum(SortedMap<String, Integer> kills, Optional<Finding> finding) {
        public int runs() {
            return kills.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /** Where it was killed, what did not hold then, and what happened, a line each. */
    public record Finding(String where, Violation violation, List<String> story) {}

    /** Plays the story once for each point and side; {@code progress} is told how many of how many are done. */
    public Sum play(Consumer<String> progress) {
        List<IoPoint> points = points();
        SortedMap<String, Integer> kills = new TreeMap<>();
        for (IoPoint point : points) {
            for (boolean afterwards : new boolean[] {false, true}) {
                TrialResult result = killedAt(point, afterwards, Story.UNTOLD);
                int done = kills.merge(point.name(), 1, Integer::sum);
                if (result.violation().isPresent()) {
                    return new Sum(kills, Optional.of(told(point, afterwards)));
                }
                if (result.kills() != 1) {
                    throw new IllegalStateException("the service was not killed at " + point.name() + ", the " + done
                            + ". time: the story is not the same each time");
                }
            }
            progress.accept(point.name());
        }
        return new Sum(kills, Optional.empty());
    }

    private static Finding told(IoPoint point, boolean afterwards) {
        List<String> lines = new ArrayList<>();
        TrialResult again = killedAt(point, afterwards, new Story(lines::add));
        String where = "killed " + (afterwards ? "after" : "before") + " call " + point.number() + ", " + point.name()
                + " " + point.about();
        return new Finding(where, again.violation().orElseThrow(), lines);
    }

    private static TrialResult killedAt(IoPoint point, boolean afterwards, Story story) {
        return Trial.of(
                STORY,
                world -> world.service().mortality().killAt(now -> now.number() == point.number(), afterwards),
                story);
    }

    /** Where it is to be killed: at all calls that change something, and at some of those that ask. */
    static List<IoPoint> points() {
        List<IoPoint> points = new ArrayList<>();
        Map<String, Integer> questions = new HashMap<>();
        IoTap listening = new IoTap() {
            @Override
            public void before(IoPoint point) {
                if (point.changes() || questions.merge(point.name(), 1, Integer::sum) <= QUESTIONS_OF_A_KIND) {
                    points.add(point);
                }
            }
        };
        TrialResult whole = Trial.of(STORY, world -> world.service().tap(listening), Story.UNTOLD);
        whole.violation().ifPresent(violation -> {
            throw new IllegalStateException("the story ends badly even without a kill: " + violation);
        });
        return points;
    }

    private static Script story() {
        List<Arrival> arrivals = List.of(
                arrival(1, "ada", "c4-15gb", 3, 20),
                arrival(30, "bo", "", 4, 60),
                arrival(70, "ada", "c2-7.5gb", 2, 30),
                arrival(140, "cy", "c2-7.5gb", 1, 10));
        List<Incident> incidents = List.of(
                incident(31, Fault.LOST_REPLIES, 1),
                incident(50, Fault.FOREIGN_STOP, 1),
                incident(69, Fault.WORKERS_STAY_OUT, 25),
                incident(110, Fault.FOREIGN_DELETE, 1),
                incident(141, Fault.TWIN, 1));
        return new Script(20260202, Duration.ofHours(3), arrivals, incidents);
    }

    private static Arrival arrival(int minute, String owner, String flavor, int count, int runs) {
        return new Arrival(
                Duration.ofMinutes(minute), SimulatedPool.SCHEDD, owner, flavor, count, Duration.ofMinutes(runs));
    }

    private static Incident incident(int minute, Fault fault, int minutes) {
        return new Incident(Duration.ofMinutes(minute), fault, Duration.ofMinutes(minutes), minute);
    }
}
