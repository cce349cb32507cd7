package org.updraft.autoscaler.simulate;

import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Kills the service right before or right after a call of its own. */
public final class Mortality implements IoTap {

    private Optional<Appointment> next = Optional.empty();
    private int kills;

    private record Appointment(Predicate<IoPoint> where, boolean afterwards) {}

    /** At the next call that fits: before it reaches its port, or after it had its effect. */
    public void killAt(Predicate<IoPoint> where, boolean afterwards) {
        next = Optional.of(new Appointment(where, afterwards));
    }

    /** So many calls from now. */
    public void killIn(int calls, boolean afterwards) {
        killAt(
                new Predicate<>() {
                    private int left = calls;

                    @Override
                    public boolean test(IoPoint point) {
                        return left-- <= 0;
                    }
                },
                afterwards);
    }

    public int kills() {
        return kills;
    }

    @Override
    public void before(IoPoint point) {
        Appointment due =
                next.filter(appointment -> appointment.where().test(point)).orElse(null);
        if (due == null) {
            return;
        }
        if (due.afterwards()) {
            next = Optional.of(new Appointment(same -> same.number() == point.number(), true));
        } else {
            die(point, "before");
        }
    }

    @Override
    public @Nullable Object after(IoPoint point, @Nullable Object answer) {
        if (next.filter(appointment ->
                        appointment.afterwards() && appointment.where().test(point))
                .isPresent()) {
            die(point, "after");
        }
        return answer;
    }

    private void die(IoPoint point, String when) {
        next = Optional.empty();
        kills++;
        throw new SimulatedDeath("killed " + when + " " + point.name());
    }
}
