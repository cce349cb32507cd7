package org.updraft.autoscaler.trial;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.updraft.autoscaler.ledger.Ledger;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.MemoryLedger;
import org.updraft.autoscaler.ledger.Turn;
import org.updraft.autoscaler.simulate.SimulatedWorld;

/** One script played to its end, under the judge's eyes. */
public final class Trial {

    /** After the last incident everything must have come to its end within this. */
    private static final Duration AFTERMATH = Duration.ofHours(36);

    private final Script script;
    private final SimulatedWorld world;
    private final Census census;
    private final Judge judge;
    private final Stage stage;
    private final Story story;
    private final PriorityQueue<Ending> endings = new PriorityQueue<>(Comparator.comparing(Ending::at));
    private long workerSteps;
    private int turns;

    private record Ending(Duration at, Stage.Undo undo) {}

    private Trial(Script script, Consumer<SimulatedWorld> tamper, Story story) throws LedgerException {
        this.script = script;
        this.story = story;
        Ledger ledger = new MemoryLedger(TrialSite.POOL);
        this.world = TrialSite.world(script.seed(), ledger);
        this.census = new Census(world);
        this.judge = new Judge(world, census, ledger);
        Meddler meddler = new Meddler(new SplittableRandom(~script.seed()), world::advance);
        this.stage = new Stage(world, census, meddler);
        story.by(this::time);
        world.service().tap(meddler);
        world.service().tap(judge);
        world.service().tap(story);
        tamper.accept(world);
    }

    /**
     * Plays the script; ends at the first violation.
     *
     * @param tamper breaks the service on purpose, before it begins
     * @param story is told what happens
     */
    static TrialResult of(Script script, Consumer<SimulatedWorld> tamper, Story story) {
        try {
            Trial trial = new Trial(script, tamper, story);
            trial.play();
            return trial.result();
        } catch (LedgerException e) {
            throw new IllegalStateException("a ledger in memory failed, which it cannot", e);
        }
    }

    private void play() throws LedgerException {
        Deque<Arrival> arrivals = new ArrayDeque<>(script.arrivals());
        Deque<Incident> incidents = new ArrayDeque<>(script.incidents());
        while (judge.violation().isEmpty()) {
            Duration now = time();
            while (!arrivals.isEmpty() && arrivals.getFirst().at().compareTo(now) <= 0) {
                Arrival arrival = arrivals.removeFirst();
                story.tell(arrival::toString);
                world.pool().submit(TrialSite.jobs(arrival), arrival.count(), arrival.runtime());
            }
            while (!endings.isEmpty() && endings.peek().at().compareTo(now) <= 0) {
                endings.remove().undo().undo();
            }
            while (!incidents.isEmpty() && incidents.getFirst().at().compareTo(now) <= 0) {
                begin(incidents.removeFirst(), now);
            }
            step();
            boolean calm = arrivals.isEmpty() && incidents.isEmpty() && endings.isEmpty();
            if (calm && isOver()) {
                rowsLost();
                return;
            }
            if (calm && now.compareTo(script.length().plus(AFTERMATH)) > 0) {
                judge.found(Invariant.COMES_TO_AN_END, leftOver());
            }
        }
    }

    private Duration time() {
        return Duration.between(TrialSite.START, world.now());
    }

    private void begin(Incident incident, Duration now) throws LedgerException {
        story.tell(incident::toString);
        Stage.Undo undo = stage.begin(incident);
        Duration until = now.plus(incident.lasts());
        endings.add(new Ending(until, () -> {
            story.tell(() -> incident.fault().label() + " is over");
            undo.undo();
        }));
    }

    private void step() throws LedgerException {
        if (!world.service().isUp() && stage.shouldBeUp()) {
            try {
                world.service().start();
            } catch (LedgerException e) {
                // the disk is full, or it was killed as it started: tried again, as systemd would
                story.tell(() -> "the service could not start: " + e.getMessage());
            }
        }
        judge.turnBegins();
        Optional<Turn> turn = world.step();
        turns += turn.isPresent() ? 1 : 0;
        workerSteps += world.ledger().living().size();
        judge.turnEnded(turn);
        turn.ifPresent(story::turn);
    }

    private boolean isOver() throws LedgerException {
        var counts = world.pool().counts();
        return counts.finished() == counts.submitted()
                && world.ledger().living().isEmpty()
                && census.living(world.ledger().installation()).isEmpty()
                && leaks().isEmpty();
    }

    /** Of every server of ours there must be a row. */
    private void rowsLost() throws LedgerException {
        for (Census.Tagged one : census.ever(world.ledger().installation())) {
            if (world.ledger().worker(one.tag().workerId()).isEmpty()) {
                judge.found(
                        Invariant.INTENT_FIRST,
                        "the ledger has lost worker " + one.tag().workerId());
            }
        }
    }

    private String leftOver() throws LedgerException {
        var counts = world.pool().counts();
        List<String> left = new ArrayList<>();
        left.add(counts.finished() + " of " + counts.submitted() + " jobs finished");
        world.ledger()
                .living()
                .forEach(record -> left.add(
                        "open: " + record.id() + " on " + record.combination().cloud()));
        census.living(world.ledger().installation())
                .forEach(one -> left.add(
                        "server: " + one.server().id() + " " + one.server().status()));
        left.addAll(leaks());
        return String.join("; ", left);
    }

    /** Ports and floating IPs of servers that are gone. */
    private List<String> leaks() {
        List<String> leaks = new ArrayList<>();
        world.models().forEach((cloud, model) -> {
            model.networking().ports().stream()
                    .filter(port -> !port.deviceId().isEmpty()
                            && port.deviceOwner().startsWith("compute:")
                            && model.servers().find(port.deviceId()).isEmpty())
                    .forEach(port -> leaks.add("port " + port.id() + " on " + cloud + " of " + port.deviceId()));
            model.networking().floatingIps().forEach(fip -> leaks.add("floating IP " + fip.address() + " on " + cloud));
        });
        return leaks;
    }

    private TrialResult result() {
        return new TrialResult(
                script,
                judge.violation(),
                time(),
                SimulatedWorld.TURN_EVERY.multipliedBy(workerSteps),
                turns,
                world.service().mortality().kills(),
                world.pool().counts().finished());
    }
}
