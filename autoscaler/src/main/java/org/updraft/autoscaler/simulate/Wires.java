package org.updraft.autoscaler.simulate;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The wires from a service to its ports. Every call of every port passes here, so that one added to a port tomorrow is a
 * crash point tomorrow.
 */
final class Wires {

    /** Answered from memory: nothing can happen there. */
    private static final Set<String> NO_IO = Set.of("name", "installation", "schedds", "createToken", "close");

    private final List<IoTap> taps = new ArrayList<>();
    private long calls;
    private boolean dead;

    void tap(IoTap tap) {
        taps.add(tap);
    }

    /** The service was killed: whatever of it still runs reaches nothing. */
    boolean isDead() {
        return dead;
    }

    void revive() {
        dead = false;
    }

    <T> T wired(Class<T> port, String name, T real) {
        InvocationHandler handler = (proxy, method, args) -> {
            List<Object> given = args == null ? List.of() : Arrays.asList(args);
            return NO_IO.contains(method.getName()) || method.getDeclaringClass() == Object.class
                    ? invoke(real, method, args)
                    : pass(
                            new IoPoint(++calls, name, method.getName(), given, method.getReturnType() != void.class),
                            real,
                            method,
                            args);
        };
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, handler));
    }

    private @Nullable Object pass(IoPoint point, Object real, Method method, Object @Nullable [] args)
            throws Throwable {
        if (dead) {
            throw new SimulatedDeath("the service is dead");
        }
        try {
            for (IoTap tap : taps) {
                tap.before(point);
            }
            Object answer = isSwallowed(point) ? null : invoke(real, method, args);
            for (IoTap tap : taps) {
                answer = tap.after(point, answer);
            }
            return answer;
        } catch (SimulatedDeath death) {
            dead = true;
            throw death;
        } catch (Exception refusal) {
            for (IoTap tap : taps) {
                tap.failed(point, refusal);
            }
            return instead(point, refusal);
        }
    }

    private boolean isSwallowed(IoPoint point) {
        return !point.answers() && taps.stream().anyMatch(tap -> tap.swallows(point));
    }

    private @Nullable Object instead(IoPoint point, Exception refusal) throws Exception {
        Exception left = refusal;
        for (IoTap tap : taps) {
            try {
                return tap.instead(point, left);
            } catch (Exception still) {
                left = still;
            }
        }
        throw left;
    }

    private static @Nullable Object invoke(Object real, Method method, Object @Nullable [] args) throws Throwable {
        try {
            return method.invoke(real, args);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
