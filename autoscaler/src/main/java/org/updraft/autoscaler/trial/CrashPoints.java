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

    /** Of calls that only ask, or write down a turn that is over: being killed there is being killed between two turns. */
    private static final int QUESTIONS_OF_A_KIND = 6;

    /** A draw that hits the first cloud, and every call to it. */
    private static final long WEST_EACH_TIME = 3;

    private static final Script STORY = story();

    private final int every;

    public CrashPoints() {
        this(1);
    }

    /** @param every so manieth point only */
    CrashPoints(int every) {
        this.every = every;
    }

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
        for (int nth = 0; nth < points.size(); nth += every) {
            IoPoint point = points.get(nth);
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

    /** The story without a kill, line by line. */
    static List<String> tell() {
        List<String> lines = new ArrayList<>();
        Trial.of(STORY, world -> {}, new Story(lines::add));
        return lines;
    }

    /** Where it is to be killed: at all calls that change something, and at some of those that ask. */
    static List<IoPoint> points() {
        List<IoPoint> points = new ArrayList<>();
        Map<String, Integer> questions = new HashMap<>();
        IoTap listening = new IoTap() {
            @Override
            public void before(IoPoint point) {
                if ((point.changes() && !point.call().equals("append"))
                        || questions.merge(point.name(), 1, Integer::sum) <= QUESTIONS_OF_A_KIND) {
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

    /** Its times are such that a drain is taken back, a boot's reply is lost, and a fence is lifted as nobody can look. */
    private static Script story() {
        List<Arrival> arrivals = List.of(
                arrival(60, "ada", "c4-15gb", 3, 20),
                arrival(29 * 60 + 30, "ada", "c4-15gb", 1, 10),
                arrival(30 * 60, "bo", "", 4, 60),
                arrival(70 * 60, "ada", "c2-7.5gb", 2, 30),
                arrival(140 * 60, "cy", "c2-7.5gb", 1, 10));
        List<Incident> incidents = List.of(
                incident(50 * 60, Fault.FOREIGN_STOP, 1),
                incident(69 * 60, Fault.WORKERS_STAY_OUT, 25),
                incident(87 * 60, Fault.COLLECTOR_SILENT, 25),
                incident(128 * 60, Fault.FOREIGN_DELETE, 1),
                new Incident(Duration.ofMinutes(140), Fault.LOST_REPLIES, Duration.ofMinutes(1), WEST_EACH_TIME),
                incident(150 * 60, Fault.TWIN, 1));
        return new Script(20260202, Duration.ofHours(3), arrivals, incidents);
    }

    private static Arrival arrival(int second, String owner, String flavor, int count, int minutes) {
        return new Arrival(
                Duration.ofSeconds(second), SimulatedPool.SCHEDD, owner, flavor, count, Duration.ofMinutes(minutes));
    }

    private static Incident incident(int second, Fault fault, int minutes) {
        return new Incident(Duration.ofSeconds(second), fault, Duration.ofMinutes(minutes), second);
    }
}
