package org.updraft.autoscaler.trial;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.updraft.autoscaler.ledger.Outcome;
import org.updraft.autoscaler.ledger.Turn;
import org.updraft.autoscaler.plan.Action;
import org.updraft.autoscaler.simulate.IoPoint;
import org.updraft.autoscaler.simulate.IoTap;

/** Tells what happens in a trial, a line each: incidents, and what the service does. */
final class Story implements IoTap {

    /** Nobody listens, and it costs nothing. */
    static final Story UNTOLD = new Story();

    private final Optional<Consumer<String>> lines;
    private Supplier<Duration> time = () -> Duration.ZERO;

    Story(Consumer<String> lines) {
        this.lines = Optional.of(lines);
    }

    private Story() {
        lines = Optional.empty();
    }

    void by(Supplier<Duration> clock) {
        time = clock;
    }

    void tell(Supplier<String> line) {
        lines.ifPresent(listener -> listener.accept(Times.of(time.get()) + " " + line.get()));
    }

    void turn(Turn turn) {
        turn.outcomes().forEach(outcome -> tell(() -> "turn " + turn.number() + ": " + words(outcome)));
    }

    private static String words(Outcome outcome) {
        Action action = outcome.action();
        return action.getClass().getSimpleName().toLowerCase(Locale.ROOT) + " "
                + String.join(" ", outcome.workerIds()) + " (" + action.reason() + "): "
                + outcome.result().name().toLowerCase(Locale.ROOT)
                + (outcome.words().isEmpty() ? "" : ", " + outcome.words());
    }

    @Override
    public void failed(IoPoint point, Throwable why) {
        tell(() -> point.name() + " " + point.about() + " failed: " + why.getMessage());
    }
}
